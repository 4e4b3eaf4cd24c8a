"""Keeps surfaces that were drawn, up to so many bytes of them."""

from __future__ import annotations

import collections
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    import pygame

_OVERHEAD: Final = 512
"""Bytes that an entry takes beside its pixels and the texts of its key, about."""


class SurfaceCache:
    """Keep surfaces by key; once they take too many bytes, those not used for longest go.

    The one used last stays, however large it is.
    """

    def __init__(self, most_bytes: int) -> None:
        """Start with nothing."""
        self.size = 0
        self._most: Final = most_bytes
        self._kept: collections.OrderedDict[tuple[Hashable, ...], pygame.Surface] = (
            collections.OrderedDict()
        )

    def once(self, key: tuple[Hashable, ...], make: Callable[[], pygame.Surface]) -> pygame.Surface:
        """Return what was made under *key* before, or make it now."""
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        made = make()  # which may ask for others, and let some go
        self._kept[key] = made
        self.size += _size(key, made)
        while self.size > self._most and len(self._kept) > 1:
            self.size -= _size(*self._kept.popitem(last=False))
        return made


def _size(key: tuple[Hashable, ...], surface: pygame.Surface) -> int:
    """Return the bytes that an entry takes, about."""
    texts = sum(len(part) for part in key if isinstance(part, str))
    return surface.get_pitch() * surface.get_height() + texts + _OVERHEAD
