"""The box of a lesson: an action that cost much may be taken back."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, Final

from client.battle.input.keys import KeyCommand, key_label
from client.battle.speech.panel_words import picture_words
from client.draw.ui.panels import ButtonFace, ButtonKind
from client.overlays import placement
from client.overlays.battle_overlay import BattleOverlay
from client.overlays.dialog_overlay import Choice
from client.screen import LIGHT_OVERLAY
from client.text.catalogue import text
from client.widgets.dialog import Dialog, DialogShape

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from client.battle.view.costly_action import Lesson
    from client.overlays.dialog_overlay import OverlayHost
    from client.overlays.question import Board
    from client.widgets.dialog import DialogButton

_WIDTH: Final = 330
"""Width of the box, beside the hexes that it is about, in points."""
_INSET: Final = 10


class LessonAnswer(enum.Enum):
    """What a person may do about a lesson."""

    TAKE_BACK = enum.auto()
    KEEP = enum.auto()


class LessonOverlay(BattleOverlay[LessonAnswer]):
    """A lesson over the board, which shows what was done and what would have been better."""

    layer = LIGHT_OVERLAY

    def __init__(self, app: OverlayHost, lesson: Lesson, board: Callable[[], Board]) -> None:
        """Create the overlay; *board* is called for each layout."""
        super().__init__(app)
        self._lesson = lesson
        self._board = board

    def choices(self) -> list[Choice[LessonAnswer]]:
        """Return the answers."""
        back = ButtonFace(text("lesson.take-back"), "undo", key_label(KeyCommand.UNDO))
        keep = ButtonFace(text("lesson.keep"), "check", key_label(KeyCommand.BACK))
        return [
            Choice(LessonAnswer.TAKE_BACK, back, ButtonKind.PRIMARY),
            Choice(LessonAnswer.KEEP, keep),
        ]

    def commands(self) -> dict[KeyCommand, LessonAnswer]:
        """Return the answers of keys."""
        return {KeyCommand.UNDO: LessonAnswer.TAKE_BACK, KeyCommand.BACK: LessonAnswer.KEEP}

    def build(self, buttons: Sequence[DialogButton]) -> Dialog:
        """Return the dialog, beside what it is about."""
        shape = DialogShape(_WIDTH, stacked=True, place=self._place)
        lines = self._lesson.lines
        return Dialog(
            self.app.style, self.app.size, text("lesson.title"), lines, buttons, shape=shape
        )

    def spoken_content(self, dialog: Dialog) -> list[str]:
        """Return the lines, and where the numbered arrows on the board lead."""
        return [*dialog.lines, *picture_words(self._lesson.pictures)]

    def _place(self, size: tuple[int, int]) -> tuple[int, int]:
        board = self._board()
        inset = self.app.style.px(_INSET)
        return placement.place_beside(
            size, board.rect.inflate(-2 * inset, -2 * inset), board.pixels
        )
