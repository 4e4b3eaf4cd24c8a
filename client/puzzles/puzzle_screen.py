"""The screen of a puzzle: a battle's, in which the action that decides is the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from client.battle.input.keys import KeyCommand
from client.draw.ui.panels import ButtonFace
from client.overlays.menu import MenuChoice, MenuOverlay
from client.puzzles.puzzle_drawing import PuzzleDrawing
from client.puzzles.puzzle_session import PuzzleSession
from client.puzzles.puzzle_words import PuzzleWords
from client.screens.battle_front import BattleFront
from client.screens.battle_screen import BattleScreen
from client.text.catalogue import text

if TYPE_CHECKING:
    from collections.abc import Callable

    from client.battle.input.keys import Press
    from client.draw.geometry import Hex
    from client.host import Host
    from client.overlays.dialog_overlay import Choice
    from client.puzzles.puzzle_run import PuzzleRun
    from client.worker.puzzle_maker import PreparedPuzzle

_GOING_ON: Final = {KeyCommand.CONFIRM, KeyCommand.WAIT, KeyCommand.NEXT}
_LEAVING: Final = {KeyCommand.BACK, KeyCommand.MENU}


class PuzzleMenu(MenuOverlay):
    """The menu of a puzzle, in which nothing is saved."""

    def choices(self) -> list[Choice[MenuChoice]]:
        """Return the entries."""
        return [
            choice._replace(face=ButtonFace(text("puzzle.leave"), choice.face.icon))
            if choice.answer is MenuChoice.LEAVE
            else choice
            for choice in super().choices()
            if choice.answer is not MenuChoice.SAVE
        ]


class PuzzleFront(BattleFront):
    """The overlays over a puzzle, which may be left at once: what was answered is kept."""

    asks_to_leave = False

    def make_menu(self) -> PuzzleMenu:
        """Return the menu."""
        return PuzzleMenu(self._app)


class PuzzleScreen(BattleScreen):
    """The screen of one puzzle of a run."""

    def __init__(
        self,
        app: Host,
        prepared: PreparedPuzzle,
        run: PuzzleRun,
        on_answer: Callable[[PuzzleScreen], None],
        on_next: Callable[[PuzzleScreen], None],
    ) -> None:
        """Ask a puzzle; *on_answer* is called once it is answered, *on_next* to go on."""
        self.run: Final = run
        self._on_answer = on_answer
        self._on_next = on_next
        self._is_noted = False
        self.asked: Final = PuzzleSession(prepared.puzzle(), prepared.options)
        super().__init__(app, self.asked)
        self._puzzle_words = PuzzleWords(self, super().words())

    def words(self) -> PuzzleWords:
        """Return what text mode says of the puzzle."""
        return self._puzzle_words

    def make_front(self) -> PuzzleFront:
        """Return what keeps the overlays over the board."""
        return PuzzleFront(self.app, self.presenter, self)

    def make_drawing(self) -> PuzzleDrawing:
        """Return a new drawing for the layout and the style of now."""
        return PuzzleDrawing(self.app.style, self)

    @property
    def trouble(self) -> str:
        """Return nothing: a puzzle is not saved."""
        return ""

    @property
    def still(self) -> bool:
        """Whether nothing moves, and nothing will until the person acts."""
        if self.asked.outcome is None:
            return super().still
        return self.presenter.animator.still and not self.control.moving

    @property
    def pointed(self) -> Hex | None:
        """Return the hex under the mouse."""
        return self.presenter.chosen.hovered

    def update(self, seconds: float) -> None:
        """Advance time by *seconds*, and report the answer once."""
        super().update(seconds)
        if self.asked.outcome is not None and not self._is_noted:
            self._is_noted = True
            self._on_answer(self)

    def press(self, pressed: Press) -> None:
        """Carry out a key or a button; once answered, only the next puzzle is left."""
        command = pressed.command
        if command in {KeyCommand.SAVE, KeyCommand.UNDO}:
            key = "puzzle.no-save" if command is KeyCommand.SAVE else "puzzle.no-undo"
            self.presenter.say(text(key), bad=True)
        elif command is KeyCommand.MENU or (self.asked.outcome and command in _LEAVING):
            self.front.open_menu()
        elif self.asked.outcome is None:
            super().press(pressed)
        elif command in _GOING_ON:
            if self._is_noted:
                self._on_next(self)
        else:
            self.press_anytime(command)
