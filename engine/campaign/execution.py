"""The orders phase: the packets of all houses at once, then their messages together (C14.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from engine.campaign import diplomacy
from engine.campaign.events import OrderRefused

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.campaign.packets import CheckedOrders
    from engine.campaign.state import CampaignState
    from engine.campaign.vocabulary import HouseId


def execute_orders(state: CampaignState, packets: Mapping[HouseId, CheckedOrders]) -> CampaignState:
    """Return the state after the orders of all houses; one without a packet gives none.

    The turn begins here, and with it its events.
    """
    state = state.fork()
    state.events = []
    state.spy_missions = {}
    living = {house.id for house in state.living()}
    assert packets.keys() <= living, "houses that take no part give no orders"
    for house in sorted(packets):
        _execute(state, house, packets[house])
    messages = {house: packets[house].budget.messages for house in sorted(packets)}
    diplomacy.deliver(state, messages)
    return state


def _execute(state: CampaignState, house: HouseId, packet: CheckedOrders) -> None:
    """Write what a packet leaves into the state: nothing in it concerns another house."""
    assert (packet.house, packet.turn) == (house, state.turn), "a packet of another house or turn"
    budget = packet.budget
    for kind, place, amount in budget.payments:
        state.pay(house, kind, place, amount)
    assert state.houses[house].treasury == budget.house.treasury, "all that is paid is booked"
    state.put_house(replace(budget.house, prestige=state.houses[house].prestige))
    for _, world in sorted(budget.worlds.items()):
        state.put_world(world)
    for fleet in state.fleets_of(house):
        if fleet.id not in budget.fleets:
            state.remove_fleet(fleet.id)
    for _, fleet in sorted(budget.fleets.items()):
        state.put_fleet(fleet)
    if budget.spy_mission is not None:
        state.spy_missions[house] = budget.spy_mission
    state.note(*budget.salvages)
    for refusal in packet.refusals:
        code = refusal.sentence.code
        state.note(OrderRefused(house, refusal.order, refusal.rule, code))
