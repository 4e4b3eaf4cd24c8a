"""The value of a position: the expected end of a battle as it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final

import msgspec
from msgspec import Meta

from engine.evaluation.projection import normalised_lead
from engine.evaluation.values import percent_per_value, scorings_left
from engine.evaluation.weights import Weight

if TYPE_CHECKING:
    from engine.battle.events import Result
    from engine.battle.side import Side
    from engine.battle.state import BattleState

VICTORY: Final = 100.0
"""The value of a won battle; a lost one has its negative."""


def result_value(result: Result, side: Side) -> float:
    """Return the value of a finished battle to *side*; 0 for a draw."""
    return VICTORY * ((result.winner is side) - (result.winner is side.other))


class PositionEvaluator(msgspec.Struct, frozen=True, rename="upper"):
    """Evaluates positions by lead, objectives and units, and by the scorings left.

    *hold* is the share of its points that an objective brings at each scoring left, *force* the
    victory points that one per cent of an army brings. The expected lead counts as 0.76 of a
    victory when it is *spread* times the root of the scorings left.
    """

    hold: Weight
    force: Weight
    spread: Annotated[float, Meta(gt=0, le=1000)]

    def evaluate(self, state: BattleState, side: Side) -> float:
        """Return the value of a state to *side*, from -`VICTORY` to `VICTORY`.

        An unfinished battle never reaches either end.
        """
        if state.result is not None:
            return result_value(state.result, side)
        own, enemy = scorings_left(state, side), scorings_left(state, side.other)
        to_come = (own + enemy) / 2
        lead = state.points[side.index] - state.points[side.other.index]
        expected = lead + self.force * to_come * _balance(state, side)
        if state.setup.scenario.score_objectives:
            held = [state.owners.count(one) for one in (side, side.other)]
            points = state.setup.rules.objective_points
            expected += self.hold * points * (held[0] * own - held[1] * enemy)
        return VICTORY * normalised_lead(state, expected, self.spread)


def _balance(state: BattleState, side: Side) -> float:
    """Return by how many per cent of an army *side* is ahead in units.

    Half of a unit's value counts while it lives, the other half by its hit points.
    """
    balance = 0.0
    for unit in state.units:
        if unit.hp:
            worth = (unit.profile.value + 1) * (1 + unit.hp / unit.profile.hp_max) / 2
            balance += worth if unit.side is side else -worth
    return percent_per_value(state.setup) * balance
