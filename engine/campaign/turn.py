"""A turn of a campaign: its two halves, between which the landings are fought (C14.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.campaign.conflict import resolve_conflicts, resolve_invasions
from engine.campaign.espionage import resolve_espionage
from engine.campaign.execution import execute_orders
from engine.campaign.income import collect_income
from engine.campaign.movement import move_fleets

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.campaign.conflict import Halfway
    from engine.campaign.packets import CheckedOrders
    from engine.campaign.records import BattleResult
    from engine.campaign.state import CampaignState
    from engine.campaign.vocabulary import HouseId, WorldId


def open_turn(state: CampaignState, packets: Mapping[HouseId, CheckedOrders]) -> Halfway:
    """Carry out orders, movement and conflict up to the landings, whose specs are all known then
    (C14.2).
    """
    state = execute_orders(state, packets)
    state = move_fleets(state)
    return resolve_conflicts(state)


def close_turn(halfway: Halfway, results: Mapping[WorldId, BattleResult]) -> CampaignState:
    """Apply the landings, and carry out espionage and income; the next turn has begun."""
    state = resolve_invasions(halfway, results)
    state = resolve_espionage(state)
    return collect_income(state)
