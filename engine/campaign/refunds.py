"""Refunds of work that was ordered at a world and is not done there (C3.6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from engine.campaign.events import WorkCancelled
from engine.campaign.shares import share
from engine.campaign.vocabulary import Entry

if TYPE_CHECKING:
    from engine.campaign.numbers import WorldNumbers
    from engine.campaign.records import WorkOrder
    from engine.campaign.state import CampaignState
    from engine.campaign.vocabulary import HouseId, WorldId


def cancelled(
    numbers: WorldNumbers, house: HouseId, world: WorldId, order: WorkOrder
) -> WorkCancelled:
    """Return the event that an order is cancelled: a part of its price comes back.

    Whoever cancels it pays the refund of the event into the treasury.
    """
    return WorkCancelled(house, world, order, share(order.price, numbers.cancel_refund))


def cancel_work(state: CampaignState, world: WorldId, house: HouseId) -> None:
    """Cancel all work at a world; a part of each price goes back to the house that paid it."""
    record = state.worlds[world]
    for order in record.orders:
        event = cancelled(state.numbers.worlds, house, world, order)
        state.pay(house, Entry.REFUND, world, event.refund)
        state.note(event)
    state.put_world(replace(record, orders=()))
