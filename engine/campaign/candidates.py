"""All single orders that are legal now, in a fixed order: for personas, masks and highlights.

Where the legal orders would be too many to list, a family of them is:

- `split`: one ship of each hull and condition, all ships of it, all crippled ships, all ships of a
  duty; each with nobody aboard, and with as many units as there is room for, by their ids;
- `load`: each unit alone, and as many as there is room for, by their ids;
- `unload`: each unit alone, and all;
- `salvage`: each ship alone, and all crippled ones;
- `research`: each share with the weights as they are, and with each field alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.campaign.checks import check
from engine.campaign.checks.missions import check_fitness
from engine.campaign.fleets import capacity_of, load_of, passes_shoals
from engine.campaign.kinds import open_kinds
from engine.campaign.orders import (
    Build,
    Diplomacy,
    FleetMission,
    Join,
    Load,
    Muster,
    Order,
    Repair,
    Salvage,
    SetPosture,
    SetResearch,
    SetTax,
    Split,
    SpyMission,
    Unload,
)
from engine.campaign.prices import STARBASE
from engine.campaign.routes import distances
from engine.campaign.vocabulary import FIELDS, Message, Mission, Posture, Spying, Thing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from engine.campaign.budget import Budget
    from engine.campaign.numbers import CampaignNumbers
    from engine.campaign.records import Fleet, Ship, Unit, World
    from engine.campaign.view import View


def candidates(view: View, budget: Budget) -> list[Order]:
    """Return the single orders that are legal after those that made the budget what it is."""
    found: dict[Order, None] = {}
    for _, fleet in sorted(budget.fleets.items()):
        found.update(dict.fromkeys(_missions(view, budget, fleet)))
        _add_legal(found, view, budget, _of_fleet(view, budget, fleet))
    for _, world in sorted(budget.worlds.items()):
        _add_legal(found, view, budget, _of_world(view, budget, world))
    _add_legal(found, view, budget, _of_house(view))
    return list(found)


def _add_legal(
    found: dict[Order, None], view: View, budget: Budget, orders: Iterable[Order]
) -> None:
    found.update((order, None) for order in orders if check(view, budget, order) is None)


def _missions(view: View, budget: Budget, fleet: Fleet) -> Iterator[Order]:
    """Yield the legal missions of a fleet; the ways to all worlds are sought together."""
    ships = view.numbers.ships
    shoals = passes_shoals(fleet.ships, ships)
    for world in sorted(distances(view.map, ships, fleet.world, shoals=shoals)):
        for mission in Mission:
            order = FleetMission(fleet.id, mission, world)
            if check_fitness(view, budget, order) is None:
                yield order


def _of_fleet(view: View, budget: Budget, fleet: Fleet) -> Iterator[Order]:
    numbers = view.numbers
    for posture in Posture:
        yield SetPosture(fleet.id, posture)
    for other in sorted(budget.fleets):
        yield Join(fleet.id, other)
    for ships in _groups(fleet, numbers):
        parted = [ship for ship in fleet.ships if ship.id in ships]
        yield Split(fleet.id, ships, ())
        yield Split(fleet.id, ships, _fitting(parted, (), fleet.units, numbers))
    if fleet.world in budget.worlds:
        garrison = budget.worlds[fleet.world].garrison
        for unit in garrison:
            yield Load(fleet.id, (unit.id,))
        yield Load(fleet.id, _fitting(fleet.ships, fleet.units, garrison, numbers))
    for unit in fleet.units:
        yield Unload(fleet.id, (unit.id,))
    yield Unload(fleet.id, tuple(unit.id for unit in fleet.units))
    for ship in fleet.ships:
        yield Salvage(fleet.id, (ship.id,))
    yield Salvage(fleet.id, tuple(ship.id for ship in fleet.ships if ship.is_crippled))


def _groups(fleet: Fleet, numbers: CampaignNumbers) -> Iterator[tuple[str, ...]]:
    """Yield the groups of ships that candidates part off a fleet."""
    hulls = numbers.ships.hulls
    kinds: dict[object, list[str]] = {}
    duties: dict[object, list[str]] = {}
    for ship in fleet.ships:
        kinds.setdefault((ship.hull, ship.condition), []).append(ship.id)
        duties.setdefault(hulls[ship.hull].duty, []).append(ship.id)
    for group in kinds.values():
        yield (group[0],)
        yield tuple(group)
    yield tuple(ship.id for ship in fleet.ships if ship.is_crippled)
    yield from map(tuple, duties.values())


def _fitting(
    ships: Iterable[Ship], aboard: Iterable[Unit], units: Iterable[Unit], numbers: CampaignNumbers
) -> tuple[str, ...]:
    """Return the ids of those units that find room aboard one after another."""
    left = capacity_of(ships, numbers.ships) - load_of(aboard, numbers)
    boarding = []
    for unit in units:
        value = numbers.units[unit.code].value
        if value <= left:
            left -= value
            boarding.append(unit.id)
    return tuple(boarding)


def _of_world(view: View, budget: Budget, world: World) -> Iterator[Order]:
    numbers = view.numbers
    for thing in (*numbers.ships.hulls, *Thing):
        yield Build(world.id, str(thing))
    for kind in open_kinds(view.house, numbers):
        yield Muster(world.id, kind)
    yield Repair(world.id, STARBASE)
    for _, fleet in sorted(budget.fleets.items()):
        if fleet.world == world.id:
            for ship in fleet.ships:
                yield Repair(world.id, ship.id)


def _of_house(view: View) -> Iterator[Order]:
    for tax in view.numbers.worlds.taxes:
        yield SetTax(tax)
    alone = [tuple(int(field is other) for other in FIELDS) for field in FIELDS]
    for share in view.numbers.research.shares:
        for weights in (view.house.weights, *alone):
            yield SetResearch(share, weights)
    for kind in Spying:
        targets = sorted(view.houses if kind is Spying.STEAL else view.map.sites)
        for target in targets:
            yield SpyMission(kind, target)
    for house in sorted(view.houses):
        for message in Message:
            yield Diplomacy(message, house)
