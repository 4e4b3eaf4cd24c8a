"""The box in which a player types a name."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, Final, NamedTuple

import pygame

from client.draw.ui.panels import ButtonFace, ButtonKind
from client.overlays.dialog_overlay import Choice, DialogOverlay
from client.screen import PAUSE
from client.text.catalogue import text
from client.text.key_names import name_of_key
from client.tuning import load_tuning
from client.widgets import layout
from client.widgets.controls import Button
from client.widgets.dialog import Dialog
from client.widgets.layout import Share
from client.widgets.text_field import TextField

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from client.draw.ui.style import Style
    from client.overlays.dialog_overlay import OverlayHost
    from client.widgets.canvas import Canvas
    from client.widgets.dialog import DialogButton

_REASON_LINES: Final = 2
"""Lines that are kept free for what is wrong with a name."""
_CONFIRMING: Final = frozenset({pygame.K_RETURN, pygame.K_KP_ENTER})


class NameChoice(enum.Enum):
    """What a player does about a name."""

    CONFIRM = enum.auto()
    CANCEL = enum.auto()


class NameQuestion(NamedTuple):
    """What is asked: title, line, the words that confirm, and the name that is suggested.

    *problem* returns what is wrong with a name, in words; "" if nothing is.
    """

    title: str
    line: str
    confirm: str
    suggested: str
    problem: Callable[[str], str]


class NameOverlay(DialogOverlay[NameChoice]):
    """Asks for a name; *name* is what was typed, without blanks around it."""

    layer = PAUSE

    def __init__(self, app: OverlayHost, question: NameQuestion) -> None:
        """Create the overlay with the suggested name, which is selected."""
        super().__init__(app)
        self._question = question
        self._typed = question.suggested
        self._confirm: Button | None = None

    @property
    def name(self) -> str:
        """Return the name that was typed."""
        return self._typed.strip()

    @property
    def problem(self) -> str:
        """Return what is wrong with the name, in words; "" if nothing is."""
        return self._question.problem(self.name)

    def choices(self) -> list[Choice[NameChoice]]:
        """Return the answers."""
        confirm = ButtonFace(self._question.confirm, "check", text("key.enter"))
        cancel = ButtonFace(text("app.cancel"), "cross", name_of_key("escape"))
        return [
            Choice(NameChoice.CONFIRM, confirm, ButtonKind.CONFIRM),
            Choice(NameChoice.CANCEL, cancel, ButtonKind.CANCEL),
        ]

    def answer(self, answer: NameChoice) -> None:
        """Set the answer; a name that has a problem is not confirmed."""
        if answer is NameChoice.CANCEL or not self.problem:
            super().answer(answer)

    def take(self, event: pygame.event.Event) -> bool:
        """Confirm by Enter while the field has the focus."""
        if event.type != pygame.KEYDOWN or event.key not in _CONFIRMING or event.repeat:
            return False
        focused = None if self.dialog is None else self.dialog.form.focused
        if focused is None or not focused.takes_text:
            return False
        self.answer(NameChoice.CONFIRM)
        return True

    def build(self, buttons: Sequence[DialogButton]) -> Dialog:
        """Return a dialog with a field for the name."""
        dialog = _NameDialog(self.app.style, self.app.size, self._question, self._typed, buttons)
        dialog.on_change = self._change
        controls = dialog.form.controls
        self._confirm = next(one for one in controls if isinstance(one, Button))
        self._change(self._typed)
        return dialog

    def _change(self, typed: str) -> None:
        self._typed = typed
        if self._confirm is not None:
            self._confirm.enable(not self.problem)


class _NameDialog(Dialog):
    """A dialog with a text field below its lines, and below that what is wrong with the name."""

    def __init__(
        self,
        style: Style,
        size: tuple[int, int],
        question: NameQuestion,
        typed: str,
        choices: Sequence[DialogButton],
    ) -> None:
        self._question = question
        self._words = 0
        self.on_change: Callable[[str], None] = lambda _: None
        super().__init__(style, size, question.title, (question.line,), choices)
        pad, space = style.px(style.layout.space.padding), style.layout.space
        inner = layout.inset(self.rect, pad)
        _, place, self._reason_rect, _ = layout.split_rows(
            inner, [self._words, style.px(space.button), self._reason_height(), Share()], self._gap
        )
        longest = load_tuning().saves.longest_name
        self._field = TextField(
            self.form, place, typed, self._take, limit=longest, label=question.title
        )
        self._field.editor.select_all()
        self.form.move_to_front(self._field)
        self.form.focus_on(self._field)
        self.form.paint(self._draw_reason)

    def _reason_height(self) -> int:
        return _REASON_LINES * self._style.writer.height(self._style.layout.text.table)

    def _write_head(self, title: str, lines: Sequence[str], room: int) -> int:
        self._words = super()._write_head(title, lines, room)
        field = self._style.px(self._style.layout.space.button)
        return self._words + field + self._reason_height() + 2 * self._gap

    def _take(self, typed: str) -> None:
        self.on_change(typed)

    def _draw_reason(self, canvas: Canvas) -> None:
        size, problem = self._style.layout.text.table, self._question.problem(self._field.text)
        rect = self._reason_rect
        lines = self._style.writer.wrap(problem, size, rect.w) if problem else []
        heights = [self._style.writer.height(size)] * len(lines)
        for place, line in zip(layout.stack(rect, heights), lines, strict=True):
            canvas.text(line, place.topleft, size, self._style.colours.bad)
