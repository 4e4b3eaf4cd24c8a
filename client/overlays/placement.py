"""The placement of a box so that it hides as little as possible of its subject."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

if TYPE_CHECKING:
    from collections.abc import Iterable


def place_beside(
    size: tuple[int, int], area: pygame.Rect, pixels: Iterable[tuple[int, int]]
) -> tuple[int, int]:
    """Return the top left corner of a box of *size* pixels at an edge or in a corner of *area*.

    The chosen place hides the fewest of *pixels*; among equals, the first of: the middle of the
    right and left edges, then the corners.
    """
    rect = pygame.Rect((0, 0), size)
    left, right = area.x, area.right - rect.w
    top, bottom = area.y, area.bottom - rect.h
    middle = area.centery - rect.h // 2
    places = [(right, middle), (left, middle)]
    places += [(right, top), (left, top), (right, bottom), (left, bottom)]
    dots = list(pixels)

    def hidden(place: tuple[int, int]) -> int:
        box = pygame.Rect(place, size)
        return sum(box.collidepoint(dot) for dot in dots)

    return min(places, key=hidden)
