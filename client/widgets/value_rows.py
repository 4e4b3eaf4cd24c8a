"""Rows with a name at the left and values at the right; as a whole they scroll by rows."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Final, NamedTuple

import pygame

from client.widgets.control import Control
from client.widgets.scrolling import BAR, ScrollBar
from client.widgets.segmented_control import Segment, SegmentedControl, lines_needed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from client.draw.ui.style import Style
    from client.widgets.canvas import Canvas
    from client.widgets.control import ControlOwner

_ROW: Final = 52
"""Distance between the tops of two rows with one line of values if there is room, in points."""
_LEAST: Final = 4
"""Minimum distance between two rows, in points."""
_GAP: Final = 4
"""Distance between two lines of values, in points."""
_BEFORE: Final = 6
"""Distance between the left edge of a row and its name, in points."""
_BESIDE: Final = 16
"""Distance between the longest name and the values, in points."""


class ValueRow(NamedTuple):
    """A row: its name, its values, the current one, and the function to change it."""

    name: str
    segments: tuple[Segment, ...]
    chosen: str
    on_choose: Callable[[str], None]


class ValueRows:
    """Rows in a rectangle; if they do not fit, as many as do, and a bar to scroll by.

    A row that gets the focus scrolls into sight.
    """

    def __init__(
        self, form: ControlOwner, rect: pygame.Rect, rows: Sequence[ValueRow], first: int = 0
    ) -> None:
        """Add the controls of all rows to a form, scrolled so that *first* is the first visible."""
        style = form.style
        self._rect = rect
        self._heights = _heights(style, rect.w, rows)
        count, least = len(rows), style.px(_LEAST)
        self._between = least
        scrolls = sum(self._heights) + least * (count - 1) > rect.h
        wide = rect.w - (style.px(BAR) if scrolls else 0)
        if scrolls:
            self._heights = _heights(style, wide, rows)
        else:
            spare = (rect.h - sum(self._heights)) // max(1, count - 1)
            self._between = min(spare, style.px(_ROW) - style.px(style.layout.space.target))
        names = _name_width(style, rows)
        place = pygame.Rect(rect.x, rect.y, wide, 0)
        self._controls = [
            _ValueRowControl(form, place.copy(), row, names, self.scroll_to) for row in rows
        ]
        self._bar: _RowsBar | None = None
        if scrolls:
            bar = ScrollBar.of(form, rect, count, count - self._last)
            self._bar = _RowsBar(form, bar, self.scroll)
        for control in self._controls:
            control.wheel = self._turn_wheel
        self.first = 0
        self.scroll(first)

    @property
    def _last(self) -> int:
        """Return the largest possible index of the first visible row."""
        return next(at for at in range(len(self._heights)) if self._fits_from(at))

    def _fits_from(self, first: int) -> bool:
        heights = self._heights[first:]
        return sum(heights) + self._between * (len(heights) - 1) <= self._rect.h or len(heights) < 2

    def scroll(self, first: int) -> None:
        """Scroll so that the row *first* is the first visible one, as far as possible."""
        self.first = min(max(first, 0), self._last) if self._controls else 0
        steps = (height + self._between for height in self._heights[self.first :])
        tops = itertools.accumulate(steps, initial=self._rect.y)
        for index, control in enumerate(self._controls):
            control.visible = False
            if index >= self.first:
                control.place(next(tops), self._heights[index])
                control.visible = control.rect.bottom <= self._rect.bottom or index == self.first
        if self._bar is not None:
            self._bar.show(self.first)

    def scroll_to(self, control: Control) -> None:
        """Scroll as little as brings a row into sight."""
        index = next(at for at, one in enumerate(self._controls) if one is control)
        if index < self.first:
            self.scroll(index)
        while not control.visible and self.first < index:
            self.scroll(self.first + 1)

    def _turn_wheel(self, steps: int) -> bool:
        self.scroll(self.first - steps)
        return self._bar is not None


class _ValueRowControl(SegmentedControl):
    """The control of a row."""

    role = "row of values"

    def __init__(
        self,
        form: ControlOwner,
        rect: pygame.Rect,
        row: ValueRow,
        names: int,
        on_focus: Callable[[Control], None],
    ) -> None:
        """Create the control, *names* pixels of it for the name; it tells when it is focused."""
        self._names = names
        self._on_focus: Callable[[Control], None] | None = None
        self.wheel: Callable[[int], bool] | None = None
        super().__init__(form, rect, row.segments, row.chosen, row.on_choose, row.name)
        self._on_focus = on_focus

    def place(self, top: int, height: int) -> None:
        """Move the row, at a top and with a height in pixels."""
        self.rect = pygame.Rect(self.rect.x, top, self.rect.w, height)
        self.lay_values()

    @property
    def values_rect(self) -> pygame.Rect:
        """Return the rectangle of the values, at the right of the name."""
        left = self.rect.x + self._names
        return pygame.Rect(left, self.rect.y, self.rect.right - left, self.rect.h)

    @property
    def is_whole(self) -> bool:
        """Whether there is room for the name and all values."""
        style = self.form.style
        wide = style.writer.width(self.name, style.layout.text.strong)
        return wide + style.px(_BEFORE + _BESIDE) <= self._names and super().is_whole

    def handle_key(self, event: pygame.event.Event) -> bool:
        """Step to the left or right, in sight."""
        self.take_focus()
        return super().handle_key(event)

    def turn_wheel(self, steps: int) -> bool:
        """Scroll the rows."""
        return self.wheel is not None and self.wheel(steps)

    def take_focus(self) -> None:
        """Scroll into sight."""
        if self._on_focus is not None:
            self._on_focus(self)

    def draw(self, canvas: Canvas) -> None:
        """Draw the name and the values."""
        style = canvas.style
        size, room = style.layout.text.strong, self._names - style.px(_BEFORE + _BESIDE)
        ink, at = style.colours.bone100, (self.rect.x + style.px(_BEFORE), self.rect.centery)
        canvas.text(self.name, at, size, ink, align=(0, 0.5), room=room)
        super().draw(canvas)


class _RowsBar(Control):
    """The bar beside rows that scroll; also operated by arrows and page keys."""

    role = "scroll bar"

    def __init__(self, form: ControlOwner, bar: ScrollBar, scroll: Callable[[int], None]) -> None:
        super().__init__(form, bar.rect)
        self._bar = bar
        self._scroll = scroll
        form.add(self)

    @property
    def state(self) -> str:
        """Return how many rows are above the visible part."""
        return str(self._bar.first)

    def show(self, first: int) -> None:
        """Show which row is the first visible one."""
        self._bar.scroll(first)

    def grab(self, pixel: tuple[int, int]) -> bool:
        """Grab the bar."""
        grabbed = self._bar.grab(pixel)
        self._scroll(self._bar.first)
        return grabbed

    def drag(self, pixel: tuple[int, int]) -> None:
        """Drag the bar."""
        self._bar.drag(pixel)
        self._scroll(self._bar.first)

    def turn_wheel(self, steps: int) -> bool:
        """Scroll by the wheel."""
        self._scroll(self._bar.first - steps)
        return True

    def handle_key(self, event: pygame.event.Event) -> bool:
        """Scroll by a key."""
        page = self._bar.shown
        steps = {
            pygame.K_UP: -1,
            pygame.K_DOWN: 1,
            pygame.K_PAGEUP: -page,
            pygame.K_PAGEDOWN: page,
            pygame.K_HOME: -self._bar.total,
            pygame.K_END: self._bar.total,
        }
        if event.key not in steps:
            return False
        self._scroll(self._bar.first + steps[event.key])
        return True

    def draw(self, canvas: Canvas) -> None:
        """Draw the bar."""
        self._bar.draw(canvas)


def rows_height(style: Style, width: int, rows: Sequence[ValueRow]) -> int:
    """Return the comfortable height of rows in a width, in pixels."""
    heights = _heights(style, width, rows)
    between = style.px(_ROW) - style.px(style.layout.space.target)
    return sum(heights) + between * (len(heights) - 1)


def _heights(style: Style, width: int, rows: Sequence[ValueRow]) -> list[int]:
    """Return the height of each row, whose values may take several lines."""
    target, gap = style.px(style.layout.space.target), style.px(_GAP)
    room = width - _name_width(style, rows)
    lines = [lines_needed(style, room, row.segments) for row in rows]
    return [count * (target + gap) - gap for count in lines]


def _name_width(style: Style, rows: Sequence[ValueRow]) -> int:
    size = style.layout.text.strong
    widest = max(style.writer.width(row.name, size) for row in rows)
    return widest + style.px(_BEFORE + _BESIDE)
