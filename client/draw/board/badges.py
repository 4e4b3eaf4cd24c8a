"""Drawing of badges: the result of a roll, green and rounded or red, square and crossed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pygame

from client.draw.ui import shapes
from client.draw.ui.theme import WHITE, mix
from client.draw.ui.writer import Face

if TYPE_CHECKING:
    from client.draw.board.picture import Badge
    from client.draw.ui.style import Style

_LETTER: Final = 0.62
"""Size of a badge's figure, as a fraction of its height."""


def board_size(style: Style, radius: int) -> int:
    """Return the height of a badge on hexes of a radius, in pixels."""
    return max(style.px(20), round(radius * style.layout.token.badge))


def draw_badge(
    surface: pygame.Surface,
    style: Style,
    middle: tuple[float, float],
    badge: Badge,
    height: int,
    grown: float = 1.0,
) -> pygame.Rect:
    """Draw a badge *height* pixels high around *middle*, scaled by *grown*; return its
    rectangle.
    """
    colours = style.colours
    base = colours.badge_ok if badge.reached else colours.badge_no
    tall = max(8, round(height * grown))
    points = tall * _LETTER / style.scale
    line = style.writer.line(badge.label, points, WHITE, Face.BOLD)
    cross = 0 if badge.reached else round(tall * 0.5)
    width = max(tall, line.get_width() + round(tall * 0.45) + cross)
    rect = pygame.Rect(0, 0, width, tall)
    rect.center = round(middle[0]), round(middle[1])
    shapes.shadow(surface, style, rect, 0.5)
    corner = tall * (0.28 if badge.reached else 0.06)
    edge = max(2, round(tall * 0.08))
    shapes.box(surface, style, rect, (mix(base, WHITE, 0.12), base), WHITE, corner, edge)
    words = line.get_rect(center=rect.center).move(-cross // 2, 0)
    surface.blit(line, words)
    if cross:
        mark = style.art.icon("cross", round(tall * 0.46), WHITE)
        surface.blit(mark, mark.get_rect(midleft=(words.right + round(tall * 0.1), rect.centery)))
    return rect
