"""What orders that were judged legal change in the budget of their house (C13.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from msgspec.structs import replace

from engine.campaign import orders
from engine.campaign.events import ShipsSalvaged
from engine.campaign.fleets import by_id
from engine.campaign.orders import Order
from engine.campaign.prices import (
    STARBASE,
    muster_price,
    repair_price,
    salvage_refund,
    spy_price,
    thing_price,
)
from engine.campaign.records import Fleet, WorkOrder
from engine.campaign.vocabulary import Entry, Mission, Thing, Work

if TYPE_CHECKING:
    from engine.campaign.budget import Budget
    from engine.campaign.numbers import CampaignNumbers
    from engine.campaign.view import View

_ENTRIES = {Work.BUILD: Entry.BUILD, Work.MUSTER: Entry.MUSTER, Work.REPAIR: Entry.REPAIR}


def obey(view: View, budget: Budget, order: Order) -> None:
    """Change a budget by an order that `check` accepted against it."""
    numbers = view.numbers
    match order:
        case orders.FleetMission() | orders.SetPosture():
            _instruct(budget, order)
        case orders.Split():
            _split(budget, order)
        case orders.Join():
            _join(budget, order)
        case orders.Load():
            _load(budget, order)
        case orders.Unload():
            _unload(budget, order)
        case orders.Salvage():
            _salvage(budget, order, numbers)
        case orders.Build() | orders.Muster() | orders.Repair():
            _add_work(budget, order, numbers)
        case orders.SetTax():
            budget.house = replace(budget.house, tax=order.tax)
        case orders.SetResearch():
            budget.house = replace(budget.house, research_share=order.share, weights=order.weights)
        case orders.SpyMission():
            budget.pay(Entry.SPY_MISSION, order.target, -spy_price(order.kind, numbers))
            budget.spy_mission = order
        case orders.Diplomacy():
            budget.messages[order.house] = order.kind
        case _:
            assert_never(order)
    budget.accepted.append(order)


def _instruct(budget: Budget, order: orders.FleetMission | orders.SetPosture) -> None:
    fleet = budget.fleets[order.fleet]
    if isinstance(order, orders.SetPosture):
        fleet = replace(fleet, posture=order.posture)
    else:
        fleet = replace(fleet, mission=order.mission, target=order.world)
    budget.fleets[fleet.id] = fleet


def _split(budget: Budget, order: orders.Split) -> None:
    """Part a fleet off, which keeps the posture and has no mission yet (C4.6)."""
    fleet = budget.fleets[order.fleet]
    parted = Fleet(
        id=f"{fleet.house}.f{budget.new_number()}",
        house=fleet.house,
        world=fleet.world,
        ships=tuple(ship for ship in fleet.ships if ship.id in order.ships),
        units=tuple(unit for unit in fleet.units if unit.id in order.units),
        posture=fleet.posture,
        mission=Mission.MOVE,
        target=fleet.world,
        came_from=fleet.came_from,
    )
    budget.fleets[parted.id] = parted
    budget.fleets[fleet.id] = replace(
        fleet,
        ships=tuple(ship for ship in fleet.ships if ship.id not in order.ships),
        units=tuple(unit for unit in fleet.units if unit.id not in order.units),
    )


def _join(budget: Budget, order: orders.Join) -> None:
    fleet = budget.fleets.pop(order.fleet)
    into = budget.fleets[order.into]
    budget.fleets[into.id] = replace(
        into,
        ships=by_id((*into.ships, *fleet.ships)),
        units=by_id((*into.units, *fleet.units)),
    )


def _load(budget: Budget, order: orders.Load) -> None:
    fleet = budget.fleets[order.fleet]
    world = budget.worlds[fleet.world]
    loaded = [unit for unit in world.garrison if unit.id in order.units]
    staying = tuple(unit for unit in world.garrison if unit.id not in order.units)
    budget.fleets[fleet.id] = replace(fleet, units=by_id((*fleet.units, *loaded)))
    budget.worlds[world.id] = replace(world, garrison=staying)


def _unload(budget: Budget, order: orders.Unload) -> None:
    fleet = budget.fleets[order.fleet]
    world = budget.worlds[fleet.world]
    landed = [unit for unit in fleet.units if unit.id in order.units]
    staying = tuple(unit for unit in fleet.units if unit.id not in order.units)
    budget.fleets[fleet.id] = replace(fleet, units=staying)
    budget.worlds[world.id] = replace(world, garrison=by_id((*world.garrison, *landed)))


def _salvage(budget: Budget, order: orders.Salvage, numbers: CampaignNumbers) -> None:
    fleet = budget.fleets[order.fleet]
    scrapped = tuple(ship for ship in fleet.ships if ship.id in order.ships)
    kept = tuple(ship for ship in fleet.ships if ship.id not in order.ships)
    if kept:
        budget.fleets[fleet.id] = replace(fleet, ships=kept)
    else:
        del budget.fleets[fleet.id]
    refund = sum(salvage_refund(ship, numbers) for ship in scrapped)
    budget.pay(Entry.SALVAGE, fleet.world, refund)
    budget.salvages.append(ShipsSalvaged(fleet.house, fleet.world, scrapped, refund))


def _add_work(
    budget: Budget, order: orders.Build | orders.Muster | orders.Repair, numbers: CampaignNumbers
) -> None:
    world = budget.worlds[order.world]
    match order:
        case orders.Build():
            if order.thing in numbers.ships.hulls:
                price = numbers.ships.hulls[order.thing].price
            else:
                level = thing_price(world, Thing(order.thing), numbers.worlds)
                assert level is not None, "check refuses a yard above the highest level"
                price = level
            work = WorkOrder(Work.BUILD, order.thing, price)
        case orders.Muster():
            work = WorkOrder(Work.MUSTER, order.kind, muster_price(order.kind, numbers))
        case orders.Repair():
            price = repair_price(_what(budget, order.target), numbers)
            work = WorkOrder(Work.REPAIR, order.target, price)
    budget.worlds[world.id] = replace(world, orders=(*world.orders, work))
    budget.pay(_ENTRIES[work.work], world.id, -work.price)


def _what(budget: Budget, target: str) -> str:
    """Return the hull of a ship that is repaired, or the word for a starbase."""
    if target == STARBASE:
        return target
    return next(
        ship.hull for fleet in budget.fleets.values() for ship in fleet.ships if ship.id == target
    )
