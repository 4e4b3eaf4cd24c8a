"""Layout: computes rows, columns and grids inside a rectangle, in pixels."""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import pygame

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Share(NamedTuple):
    """A share of the room left by fixed lengths, in proportion to its *weight*."""

    weight: float = 1.0


Length: TypeAlias = int | Share
"""The height of a row, or width of a column: pixels, or a share of the remaining room."""


def split_rows(rect: pygame.Rect, lengths: Sequence[Length], gap: int = 0) -> list[pygame.Rect]:
    """Divide a rectangle into rows from the top, *gap* pixels apart."""
    return [
        pygame.Rect(rect.x, start, rect.w, end - start)
        for start, end in _spans(rect.y, rect.h, lengths, gap)
    ]


def split_columns(rect: pygame.Rect, lengths: Sequence[Length], gap: int = 0) -> list[pygame.Rect]:
    """Divide a rectangle into columns from the left, *gap* pixels apart."""
    return [
        pygame.Rect(start, rect.y, end - start, rect.h)
        for start, end in _spans(rect.x, rect.w, lengths, gap)
    ]


def _spans(start: int, room: int, lengths: Sequence[Length], gap: int) -> list[tuple[int, int]]:
    """Return the start and end of each length; shares are equal to a pixel and never negative."""
    fixed = sum(length for length in lengths if not isinstance(length, Share))
    weights = sum(length.weight for length in lengths if isinstance(length, Share))
    left = max(0, room - fixed - gap * (len(lengths) - 1))
    at, weight, spans = start, 0.0, []
    for length in lengths:
        if isinstance(length, Share):
            before, weight = weight, weight + length.weight
            size = round(left * weight / weights) - round(left * before / weights)
        else:
            size = length
        spans.append((at, at + size))
        at += size + gap
    return spans


def stack(rect: pygame.Rect, heights: Iterable[int], gap: int = 0) -> list[pygame.Rect]:
    """Return rows of given heights from the top; they may extend below the rectangle."""
    tops = itertools.accumulate(heights, lambda top, height: top + height + gap, initial=rect.y)
    return [
        pygame.Rect(rect.x, top, rect.w, after - gap - top)
        for top, after in itertools.pairwise(tops)
    ]


def grid(
    rect: pygame.Rect, count: int, columns: int, height: int, gap: int = 0
) -> list[pygame.Rect]:
    """Return *count* cells of equal width and given height, row by row."""
    across = split_columns(rect, [Share()] * columns, gap)
    down = stack(rect, [height] * math.ceil(count / columns), gap)
    cells = [pygame.Rect(cell.x, row.y, cell.w, height) for row in down for cell in across]
    return cells[:count]


def inset(rect: pygame.Rect, x: int, y: int | None = None) -> pygame.Rect:
    """Return a rectangle inset by *x* pixels left and right, and *y* above and below.

    If it is smaller than its margins, the result is empty and centred.
    """
    edge_x, edge_y = min(x, rect.w // 2), min(x if y is None else y, rect.h // 2)
    return rect.inflate(-2 * edge_x, -2 * edge_y)


def within(
    rect: pygame.Rect, size: tuple[int, int], align: tuple[float, float] = (0.5, 0.5)
) -> pygame.Rect:
    """Place a size inside a rectangle: (0, 0) at its top left, (1, 1) at its bottom right."""
    width, height = max(0, min(size[0], rect.w)), max(0, min(size[1], rect.h))
    x = rect.x + round((rect.w - width) * align[0])
    y = rect.y + round((rect.h - height) * align[1])
    return pygame.Rect(x, y, width, height)
