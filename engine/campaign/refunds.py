"""Refunds of work that was ordered at a world and is not done there (C3.6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from engine.campaign.events import WorkCancelled
from engine.campaign.shares import share
from engine.campaign.vocabulary import Entry

if TYPE_CHECKING:
    from engine.campaign.state import CampaignState
    from engine.campaign.vocabulary import HouseId, WorldId


def cancel_work(state: CampaignState, world: WorldId, house: HouseId) -> None:
    """Cancel all work at a world; a part of each price goes back to the house that paid it."""
    record = state.worlds[world]
    for order in record.orders:
        refund = share(order.price, state.numbers.worlds.cancel_refund)
        state.pay(house, Entry.REFUND, world, refund)
        state.note(WorkCancelled(house, world, order, refund))
    state.put_world(replace(record, orders=()))
