"""Several copies of a board side by side in one integer, so that one step floods all of them."""

from __future__ import annotations

import functools
import operator
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from engine import limits
from engine.memory import remember

if TYPE_CHECKING:
    from engine.battle.battlefield import Battlefield
    from engine.hexgrid import CellSet

_BYTE: Final = np.iinfo(np.uint8).bits


class Boards:
    """*count* copies of a board, so far apart that a step off one does not reach the next."""

    def __init__(self, field: Battlefield, count: int) -> None:
        """Lay out the copies."""
        grid = field.grid
        self._width: Final = grid.width
        self._stride: Final = grid.stride
        self._count: Final = count
        self._bytes: Final = -(-(grid.width + grid.stride) // _BYTE)
        every = self.join([1] * count)
        self._board: Final = every * grid.board
        flags = np.frombuffer(self._board.to_bytes(self._bytes * count, "little"), np.uint8)
        self._flags: Final = np.unpackbits(flags, bitorder="little")
        self._rough: Final = every * field.rough
        self._rough_cost: Final = field.rough_cost

    def join(self, sets: list[CellSet]) -> int:
        """Return cell sets side by side, one per copy."""
        size = self._bytes
        return int.from_bytes(
            b"".join([cells.to_bytes(size, "little") for cells in sets]), "little"
        )

    def neighbours(self, cells: int) -> int:
        """Return every hex that is adjacent to one of *cells*, as `Grid.neighbours` does."""
        stride = self._stride
        down, up = cells << 1, cells >> 1
        return (down | up | (cells | up) << stride | (cells | down) >> stride) & self._board

    def part(self, cells: int) -> list[CellSet]:
        """Return the cell sets, one per copy, that are side by side in *cells*."""
        size = self._bytes
        joined = cells.to_bytes(size * self._count, "little")
        places = range(0, len(joined), size)
        return [int.from_bytes(joined[place : place + size], "little") for place in places]

    def spread(self, start: int, free: CellSet, points: list[int]) -> int:
        """Return *start* and what *points*, one number per copy, reach from it through *free*."""
        neighbours, cost = self.neighbours, self._rough_cost
        smooth = slow = 0
        reached, around = start, [neighbours(start)]
        for spent in range(1, max(points) + 1):
            if spent == 1 or spent - 1 in points:
                going = self.join([spent <= most for most in points]) * free
                slow = going & self._rough
                smooth = going ^ slow
            layer = around[-1] & smooth
            if spent >= cost:
                layer |= around[spent - cost] & slow
            layer &= ~reached
            reached |= layer
            around.append(neighbours(layer) if layer else 0)
            if not layer and not any(around[-cost:]):
                break
        return reached

    def charge_ends(self, start: int, free: int, ends: int, points: int) -> list[int]:
        """Return the cells where charges may end; item n, from 0, is those that n points reach.

        Paths lead from *start* through *free* and end one step further, in *ends*, which contain
        all that is free (R7.3). The list stops where more points reach nothing more.
        """
        neighbours, cost = self.neighbours, self._rough_cost
        slow = ends & self._rough
        smooth = ends ^ slow
        around, reached = [neighbours(start)], [start]
        unseen = free & ~start
        for spent in range(1, points + 1):
            end = around[-1] & smooth
            if slow and spent >= cost:
                end |= around[spent - cost] & slow
            reached.append(reached[-1] | end)
            layer = end & unseen
            unseen ^= layer
            around.append(neighbours(layer) if layer and spent < points else 0)
            if not layer and not any(around[-cost:]):
                break
        return reached

    def count(self, layers: list[int]) -> npt.NDArray[np.uint8]:
        """Return how many of *layers*, each a superset of the one before, contain each bit: shape
        `(bits,)`.

        The digits of the counts are worked out for all bits at once: a digit flips wherever a count
        passes a multiple of its value.
        """
        size = self._bytes * self._count
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

    def most_beside(self, counts: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
        """Return the highest of the counts next to each cell, `(bits,) -> (copies, cells)`."""
        stride, size = self._stride, len(counts)
        edged = np.zeros(size + 2 * stride, np.uint8)
        edged[stride : stride + size] = counts
        most = np.zeros(size, np.uint8)
        # The six steps of `neighbours`.
        for step in (-1, 1, -stride, 1 - stride, stride, stride - 1):
            np.maximum(most, edged[stride + step : stride + step + size], out=most)
        most *= self._flags
        rows: npt.NDArray[np.uint8] = most.reshape(self._count, -1)[:, : self._width]
        return rows


@remember(limits.MAPS_KEPT)
def boards_of(field: Battlefield, count: int) -> Boards:
    """Return *count* copies of a board, laid out once."""
    return Boards(field, count)
