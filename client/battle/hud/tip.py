"""A tip: a few words above whatever the mouse is over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from client.draw.ui import shapes
from client.draw.ui.writer import Face

if TYPE_CHECKING:
    import pygame

    from client.draw.ui.style import Style


def draw_tip(surface: pygame.Surface, style: Style, midbottom: tuple[int, int], words: str) -> None:
    """Draw a tip above a pixel, inside the window."""
    colours, size = style.colours, style.layout.text.table
    line = style.writer.line(words, size, colours.bone100, Face.BOLD)
    rect = line.get_rect().inflate(style.px(16), style.px(10))
    rect.midbottom = midbottom[0], midbottom[1] - style.px(6)
    rect.clamp_ip(surface.get_rect())
    shapes.shadow(surface, style, rect, 0.5)
    shapes.box(surface, style, rect, colours.ink900, colours.ink500)
    surface.blit(line, line.get_rect(center=rect.center))
