"""The button of a player that can be chosen: its strength, and one's own record against it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from client.draw.ui import panels
from client.draw.ui.writer import Face
from client.text.catalogue import text
from client.widgets.controls import Button

if TYPE_CHECKING:
    from client.standing import Standing
    from client.widgets.canvas import Canvas

_APART: Final = 12
"""Distance between the name and the record, in points."""


def record_words(standing: Standing) -> str:
    """Return one's own record against an opponent; "" if there is none."""
    won, drawn, lost = standing
    return text("seats.own", won=won, drawn=drawn, lost=lost) if standing.played else ""


class OpponentButton(Button):
    """A two-lined button with a note at the right of its first line."""

    note = ""

    def _note_width(self) -> int:
        style = self.form.style
        width = style.writer.width(self.note, style.layout.text.caption, Face.BOLD)
        return width + style.px(_APART) if self.note else 0

    @property
    def is_whole(self) -> bool:
        """Whether there is room for everything that the button shows."""
        style, face = self.form.style, self.face
        title = style.writer.width(face.label, style.layout.text.strong, Face.BOLD)
        room = panels.lines_room(style, self.rect, face)
        return super().is_whole and title + self._note_width() <= room

    def draw(self, canvas: Canvas) -> None:
        """Draw the button, and the note beside its name."""
        super().draw(canvas)
        if not self.note:
            return
        style, size = canvas.style, canvas.style.layout.text.caption
        look = panels.button_look(style, self.kind, enabled=self.enabled, hovered=False)
        # The first of the two lines, which are centred together.
        first = style.writer.height(style.layout.text.strong, Face.BOLD)
        both = first + style.writer.height(style.layout.text.table) if self.subtitle else first
        at = self.rect.right - style.px(_APART), self.rect.centery - both // 2 + first // 2
        canvas.text(self.note, at, size, look.words, Face.BOLD, (1, 0.5))
