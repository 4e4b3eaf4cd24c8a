"""The legend of the threat map: what its figures, dots and colours mean, and for which unit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pygame

from client.draw.board import threat_layer
from client.draw.ui import panels
from client.text.catalogue import text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from client.battle.view.threat_view import LegendRow
    from client.draw.ui.style import Style

_RADIUS: Final = 26
"""Radius of the hexes of the samples, in points."""
_BESIDE: Final = 40
"""Width of the column of samples, in points."""
_GAP: Final = 8


def legend_height(style: Style, rows: Sequence[LegendRow], width: int) -> int:
    """Return the height of the panel with all rows, in pixels."""
    space = style.layout.space
    across = width - 2 * style.px(space.padding_tight)
    return style.px(space.panel_head + 2 * space.padding_tight) + sum(
        _row_height(style, row, across) + style.px(_GAP) for row in rows
    )


def _lines(style: Style, row: LegendRow, across: int) -> list[str]:
    return style.writer.wrap(row.words, style.layout.text.caption, across - style.px(_BESIDE))


def _row_height(style: Style, row: LegendRow, across: int) -> int:
    lines = len(_lines(style, row, across)) * style.writer.height(style.layout.text.caption)
    return max(lines, style.px(_RADIUS))


def draw_legend(
    surface: pygame.Surface, style: Style, rect: pygame.Rect, rows: Sequence[LegendRow]
) -> None:
    """Draw the rows that fit; a sign says if some don't."""
    colours, size = style.colours, style.layout.text.caption
    inner = panels.draw_panel(surface, style, rect, text("battle.threat.legend"))
    y, leading = inner.y, style.writer.height(size)
    for number, row in enumerate(rows):
        lines, height = _lines(style, row, inner.w), _row_height(style, row, inner.w)
        needed = height if number == len(rows) - 1 else height + style.px(_GAP) + leading
        if y + needed > inner.bottom:
            style.writer.write(surface, "…", (inner.x, y), size, colours.bone300)
            return
        sample = threat_layer.stamp(style, style.px(_RADIUS), row.sample)
        middle = inner.x + style.px(_BESIDE - _GAP) // 2, y + height // 2
        surface.blit(sample, sample.get_rect(center=middle))
        top = y + (height - len(lines) * leading) // 2
        for place, words in enumerate(lines):
            at = inner.x + style.px(_BESIDE), top + place * leading
            style.writer.write(surface, words, at, size, colours.bone100)
        y += height + style.px(_GAP)
