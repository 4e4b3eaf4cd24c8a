"""The plot of victory points by round."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pygame

from client.battle.playback.frames import team_of
from client.draw.ui.writer import Face
from engine.battle.side import Side

if TYPE_CHECKING:
    from collections.abc import Sequence

    from client.draw.ui.style import Style
    from client.widgets.canvas import Canvas

_MARGIN: Final = 34
"""Room for the numbers beside the plot, in points."""
_BELOW: Final = 22
"""Room for the numbers of the rounds, in points."""
_STEPS: Final = 4
"""Maximum number of lines across the plot, besides that of zero."""
_APART: Final = 22
"""Minimum distance of these lines, in points."""
_DOT: Final = 5


def draw_plot(canvas: Canvas, rect: pygame.Rect, points: Sequence[tuple[int, int]]) -> None:
    """Draw both sides' points at the end of each round, from zero at the start."""
    style, colours = canvas.style, canvas.style.colours
    size = style.layout.text.small
    area = _area(style, rect)
    ends = [(0, 0), *points]
    lines = max(1, min(_STEPS, area.h // style.px(_APART)))
    step = _step(max(max(pair) for pair in ends), lines)
    top = step * max(1, -(-max(max(pair) for pair in ends) // step))

    def pixel(number: int, value: int) -> tuple[int, int]:
        across = area.w * number / (len(ends) - 1)
        return round(area.x + across), round(area.bottom - area.h * value / top)

    for value in range(0, top + 1, step):
        y = pixel(0, value)[1]
        pygame.draw.line(canvas.surface, colours.line, (area.x, y), (area.right, y))
        at = area.x - style.px(8), y
        canvas.text(str(value), at, size, colours.bone500, align=(1, 0.5))
    for number in range(1, len(ends)):
        at = pixel(number, 0)[0], area.bottom + style.px(6)
        canvas.text(str(number), at, size, colours.bone500, align=(0.5, 0))
    for side in reversed(Side):
        colour = colours.team(team_of(side)).light
        line = [pixel(number, pair[side.index]) for number, pair in enumerate(ends)]
        pygame.draw.lines(canvas.surface, colour, False, line, max(2, style.px(3)))
        for spot in line[1:]:
            _draw_dot(canvas.surface, style, spot, side)
        end = line[-1][0] + style.px(10), line[-1][1]
        words, face = str(ends[-1][side.index]), Face.BOLD
        if ends[-1][0] == ends[-1][1] and side is Side.TWO:
            continue  # one number stands for both
        canvas.text(words, end, style.layout.text.table, colour, face, (0, 0.5))


def _draw_dot(surface: pygame.Surface, style: Style, spot: tuple[int, int], side: Side) -> None:
    """Draw a round dot for ONE and a square one for TWO, so that colour is not all."""
    colour, radius = style.colours.team(team_of(side)).light, style.px(_DOT)
    if side is Side.ONE:
        pygame.draw.circle(surface, colour, spot, radius)
    else:
        square = pygame.Rect(0, 0, 2 * radius, 2 * radius)
        square.center = spot
        surface.fill(colour, square)


def _area(style: Style, rect: pygame.Rect) -> pygame.Rect:
    margin, top = style.px(_MARGIN), style.px(8)
    height = max(1, rect.h - top - style.px(_BELOW))
    return pygame.Rect(rect.x + margin, rect.y + top, rect.w - 2 * margin, height)


def _step(most: int, lines: int) -> int:
    """Return the distance of so many *lines*: 1, 2 or 5 times a power of ten."""
    unit = 1
    while True:
        for factor in (1, 2, 5):
            if factor * unit * lines >= most:
                return factor * unit
        unit *= 10
