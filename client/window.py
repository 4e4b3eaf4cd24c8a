"""The operating system's window: size, full screen, icon, and the UI scales that fit."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

import pygame

from client.draw.ui.logotype import window_icon
from client.keyboard import repeat_held_keys
from client.tuning import load_tuning

if TYPE_CHECKING:
    from collections.abc import Sequence

TITLE: Final = "Hexfront"


def offered_scales(size: tuple[int, int]) -> list[int]:
    """Return the UI scales, in per cent, that leave enough room in a window of *size* pixels.

    The smallest one is always offered.
    """
    numbers = load_tuning().scale
    width, height = numbers.least_points
    fitting = [
        step
        for step in numbers.steps
        if size[0] * 100 >= width * step and size[1] * 100 >= height * step
    ]
    return fitting or [numbers.steps[0]]


def guessed_scale(desktop_height: int) -> int:
    """Return a suitable UI scale for a desktop's height in pixels, in per cent."""
    numbers = load_tuning().scale
    wanted = desktop_height * 100 / numbers.desktop_height
    suiting = [step for step in numbers.steps if 100 <= step <= wanted]
    return suiting[-1] if suiting else 100


def fitting_scale(wanted: int, size: tuple[int, int]) -> int:
    """Return the offered UI scale nearest to *wanted*, in per cent."""
    return min(offered_scales(size), key=lambda step: abs(step - wanted))


def fitting_size(wanted: tuple[int, int], desktops: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """Return the size nearest to *wanted* that fits the first desktop, in pixels."""
    if not desktops:
        return wanted
    return min(wanted[0], desktops[0][0]), min(wanted[1], desktops[0][1])


class Window:
    """The owner of the operating system's window."""

    def __init__(
        self, size: tuple[int, int] | None, *, fullscreen: bool, remembered: bool = False
    ) -> None:
        """Open the window at a size in pixels; None is the default at the desktop's UI scale.

        A *remembered* size may be of a larger desktop, and is reduced to fit this one.
        """
        # Windows would otherwise stretch the picture: sizes are true pixels, we scale ourselves.
        os.environ["SDL_WINDOWS_DPI_AWARENESS"] = "permonitorv2"
        pygame.display.init()
        pygame.font.init()
        repeat_held_keys()
        pygame.display.set_caption(TITLE)
        pygame.display.set_icon(window_icon())
        self._desktops: Final[Sequence[tuple[int, int]]] = pygame.display.get_desktop_sizes()
        if size is None:
            self._size = self._usual_size()
        else:
            self._size = fitting_size(size, self._desktops) if remembered else size
        self.fullscreen = fullscreen
        self._open()

    @property
    def guess(self) -> int:
        """Return the suitable UI scale for the desktop, in per cent."""
        return guessed_scale(self._desktops[0][1]) if self._desktops else 100

    @property
    def offered_sizes(self) -> list[tuple[int, int]]:
        """Return the sizes that the settings offer: those that fit the desktop, in pixels."""
        offered = load_tuning().window.offered
        return [size for size in offered if fitting_size(size, self._desktops) == size]

    @property
    def surface(self) -> pygame.Surface:
        """Return the surface to draw on, which changes with every change of size."""
        surface = pygame.display.get_surface()
        assert surface is not None, "the window is open"
        return surface

    @property
    def size(self) -> tuple[int, int]:
        """Return the current size, in pixels."""
        return self.surface.get_size()

    @property
    def room(self) -> tuple[int, int]:
        """Return the size of the layout, in pixels; a smaller window shows a part of it."""
        width, height = load_tuning().window.smallest
        return max(self.size[0], width), max(self.size[1], height)

    @property
    def plain_size(self) -> tuple[int, int]:
        """Return the size when not full screen, in pixels."""
        return self._size if self.fullscreen else self.size

    def show_fullscreen(self, fullscreen: bool) -> None:  # noqa: FBT001 - the point of the call
        """Switch full screen on or off."""
        if fullscreen == self.fullscreen:
            return
        self._size = self.plain_size
        self.fullscreen = fullscreen
        self._open()

    def resize(self, size: tuple[int, int]) -> None:
        """Change the size when not full screen, in pixels; at once if it is not."""
        self._size = size
        if not self.fullscreen:
            self._open()

    def _open(self) -> None:
        if self.fullscreen:
            pygame.display.set_mode((0, 0), pygame.FULLSCREEN)
        else:
            pygame.display.set_mode(self._size, pygame.RESIZABLE)
        # An input method would intercept the keys of a battle; text fields start it themselves.
        pygame.key.stop_text_input()

    def _usual_size(self) -> tuple[int, int]:
        width, height = load_tuning().window.size
        return fitting_size((width * self.guess // 100, height * self.guess // 100), self._desktops)
