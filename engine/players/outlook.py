"""The outlook of a battle: what is to be expected of it as it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import msgspec
from msgspec import Meta

from engine.encoding.stakes import point_of, scorings_after
from engine.encoding.standing import squash_lead
from engine.encoding.temper import Weight
from engine.players.playout import VICTORY, points_of

if TYPE_CHECKING:
    from engine.battle.side import Side
    from engine.battle.state import BattleState


class Outlook(msgspec.Struct, frozen=True, rename="upper"):
    """Hold what leads, objectives and units count for, by how often points are still scored.

    *hold* is the share of its points that an objective brings at each scoring to come, *force* the
    victory points that one per cent of an army does. The lead to be expected counts as three
    quarters of a victory when it is *spread* times the root of the scorings to come: chance adds up
    like the steps of a random walk.
    """

    hold: Weight
    force: Weight
    spread: Annotated[float, Meta(gt=0, le=1000)]

    def of(self, state: BattleState, side: Side) -> float:
        """Judge a battle for a side in points: `VICTORY` is a battle won, and -`VICTORY` one lost.

        However good it looks, it is less than a victory.
        """
        if state.result is not None:
            return points_of(state.result, side)
        own, enemy = scorings_after(state, side), scorings_after(state, side.other)
        to_come = (own + enemy) / 2
        lead = state.points[side.index] - state.points[side.other.index]
        expected = lead + self.force * to_come * _balance(state, side)
        if state.setup.scenario.score_objectives:
            held = [state.owners.count(one) for one in (side, side.other)]
            points = state.setup.rules.objective_points
            expected += self.hold * points * (held[0] * own - held[1] * enemy)
        return VICTORY * squash_lead(state, expected, self.spread)


def _balance(state: BattleState, side: Side) -> float:
    """Give what a side has more than the other, in per cent of an army.

    Units count for half their worth as long as they live, and for the rest by hit points.
    """
    balance = 0.0
    for unit in state.units:
        if unit.hp:
            worth = (unit.profile.value + 1) * (1 + unit.hp / unit.profile.hp_max) / 2
            balance += worth if unit.side is side else -worth
    return point_of(state.setup) * balance
