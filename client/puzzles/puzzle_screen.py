"""The screen of a puzzle: a battle's, in which the action that decides is the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pygame

from client.aids.threats import ThreatAid
from client.battle.input.keys import KeyCommand
from client.draw import geometry
from client.draw.ui.panels import ButtonFace, ButtonKind
from client.overlays.menu import BATTLES_ONLY, MenuChoice, MenuOverlay
from client.puzzles.answer_view import options_by_hex
from client.puzzles.puzzle_drawing import PuzzleDrawing
from client.puzzles.puzzle_session import PuzzleSession
from client.puzzles.puzzle_words import PuzzleWords
from client.screens.battle_front import BattleFront
from client.screens.battle_screen import BattleScreen
from client.text.catalogue import text
from engine.battle.side import Side

if TYPE_CHECKING:
    from collections.abc import Callable

    from client.battle.input.keys import Press
    from client.battle.view.board_aid import BoardAid
    from client.draw.geometry import Hex
    from client.host import Host
    from client.overlays.dialog_overlay import Choice
    from client.puzzles.puzzle_run import PuzzleRun
    from client.worker.puzzle_maker import PreparedPuzzle

_GOING_ON: Final = {KeyCommand.CONFIRM, KeyCommand.WAIT, KeyCommand.NEXT}
_REFUSED: Final = {
    KeyCommand.SAVE: "puzzle.no-save",
    KeyCommand.UNDO: "puzzle.no-undo",
    KeyCommand.REDO: "puzzle.no-undo",
    KeyCommand.HINT: "puzzle.no-hint",
    KeyCommand.EXPLAIN: "puzzle.no-hint",
}
"""Commands of a battle that a puzzle refuses, and what it says then."""
_SCROLLING: Final = {KeyCommand.NEXT_TARGET: 1, KeyCommand.PREVIOUS_TARGET: -1}
"""How many options a command of the targets scrolls by, once the puzzle is answered."""
_LEAVING: Final = {KeyCommand.BACK, KeyCommand.MENU}


class PuzzleMenu(MenuOverlay):
    """The menu of a puzzle, in which nothing is saved, and what was answered is kept."""

    title = "puzzles.title"

    def choices(self) -> list[Choice[MenuChoice]]:
        """Return the entries."""
        return [
            choice._replace(
                face=ButtonFace(text("puzzle.leave"), choice.face.icon), kind=ButtonKind.NORMAL
            )
            if choice.answer is MenuChoice.LEAVE
            else choice
            for choice in super().choices()
        ]


class PuzzleFront(BattleFront):
    """The overlays over a puzzle, which may be left at once: what was answered is kept."""

    asks_to_leave = False

    def make_menu(self) -> PuzzleMenu:
        """Return the menu."""
        return PuzzleMenu(self._app, BATTLES_ONLY)


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
        self._scrolled = 0
        self.asked: Final = PuzzleSession(prepared.puzzle(), prepared.options)
        super().__init__(app, self.asked)
        self.goal.dismiss()
        self._puzzle_words = PuzzleWords(self, super().words())
        self._open_on_everybody()

    def _open_on_everybody(self) -> None:
        """Start with all units in sight: the answer may depend on any of them."""
        state = self.asked.state
        living = [unit for side in Side for unit in state.living(side)]
        spots = [geometry.centre(state.offset(unit)) for unit in living]
        self.control.open_on(spots)
        if not all(self.control.camera.sees(spot) for spot in spots):
            self.control.press(KeyCommand.FIT)

    def words(self) -> PuzzleWords:
        """Return what text mode says of the puzzle."""
        return self._puzzle_words

    def make_aids(self) -> tuple[BoardAid, ...]:
        """Return the aids of the person at the board: none that gives the answer away."""
        return (ThreatAid(self.presenter, self.threats),)

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
        """Return the hex under the mouse, or that of the cursor."""
        return self.presenter.chosen.hovered

    @property
    def scrolled(self) -> int:
        """Return the number of options above the first one that is shown."""
        return self._scrolled

    def _scroll(self, steps: int) -> None:
        """Scroll the options, as far as there are more."""
        drawing = self._drawing
        assert isinstance(drawing, PuzzleDrawing), "a puzzle draws puzzles"
        self._scrolled = min(max(self._scrolled + steps, 0), drawing.most_scrolled)

    def handle(self, event: pygame.event.Event) -> None:
        """Handle an event; the wheel over the options scrolls them."""
        drawing = self._drawing
        if (
            self.asked.outcome is not None
            and event.type == pygame.MOUSEWHEEL
            and isinstance(drawing, PuzzleDrawing)
            and drawing.options_rect.collidepoint(self.mouse)
        ):
            self._scroll(-event.y)
        else:
            super().handle(event)

    def update(self, seconds: float) -> None:
        """Advance time by *seconds*, and report the answer once."""
        super().update(seconds)
        if self.asked.outcome is not None and not self._is_noted:
            self._is_noted = True
            self._fit_options()
            self._on_answer(self)

    def _fit_options(self) -> None:
        """Bring all hexes of options into sight, or as many as fit."""
        assert self.asked.outcome is not None, "the puzzle is answered"
        spots = [geometry.centre(at) for at in options_by_hex(self.asked.outcome)]
        if spots:
            self.control.open_on(spots)

    def press(self, pressed: Press) -> None:
        """Carry out a key or a button; once answered, only the next puzzle is left."""
        command = pressed.command
        if command in _REFUSED:
            self.presenter.say(text(_REFUSED[command]), bad=True)
        elif command is KeyCommand.MENU or (self.asked.outcome and command in _LEAVING):
            self.front.open_menu()
        elif self.asked.outcome is None:
            super().press(pressed)
        elif command in _GOING_ON:
            if self._is_noted:
                self._on_next(self)
        elif command in _SCROLLING:
            self._scroll(_SCROLLING[command])
        else:
            self.press_anytime(command)
