"""Keeps rendered surfaces, up to a number of bytes, however large each of them is."""

from __future__ import annotations

import collections
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    import pygame


class SurfaceCache:
    """Rendered surfaces by what they show; those not used for the longest time go first."""

    def __init__(self, most_bytes: int) -> None:
        """Begin empty; at most *most_bytes* of pixels stay, or the one surface made last."""
        self._most: Final = most_bytes
        self._kept: collections.OrderedDict[Hashable, pygame.Surface] = collections.OrderedDict()
        self.bytes = 0

    def get_or_make(self, key: Hashable, make: Callable[[], pygame.Surface]) -> pygame.Surface:
        """Return the surface that was made under *key* before, or make it now."""
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        made = self._kept[key] = make()
        self.bytes += _size(made)
        while self.bytes > self._most and len(self._kept) > 1:
            _, dropped = self._kept.popitem(last=False)
            self.bytes -= _size(dropped)
        return made


def _size(surface: pygame.Surface) -> int:
    """Return the bytes of a surface's pixels."""
    return surface.get_pitch() * surface.get_height()
