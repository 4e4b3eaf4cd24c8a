"""The income phase (C14.1): deliveries, books, growth, timers, treaties, eliminations and ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from engine.campaign.income.deliveries import deliver_orders, deliver_work
from engine.campaign.income.finance import keep_books
from engine.campaign.income.growth import grow_worlds, muster_free_worlds, relight_anchors
from engine.campaign.income.timers import count_down_effects, end_expired
from engine.campaign.income.treaties import begin_wars, end_leader_pacts, oppose_last_two
from engine.campaign.income.victory import eliminate_houses, look_at_ends
from engine.campaign.prestige import rank_houses
from engine.campaign.sight import take_sight

if TYPE_CHECKING:
    from engine.campaign.state import CampaignState

__all__ = ["collect_income", "deliver_work"]


def collect_income(state: CampaignState) -> CampaignState:
    """Return the state after the income phase, in which the next turn has begun (C14.1).

    Everybody's orders for it are given on this state.
    """
    state = state.fork()
    deliver_orders(state)
    keep_books(state)
    relight_anchors(state)
    grow_worlds(state)
    muster_free_worlds(state)
    count_down_effects(state)
    begin_wars(state)
    end_leader_pacts(state)
    eliminate_houses(state)
    oppose_last_two(state)
    look_at_ends(state)
    _begin_turn(state)
    take_sight(state)
    return state


def _begin_turn(state: CampaignState) -> None:
    """Count the turn on; what was over with the last one is forgotten (C1.5, C12.2)."""
    end_expired(state)
    state.turn += 1
    state.lost_prestige = {}
    state.ranks = rank_houses(state)
    for house in state.living():
        if house.last_stand is not None and state.worlds_of(house.id):
            state.put_house(replace(house, last_stand=None))
