"""The report of a battle, folded from the events of its steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.analysis.battle_report.figures import BattleReport, UnitFigures
from engine.analysis.battle_report.luck import measure_luck
from engine.battle.events import (
    AttackMade,
    BattleEnded,
    HazardRolled,
    PointsScored,
    RoundBegan,
    UnitDestroyed,
)
from engine.battle.side import Side

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.battle.actions import UnitId
    from engine.battle.events import Event, Result
    from engine.battle.timeline import Timeline


class _Fold:
    """The figures counted so far, by unit and by round."""

    def __init__(self, units: int) -> None:
        self.points = [0, 0]
        self.rounds: list[tuple[int, int]] = []
        self.dealt = [0] * units
        self.taken = [0] * units
        self.kills: list[list[UnitId]] = [[] for _ in range(units)]
        self.destroyed: set[UnitId] = set()
        self.result: Result | None = None

    def read(self, events: Iterable[Event]) -> None:
        for event in events:
            match event:
                case RoundBegan():
                    self.rounds.append((self.points[0], self.points[1]))
                case PointsScored(side, total=total):
                    self.points[side.index] = total
                    self.rounds[-1] = (self.points[0], self.points[1])
                case AttackMade(unit=unit, target=target, lost=lost):
                    self.dealt[unit] += lost
                    self.taken[target] += lost
                case HazardRolled(unit=unit, lost=lost):
                    self.taken[unit] += lost
                case UnitDestroyed(unit, by):
                    self.destroyed.add(unit)
                    if by != unit:
                        self.kills[by].append(unit)
                case BattleEnded(result):
                    self.result = result
                case _:
                    pass  # nothing of the report changes


def make_report(timeline: Timeline, seed: int) -> BattleReport:
    """Return the report of a recorded battle; *seed* draws the random shares of its ranks."""
    placed, profiles = timeline.setup.scenario.units, timeline.setup.profiles
    fold = _Fold(len(placed))
    fold.read(timeline.opening)
    for moment in timeline.moments:
        fold.read(moment.step.events)
    if timeline.concession is not None:
        fold.read(timeline.concession.events)
    units = tuple(
        UnitFigures(
            number,
            one.side,
            profiles[number].code,
            fold.dealt[number],
            fold.taken[number],
            tuple(fold.kills[number]),
            number in fold.destroyed,
        )
        for number, one in enumerate(placed)
    )
    return BattleReport(
        fold.result,
        tuple(fold.rounds),
        _by_side((one.side, one.dealt) for one in units),
        _by_side((one.side, one.taken) for one in units),
        _by_side((one.side, len(one.kills)) for one in units),
        units,
        measure_luck([moment.step for moment in timeline.moments], seed),
    )


def _by_side(amounts: Iterable[tuple[Side, int]]) -> tuple[int, int]:
    sums = [0, 0]
    for side, amount in amounts:
        sums[side.index] += amount
    return sums[0], sums[1]
