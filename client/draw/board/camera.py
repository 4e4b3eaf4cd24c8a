"""The camera of the board: converts between board and window, zooms, pans and fits."""

from __future__ import annotations

import bisect
import dataclasses
import math
from typing import TYPE_CHECKING, Final, NamedTuple, Self

import pygame

from client.draw import geometry
from client.draw.ui.ui_layout import load_layout

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from client.draw.geometry import Hex, Spot

Pixel = tuple[float, float]
"""A point of the window, in pixels."""


class Covers(NamedTuple):
    """What other parts cover, in pixels: a strip at the *top* always, and a corner at the bottom
    that is *left* wide and *high* if the board does not fit.
    """

    top: int
    left: int
    high: int


UNCOVERED: Final = Covers(0, 0, 0)

_HEADROOM: Final = 0.5
"""Radii left free above and below a board that fits: an anchor stands out above the first row."""


@dataclasses.dataclass(frozen=True, slots=True)
class Camera:
    """A camera on a board of *columns* by *rows* in the window's rectangle *view*.

    *radius* is that of a hex in pixels; *left*, *top* are the pixel of the board's top left corner.
    *covers* lie over the view: a board that fits is placed clear of them; on a larger one, every
    hex can be panned clear of them.
    Frozen: every change returns a new camera, always clamped so that the board stays in sight.
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
        """Return a camera on the whole board, as large as fits, in the centre of *view*."""
        width, height = geometry.board_size(columns, rows)
        sizes = load_layout().camera
        room = math.floor(min(view.w / width, (view.h - covers.top) / (height + _HEADROOM)))
        radius = min(max(room, sizes.smallest), sizes.ladder[-1])
        return cls(columns, rows, _plain(view), radius, 0, 0, covers).clamped()

    @classmethod
    def whole(cls, columns: int, rows: int, view: pygame.Rect) -> Self:
        """Return a camera on the whole board, as `fitting` does, for a picture that cannot be
        panned: its hexes get as small as it takes.
        """
        fitted = cls.fitting(columns, rows, view)
        while fitted.radius > 1 and not fitted.shows_all:
            fitted = dataclasses.replace(fitted, radius=fitted.radius - 1).clamped()
        return fitted

    @classmethod
    def opening(
        cls, columns: int, rows: int, view: pygame.Rect, covers: Covers = UNCOVERED
    ) -> Self:
        """Return a camera at the preferred hex size, or on the whole board if that is larger."""
        fitted = cls.fitting(columns, rows, view, covers)
        preferred = load_layout().camera.preferred
        return fitted if fitted.radius >= preferred else fitted.resized(preferred, view.center)

    @property
    def rect(self) -> pygame.Rect:
        """Return the view as a rectangle."""
        return pygame.Rect(self.view)

    @property
    def clear(self) -> pygame.Rect:
        """Return the part of the view that is not covered."""
        rect = self.rect
        left = 0 if self.shows_all else self.covers.left
        return pygame.Rect(
            rect.x + left, rect.y + self.covers.top, rect.w - left, rect.h - self.covers.top
        )

    @property
    def _below_top(self) -> pygame.Rect:
        """Return the view below what covers its top."""
        x, y, width, height = self.view
        return pygame.Rect(x, y + self.covers.top, width, height - self.covers.top)

    @property
    def _corner(self) -> pygame.Rect:
        """Return the covered corner at the bottom; it is empty if the board fits."""
        left, high = (0, 0) if self.shows_all else (self.covers.left, self.covers.high)
        return pygame.Rect(self.view[0], self.rect.bottom - high, left, high)

    @property
    def board_rect(self) -> pygame.Rect:
        """Return the rectangle of the whole board, in pixels of the window."""
        width, height = geometry.board_size(self.columns, self.rows)
        size = math.ceil(width * self.radius), math.ceil(height * self.radius)
        return pygame.Rect((self.left, self.top), size)

    @property
    def shows_all(self) -> bool:
        """Whether the whole board is in sight."""
        return self._below_top.contains(self.board_rect)

    def pixel(self, spot: Spot) -> Pixel:
        """Convert a spot of the board to a pixel of the window."""
        return self.left + spot[0] * self.radius, self.top + spot[1] * self.radius

    def spot(self, pixel: Pixel) -> Spot:
        """Convert a pixel of the window to a spot of the board."""
        return (pixel[0] - self.left) / self.radius, (pixel[1] - self.top) / self.radius

    def centre(self, at: Hex) -> Pixel:
        """Return the centre of a hex in the window."""
        return self.pixel(geometry.centre(at))

    def holds(self, at: Hex) -> bool:
        """Whether a hex is on the board."""
        return 0 <= at[0] < self.columns and 0 <= at[1] < self.rows

    def hex_under(self, pixel: Pixel) -> Hex | None:
        """Return the hex of the board under a pixel of the view; None if there is none."""
        if not self.rect.collidepoint(pixel):
            return None
        at = geometry.hex_at(self.spot(pixel))
        return at if self.holds(at) else None

    def visible(self) -> Iterator[Hex]:
        """Yield the hexes in the view, row by row from the top."""
        rect = self.rect
        left, top = self.spot(rect.topleft)
        right, bottom = self.spot(rect.bottomright)
        yield from hexes_within(self.columns, self.rows, (left, top), (right, bottom))

    def zoomed(self, steps: int, around: Pixel) -> Self:
        """Zoom by *steps* (positive: in) around a pixel, which keeps its spot."""
        fitted = self.fitting(self.columns, self.rows, self.rect, self.covers).radius
        ladder = load_layout().camera.ladder
        rungs = sorted({fitted, *(rung for rung in ladder if rung > fitted)})
        if steps > 0:
            place = bisect.bisect_right(rungs, self.radius) - 1 + steps
        else:
            place = bisect.bisect_left(rungs, self.radius) + steps
        return self.resized(rungs[min(max(place, 0), len(rungs) - 1)], around)

    def panned(self, right: float, down: float) -> Self:
        """Pan by pixels: right and down are positive."""
        return self._at(self.left + round(right), self.top + round(down))

    def looking_at(self, spot: Spot) -> Self:
        """Return a camera with a spot of the board in the centre of the uncovered view."""
        middle, pixel = self.clear.center, self.pixel(spot)
        return self.panned(middle[0] - pixel[0], middle[1] - pixel[1])

    def showing(self, spot: Spot, margin: float) -> Self:
        """Return a camera panned as little as brings a spot *margin* radii inside the view."""
        inset = round(-2 * margin * self.radius)
        room, (x, y) = self.clear.inflate(inset, inset), self.pixel(spot)
        right = min(max(x, room.left), room.right - 1) - x
        down = min(max(y, room.top), room.bottom - 1) - y
        return self.panned(right, down)

    def filled(self, spots: Sequence[Spot], margin: float = 1.0) -> Self:
        """Return a camera panned so that as little as possible of the view is beside the board,
        with those of *spots* in sight that are, at least *margin* radii from its edge.
        """
        seen = [self.pixel(spot) for spot in spots if self.sees(spot, margin)]
        if not seen:
            return self
        across = self._gap_across(seen, margin)
        # Where they are then decides which of them are above the covered corner.
        down = self._gap_down([(x + across, y) for x, y in seen], margin)
        return dataclasses.replace(self, left=self.left + across, top=self.top + down)

    def _gap_across(self, seen: Sequence[Pixel], margin: float) -> int:
        """Return the pixels to the right that close a gap, as far as the spots in sight allow."""
        board, (room, corner) = self.board_rect, self._rooms(margin)
        view = self._below_top
        lefts = [corner.right if corner.top <= y else room.left for _, y in seen]
        return _gap_closed(
            (board.left - view.left, view.right - board.right),
            min(x - left for (x, _), left in zip(seen, lefts, strict=True)),
            min(room.right - 1 - x for x, _ in seen),
        )

    def _gap_down(self, seen: Sequence[Pixel], margin: float) -> int:
        """Return the pixels down that close a gap, as far as the spots in sight allow."""
        board, (room, corner) = self.board_rect, self._rooms(margin)
        view = self._below_top
        lows = [corner.top if x < corner.right else room.bottom for x, _ in seen]
        return _gap_closed(
            (board.top - view.top, view.bottom - board.bottom),
            min(y - room.top for _, y in seen),
            min(low - 1 - y for (_, y), low in zip(seen, lows, strict=True)),
        )

    def _rooms(self, margin: float) -> tuple[pygame.Rect, pygame.Rect]:
        """Return where a spot is seen *margin* radii from the edge, and the corner that is not."""
        edge = round(2 * margin * self.radius)
        return self._below_top.inflate(-edge, -edge), self._corner.inflate(edge, edge)

    def moved(self, right: int, down: int) -> Self:
        """Shift view and board together, as for drawing on a surface of the view's size."""
        x, y, width, height = self.view
        view = x + right, y + down, width, height
        return dataclasses.replace(self, view=view, left=self.left + right, top=self.top + down)

    def sees(self, spot: Spot, margin: float = 1.0) -> bool:
        """Whether a spot is in the uncovered view, at least *margin* radii from its edge."""
        pixel = self.pixel(spot)
        room, corner = self._rooms(margin)
        return room.collidepoint(pixel) and not corner.collidepoint(pixel)

    def through(self, view: pygame.Rect, covers: Covers = UNCOVERED) -> Self:
        """Return a camera of another view on the same spot and size; a fitted board stays fitted,
        and none is smaller than fitted.
        """
        fitted = self.fitting(self.columns, self.rows, view, covers)
        if self.shows_all or self.radius <= fitted.radius:
            return fitted
        spot = self.spot(self.clear.center)
        return dataclasses.replace(self, view=_plain(view), covers=covers).looking_at(spot)

    def resized(self, radius: int, around: Pixel) -> Self:
        """Change the hex radius around a pixel, which keeps its spot."""
        spot = self.spot(around)
        left = round(around[0] - spot[0] * radius)
        top = round(around[1] - spot[1] * radius)
        return dataclasses.replace(self, radius=radius, left=left, top=top).clamped()

    def _at(self, left: int, top: int) -> Self:
        return dataclasses.replace(self, left=left, top=top).clamped()

    def clamped(self) -> Self:
        """Centre a board that fits; keep a larger one within a margin of the view."""
        board, margin = self.board_rect, load_layout().camera.margin
        rect = self.rect
        rect.y, rect.h = rect.y + self.covers.top, rect.h - self.covers.top
        if board.w > rect.w or board.h > rect.h:
            rect.x, rect.w = rect.x + self.covers.left, rect.w - self.covers.left
        left = _clamp(board.x, board.w, rect.x, rect.w, margin)
        top = _clamp(board.y, board.h, rect.y, rect.h, margin)
        return dataclasses.replace(self, left=left, top=top)


