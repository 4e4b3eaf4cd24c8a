"""How a battle stands: the lead at its end, if nobody took anything from anybody any more."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from engine.battle.outcome import stronger_on
from engine.battle.side import Side
from engine.encoding.stakes import scorings_after

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.battle.state import BattleState


def garrisons(state: BattleState) -> list[Side | None]:
    """List who controls each objective by more OC on it; None where it is left, or contested."""
    return [stronger_on(state, cells) for cells in state.setup.objectives]


def lead_at_end(state: BattleState, side: Side, owners: Sequence[Side | None]) -> int:
    """Count the victory points by which *side* leads at the end, if these stay the *owners*."""
    lead = state.points[side.index] - state.points[side.other.index]
    if not state.setup.scenario.score_objectives:
        return lead
    for who, sign in ((side, 1), (side.other, -1)):
        points = state.setup.rules.points_for(owners.count(who))
        lead += sign * points * scorings_after(state, who)
    return lead


def squash_lead(state: BattleState, lead: float, scale: float) -> float:
    """Squash a lead at the end to -1 to 1: *scale* points are three quarters with one scoring left.

    The more often is still scored, the less a lead says: chance adds up like a random walk's steps.
    """
    to_come = sum(scorings_after(state, side) for side in Side) / len(Side)
    return math.tanh(lead / (scale * math.sqrt(to_come)))
