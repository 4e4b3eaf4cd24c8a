"""What the screen of a lesson says: that of a battle, after what the lesson says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from client.battle.input.keys import KeyCommand, key_words
from client.battle.speech.board_words import place_words
from client.speech.spoken import CONTENT
from client.text.catalogue import plural, text
from client.text.format import comma_list

if TYPE_CHECKING:
    from collections.abc import Callable

    from client.speech.spoken import ScreenWords, Speech
    from client.tutorial.lesson_drawing import LessonDrawing, ShownLesson


class LessonWords:
    """The words of a lesson on the screen."""

    def __init__(
        self, screen: ShownLesson, battle: ScreenWords, drawing: Callable[[], LessonDrawing]
    ) -> None:
        """Create them for a screen, the words of its battle, and what draws it at the time."""
        self._screen: Final = screen
        self._battle: Final = battle
        self._drawing: Final = drawing

    def speech(self) -> Speech:
        """Return what the battle says, after the open step."""
        said = self._battle.speech()
        step = f"{CONTENT} {self._screen.asked.number}"  # the next one is said as a whole
        return said._replace(topics={step: tuple(self._step()), **said.topics})

    def overview(self) -> list[str]:
        """Return the open step, and everything on the board."""
        return [*self._step(), *self._battle.overview()]

    def _step(self) -> list[str]:
        """Return what the bar of the lesson says, and what is marked on the screen."""
        drawing = self._drawing()
        content = drawing.content()
        return [content.title, content.note, content.words, *self._marked(drawing)]

    def _marked(self, drawing: LessonDrawing) -> list[str]:
        """Return the hexes, the buttons and the panel that are marked."""
        hexes = [place_words(at) for at in sorted(drawing.marked_hexes())]
        lines = [plural("speech.marked", len(hexes), hexes=comma_list(hexes))] if hexes else []
        step = self._screen.asked.step
        if drawing.marks_controls and step.button is not None:
            command = KeyCommand[step.button.upper()]
            label, cap = text(command.value), key_words(command)
            lines.append(text("speech.marked-button", label=label, cap=cap))
        if drawing.marks_controls and step.panel:
            lines.append(text("speech.marked-panel"))
        return lines
