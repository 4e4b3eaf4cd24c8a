"""Draws the game's name and gives the window its icon."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pygame

from client.draw.ui.artwork import rasterize
from engine import resources

if TYPE_CHECKING:
    from client.draw.ui.style import Style

_SHAPE: Final = 584 / 104
"""Widths of the logotype in its heights."""


def logotype(style: Style, height: int) -> pygame.Surface:
    """Make the game's name, *height* pixels high."""
    return style.art.svg(resources.read_text("art/logotype.svg"), round(height * _SHAPE), height)


def window_icon(size: int = 64) -> pygame.Surface:
    """Make the picture for `pygame.display.set_icon`; it needs no display yet."""
    return rasterize(resources.read_text("art/icon.svg"), (size, size))
