"""Deliveries: what was ordered and paid at a world is there at the income phase (C3.6 to C3.8)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from engine.campaign.budget import Budget
from engine.campaign.events import OrderFailed, WorkDone
from engine.campaign.fleets import by_id, has_duty, is_all, most_ships, total_attack
from engine.campaign.prices import STARBASE
from engine.campaign.records import Fleet, Ship, Unit
from engine.campaign.refunds import cancelled
from engine.campaign.vocabulary import Condition, Duty, Entry, Mission, Posture, Thing, Work
from engine.sentences import Sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.campaign.events import Event, WorkCancelled
    from engine.campaign.numbers import CampaignNumbers
    from engine.campaign.records import WorkOrder, World
    from engine.campaign.state import CampaignState
    from engine.campaign.vocabulary import FleetId, HouseId, WorldId

_NOTHING_TO_REPAIR: Final = Sentence("campaign.failure.nothing-to-repair")


def deliver_orders(state: CampaignState) -> None:
    """Deliver what all houses ordered at the worlds that they still hold (C3.6).

    What was ordered at a world that was lost was cancelled when it was taken.
    """
    for house in state.living():
        budget = Budget(
            house,
            {world.id: world for world in state.worlds_of(house.id)},
            {fleet.id: fleet for fleet in state.fleets_of(house.id)},
        )
        state.note(*deliver_work(state.numbers, budget))
        _write_back(state, house.treasury, budget)


def deliver_work(numbers: CampaignNumbers, budget: Budget) -> list[Event]:
    """Deliver what a house ordered at its worlds into *budget*, and return the events (C3.6).

    Orders at a blockaded world are cancelled, and part of each price comes back. Choice: worlds are
    served in the order of their ids, and at each of them new ships by duty in the order of its
    name, so that colony ships get the fleets to spare first.
    """
    events: list[Event] = []
    for name in sorted(budget.worlds):
        world = budget.worlds[name]
        orders = world.orders
        if not orders:
            continue
        budget.worlds[name] = replace(world, orders=())
        if world.blockaded:
            events.extend(_cancel(numbers, budget, name, order) for order in orders)
            continue
        others = [order for order in orders if not _is_ship(numbers, order)]
        events.extend(_deliver(numbers, budget, name, order) for order in others)
        ships = [order for order in orders if _is_ship(numbers, order)]
        events.extend(_deliver_ships(numbers, budget, name, ships))
    return events


def _write_back(state: CampaignState, treasury: int, budget: Budget) -> None:
    """Write the records of a budget into the state, and its payments into the ledger."""
    state.put_house(replace(budget.house, treasury=treasury))
    for world in budget.worlds.values():
        state.put_world(world)
    for fleet in budget.fleets.values():
        state.put_fleet(fleet)
    for kind, place, amount in budget.payments:
        state.pay(budget.house.id, kind, place, amount)


def _is_ship(numbers: CampaignNumbers, order: WorkOrder) -> bool:
    return order.work is Work.BUILD and order.thing in numbers.ships.hulls


def _cancel(
    numbers: CampaignNumbers, budget: Budget, world: WorldId, order: WorkOrder
) -> WorkCancelled:
    """Cancel an order: part of its price comes back (C3.6)."""
    event = cancelled(numbers.worlds, budget.house.id, world, order)
    budget.pay(Entry.REFUND, world, event.refund)
    return event


def _deliver(numbers: CampaignNumbers, budget: Budget, name: WorldId, order: WorkOrder) -> Event:
    """Deliver anything but a ship at a world."""
    house = budget.house.id
    if order.work is Work.REPAIR:
        if not _repair(budget, name, order.thing):
            text = f"{order.work.value} {name} {order.thing}"
            return OrderFailed(house, text, "C3.8", _NOTHING_TO_REPAIR.code)
    elif order.work is Work.MUSTER:
        unit_id = f"{house}.m{budget.new_number()}"
        unit = Unit(unit_id, order.thing, numbers.units[order.thing].hp_max)
        world = budget.worlds[name]
        garrison = by_id((*world.garrison, unit))
        budget.worlds[name] = replace(world, garrison=garrison)
    else:
        budget.worlds[name] = _built(numbers, budget.worlds[name], Thing(order.thing))
    return WorkDone(house, name, order)


def _built(numbers: CampaignNumbers, world: World, thing: Thing) -> World:
    """Return a world with one more of a thing (C3.6)."""
    match thing:
        case Thing.INDUSTRY:
            return replace(world, industry=world.industry + numbers.worlds.industry_step)
        case Thing.YARD:
            return replace(world, yard=world.yard + 1)
        case Thing.STARBASE:
            return replace(world, starbase=Condition.SOUND)
        case Thing.BATTERY:
            return replace(world, batteries=world.batteries + 1)
        case Thing.SHIELD:
            return replace(world, shield=world.shield + 1)


def _repair(budget: Budget, name: WorldId, thing: str) -> bool:
    """Repair a ship or the starbase at a world; whether it is there (C3.8)."""
    world = budget.worlds[name]
    if thing == STARBASE:
        if world.starbase is None:
            return False
        budget.worlds[name] = replace(world, starbase=Condition.SOUND)
        return True
    for fleet in budget.fleets.values():
        if fleet.world == name and any(ship.id == thing for ship in fleet.ships):
            ships = tuple(
                replace(ship, condition=Condition.SOUND) if ship.id == thing else ship
                for ship in fleet.ships
            )
            budget.fleets[fleet.id] = replace(fleet, ships=ships)
            return True
    return False


# Ships (C4.2)


def _deliver_ships(
    numbers: CampaignNumbers, budget: Budget, world: WorldId, orders: Sequence[WorkOrder]
) -> list[Event]:
    """Deliver ships: those of one duty form one fleet, or join others where there is none to spare.

    Choice: more ships of one duty than a fleet may have form a second one.
    """
    events: list[Event] = []
    hulls = numbers.ships.hulls
    most = most_ships(budget.house, numbers.ships)
    for duty in sorted({hulls[order.thing].duty for order in orders}):
        new = [order for order in orders if hulls[order.thing].duty == duty]
        for first in range(0, len(new), most):
            group = new[first : first + most]
            if len(budget.fleets) < numbers.ships.fleets:
                _form_fleet(numbers, budget, world, group)
                events.extend(WorkDone(budget.house.id, world, order) for order in group)
            else:
                events.extend(_join_fleet(numbers, budget, world, order) for order in group)
    return events


def _form_fleet(
    numbers: CampaignNumbers, budget: Budget, world: WorldId, orders: Sequence[WorkOrder]
) -> None:
    """Form a fleet of new ships: evading without attack, else balanced (C4.6)."""
    house = budget.house.id
    name: FleetId = f"{house}.f{budget.new_number()}"
    ships = by_id(_new_ship(budget, order.thing) for order in orders)
    armed = total_attack(ships, numbers.ships) > 0
    posture = Posture.BALANCED if armed else Posture.EVADE
    budget.fleets[name] = Fleet(name, house, world, ships, (), posture, Mission.MOVE, world)


def _join_fleet(
    numbers: CampaignNumbers, budget: Budget, world: WorldId, order: WorkOrder
) -> Event:
    """Put a new ship into the smallest fleet that can take it; else part of the price comes back.

    It has room, no colony ship, and not only scouts; of equal ones the first id.
    """
    fleet = _fleet_with_room(numbers, budget, world)
    if fleet is None:
        return _cancel(numbers, budget, world, order)
    ships = by_id((*fleet.ships, _new_ship(budget, order.thing)))
    budget.fleets[fleet.id] = replace(fleet, ships=ships)
    return WorkDone(budget.house.id, world, order)


def _fleet_with_room(numbers: CampaignNumbers, budget: Budget, world: WorldId) -> Fleet | None:
    most = most_ships(budget.house, numbers.ships)
    fleets = [
        fleet
        for fleet in budget.fleets.values()
        if fleet.world == world
        and len(fleet.ships) < most
        and not has_duty(fleet.ships, Duty.COLONISING, numbers.ships)
        and not is_all(fleet.ships, Duty.SCOUTING, numbers.ships)
    ]
    return min(fleets, key=lambda fleet: (len(fleet.ships), fleet.id)) if fleets else None


def _new_ship(budget: Budget, hull: str) -> Ship:
    house: HouseId = budget.house.id
    return Ship(f"{house}.s{budget.new_number()}", hull)
