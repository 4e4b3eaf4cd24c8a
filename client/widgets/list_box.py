"""A list of rows, one of which is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pygame

from client.draw.ui import panels
from client.draw.ui.panels import ButtonFace
from client.draw.ui.writer import Face
from client.text.catalogue import text
from client.text.format import comma_list
from client.widgets import layout
from client.widgets.control import Control
from client.widgets.scrolling import BAR, ScrollBar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from client.draw.ui.style import Style
    from client.widgets.canvas import Canvas
    from client.widgets.control import ControlOwner


class ListRow(NamedTuple):
    """A row of a list; *note* is right-aligned."""

    code: str
    title: str
    subtitle: str = ""
    icon: str = ""
    note: str = ""


class ListBox(Control):
    """A list to choose a row from, by click, arrows, page keys or wheel; calls *on_choose*."""

    role = "list box"

    def __init__(
        self,
        form: ControlOwner,
        rect: pygame.Rect,
        rows: Sequence[ListRow],
        chosen: str,
        on_choose: Callable[[str], None],
        on_open: Callable[[], None] | None = None,
    ) -> None:
        """Create the list with the code chosen at first; Enter calls *on_open*."""
        super().__init__(form, rect)
        self.rows = list(rows)
        self.index = next((i for i, row in enumerate(self.rows) if row.code == chosen), 0)
        self._on_choose = on_choose
        self._on_open = on_open
        style = form.style
        gap = style.px(style.layout.space.gap) // 2
        height = style.px(style.layout.space.row)
        shown = max(1, min(len(self.rows), rect.h // (height + gap)))
        self._bar = ScrollBar.of(form, rect, len(self.rows), shown)
        bar = style.px(BAR) if self._bar.last else 0
        room = pygame.Rect(rect.x, rect.y, rect.w - bar, rect.h)
        self._slots = layout.stack(room, [height] * min(shown, len(self.rows)), gap)
        self.enabled = bool(self.rows)
        form.add(self)
        self._scroll_to(self.index)

    @classmethod
    def row_width(cls, style: Style, row: ListRow, *, scrolls: bool) -> int:
        """Return the width that a list needs for a row without a note to be fully visible."""
        face = ButtonFace(row.title, row.icon)
        edges = -panels.lines_room(style, pygame.Rect(0, 0, 0, 0), face)
        bar = style.px(BAR) if scrolls else 0
        return panels.lines_width(style, face, row.subtitle) + edges + bar

    @property
    def state(self) -> str:
        """Return the code of the chosen row; "" for an empty list."""
        return self.code if self.rows else ""

    @property
    def value_words(self) -> str:
        """Return the chosen row in words, and its place in the list."""
        if not self.rows:
            return text("speech.empty")
        place = text("speech.place", n=self.index + 1, count=len(self.rows))
        return comma_list([_row_words(self.rows[self.index]), place])

    @property
    def options(self) -> tuple[str, ...]:
        """Return the visible rows in words."""
        first = self._bar.first
        return tuple(map(_row_words, self.rows[first : first + len(self._slots)]))

    @property
    def slots(self) -> list[pygame.Rect]:
        """Return the rectangles of the visible rows."""
        return list(self._slots)

    @property
    def parts(self) -> list[pygame.Rect]:
        """Return the rectangles of the visible rows."""
        return self.slots

    @property
    def code(self) -> str:
        """Return the code of the chosen row."""
        return self.rows[self.index].code

    def choose(self, index: int) -> None:
        """Choose a row by its index, limited to the ends of the list."""
        index = min(max(index, 0), len(self.rows) - 1)
        changed = index != self.index
        self.index = index
        self._scroll_to(index)
        if changed:
            self._on_choose(self.code)

    def press(self) -> None:
        """Open the chosen row."""
        if self._on_open is not None:
            self._on_open()

    def click(self, pixel: tuple[int, int]) -> None:
        """Choose the row under the pointer."""
        for place, slot in enumerate(self._slots):
            if slot.collidepoint(pixel):
                self.choose(self.first + place)

    def grab(self, pixel: tuple[int, int]) -> bool:
        """Grab the scroll bar."""
        return self._bar.last > 0 and self._bar.grab(pixel)

    def drag(self, pixel: tuple[int, int]) -> None:
        """Drag the scroll bar."""
        self._bar.drag(pixel)

    def turn_wheel(self, steps: int) -> bool:
        """Scroll by the wheel while the mouse is over the list."""
        self.scroll(self.first - steps)
        return True

    def handle_key(self, event: pygame.event.Event) -> bool:
        """Move the choice."""
        steps = {
            pygame.K_UP: -1,
            pygame.K_DOWN: 1,
            pygame.K_PAGEUP: -self._bar.shown,
            pygame.K_PAGEDOWN: self._bar.shown,
            pygame.K_HOME: -len(self.rows),
            pygame.K_END: len(self.rows),
        }
        if event.key not in steps:
            return False
        self.choose(self.index + steps[event.key])
        return True

    def focus_rect(self) -> pygame.Rect:
        """Return the rectangle of the chosen row, or of the whole list if that row is out of
        sight.
        """
        slot = self.index - self.first
        return self._slots[slot] if 0 <= slot < len(self._slots) else self.rect

    def draw(self, canvas: Canvas) -> None:
        """Draw the visible rows, and the scroll bar if these are not all."""
        for slot, row in zip(self._slots, self.rows[self.first :], strict=False):
            self.draw_row(canvas, slot, row)
        if self._bar.last:
            self._bar.draw(canvas)

    def draw_row(self, canvas: Canvas, slot: pygame.Rect, row: ListRow) -> None:
        """Draw a row in its place."""
        style = canvas.style
        inks = style.colours.bone100, style.colours.bone300
        chosen = row.code == self.code
        look = panels.row_look(style, chosen=chosen, hovered=canvas.hovers(slot))
        canvas.box(slot, look.fill, look.edge)
        room = slot
        if row.note:
            edge, size = style.px(12), style.layout.text.caption
            at = slot.right - edge, slot.centery
            note = canvas.text(row.note, at, size, style.colours.bone300, Face.BOLD, (1, 0.5))
            room = pygame.Rect(slot.x, slot.y, note.x - slot.x, slot.h)
        canvas.lines(room, ButtonFace(row.title, row.icon), row.subtitle, inks)

    def _scroll_to(self, index: int) -> None:
        first = min(self.first, index)
        self.scroll(max(first, index - self._bar.shown + 1))

    @property
    def first(self) -> int:
        """Return the index of the first visible row."""
        return self._bar.first

    def scroll(self, first: int) -> None:
        """Scroll so that the row *first* is the first visible one, as far as possible."""
        self._bar.scroll(first)


def _row_words(row: ListRow) -> str:
    """Return everything that a row shows."""
    return comma_list(one for one in (row.title, row.subtitle, row.note) if one)
