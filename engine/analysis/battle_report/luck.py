"""Luck: where each attack lies in its exact forecast, and how unusual all of them together are."""

from __future__ import annotations

import random
from statistics import NormalDist
from typing import TYPE_CHECKING, Final

from engine.analysis.battle_report.figures import AttackRank, Luck, SideLuck
from engine.battle import attack
from engine.battle.actions import Fight, Mode, Shoot
from engine.battle.events import AttackMade
from engine.battle.forecast import damage_of, forecast_attack, volley
from engine.battle.side import Side
from engine.validation import require_present

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from engine.battle.battle import Step
    from engine.battle.forecast import Chances

_NORMAL: Final = NormalDist()
_ONCE: Final = ((1, 1.0),)
"""The chance of each number of attacks of a single one."""
_FINEST: Final = 2.0**-53
"""Half the distance of random numbers: ranks keep so far away from 0 and 1."""


def rank_attack(number: int, step: Step, source: random.Random) -> AttackRank | None:
    """Return the rank of the attack that a step is, drawn with *source*; None if it is none.

    *number* is the index of the step. The forecast is that of the state before it: of all attacks
    of the weapon, or of one.
    """
    action, before = step.action, step.before
    if not isinstance(action, Shoot | Fight) or before.active is None:
        return None
    unit, target = before.units[before.active], before.units[action.target]
    weapon = require_present(unit.profile.weapon(action.weapon), f"weapon {action.weapon}")
    if action.mode is Mode.SINGLE:
        left = volley((attack.fold(before, unit, target, weapon),), (_ONCE,), target.hp)
    else:
        left = forecast_attack(before, unit, weapon, target).left
    rolled = sum(event.lost for event in step.events if isinstance(event, AttackMade))
    rank = randomised_rank(left, rolled, source.random())
    return AttackRank(number, unit.side, unit.id, target.id, rolled, damage_of(left), rank)


def randomised_rank(left: Chances, rolled: int, share: float) -> float:
    """Return the chance of less damage than *rolled*, plus *share* of the chance of exactly that.

    *left* is the chance of each number of hit points left, from 0.

    >>> randomised_rank((0.25, 0.0, 0.75), 2, 0.5)
    0.875
    """
    after = len(left) - 1 - rolled
    less = sum(left[after + 1 :])
    return min(1 - _FINEST, max(_FINEST, less + share * left[after]))


def combine_ranks(ranks: Iterable[float]) -> float | None:
    """Return how high independent uniform *ranks* are together, again as a rank (Stouffer).

    >>> combine_ranks([0.5, 0.5])
    0.5
    >>> round(combine_ranks([0.9, 0.9]), 3)
    0.965
    """
    scores = [_NORMAL.inv_cdf(rank) for rank in ranks]
    if not scores:
        return None
    return _NORMAL.cdf(sum(scores) / len(scores) ** 0.5)


def measure_luck(steps: Sequence[Step], seed: int) -> Luck:
    """Return the luck of a battle; *seed* draws the random shares of the ranks.

    They are no dice of the battle: the same steps and seed give the same luck.
    """
    source = random.Random(seed)
    found = (rank_attack(number, step, source) for number, step in enumerate(steps))
    attacks = tuple(one for one in found if one is not None)
    seen = [one.rank if one.side is Side.ONE else 1 - one.rank for one in attacks]
    one, two = (_luck_of([each for each in attacks if each.side is side]) for side in Side)
    return Luck((one, two), combine_ranks(seen), attacks)


def _luck_of(attacks: Sequence[AttackRank]) -> SideLuck:
    return SideLuck(
        len(attacks),
        sum(one.rolled for one in attacks),
        sum(one.expected for one in attacks),
        combine_ranks(one.rank for one in attacks),
    )
