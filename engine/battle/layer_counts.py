"""Counts over the layers of floods on several boards at once, as arrays."""

from __future__ import annotations

import functools
import operator
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from engine import limits

if TYPE_CHECKING:
    from engine.battle.flood_fill import JoinedBoards


@functools.lru_cache(maxsize=limits.SETUPS_KEPT)
def _hexes(boards: JoinedBoards) -> npt.NDArray[np.uint8]:
    """Return 1 for each bit that is a hex, shape `(bits,)`."""
    size = boards.bytes * boards.copies
    bits = np.frombuffer(boards.board.to_bytes(size, "little"), np.uint8)
    return np.unpackbits(bits, bitorder="little")


def count_layers(boards: JoinedBoards, layers: list[int]) -> npt.NDArray[np.uint8]:
    """Return how many of *layers*, each a superset of the one before, contain each bit: shape
    `(bits,)`.

    The digits of the counts are worked out for all bits at once: a digit flips wherever a count
    passes a multiple of its value.
    """
    size = boards.bytes * boards.copies
    digits = []
    for digit in range(len(layers).bit_length()):
        turns = layers[-(1 << digit) :: -(1 << digit)]
        digits.append(functools.reduce(operator.xor, turns).to_bytes(size, "little"))
    bits = np.unpackbits(np.frombuffer(b"".join(digits), np.uint8), bitorder="little")
    *lower, counts = bits.reshape(len(digits), -1)
    for bit in reversed(lower):
        counts = counts + counts + bit
    counted: npt.NDArray[np.uint8] = counts
    return counted


def most_adjacent(boards: JoinedBoards, counts: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    """Return the highest of the counts next to each cell, `(bits,) -> (copies, cells)`."""
    stride, size = boards.stride, len(counts)
    edged = np.zeros(size + 2 * stride, np.uint8)
    edged[stride : stride + size] = counts
    most = np.zeros(size, np.uint8)
    # The six steps of `neighbours`.
    for step in (-1, 1, -stride, 1 - stride, stride, stride - 1):
        np.maximum(most, edged[stride + step : stride + step + size], out=most)
    most *= _hexes(boards)
    rows: npt.NDArray[np.uint8] = most.reshape(boards.copies, -1)[:, : boards.width]
    return rows
