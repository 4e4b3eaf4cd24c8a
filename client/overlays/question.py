"""The questions over the board: the advance, the end of a phase, leaving."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from client.battle.hud import prompts
from client.battle.input import intent
from client.battle.input.keys import KeyCommand, key_label
from client.battle.input.questions import ANSWERS, Question, QuestionAnswer
from client.draw.ui.panels import ButtonFace, ButtonKind
from client.overlays import placement
from client.overlays.battle_overlay import WIDTH, BattleOverlay
from client.overlays.dialog_overlay import Choice
from client.screen import LIGHT_OVERLAY, OVERLAY
from client.text.catalogue import text
from client.widgets.dialog import Dialog, DialogShape

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import pygame

    from client.battle.hud.prompts import QuestionWords
    from client.battle.presenter import BattlePresenter
    from client.overlays.dialog_overlay import OverlayHost
    from client.widgets.dialog import DialogButton

_NARROW = 270
"""Width of the question of an advance, beside the unit concerned, in points."""
_INSET = 10


class Board(NamedTuple):
    """The board in the window, and the pixels of it that should stay visible."""

    rect: pygame.Rect
    pixels: tuple[tuple[int, int], ...]


class QuestionOverlay(BattleOverlay[QuestionAnswer]):
    """A question over the board, on which time goes on."""

    def __init__(
        self,
        app: OverlayHost,
        question: Question,
        presenter: BattlePresenter,
        board: Callable[[], Board],
    ) -> None:
        """Create the overlay of a question; *board* is called for each layout."""
        super().__init__(app)
        self.question = question
        self._presenter = presenter
        self._board = board
        self.layer = LIGHT_OVERLAY if question is Question.ADVANCE else OVERLAY

    def choices(self) -> list[Choice[QuestionAnswer]]:
        """Return the answers that have buttons."""
        words = self._words()
        confirm = ButtonFace(words.confirm, "check", key_label(KeyCommand.CONFIRM))
        skip = ButtonFace(text("battle.do.wait"), "hold", key_label(KeyCommand.WAIT))
        cancel = ButtonFace(text("battle.box.cancel"), "cross", key_label(KeyCommand.BACK))
        found = [
            Choice(QuestionAnswer.CONFIRM, confirm, ButtonKind.CONFIRM),
            Choice(QuestionAnswer.SKIP, skip, ButtonKind.SKIP),
            Choice(QuestionAnswer.CANCEL, cancel, ButtonKind.CANCEL),
        ]
        return [one for one in found if words.skips or one.answer is not QuestionAnswer.SKIP]

    def commands(self) -> dict[KeyCommand, QuestionAnswer]:
        """Return the answers of keys; Enter presses the focused button.

        If an advance is being asked about, a hint may be asked for, and keys that step between
        units still do, if there is another one; otherwise Tab steps between buttons.
        """
        usable = {KeyCommand.BACK}
        if self.question is Question.ADVANCE:
            usable |= {KeyCommand.WAIT, KeyCommand.HINT}
            if intent.can_go_on(self._presenter.decision, self._presenter.chosen):
                usable |= {KeyCommand.NEXT, KeyCommand.PREVIOUS}
        return {command: ANSWERS[command] for command in usable}

    def build(self, buttons: Sequence[DialogButton]) -> Dialog:
        """Return the dialog; that of an advance is placed beside the unit concerned."""
        style, size = self.app.style, self.app.size
        words = self._words()
        shape = DialogShape(WIDTH)
        if self.question is Question.ADVANCE:
            shape = DialogShape(_NARROW, stacked=True, place=self._place)
        return Dialog(style, size, words.title, words.lines, buttons, shape=shape)

    def _words(self) -> QuestionWords:
        presenter = self._presenter
        return prompts.question_words(self.question, presenter.decision, presenter.names)

    def _place(self, size: tuple[int, int]) -> tuple[int, int]:
        board = self._board()
        inset = self.app.style.px(_INSET)
        return placement.place_beside(
            size, board.rect.inflate(-2 * inset, -2 * inset), board.pixels
        )
