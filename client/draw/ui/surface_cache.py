"""A cache of drawn surfaces, limited in bytes."""

from __future__ import annotations

import collections
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    import pygame

_OVERHEAD: Final = 512
"""Approximate bytes of an entry besides its pixels and the strings of its key."""


class SurfaceCache:
    """Surfaces by key; above a limit in bytes, the least recently used ones are dropped.

    The one used last stays, however large it is.
    """

    def __init__(self, most_bytes: int) -> None:
        """Start with an empty cache of at most *most_bytes*."""
        self.size = 0
        self._most: Final = most_bytes
        self._kept: collections.OrderedDict[tuple[Hashable, ...], pygame.Surface] = (
            collections.OrderedDict()
        )

    def once(self, key: tuple[Hashable, ...], make: Callable[[], pygame.Surface]) -> pygame.Surface:
        """Return the surface cached under *key*, or make it now."""
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        made = make()  # which may ask for others and evict some
        self._kept[key] = made
        self.size += _size(key, made)
        while self.size > self._most and len(self._kept) > 1:
            self.size -= _size(*self._kept.popitem(last=False))
        return made


def _size(key: tuple[Hashable, ...], surface: pygame.Surface) -> int:
    """Return the approximate bytes of an entry."""
    texts = sum(len(part) for part in key if isinstance(part, str))
    return surface.get_pitch() * surface.get_height() + texts + _OVERHEAD
