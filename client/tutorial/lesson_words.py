"""What the screen of a lesson says: that of a battle, after what the lesson says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from client.speech.spoken import CONTENT
from client.text.catalogue import text

if TYPE_CHECKING:
    from client.speech.spoken import ScreenWords, Speech
    from client.tutorial.lesson_drawing import ShownLesson


class LessonWords:
    """The words of a lesson on the screen."""

    def __init__(self, screen: ShownLesson, battle: ScreenWords) -> None:
        """Create them for a screen and the words of its battle."""
        self._screen: Final = screen
        self._battle: Final = battle

    def speech(self) -> Speech:
        """Return what the battle says, after the open step."""
        said = self._battle.speech()
        return said._replace(topics={CONTENT: tuple(self._step()), **said.topics})

    def overview(self) -> list[str]:
        """Return the open step, and everything on the board."""
        return [*self._step(), *self._battle.overview()]

    def _step(self) -> list[str]:
        """Return the step's place in the lesson, and what it says."""
        asked = self._screen.asked
        place = text("tutorial.step", n=asked.number + 1, count=len(asked.lesson.steps))
        return [text(f"lesson.{asked.lesson.code}"), place, self._screen.instruction]
