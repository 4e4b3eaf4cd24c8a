"""What a unit or a weapon is worth by experiment: the same battles with it and without it."""

from __future__ import annotations

import math
import statistics
from typing import TYPE_CHECKING

import msgspec

from engine.players.arena.score import Z
from engine.players.laboratory.tables import Cell, Table, rate_of, ratio

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Pair(msgspec.Struct, frozen=True):
    """Hold what a side got out of a battle *present* and *absent* the thing worth *value*."""

    present: float
    absent: float
    value: int


def compare_all(trials: Mapping[str, Sequence[Pair]]) -> Table:
    """Tell how much more often a side wins with each code, and for how much VALUE; 0 for a weapon.

    The interval is that of the mean of the differences, battle by battle.
    """
    columns = (
        *("code", "battles", "with", "with_low", "with_high"),
        *("without", "without_low", "without_high"),
        *("difference", "low", "high", "value", "difference_per_100"),
    )
    return Table("without", columns, tuple(_row(code, pairs) for code, pairs in trials.items()))


def _row(code: str, pairs: Sequence[Pair]) -> tuple[Cell, ...]:
    differences = [pair.present - pair.absent for pair in pairs]
    difference = statistics.mean(differences)
    half = Z * statistics.stdev(differences) / math.sqrt(len(pairs))
    value = statistics.mean(pair.value for pair in pairs)
    return (
        *(code, len(pairs)),
        *rate_of([pair.present for pair in pairs]).cells,
        *rate_of([pair.absent for pair in pairs]).cells,
        *(round(figure, 4) for figure in (difference, difference - half, difference + half)),
        *(round(value, 1), ratio(difference, value, 100)),
    )
