"""Projected scores: the lead at the end of the battle if nothing changes any more."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from engine.battle.outcome import stronger_on
from engine.battle.side import Side
from engine.evaluation.values import scorings_left

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.battle.state import BattleState


def holders(state: BattleState) -> list[Side | None]:
    """Return who holds each objective by more OC on it; None where no side does, or it is
    contested.
    """
    return [stronger_on(state, cells) for cells in state.setup.objectives]


def projected_lead(state: BattleState, side: Side, owners: Sequence[Side | None]) -> int:
    """Return the victory points by which *side* leads at the end if the *owners* stay."""
    lead = state.points[side.index] - state.points[side.other.index]
    if not state.setup.scenario.score_objectives:
        return lead
    for who, sign in ((side, 1), (side.other, -1)):
        points = state.setup.rules.points_for(owners.count(who))
        lead += sign * points * scorings_left(state, who)
    return lead


def normalised_lead(state: BattleState, lead: float, scale: float) -> float:
    """Return a lead at the end mapped to -1 to 1: *scale* points with one scoring left give 0.76.

    The more scorings are left, the less a lead means: chance adds up like the steps of a random
    walk.
    """
    to_come = sum(scorings_left(state, side) for side in Side) / len(Side)
    return math.tanh(lead / (scale * math.sqrt(to_come)))
