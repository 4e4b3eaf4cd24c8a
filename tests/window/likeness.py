"""Whether two pictures show the same, apart from what glows and blinks."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
import pygame
from numpy.typing import NDArray

Pixels = NDArray[np.uint32]
"""Rows of pixels, each a number whose lowest three bytes are red, green and blue."""

_COLOURS: Final = 0xFFFFFF
_OPAQUE: Final = 0xFF000000
_TILE: Final = 16
"""Pixels that a tile is wide and high: as large as the smallest thing that matters."""
_UNLIKE: Final = 3.0
"""How far a tile's pixels may be apart on average, of 255, and still show the same."""


def pixels_of(surface: pygame.Surface) -> Pixels:
    """Copy the pixels of what the window draws on."""
    return np.array(pygame.surfarray.pixels2d(surface).T) & _COLOURS


def are_alike(one: Pixels, two: Pixels, besides: Sequence[pygame.Rect] = ()) -> bool:
    """Whether two pictures show the same, whatever lies in the rectangles *besides*."""
    if one.shape != two.shape:
        return False
    unlike = (one & _COLOURS) != (two & _COLOURS)
    for rect in besides:
        unlike[max(0, rect.top) : rect.bottom, max(0, rect.left) : rect.right] = False
    if not unlike.any():
        return True
    rows, columns = np.nonzero(unlike.any(axis=1))[0], np.nonzero(unlike.any(axis=0))[0]
    part = np.s_[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    apart = _apart(one[part], two[part]) * unlike[part]
    return bool((_tiles(apart) <= _UNLIKE).all())


def _apart(one: Pixels, two: Pixels) -> NDArray[np.int16]:
    """Measure for every pixel how far its colours are apart at most."""
    bytes_of = [
        np.ascontiguousarray(part).view(np.uint8).reshape(*part.shape, 4)[:, :, :3].astype(np.int16)
        for part in (one, two)
    ]
    return np.asarray(np.abs(bytes_of[0] - bytes_of[1]).max(axis=2), np.int16)


def _tiles(apart: NDArray[np.int16]) -> NDArray[np.float64]:
    """Average over every tile; those at the right and the lower edge are filled up with nothing."""
    height, width = apart.shape
    rows, columns = -(-height // _TILE), -(-width // _TILE)
    padded = np.zeros((rows * _TILE, columns * _TILE), np.int16)
    padded[:height, :width] = apart
    return np.asarray(padded.reshape(rows, _TILE, columns, _TILE).mean(axis=(1, 3)), np.float64)


def keep_picture(pixels: Pixels, path: Path) -> Path:
    """Write a picture to a PNG file."""
    size = pixels.shape[1], pixels.shape[0]
    opaque = np.ascontiguousarray((pixels & _COLOURS) | np.uint32(_OPAQUE))
    pygame.image.save(pygame.image.frombuffer(opaque.tobytes(), size, "BGRA"), path)
    return path
