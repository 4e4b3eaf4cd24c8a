"""Tables: what a laboratory finds, before anybody writes it into a file or draws it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

import msgspec

from engine.battle.side import Side
from engine.players.arena.game import GameResult
from engine.players.arena.score import DRAW, wilson
from engine.validation import require_present

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from engine.players.statistics.record import Statistics

Cell: TypeAlias = str | int | float | bool | None
"""A value of a table; None where there is nothing to tell."""

DIGITS: Final = 4


class Table(msgspec.Struct, frozen=True):
    """Hold a table: its *name* is a file's, *columns* are unique, a row has a cell for each."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def column(self, name: str) -> list[Cell]:
        """Give the cells of a column."""
        place = self.columns.index(name)
        return [row[place] for row in self.rows]

    @property
    def records(self) -> list[dict[str, Cell]]:
        """Give the rows with a name for every cell."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


class LabGame(msgspec.Struct, frozen=True):
    """Hold a game of a laboratory: where it was, its seed, its record.

    *generated* tells whether the armies were drawn for it.
    """

    source: str
    seed: int
    generated: bool
    record: GameResult

    @property
    def counts(self) -> Statistics:
        """Give what happened, counted."""
        return require_present(self.record.counts, f"the statistics of {self.source}")

    def points(self, side: Side) -> float:
        """Give what a side got out of it: 1, 0, or a half."""
        if self.record.winner is None:
            return DRAW
        return 1.0 if self.record.winner is side else 0.0

    def side_of(self, faction: str) -> Side:
        """Name the side that a faction is on, ONE where it is on both."""
        return Side.ONE if self.record.factions[0] == faction else Side.TWO


class Rate(msgspec.Struct, frozen=True):
    """Hold a win rate (a draw is half) and its 95 % interval; all None without games."""

    rate: float | None
    low: float | None
    high: float | None

    @property
    def cells(self) -> tuple[Cell, Cell, Cell]:
        """Give the three as cells of a table."""
        return self.rate, self.low, self.high

    def is_within(self, fair: tuple[float, float], whole: tuple[float, float]) -> bool:
        """Tell whether the rate is within *fair* and the whole interval within *whole*."""
        if self.rate is None or self.low is None or self.high is None:
            return False
        inside = fair[0] <= self.rate <= fair[1]
        return inside and whole[0] <= self.low and self.high <= whole[1]


def rate_of(points: Sequence[float]) -> Rate:
    """Sum up what somebody got out of games."""
    if not points:
        return Rate(None, None, None)
    low, high = wilson(sum(points), len(points))
    figures = (sum(points) / len(points), low, high)
    return Rate(*(round(figure, DIGITS) for figure in figures))


def ratio(part: float, whole: float, times: float = 1.0) -> float | None:
    """Give *part* of *whole*, *times* as much; None of nothing."""
    return round(times * part / whole, DIGITS) if whole else None


def mean(values: Iterable[float]) -> float | None:
    """Give the mean; None of nothing."""
    held = list(values)
    return ratio(sum(held), len(held))
