"""Draws for puzzles: everything about a puzzle comes from its theme and seed."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, TypeVar

from engine.hexgrid import Cell, CellSet, cells_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.players.puzzles.numbers import Span

_T = TypeVar("_T")


class Unfit(Exception):
    """Say that what was drawn makes no sound puzzle."""


def require(fits: bool) -> None:  # noqa: FBT001 - the one thing it is asked
    """Give up the draw unless it *fits*."""
    if not fits:
        raise Unfit


class Draw:
    """Draw by chance; only `random()` is used, the same on every version of Python."""

    def __init__(self, theme: str, seed: int) -> None:
        """Start the draws of a *seed* of a *theme*."""
        self._random = random.Random(f"{theme}:{seed}")

    def within(self, span: Span) -> int:
        """Draw a whole number, the least and the most included."""
        least, most = span
        return least + int(self._random.random() * (most - least + 1))

    def happens(self, percent: int) -> bool:
        """Tell whether something with a chance of *percent* happens."""
        return self._random.random() * 100 < percent

    def pick(self, items: Sequence[_T]) -> _T:
        """Draw one of *items*; Unfit when there are none."""
        require(bool(items))
        return items[int(self._random.random() * len(items))]

    def cell(self, cells: CellSet) -> Cell:
        """Draw one of *cells*; Unfit when there are none."""
        return self.pick(cells_of(cells))

    def shuffled(self, items: Sequence[_T]) -> list[_T]:
        """List *items* in an order drawn by chance."""
        left = list(items)
        return [left.pop(int(self._random.random() * len(left))) for _ in range(len(left))]
