"""The style of all drawing: theme, layout, UI scale, fonts and images in one object."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import pygame

from client.draw.ui.artwork import Artwork
from client.draw.ui.theme import load_theme
from client.draw.ui.ui_layout import load_layout
from client.draw.ui.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Callable

    from client.draw.ui.theme import Colours, Motion, Opacity, Theme
    from client.draw.ui.ui_layout import Layout


_LARGE: Final = 90
"""Size, in pixels, from which supersampling by two is smooth enough."""


class Style:
    """The look of everything. One object per theme and UI scale; it owns the caches."""

    def __init__(self, theme_name: str, scale: float = 1.0) -> None:
        """Load a theme by its code, for a UI scale from 0.75 to 2."""
        self.theme_name = theme_name
        self.theme: Theme = load_theme(theme_name)
        self.layout: Layout = load_layout()
        self.scale = scale
        self.writer = Writer(self.layout.text, scale)
        self.art = Artwork()

    @property
    def colours(self) -> Colours:
        """Return the theme's colours."""
        return self.theme.colours

    @property
    def opacity(self) -> Opacity:
        """Return the theme's opacities."""
        return self.theme.opacity

    @property
    def motion(self) -> Motion:
        """Return the theme's durations."""
        return self.theme.motion

    def px(self, points: float) -> int:
        """Convert points to pixels."""
        return round(points * self.scale)


def supersampled(
    size: tuple[int, int], draw: Callable[[pygame.Surface, int], None]
) -> pygame.Surface:
    """Draw at a multiple of the size and scale down, for smooth edges.

    *draw* gets the surface and the factor by which to multiply its coordinates.
    """
    times = 3 if max(size) < _LARGE else 2
    large = pygame.Surface((size[0] * times, size[1] * times), pygame.SRCALPHA)
    draw(large, times)
    small = pygame.transform.smoothscale(large, size)
    return small.convert_alpha() if pygame.display.get_surface() else small


def blink(now: int, period: int, hold: int) -> float:
    """Return the state of a blinking bar at *now*: 0 is the present, 1 the future.

    It stays at 0 for *hold*, then swings once there and back along a sine. All times are in
    milliseconds.
    """
    late = now % (period + hold) - hold
    return 0.0 if late <= 0 else (1 - math.cos(2 * math.pi * late / period)) / 2


def half_blink(motion: Motion) -> int:
    """Return a time at which a blinking bar is half way to the future, for those that rest."""
    return motion.blink_hold + motion.blink // 4
