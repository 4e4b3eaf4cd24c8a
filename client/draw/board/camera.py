"""Looks at a part of the board: turns spots into pixels and back, zooms, pans and fits."""

from __future__ import annotations

import bisect
import dataclasses
import math
from typing import TYPE_CHECKING, Final, NamedTuple, Self

import pygame

from client.draw import geometry
from client.draw.ui.ui_layout import load_layout

if TYPE_CHECKING:
    from collections.abc import Iterator

    from client.draw.geometry import Hex, Spot

Pixel = tuple[float, float]
"""A point of the window."""


class Covers(NamedTuple):
    """What lies over a view, in pixels: *top* always, *left* while the board does not fit."""

    top: int
    left: int


UNCOVERED: Final = Covers(0, 0)

_HEADROOM: Final = 0.5
"""Radii left free above and below a board that fits: an anchor stands out above the first row."""


@dataclasses.dataclass(frozen=True, slots=True)
class Camera:
    """Look at a board of *columns* by *rows* through the window's rectangle *view*.

    *radius* is a hex in pixels; *left*, *top* are the pixel of the board's top left corner.
    *covers* lie over the view: a board that fits stands clear of them, and every hex of one that
    does not can be brought out from behind them.
    Frozen: every change makes another camera, always clamped so that the board stays in sight.
    """

    columns: int
    rows: int
    view: tuple[int, int, int, int]
    radius: int
    left: int
    top: int
    covers: Covers = UNCOVERED

    @classmethod
    def fitting(
        cls, columns: int, rows: int, view: pygame.Rect, covers: Covers = UNCOVERED
    ) -> Self:
        """Show the whole board, as large as it goes, in the middle of *view*."""
        width, height = geometry.board_size(columns, rows)
        sizes = load_layout().camera
        room = math.floor(min(view.w / width, (view.h - covers.top) / (height + _HEADROOM)))
        radius = min(max(room, sizes.smallest), sizes.ladder[-1])
        return cls(columns, rows, _plain(view), radius, 0, 0, covers).clamped()

    @classmethod
    def opening(
        cls, columns: int, rows: int, view: pygame.Rect, covers: Covers = UNCOVERED
    ) -> Self:
        """Show the board at the preferred size, or fitted where that is larger."""
        fitted = cls.fitting(columns, rows, view, covers)
        preferred = load_layout().camera.preferred
        return fitted if fitted.radius >= preferred else fitted.resized(preferred, view.center)

    @property
    def rect(self) -> pygame.Rect:
        """Return the view as a rectangle."""
        return pygame.Rect(self.view)

    @property
    def clear(self) -> pygame.Rect:
        """Return the part of the view that nothing lies over."""
        rect = self.rect
        left = 0 if self.shows_all else self.covers.left
        return pygame.Rect(
            rect.x + left, rect.y + self.covers.top, rect.w - left, rect.h - self.covers.top
        )

    @property
    def board_rect(self) -> pygame.Rect:
        """Return the rectangle of the whole board, in pixels of the window."""
        width, height = geometry.board_size(self.columns, self.rows)
        size = math.ceil(width * self.radius), math.ceil(height * self.radius)
        return pygame.Rect((self.left, self.top), size)

    @property
    def shows_all(self) -> bool:
        """Whether the whole board is in sight."""
        rect = self.rect
        rect.y += self.covers.top
        rect.h -= self.covers.top
        return rect.contains(self.board_rect)

    def pixel(self, spot: Spot) -> Pixel:
        """Turn a spot of the board into a pixel of the window."""
        return self.left + spot[0] * self.radius, self.top + spot[1] * self.radius

    def spot(self, pixel: Pixel) -> Spot:
        """Turn a pixel of the window into a spot of the board."""
        return (pixel[0] - self.left) / self.radius, (pixel[1] - self.top) / self.radius

    def centre(self, at: Hex) -> Pixel:
        """Find the middle of a hex in the window."""
        return self.pixel(geometry.centre(at))

    def holds(self, at: Hex) -> bool:
        """Whether a hex is on the board."""
        return 0 <= at[0] < self.columns and 0 <= at[1] < self.rows

    def hex_under(self, pixel: Pixel) -> Hex | None:
        """Find the hex of the board under a pixel of the view; None where there is none."""
        if not self.rect.collidepoint(pixel):
            return None
        at = geometry.hex_at(self.spot(pixel))
        return at if self.holds(at) else None

    def visible(self) -> Iterator[Hex]:
        """List the hexes the view may show, row by row, so that lower ones come later."""
        rect = self.rect
        left, top = self.spot(rect.topleft)
        right, bottom = self.spot(rect.bottomright)
        yield from hexes_within(self.columns, self.rows, (left, top), (right, bottom))

    def zoomed(self, steps: int, around: Pixel) -> Self:
        """Zoom *steps* rungs of the ladder (in: above 0) around a pixel that keeps its spot."""
        fitted = self.fitting(self.columns, self.rows, self.rect, self.covers).radius
        ladder = load_layout().camera.ladder
        rungs = sorted({fitted, *(rung for rung in ladder if rung > fitted)})
        if steps > 0:
            place = bisect.bisect_right(rungs, self.radius) - 1 + steps
        else:
            place = bisect.bisect_left(rungs, self.radius) + steps
        return self.resized(rungs[min(max(place, 0), len(rungs) - 1)], around)

    def panned(self, right: float, down: float) -> Self:
        """Push the board by pixels: right and down are positive."""
        return self._at(self.left + round(right), self.top + round(down))

    def looking_at(self, spot: Spot) -> Self:
        """Bring a spot of the board into the middle of the clear part of the view."""
        middle, pixel = self.clear.center, self.pixel(spot)
        return self.panned(middle[0] - pixel[0], middle[1] - pixel[1])

    def moved(self, right: int, down: int) -> Self:
        """Shift view and board together, as for drawing on a surface of the view's size."""
        x, y, width, height = self.view
        view = x + right, y + down, width, height
        return dataclasses.replace(self, view=view, left=self.left + right, top=self.top + down)

    def sees(self, spot: Spot, margin: float = 1.0) -> bool:
        """Whether a spot is in clear sight, *margin* radii away from the edge."""
        inset = round(-2 * margin * self.radius)
        return self.clear.inflate(inset, inset).collidepoint(self.pixel(spot))

    def through(self, view: pygame.Rect, covers: Covers = UNCOVERED) -> Self:
        """Look through another rectangle at the same spot and size; a fitted board stays fitted."""
        if self.shows_all:
            return self.fitting(self.columns, self.rows, view, covers)
        spot = self.spot(self.clear.center)
        return dataclasses.replace(self, view=_plain(view), covers=covers).looking_at(spot)

    def resized(self, radius: int, around: Pixel) -> Self:
        """Draw hexes of another radius around a pixel that keeps its spot."""
        spot = self.spot(around)
        left = round(around[0] - spot[0] * radius)
        top = round(around[1] - spot[1] * radius)
        return dataclasses.replace(self, radius=radius, left=left, top=top).clamped()

    def _at(self, left: int, top: int) -> Self:
        return dataclasses.replace(self, left=left, top=top).clamped()

    def clamped(self) -> Self:
        """Centre a board that fits; else let it stray no further than a margin into the view."""
        board, margin = self.board_rect, load_layout().camera.margin
        rect = self.rect
        rect.y, rect.h = rect.y + self.covers.top, rect.h - self.covers.top
        if board.w > rect.w or board.h > rect.h:
            rect.x, rect.w = rect.x + self.covers.left, rect.w - self.covers.left
        left = _clamp(board.x, board.w, rect.x, rect.w, margin)
        top = _clamp(board.y, board.h, rect.y, rect.h, margin)
        return dataclasses.replace(self, left=left, top=top)


def _clamp(start: int, length: int, view: int, room: int, margin: int) -> int:
    if length <= room:
        return view + (room - length) // 2
    return min(max(start, view + room - length - margin), view + margin)


def hexes_within(columns: int, rows: int, start: Spot, end: Spot) -> Iterator[Hex]:
    """List the hexes that touch a rectangle of the board, the upper before the lower."""
    first = max(0, math.floor((start[0] - 2) / 1.5))
    last = min(columns - 1, math.ceil(end[0] / 1.5))
    upper = max(0, math.floor(start[1] / geometry.SQRT3 - 1.5))
    lower = min(rows - 1, math.ceil(end[1] / geometry.SQRT3))
    for row in range(upper, lower + 1):
        for parity in (0, 1):
            yield from ((column, row) for column in range(first, last + 1) if column & 1 == parity)


def _plain(rect: pygame.Rect) -> tuple[int, int, int, int]:
    return rect.x, rect.y, rect.w, rect.h
