"""Drawing of a board as small as a row of a list: its ground, and where both sides start."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import pygame

from client.draw.board.minimap import terrain_tones
from client.draw.ui.theme import Team, mix

if TYPE_CHECKING:
    from collections.abc import Sequence

    from client.draw.ui.style import Style

_TIMES: Final = 4
"""Pixels of the drawing for each of the picture."""
_UNIT: Final = 3
"""Minimum size of a unit's mark, in pixels of the picture."""


class Start(NamedTuple):
    """A unit on the picture: its side's team and its hex."""

    team: Team
    hex: tuple[int, int]


def thumbnail(
    style: Style, terrain: tuple[str, ...], starts: Sequence[Start], size: tuple[int, int]
) -> pygame.Surface:
    """Return the picture of a board that fits into a size, in pixels."""
    key = "thumbnail", style.theme_name, terrain, tuple(starts), size
    return style.art.once(key, lambda: _paint(style, terrain, starts, size))


def _paint(
    style: Style, terrain: tuple[str, ...], starts: Sequence[Start], size: tuple[int, int]
) -> pygame.Surface:
    columns, rows = len(terrain[0]), len(terrain)
    unit = min(size[0] * _TIMES / columns, size[1] * _TIMES / (rows + 0.5))
    large = pygame.Surface((round(columns * unit), round((rows + 0.5) * unit)), pygame.SRCALPHA)
    tones = terrain_tones(style)
    for row, line in enumerate(terrain):
        for column, code in enumerate(line):
            large.fill(tones[code], _cell(column, row, unit))
    for start in starts:
        tone = style.colours.team(start.team)
        cell = _cell(*start.hex, unit)
        more = max(0, _UNIT * _TIMES - cell.w)
        mark = cell.inflate(more, more)
        large.fill(style.colours.shade, mark.inflate(2, 2))
        large.fill(mix(tone.base, tone.light, 0.4), mark)
    small = max(1, large.get_width() // _TIMES), max(1, large.get_height() // _TIMES)
    return pygame.transform.smoothscale(large, small)


def _cell(column: int, row: int, unit: float) -> pygame.Rect:
    """Return the rectangle of a hex: odd columns are half a hex lower."""
    left, top = column * unit, (row + (column % 2) / 2) * unit
    right, bottom = left + unit, top + unit
    return pygame.Rect(
        round(left), round(top), round(right) - round(left), round(bottom) - round(top)
    )
