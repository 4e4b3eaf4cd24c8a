"""Tables of results, the games they are made from, and win rates with intervals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

import msgspec

from engine.battle.side import Side
from engine.players.arena.match_game import GameResult
from engine.players.arena.score import points_of, wilson
from engine.validation import require_present

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from engine.analysis.statistics.counts import Statistics

Cell: TypeAlias = str | int | float | bool | None
"""A value in a table; None if there is no value."""

DIGITS: Final = 4


class Table(msgspec.Struct, frozen=True):
    """A table: its *name* is that of its file, *columns* are unique, each row has a cell for each
    column.
    """

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def column(self, name: str) -> list[Cell]:
        """Return the cells of a column."""
        place = self.columns.index(name)
        return [row[place] for row in self.rows]

    @property
    def records(self) -> list[dict[str, Cell]]:
        """Return the rows as dictionaries, cells by column."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


class AnalysedGame(msgspec.Struct, frozen=True):
    """A finished game: the scenario it was played on, its seed, and its result with statistics.

    *generated* is whether it was a generated battle, with armies drawn for it.
    """

    source: str
    seed: int
    generated: bool
    record: GameResult

    @property
    def counts(self) -> Statistics:
        """Return the statistics of the game; LookupError if none were collected."""
        counts: Statistics = require_present(self.record.counts, f"the statistics of {self.source}")
        return counts

    def points(self, side: Side) -> float:
        """Return a side's result: 1 for a win, 0 for a loss, 0.5 for a draw."""
        return points_of(self.record, side)

    def side_of(self, faction: str) -> Side:
        """Return the side that a faction is on; ONE if it is on both."""
        return Side.ONE if self.record.factions[0] == faction else Side.TWO


class Rate(msgspec.Struct, frozen=True):
    """A win rate, a draw counted half, with its 95 % interval, all 0 to 1; None without games."""

    rate: float | None
    low: float | None
    high: float | None

    @property
    def cells(self) -> tuple[Cell, Cell, Cell]:
        """Return the three as cells of a table."""
        return self.rate, self.low, self.high

    def is_within(self, fair: tuple[float, float], whole: tuple[float, float]) -> bool:
        """Return whether the rate is within *fair* and the whole interval within *whole*."""
        if self.rate is None or self.low is None or self.high is None:
            return False
        inside = fair[0] <= self.rate <= fair[1]
        return inside and whole[0] <= self.low and self.high <= whole[1]


def rate_of(points: Sequence[float]) -> Rate:
    """Return the win rate of the *points* of games, each 0, 0.5 or 1."""
    if not points:
        return Rate(None, None, None)
    low, high = wilson(sum(points), len(points))
    figures = (sum(points) / len(points), low, high)
    return Rate(*(round(figure, DIGITS) for figure in figures))


def ratio(part: float, whole: float, times: float = 1.0) -> float | None:
    """Return `times * part / whole`, rounded; None if *whole* is 0."""
    return round(times * part / whole, DIGITS) if whole else None


def mean(values: Iterable[float]) -> float | None:
    """Return the mean, rounded; None without values."""
    held = list(values)
    return ratio(sum(held), len(held))
