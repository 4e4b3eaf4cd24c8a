"""A tip: a few words above or below what the mouse is over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from client.draw.ui import shapes
from client.draw.ui.writer import Face

if TYPE_CHECKING:
    import pygame

    from client.draw.ui.style import Style

_GAP: Final = 6
"""Distance between a tip and its subject, in points."""


def draw_tip(surface: pygame.Surface, style: Style, midbottom: tuple[int, int], words: str) -> None:
    """Draw a tip above a pixel, kept inside the window."""
    rect, line = _measure(surface, style, words)
    rect.midbottom = midbottom[0], midbottom[1] - style.px(_GAP)
    _draw(surface, style, rect, line)


def draw_tip_below(
    surface: pygame.Surface, style: Style, midtop: tuple[int, int], words: str
) -> None:
    """Draw a tip below a pixel, kept inside the window."""
    rect, line = _measure(surface, style, words)
    rect.midtop = midtop[0], midtop[1] + style.px(_GAP)
    _draw(surface, style, rect, line)


def _measure(
    surface: pygame.Surface, style: Style, words: str
) -> tuple[pygame.Rect, pygame.Surface]:
    """Return the rectangle of a tip and its rendered text, shortened to the width of the window."""
    size, pad = style.layout.text.table, style.px(16)
    short = style.writer.shorten(words, size, surface.get_width() - 2 * pad, Face.BOLD)
    line = style.writer.line(short, size, style.colours.bone100, Face.BOLD)
    return line.get_rect().inflate(pad, style.px(10)), line


def _draw(surface: pygame.Surface, style: Style, rect: pygame.Rect, line: pygame.Surface) -> None:
    rect.clamp_ip(surface.get_rect())
    shapes.shadow(surface, style, rect, 0.5)
    shapes.box(surface, style, rect, style.colours.ink900, style.colours.ink500)
    surface.blit(line, line.get_rect(center=rect.center))
