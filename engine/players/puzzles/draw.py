"""Random draws of puzzles: a theme and a seed decide everything about a puzzle."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, TypeVar

from engine.hexgrid import Cell, CellSet, cells_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.players.puzzles.puzzle_settings import Span

_T = TypeVar("_T")


class Unfit(Exception):
    """Raised if a draw makes no sound puzzle; the next draw is tried."""


def require(fits: bool) -> None:  # noqa: FBT001 - the one thing it is asked
    """Raise Unfit unless *fits*."""
    if not fits:
        raise Unfit


class Draw:
    """Random draws; only `random()` is used, which is the same in every version of Python."""

    def __init__(self, theme: str, seed: int) -> None:
        """Seed the draws by *theme* and *seed*."""
        self._random = random.Random(f"{theme}:{seed}")

    def within(self, span: Span) -> int:
        """Return an integer in *span*, both ends included."""
        least, most = span
        return least + int(self._random.random() * (most - least + 1))

    def happens(self, percent: int) -> bool:
        """Return True with a probability of *percent*."""
        return self._random.random() * 100 < percent

    def pick(self, items: Sequence[_T]) -> _T:
        """Return one of *items*; Unfit if there are none."""
        require(bool(items))
        return items[int(self._random.random() * len(items))]

    def cell(self, cells: CellSet) -> Cell:
        """Return one of *cells*; Unfit if there are none."""
        return self.pick(cells_of(cells))

    def shuffled(self, items: Sequence[_T]) -> list[_T]:
        """Return *items* in random order."""
        left = list(items)
        return [left.pop(int(self._random.random() * len(left))) for _ in range(len(left))]
