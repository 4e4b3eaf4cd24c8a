"""The third step: repairs, scrapping, parting crippled ships off, joining fleets (C3.8, C4.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.campaign.fleets import (
    capacity_of,
    has_attack,
    has_duty,
    load_of,
    most_ships,
    total_attack,
)
from engine.campaign.orders import FleetMission, Join, Repair, Salvage, Split
from engine.campaign.prices import STARBASE, repair_price
from engine.campaign.vocabulary import Condition, Duty, Mission

if TYPE_CHECKING:
    from engine.campaign.personas.planner import Planner
    from engine.campaign.records import Fleet, Ship


def take_care(planner: Planner) -> None:
    """Mend what is crippled, and put together what belongs together."""
    _repair_starbases(planner)
    for fleet in planner.idle_fleets:
        _care_for_crippled(planner, fleet)
    _join_fleets(planner)


def _repair_starbases(planner: Planner) -> None:
    for name, world in sorted(planner.budget.worlds.items()):
        if world.starbase is Condition.CRIPPLED and not world.blockaded and world.yard:
            planner.give(Repair(name, STARBASE))


def _care_for_crippled(planner: Planner, fleet: Fleet) -> None:
    crippled = [ship for ship in fleet.ships if ship.is_crippled]
    if not crippled:
        return
    world = planner.budget.worlds.get(fleet.world)
    if world is not None and world.yard and not world.blockaded:
        for ship in crippled:
            _mend(planner, fleet, ship)
        planner.busy.add(fleet.id)
        return
    if len(crippled) < len(fleet.ships):
        part = _part_off(planner, fleet, crippled)
        if part is None:
            return
        fleet = part
    elif fleet.units and fleet.mission in {Mission.INVADE, Mission.ASSAULT}:
        return
    send_to_yard(planner, fleet)


def _mend(planner: Planner, fleet: Fleet, ship: Ship) -> None:
    """Repair a ship, or scrap it where it is too cheap to be worth a dock so late."""
    scores = planner.scores.care
    price = planner.view.numbers.ships.hulls[ship.hull].price
    if price <= scores.salvage_price and planner.turns_left <= scores.salvage_turns:
        planner.give(Salvage(fleet.id, (ship.id,)))
    elif repair_price(ship.hull, planner.view.numbers) <= planner.budget.house.treasury:
        planner.give(Repair(fleet.world, ship.id))
    else:
        planner.note("repair", "no-money")


def _part_off(planner: Planner, fleet: Fleet, crippled: list[Ship]) -> Fleet | None:
    """Part the crippled ships of a fleet off; None if they have to stay with it."""
    numbers = planner.view.numbers
    kept = [ship for ship in fleet.ships if not ship.is_crippled]
    if load_of(fleet.units, numbers) > capacity_of(kept, numbers.ships):
        return None
    if len(planner.budget.fleets) >= numbers.ships.fleets:
        return None
    before = set(planner.budget.fleets)
    if not planner.give(Split(fleet.id, tuple(ship.id for ship in crippled), ())):
        return None
    (name,) = set(planner.budget.fleets) - before
    return planner.budget.fleets[name]


def send_to_yard(planner: Planner, fleet: Fleet) -> None:
    """Send a fleet to the nearest own world with a yard."""
    turns = planner.turns(fleet)
    yards = [
        (float(-turns[name]), name, name)
        for name, world in sorted(planner.budget.worlds.items())
        if world.yard and name in turns and not world.blockaded
    ]
    if yards:
        planner.send(fleet, FleetMission(fleet.id, Mission.MOVE, planner.best(yards)[2]))


# Joining


def _join_fleets(planner: Planner) -> None:
    """Join idle fleets of one duty that lie at one place, while they find room in one fleet."""
    places: dict[tuple[str, bool], list[Fleet]] = {}
    for fleet in planner.idle_fleets:
        if fleet.mission is Mission.MOVE and fleet.target == fleet.world:
            is_war = has_duty(fleet.ships, Duty.WAR, planner.view.numbers.ships)
            if is_war:
                places.setdefault((fleet.world, is_war), []).append(fleet)
    for (_, _), fleets in sorted(places.items()):
        ranked = sorted(
            fleets,
            key=lambda fleet: (
                -len(fleet.ships),
                -total_attack(fleet.ships, planner.view.numbers.ships),
                planner.lot(fleet.id),
            ),
        )
        for smaller in reversed(ranked[1:]):
            _join_into(planner, smaller, ranked[0].id)


def _join_into(planner: Planner, fleet: Fleet, into: str) -> None:
    numbers = planner.view.numbers
    larger = planner.budget.fleets[into]
    ships = (*larger.ships, *fleet.ships)
    if len(ships) > most_ships(planner.view.house, numbers.ships):
        return
    full = capacity_of(ships, numbers.ships) > planner.scores.care.join_capacity
    if full and has_attack(fleet, numbers.ships) and fleet.units:
        return
    planner.give(Join(fleet.id, into))
