"""All single orders that are legal now, in a fixed order: for personas, masks and highlights.

Where the legal orders would be too many to list, a family of them is:

- `split`: one ship of each hull and condition, all ships of it, all crippled ships, all ships of a
  duty; each with nobody aboard, and with as many units as there is room for, by their ids;
- `load`: each unit alone, and as many as there is room for, by their ids;
- `unload`: each unit alone, and all;
- `salvage`: each ship alone, and all crippled ones;
- `research`: each share with the weights as they are, and with each field alone; the share as it is
  with the weights of each persona.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.campaign.checks import judge
from engine.campaign.checks.missions import fleet_unfit, world_closed
from engine.campaign.checks.politics import no_spies, no_target
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
    from engine.campaign.vocabulary import WorldId


def candidates(view: View, budget: Budget) -> list[Order]:
    """Return the single orders that are legal after those that made the budget what it is."""
    found: dict[Order, None] = {}
    missions = _Missions(view, budget)
    for _, fleet in sorted(budget.fleets.items()):
        found.update(dict.fromkeys(missions.of_fleet(fleet)))
        _add_legal(found, view, budget, _of_fleet(view, budget, fleet))
    for _, world in sorted(budget.worlds.items()):
        _add_legal(found, view, budget, _of_world(view, budget, world))
    _add_legal(found, view, budget, _settings(view, budget))
    found.update(dict.fromkeys(_spy_missions(view, budget)))
    _add_legal(found, view, budget, _messages(view))
    return list(found)


def _add_legal(
    found: dict[Order, None], view: View, budget: Budget, orders: Iterable[Order]
) -> None:
    # A proposal that comes twice is judged once.
    for order in dict.fromkeys(orders):
        if judge(view, budget, order) is None:
            found[order] = None


class _Missions:
    """The legal missions of all fleets of a house.

    Each reason to refuse one is about the fleet or about the world, and the ways from a world are
    those of all fleets there: so not every fleet is judged at every world.
    """

    def __init__(self, view: View, budget: Budget) -> None:
        self._view = view
        self._budget = budget
        self._open: dict[Mission, frozenset[WorldId]] = {}
        self._reached: dict[tuple[WorldId, bool], list[WorldId]] = {}

    def of_fleet(self, fleet: Fleet) -> Iterator[Order]:
        """Yield the legal missions of a fleet."""
        fit = [
            (mission, self._open_worlds(mission))
            for mission in Mission
            if fleet_unfit(self._view, fleet, mission) is None
        ]
        for world in self._reachable(fleet):
            for mission, worlds in fit:
                if world in worlds:
                    yield FleetMission(fleet.id, mission, world)

    def _open_worlds(self, mission: Mission) -> frozenset[WorldId]:
        if mission not in self._open:
            view, budget = self._view, self._budget
            self._open[mission] = frozenset(
                world
                for world in view.map.sites
                if world_closed(view, budget, mission, world) is None
            )
        return self._open[mission]

    def _reachable(self, fleet: Fleet) -> list[WorldId]:
        ships = self._view.numbers.ships
        key = (fleet.world, passes_shoals(fleet.ships, ships))
        if key not in self._reached:
            found = distances(self._view.map, ships, fleet.world, shoals=key[1])
            self._reached[key] = sorted(found)
        return self._reached[key]


def _of_fleet(view: View, budget: Budget, fleet: Fleet) -> Iterator[Order]:
    numbers = view.numbers
    for posture in Posture:
        yield SetPosture(fleet.id, posture)
    for name, other in sorted(budget.fleets.items()):
        if other.world == fleet.world:
            yield Join(fleet.id, name)
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
    """Yield the groups of ships that candidates part off a fleet: never none or all."""
    if len(fleet.ships) == 1:
        return
    hulls = numbers.ships.hulls
    kinds: dict[object, list[str]] = {}
    duties: dict[object, list[str]] = {}
    for ship in fleet.ships:
        kinds.setdefault((ship.hull, ship.condition), []).append(ship.id)
        duties.setdefault(hulls[ship.hull].duty, []).append(ship.id)
    groups = [group for kind in kinds.values() for group in (kind[:1], kind)]
    groups.append([ship.id for ship in fleet.ships if ship.is_crippled])
    groups.extend(duties.values())
    for group in dict.fromkeys(map(tuple, groups)):
        if 0 < len(group) < len(fleet.ships):
            yield group


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


def _settings(view: View, budget: Budget) -> Iterator[Order]:
    for tax in view.numbers.worlds.taxes:
        yield SetTax(tax)
    alone = [tuple(int(field is other) for other in FIELDS) for field in FIELDS]
    for share in view.numbers.research.shares:
        for weights in (budget.house.weights, *alone):
            yield SetResearch(share, weights)
    for persona in view.numbers.personas.personas.values():
        yield SetResearch(budget.house.research_share, persona.fields)


def _spy_missions(view: View, budget: Budget) -> Iterator[Order]:
    """Yield the legal spy missions: what forbids a kind everywhere is judged once."""
    worlds = sorted(view.map.sites)
    for kind in Spying:
        if no_spies(view, budget, kind) is not None:
            continue
        if kind is Spying.STEAL:
            orders = (SpyMission(kind, house) for house in sorted(view.houses))
            yield from (order for order in orders if judge(view, budget, order) is None)
        else:
            yield from (
                SpyMission(kind, world) for world in worlds if no_target(view, kind, world) is None
            )


def _messages(view: View) -> Iterator[Order]:
    for house in sorted(view.houses):
        for message in Message:
            yield Diplomacy(message, house)