def _gap_closed(gaps: tuple[int, int], back: float, on: float) -> int:
    """Return by how many pixels to move a board so that the gap before or behind it gets smaller.

    A gap less than 0 is what is out of sight there. The board may move *back* and *on* so far.
    """
    before, behind = gaps
    if before > 0 > behind:
        return -max(0, min(before, -behind, math.floor(back)))
    if behind > 0 > before:
        return max(0, min(behind, -before, math.floor(on)))
    return 0


def _clamp(start: int, length: int, view: int, room: int, margin: int) -> int:
    if length <= room:
        return view + (room - length) // 2
    return min(max(start, view + room - length - margin), view + margin)


def hexes_within(columns: int, rows: int, start: Spot, end: Spot) -> Iterator[Hex]:
    """Yield the hexes that overlap a rectangle of the board, row by row from the top."""
    first = max(0, math.floor((start[0] - 2) / 1.5))
    last = min(columns - 1, math.ceil(end[0] / 1.5))
    upper = max(0, math.floor(start[1] / geometry.SQRT3 - 1.5))
    lower = min(rows - 1, math.ceil(end[1] / geometry.SQRT3))
    for row in range(upper, lower + 1):
        for parity in (0, 1):
            yield from ((column, row) for column in range(first, last + 1) if column & 1 == parity)


def _plain(rect: pygame.Rect) -> tuple[int, int, int, int]:
    return rect.x, rect.y, rect.w, rect.h
