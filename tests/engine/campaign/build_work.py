"""Work on order at worlds: what is built, mustered and repaired there, paid already."""

from __future__ import annotations

from engine.campaign.records import WorkOrder
from engine.campaign.state import CampaignState
from engine.campaign.vocabulary import Entry, Work
from tests.engine.campaign.build_income import change_world, set_treasury


def order(state: CampaignState, world: str, *orders: WorkOrder) -> None:
    """Put work on order at a world, paid already."""
    owner = state.worlds[world].house
    assert owner is not None
    change_world(state, world, orders=(*state.worlds[world].orders, *orders))
    set_treasury(state, owner, state.houses[owner].treasury + sum(one.price for one in orders))
    for one in orders:
        state.pay(owner, Entry(one.work.value), world, -one.price)


def build(thing: str, price: int = 30) -> WorkOrder:
    return WorkOrder(Work.BUILD, thing, price)


def muster(kind: str, price: int = 20) -> WorkOrder:
    return WorkOrder(Work.MUSTER, kind, price)


def repair(target: str, price: int = 10) -> WorkOrder:
    return WorkOrder(Work.REPAIR, target, price)
