"""The list of a faction's units with their costs, each with buttons to take more or fewer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

import pygame

from client.draw.ui import panels
from client.draw.ui.panels import ButtonFace, ButtonKind
from client.draw.ui.writer import Face
from client.text.catalogue import text
from client.widgets import layout
from client.widgets.layout import Length, Share
from client.widgets.list_box import ListBox

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from client.widgets.canvas import Canvas
    from client.widgets.control import ControlOwner
    from client.widgets.list_box import ListRow

_MORE: Final = frozenset({pygame.K_RIGHT, pygame.K_PLUS, pygame.K_EQUALS, pygame.K_KP_PLUS})
_FEWER: Final = frozenset({pygame.K_LEFT, pygame.K_MINUS, pygame.K_KP_MINUS, pygame.K_BACKSPACE})
_STEP: Final = 36
"""Width of a button, in points."""
_NUMBER: Final = 30
"""Width of the number between two buttons, in points."""
_EDGE: Final = 4


class CountedUnits(Protocol):
    """The army that a list shows and changes."""

    def number(self, code: str) -> int:
        """Return how many of a unit there are."""
        ...

    def can_add(self, code: str) -> bool:
        """Whether another of a unit may be added."""
        ...

    def step(self, code: str, step: int) -> None:
        """Add one of a unit (1) or remove one (-1), if that is possible."""


class UnitCounts(ListBox):
    """A list of units; the left and right keys, or the buttons of a row, change how many there
    are.
    """

    role = "unit list"

    def __init__(
        self,
        form: ControlOwner,
        rect: pygame.Rect,
        rows: Sequence[ListRow],
        chosen: str,
        on_choose: Callable[[str], None],
        counted: CountedUnits,
    ) -> None:
        """Create the list with the unit chosen at first."""
        super().__init__(form, rect, rows, chosen, on_choose)
        self._counted = counted

    def press(self) -> None:
        """Take one more of the chosen unit."""
        self._counted.step(self.code, 1)

    def handle_key(self, event: pygame.event.Event) -> bool:
        """Change the number of the chosen unit, or move the choice."""
        if event.key in _MORE or event.key in _FEWER:
            self._counted.step(self.code, 1 if event.key in _MORE else -1)
            return True
        return super().handle_key(event)

    def click(self, pixel: tuple[int, int]) -> None:
        """Choose the unit under the pointer; on one of its buttons, change its number."""
        super().click(pixel)
        for slot, row in zip(self.slots, self.rows[self.first :], strict=False):
            fewer, _, more = self._buttons(slot)
            if fewer.collidepoint(pixel):
                self._counted.step(row.code, -1)
            elif more.collidepoint(pixel):
                self._counted.step(row.code, 1)

    @property
    def parts(self) -> list[pygame.Rect]:
        """Return the rectangles of the visible rows and of their buttons."""
        return [place for slot in self.slots for place in (slot, *self._buttons(slot)[::2])]

    def button(self, code: str, step: int) -> pygame.Rect:
        """Return the rectangle of a button of a visible row, by its unit and 1 or -1."""
        place = next(i for i, row in enumerate(self.rows[self.first :]) if row.code == code)
        fewer, _, more = self._buttons(self.slots[place])
        return more if step > 0 else fewer

    def _buttons(self, slot: pygame.Rect) -> tuple[pygame.Rect, pygame.Rect, pygame.Rect]:
        """Return the places of a row's two buttons, and of the number between them."""
        style = self.form.style
        widths: list[Length] = [Share(), *(style.px(one) for one in (_STEP, _NUMBER, _STEP))]
        inner = layout.inset(slot, style.px(_EDGE))
        _, fewer, number, more = layout.split_columns(inner, widths)
        return fewer, number, more

    def draw_row(self, canvas: Canvas, slot: pygame.Rect, row: ListRow) -> None:
        """Draw a unit with its buttons."""
        style, c = canvas.style, canvas.style.colours
        look = panels.row_look(style, chosen=row.code == self.code, hovered=canvas.hovers(slot))
        canvas.box(slot, look.fill, look.edge)
        fewer, middle, more = self._buttons(slot)
        room = pygame.Rect(slot.x, slot.y, fewer.x - slot.x, slot.h)
        canvas.lines(room, ButtonFace(row.title, row.icon), row.subtitle, (c.bone100, c.bone300))
        number = self._counted.number(row.code)
        ink = c.brass if number else c.bone500
        size = style.layout.text.strong
        canvas.text(str(number), middle.center, size, ink, Face.BOLD, (0.5, 0.5))
        steps = ((fewer, text("builder.fewer"), number > 0), (more, text("builder.more"), True))
        for rect, sign, enabled in steps:
            is_on = enabled and (rect is fewer or self._counted.can_add(row.code))
            hovered = is_on and canvas.hovers(rect)
            tones = panels.button_look(style, ButtonKind.NORMAL, enabled=is_on, hovered=hovered)
            canvas.box(rect, tones.fill, tones.edge)
            canvas.text(sign, rect.center, size, tones.words, Face.BOLD, (0.5, 0.5))
