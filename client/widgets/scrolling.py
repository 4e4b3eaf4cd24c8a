"""Scrolling: the bar at the right of what is longer than its room, and an area that scrolls."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pygame

from client.widgets.control import Control

if TYPE_CHECKING:
    from collections.abc import Callable

    from client.widgets.canvas import Canvas
    from client.widgets.control import ControlOwner

BAR: Final = 16
"""Points that a bar and its distance from what it scrolls take."""
_INSET: Final = 4
_SHORTEST: Final = 24
"""Points that the part to drag is long at least."""
_STEP: Final = 40
"""Points that an area moves by an arrow key or a step of the wheel."""


class ScrollBar:
    """Shows which part of something long is in sight, and lets it be dragged.

    *total*, *shown* and *first* count in whatever the owner scrolls by: rows, or pixels.
    """

    def __init__(self, rect: pygame.Rect, total: int, shown: int, shortest: int) -> None:
        """Take the bar's rectangle and how long its part to drag is at least, in pixels."""
        self.rect = rect
        self.total = total
        self.shown = shown
        self.first = 0
        self._shortest = shortest
        self._held: int | None = None

    @classmethod
    def of(cls, form: ControlOwner, rect: pygame.Rect, total: int, shown: int) -> ScrollBar:
        """Make the bar at the right edge of a rectangle."""
        wide, inset = form.style.px(BAR), _INSET
        place = pygame.Rect(rect.right - wide + inset, rect.y, wide - inset, rect.h)
        return cls(place, total, shown, form.style.px(_SHORTEST))

    @property
    def last(self) -> int:
        """Return the largest *first*."""
        return max(0, self.total - self.shown)

    def scroll(self, first: int) -> None:
        """Bring what begins at *first* into sight, as far as there is so much."""
        self.first = min(max(first, 0), self.last)

    @property
    def thumb(self) -> pygame.Rect:
        """Return the part to drag."""
        long = max(self._shortest, self.rect.h * self.shown // max(1, self.total))
        long = min(long, self.rect.h)
        top = (self.rect.h - long) * self.first // max(1, self.last)
        return pygame.Rect(self.rect.x, self.rect.y + top, self.rect.w, long)

    def grab(self, pixel: tuple[int, int]) -> bool:
        """Take hold of the bar, or move by a page; return whether the pixel is on it."""
        if not self.rect.collidepoint(pixel):
            return False
        thumb = self.thumb
        if not thumb.collidepoint(pixel):
            self.scroll(self.first + (self.shown if pixel[1] > thumb.y else -self.shown))
        self._held = pixel[1] - self.thumb.y
        return True

    def drag(self, pixel: tuple[int, int]) -> None:
        """Follow the pointer."""
        if self._held is None:
            return
        way = self.rect.h - self.thumb.h
        top = pixel[1] - self._held - self.rect.y
        self.scroll(round(top * self.last / max(1, way)))

    def draw(self, canvas: Canvas) -> None:
        """Draw the groove and the part to drag."""
        c = canvas.style.colours
        radius = canvas.style.px(canvas.style.layout.space.radius_cell)
        canvas.box(self.rect, c.ink900, c.line, radius)
        thumb = self.thumb
        canvas.box(thumb, c.bone500 if canvas.hovers(thumb) else c.ink500, c.bone500, radius)


class ScrollArea(Control):
    """Shows as much of something tall as there is room for; arrows, page keys, wheel and bar.

    The keyboard passes it by while everything is in sight.
    """

    role = "scroll area"

    def __init__(
        self,
        form: ControlOwner,
        rect: pygame.Rect,
        height: int,
        paint: Callable[[Canvas, pygame.Rect], None],
    ) -> None:
        """Take the room, the height of what is in it, and who draws that into a rectangle.

        What is drawn is as wide as `width_inside` says.
        """
        super().__init__(form, rect)
        self._paint = paint
        self.show(height)
        form.add(self)

    def show(self, height: int) -> None:
        """Begin at the top of something else, so many pixels high."""
        self._height = height
        self._bar = ScrollBar.of(self.form, self.rect, height, self.rect.h)
        self.enabled = height > self.rect.h

    @classmethod
    def width_inside(cls, form: ControlOwner, rect: pygame.Rect, *, scrolls: bool) -> int:
        """Return how wide what is inside may be, in pixels."""
        return rect.w - form.style.px(BAR) if scrolls else rect.w

    @property
    def state(self) -> str:
        """Return how many pixels are above what is in sight."""
        return str(self._bar.first)

    def handle_key(self, event: pygame.event.Event) -> bool:
        """Move what is in sight."""
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
        """Take hold of the bar."""
        return self._bar.grab(pixel)

    def drag(self, pixel: tuple[int, int]) -> None:
        """Follow the pointer with the bar."""
        self._bar.drag(pixel)

    def turn_wheel(self, steps: int) -> bool:
        """Move what is in sight."""
        self._bar.scroll(self._bar.first - steps * self.form.style.px(_STEP))
        return True

    def draw(self, canvas: Canvas) -> None:
        """Draw what is in sight, and the bar where that is not all."""
        wide = self.width_inside(self.form, self.rect, scrolls=self.enabled)
        with canvas.clipped(self.rect):
            top = self.rect.y - self._bar.first
            self._paint(canvas, pygame.Rect(self.rect.x, top, wide, self._height))
        if self.enabled:
            self._bar.draw(canvas)
