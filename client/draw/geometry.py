"""Geometry of flat-top odd-q hexes, measured in radii: conversion between hexes and points."""

from __future__ import annotations

import functools
import math
from typing import Final, TypeAlias

Hex: TypeAlias = tuple[int, int]
"""A hex as (column, row)."""
Spot: TypeAlias = tuple[float, float]
"""A point of the board in hex radii from its top left corner."""

SQRT3: Final = math.sqrt(3)
CORNERS: Final = tuple((math.cos(i * math.pi / 3), math.sin(i * math.pi / 3)) for i in range(6))
"""The corners of a hex of radius 1, clockwise from the right; edge i runs from corner i to i + 1.

The edges are therefore south-east, south, south-west, north-west, north, north-east.
"""


def board_size(columns: int, rows: int) -> Spot:
    """Return the width and height of a board, in radii."""
    shoved = 0.5 if columns > 1 else 0.0
    return 1.5 * (columns - 1) + 2, SQRT3 * (rows + shoved)


@functools.cache
def centre(at: Hex) -> Spot:
    """Return the centre of a hex."""
    column, row = at
    return 1.5 * column + 1, SQRT3 * (row + 0.5 * (column & 1) + 0.5)


def hex_at(spot: Spot) -> Hex:
    """Return the hex that contains a point, on the board or off it."""
    x, y = spot[0] - 1, spot[1] - SQRT3 / 2
    q = x * 2 / 3
    r = y / SQRT3 - x / 3
    near_q, near_r, near_s = round(q), round(r), round(-q - r)
    off_q, off_r, off_s = abs(near_q - q), abs(near_r - r), abs(near_s + q + r)
    if off_q > off_r and off_q > off_s:
        near_q = -near_r - near_s
    elif off_r > off_s:
        near_r = -near_q - near_s
    return near_q, near_r + (near_q - (near_q & 1)) // 2


@functools.cache
def across(at: Hex, edge: int) -> Hex:
    """Return the hex on the other side of an edge, on the board or off it."""
    angle = (edge + 0.5) * math.pi / 3
    x, y = centre(at)
    return hex_at((x + SQRT3 * math.cos(angle), y + SQRT3 * math.sin(angle)))


def corners(middle: Spot, radius: float) -> list[Spot]:
    """Return the six corners around *middle*, clockwise from the right one."""
    x, y = middle
    return [(x + radius * dx, y + radius * dy) for dx, dy in CORNERS]


def between(start: Spot, end: Spot, share: float) -> Spot:
    """Return the point at *share* (0 to 1) of the way from *start* to *end*."""
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share
