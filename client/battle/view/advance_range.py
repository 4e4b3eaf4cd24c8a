"""The range of an advance, shown on the board while the advance is being asked about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from client.battle.input.unit_selection import Selection
from client.battle.view.offers import Offer
from client.draw.board.picture import Glow, GlowPicture
from engine.battle import reachable

if TYPE_CHECKING:
    from client.battle.input.decision import PendingDecision


def offer_of_advance(now: PendingDecision, chosen: Selection) -> Offer:
    """Return the hexes that the lowest and the highest advance roll would reach (R5.2)."""
    del chosen
    state = now.state
    if state.active is None:
        return Offer()
    unit, roll = state.units[state.active], state.setup.advance_roll
    least = roll.value_of((1,) * roll.count)
    ranges = (Glow.ADVANCE_MOST, roll.highest), (Glow.ADVANCE_LEAST, least)
    return Offer(
        tuple(
            GlowPicture(
                kind,
                frozenset(state.field.grid.offsets_of(reachable.destinations(state, unit, points))),
            )
            for kind, points in ranges
        )
    )
