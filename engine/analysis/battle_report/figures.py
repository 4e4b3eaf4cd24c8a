"""The figures of a battle's report, as plain values."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from engine.battle.actions import UnitId
from engine.battle.events import Result
from engine.battle.phase import Phase
from engine.battle.side import Side


class UnitFigures(msgspec.Struct, frozen=True):
    """What a unit did: hit points it *dealt* and has *taken*, enemies it destroyed.

    Damage that a HAZARDOUS weapon does to its bearer is taken and not dealt.
    """

    unit: UnitId
    side: Side
    code: str
    dealt: int
    taken: int
    kills: tuple[UnitId, ...]
    destroyed: bool


class AttackRank(msgspec.Struct, frozen=True):
    """An attack in its exact forecast: hit points *rolled* and *expected*, and its *rank*.

    *step* is the index of the action. The rank is the randomised probability integral transform:
    the chance of less damage, plus a random share of the chance of exactly this damage. Ranks of
    fair dice are independent and uniform between 0 and 1; high ones are lucky for *side*.
    """

    step: int
    side: Side
    unit: UnitId
    target: UnitId
    rolled: int
    expected: float
    rank: float


class SideLuck(msgspec.Struct, frozen=True):
    """The luck of a side's attacks: hit points *rolled* and *expected*.

    *rank* combines the ranks of its attacks: the share of battles with the same forecasts in which
    its attacks would have gone worse. None without an attack.
    """

    attacks: int
    rolled: int
    expected: float
    rank: float | None


class Luck(msgspec.Struct, frozen=True):
    """The luck of a battle.

    *sides* is the luck of the attacks of ONE and TWO; *overall* combines the ranks of all attacks
    as seen by ONE, so that TWO's is the rest to 1. None without an attack.
    """

    sides: tuple[SideLuck, SideLuck]
    overall: float | None
    attacks: tuple[AttackRank, ...]

    def overall_of(self, side: Side) -> float | None:
        """Return the overall luck as seen by a side."""
        if self.overall is None or side is Side.ONE:
            return self.overall
        return 1 - self.overall


class Sampling(msgspec.Struct, frozen=True):
    """How decisions are judged: *samples* of each of a policy's *favourites*, with dice of
    *seed*.
    """

    samples: int
    favourites: int
    seed: int


class DecisionCost(msgspec.Struct, frozen=True):
    """What the action of a *step* cost its side, as compared with the best of a policy's
    favourites.

    *unit* is the one that was activated; None for the end of a *phase*. *best* and *taken*, both
    action texts, are worth *best_value* and *taken_value*, from -1 (lost) to 1 (won). If *best*
    activates a unit, *then* is what the policy would do with it: of the units that are left in a
    phase, the first one that would not only wait. *is_own* is whether the policy
    would have done the same: what such a decision costs is only how far its choices and its values
    disagree.
    """

    step: int
    side: Side
    unit: UnitId | None
    round: int
    phase: Phase
    taken: str
    best: str
    taken_value: float
    best_value: float
    then: str | None
    is_own: bool

    @property
    def cost(self) -> float:
        """Return the difference of the values; negative if the action taken was better."""
        return self.best_value - self.taken_value


def costliest(
    costs: Iterable[DecisionCost], sides: Iterable[Side], most: int, least: float
) -> list[DecisionCost]:
    """Return the decisions of *sides* that cost most, at most *most* of them, the worst first.

    Those that cost less than *least*, and those that the policy would have made, are left out.
    """
    wanted = set(sides)
    lossy = [
        one
        for one in costs
        if one.side in wanted and not one.is_own and one.cost > 0 and one.cost >= least
    ]
    return sorted(lossy, key=lambda one: (-one.cost, one.step))[:most]


class BattleReport(msgspec.Struct, frozen=True):
    """The report of a battle; *points* are both sides' at the end of each round from 1 on.

    *dealt*, *taken* and *kills* are those of ONE and TWO; *result* is None for a battle that goes
    on.
    """

    result: Result | None
    points: tuple[tuple[int, int], ...]
    dealt: tuple[int, int]
    taken: tuple[int, int]
    kills: tuple[int, int]
    units: tuple[UnitFigures, ...]
    luck: Luck
