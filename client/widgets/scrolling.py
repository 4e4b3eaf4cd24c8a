"""Scrolling: the scroll bar, and an area with tall content."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pygame

from client.widgets.control import Control

if TYPE_CHECKING:
    from collections.abc import Callable

    from client.widgets.canvas import Canvas
    from client.widgets.control import ControlOwner

BAR: Final = 16
"""Width of a bar with its distance from the content, in points."""
_INSET: Final = 4
_SHORTEST: Final = 24
"""Minimum length of the thumb, in points."""
_STEP: Final = 40
"""Distance that an area scrolls by an arrow key or a step of the wheel, in points."""


class ScrollBar:
    """A scroll bar that shows which part of something is visible, and can be dragged.

    *total*, *shown* and *first* are in whatever unit the owner scrolls by: rows, or pixels.
    """

    def __init__(self, rect: pygame.Rect, total: int, shown: int, shortest: int) -> None:
        """Create the bar in a rectangle, with the minimum length of its thumb in pixels."""
        self.rect = rect
        self.total = total
        self.shown = shown
        self.first = 0
        self._shortest = shortest
        self._held: int | None = None

    @classmethod
    def of(cls, form: ControlOwner, rect: pygame.Rect, total: int, shown: int) -> ScrollBar:
        """Create the bar at the right edge of a rectangle."""
        wide, inset = form.style.px(BAR), _INSET
        place = pygame.Rect(rect.right - wide + inset, rect.y, wide - inset, rect.h)
        return cls(place, total, shown, form.style.px(_SHORTEST))

    @property
    def last(self) -> int:
        """Return the largest possible *first*."""
        return max(0, self.total - self.shown)

    def scroll(self, first: int) -> None:
        """Scroll so that *first* is the first visible, as far as possible."""
        self.first = min(max(first, 0), self.last)

    @property
    def thumb(self) -> pygame.Rect:
        """Return the rectangle of the thumb."""
        long = max(self._shortest, self.rect.h * self.shown // max(1, self.total))
        long = min(long, self.rect.h)
        top = (self.rect.h - long) * self.first // max(1, self.last)
        return pygame.Rect(self.rect.x, self.rect.y + top, self.rect.w, long)

    def grab(self, pixel: tuple[int, int]) -> bool:
        """Grab the thumb, or scroll by a page; return whether the pixel is on the bar."""
        if not self.rect.collidepoint(pixel):
            return False
        thumb = self.thumb
        if not thumb.collidepoint(pixel):
            self.scroll(self.first + (self.shown if pixel[1] > thumb.y else -self.shown))
        self._held = pixel[1] - self.thumb.y
        return True

    def drag(self, pixel: tuple[int, int]) -> None:
        """Drag the thumb to the pointer."""
        if self._held is None:
            return
        way = self.rect.h - self.thumb.h
        top = pixel[1] - self._held - self.rect.y
        self.scroll(round(top * self.last / max(1, way)))

    def draw(self, canvas: Canvas) -> None:
        """Draw the groove and the thumb."""
        c = canvas.style.colours
        radius = canvas.style.px(canvas.style.layout.space.radius_cell)
        canvas.box(self.rect, c.ink900, c.line, radius)
        thumb = self.thumb
        canvas.box(thumb, c.bone500 if canvas.hovers(thumb) else c.ink500, c.bone500, radius)


class ScrollArea(Control):
    """An area that scrolls tall content by arrows, page keys, wheel and bar.

    It can't be focused while all of the content is visible.
    """

    role = "scroll area"
    is_text = True

    def __init__(
        self,
        form: ControlOwner,
        rect: pygame.Rect,
        height: int,
        paint: Callable[[Canvas, pygame.Rect], None],
    ) -> None:
        """Create the area; *paint* draws the content of a height, in pixels, into a rectangle.

        The width of the content is `width_inside`.
        """
        super().__init__(form, rect)
        self._paint = paint
        self.show(height)
        form.add(self)

    def show(self, height: int) -> None:
        """Show other content from its top, so many pixels high."""
        self._height = height
        self._bar = ScrollBar.of(self.form, self.rect, height, self.rect.h)
        self.enabled = height > self.rect.h

    @classmethod
    def width_inside(cls, form: ControlOwner, rect: pygame.Rect, *, scrolls: bool) -> int:
        """Return the width of the content, in pixels."""
        return rect.w - form.style.px(BAR) if scrolls else rect.w

    @property
    def state(self) -> str:
        """Return how many pixels of the content are above the visible part."""
        return str(self._bar.first)

    def handle_key(self, event: pygame.event.Event) -> bool:
        """Scroll by a key."""
        step, page = self.form.style.px(_STEP), self.rect.h
        steps = {
            pygame.K_UP: -step,
            pygame.K_DOWN: step,
            pygame.K_PAGEUP: -page,
            pygame.K_PAGEDOWN: page,
            pygame.K_HOME: -self._height,
            pygame.K_END: self._height,
        }
        if event.key not in steps:
            return False
        self._bar.scroll(self._bar.first + steps[event.key])
        return True

    def grab(self, pixel: tuple[int, int]) -> bool:
        """Grab the scroll bar."""
        return self._bar.grab(pixel)

    def drag(self, pixel: tuple[int, int]) -> None:
        """Drag the scroll bar."""
        self._bar.drag(pixel)

    def turn_wheel(self, steps: int) -> bool:
        """Scroll by the wheel."""
        self._bar.scroll(self._bar.first - steps * self.form.style.px(_STEP))
        return True

    def draw(self, canvas: Canvas) -> None:
        """Draw the visible content, and the bar if it is not all."""
        wide = self.width_inside(self.form, self.rect, scrolls=self.enabled)
        with canvas.clipped(self.rect):
            top = self.rect.y - self._bar.first
            self._paint(canvas, pygame.Rect(self.rect.x, top, wide, self._height))
        if self.enabled:
            self._bar.draw(canvas)
