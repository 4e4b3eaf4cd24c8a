"""Drawing of the logotype and the window's icon."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pygame

from client.draw.ui.artwork import rasterize
from engine import resources

if TYPE_CHECKING:
    from client.draw.ui.style import Style

_SHAPE: Final = 584 / 104
"""Width of the logotype, as a multiple of its height."""


def logotype(style: Style, height: int) -> pygame.Surface:
    """Return the game's logotype, *height* pixels high."""
    return style.art.svg(resources.read_text("art/logotype.svg"), round(height * _SHAPE), height)


def window_icon(size: int = 64) -> pygame.Surface:
    """Return the image for `pygame.display.set_icon`; it needs no display yet."""
    return rasterize(resources.read_text("art/icon.svg"), (size, size))
