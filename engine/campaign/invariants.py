"""What always holds of a campaign's state, and from one turn to the next (C14.6)."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from engine.campaign.events import (
    FlakFired,
    FreeWorldMustered,
    LandingDecided,
    ShipsLost,
    ShipsSalvaged,
    SpaceFight,
    UnitsLost,
    WorkDone,
)
from engine.campaign.fleets import capacity_of, load_of, most_ships
from engine.campaign.vocabulary import FIELDS, Work

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from engine.campaign.records import Fleet, House, Ship, Unit, World
    from engine.campaign.state import CampaignState
    from engine.campaign.vocabulary import HouseId

_NUMBERED: Final = re.compile(r"(?P<owner>.+)\.(?P<letter>[fsmg])(?P<number>[1-9][0-9]*)")


class InvariantBroken(AssertionError):
    """The error of a state that no campaign can have: *rule* is the number of what it breaks."""

    def __init__(self, rule: str, message: str) -> None:
        """Set the rule's number and what is wrong."""
        self.rule = rule
        self.message = message
        super().__init__(f"{message} [{rule}]")


def check_state(state: CampaignState) -> None:
    """Raise InvariantBroken if a state breaks a rule; it is one between two turns."""
    for house in state.houses.values():
        _check_house(state, house)
    for world in state.worlds.values():
        _check_world(state, world)
    for fleet in state.fleets.values():
        _check_fleet(state, fleet)
    _check_ids(state)
    _check_treaties(state)
    _require(
        all(effect.harvests > 0 for effect in state.effects), "C7.4", "an effect outlives its time"
    )
    _require(not state.spy_missions, "C7.1", "a spy mission is left over")


def check_turn(before: CampaignState, after: CampaignState) -> None:
    """Raise InvariantBroken if units or ships came or went between two turns without a cause.

    The causes are in the events of the turn.
    """
    _check_arrivals(before, after)
    _check_departures(before, after)


def _require(holds: bool, rule: str, message: str) -> None:  # noqa: FBT001 - reads as an assertion
    if not holds:
        raise InvariantBroken(rule, message)


# One state


def _check_house(state: CampaignState, house: House) -> None:
    name = house.id
    booked = sum(row.amount for row in state.ledger if row.house == name)
    most = len(state.numbers.research.level_prices)
    _require(house.treasury >= 0, "C3.5", f"the treasury of {name} is {house.treasury}")
    _require(
        booked == house.treasury,
        "C14.5",
        f"the ledger of {name} adds up to {booked}, its treasury is {house.treasury}",
    )
    _require(house.prestige >= 0, "C12.2", f"the prestige of {name} is {house.prestige}")
    _require(
        len(house.levels) == len(house.points) == len(FIELDS)
        and all(0 <= level <= most for level in house.levels),
        "C6.2",
        f"the levels of {name} are {house.levels}",
    )
    _require(min(house.points) >= 0, "C6.2", f"the research points of {name} are {house.points}")
    fleets = len(state.fleets_of(name))
    _require(fleets <= state.numbers.ships.fleets, "C4.2", f"{name} has {fleets} fleets")
    holds_nothing = not fleets and not state.worlds_of(name)
    _require(house.is_alive or holds_nothing, "C12.4", f"{name} is eliminated and has something")
    _require(
        not house.is_alive or not holds_nothing,
        "C12.4",
        f"{name} has nothing and is not eliminated",
    )


def _check_world(state: CampaignState, world: World) -> None:
    name = world.id
    site = state.site(name)
    numbers = state.numbers.worlds
    most = numbers.classes[site.world_class].most_population
    _require(
        world.house is None or state.houses[world.house].is_alive,
        "C12.4",
        f"{name} is of a house that is eliminated",
    )
    for what, value, limit, rule in (
        ("population", world.population, most, "C3.4"),
        ("yard", world.yard, len(numbers.yard_prices), "C3.1"),
        ("batteries", world.batteries, numbers.battery.most, "C3.1"),
        ("shield", world.shield, numbers.shield.most, "C3.1"),
    ):
        _require(0 <= value <= limit, rule, f"the {what} of {name} is {value}")
    _require(world.industry >= 0, "C7.4", f"the industry of {name} is {world.industry}")
    _require(world.militia >= 0, "C3.7", f"the militia of {name} is {world.militia}")
    _require(
        world.house is None or world.population > 0,
        "C10.2",
        f"{name} has an owner and nobody there",
    )
    _require(not site.anchors or state.lit(name) > 0, "C9.8", f"no anchor of {name} is lit")
    _require(not world.orders, "C3.6", f"orders at {name} are neither done nor cancelled")
    owned = world.house is not None or world.is_free
    _require(owned or not world.garrison, "C14.6", f"{name} is nobody's and has a garrison")
    for unit in world.garrison:
        _check_unit(state, unit, world.house if world.house is not None else name)


def _check_fleet(state: CampaignState, fleet: Fleet) -> None:
    name = fleet.id
    _require(fleet.house in state.houses, "C14.6", f"{name} is of no house")
    house = state.houses[fleet.house]
    _require(house.is_alive, "C12.4", f"{name} is of a house that is eliminated")
    _require(fleet.world in state.worlds, "C14.6", f"{name} is nowhere")
    _require(fleet.target in state.worlds, "C4.7", f"{name} has a mission nowhere")
    count, most = len(fleet.ships), most_ships(house, state.numbers.ships)
    _require(0 < count <= most, "C4.2", f"{name} has {count} ships, {most} allowed")
    load = load_of(fleet.units, state.numbers)
    capacity = capacity_of(fleet.ships, state.numbers.ships)
    _require(load <= capacity, "C4.3", f"{name} carries {load} and has room for {capacity}")
    for unit in fleet.units:
        _check_unit(state, unit, fleet.house)


def _check_unit(state: CampaignState, unit: Unit, owner: str) -> None:
    most = state.numbers.units[unit.code].hp_max
    scars = state.numbers.invasion.most_veterancy
    _require(0 < unit.hp <= most, "C14.6", f"{unit.id} has {unit.hp} hit points of {most}")
    _require(0 <= unit.veterancy <= scars, "C10.9", f"the veterancy of {unit.id} is wrong")
    _require(unit.id.startswith(f"{owner}."), "C14.3", f"{unit.id} is in the service of {owner}")


def _check_ids(state: CampaignState) -> None:
    """Every id is used once, and none that is still to come (C14.3)."""
    ids = Counter(list(state.fleets))
    ids.update(ship.id for _, ship in ships_of(state))
    ids.update(unit.id for _, unit in units_of(state))
    for name, times in ids.items():
        _require(times == 1, "C14.6", f"{name} is in {times} places")
        parts = _NUMBERED.fullmatch(name)
        if parts is None:
            raise InvariantBroken("C14.3", f"{name} is not an id")
        owner = parts["owner"]
        if owner in state.houses:
            following = state.houses[owner].next_number
        else:
            following = state.worlds[owner].next_unit
        _require(int(parts["number"]) < following, "C14.3", f"{name} is still to be given")


def _check_treaties(state: CampaignState) -> None:
    houses = sorted(state.houses)
    pairs = {(one, other) for one in houses for other in houses if one < other}
    _require(set(state.treaties) == pairs, "C8.1", "some houses have no treaty with each other")
    for treaty in state.treaties.values():
        _require(
            not treaty.declared, "C8.5", f"a war of {treaty.houses} was declared and forgotten"
        )


def ships_of(state: CampaignState) -> Iterator[tuple[HouseId, Ship]]:
    """Yield all ships with their houses."""
    for fleet in state.fleets.values():
        for ship in fleet.ships:
            yield fleet.house, ship


def units_of(state: CampaignState) -> Iterator[tuple[HouseId | None, Unit]]:
    """Yield all units with their houses; None for those of free worlds."""
    for fleet in state.fleets.values():
        for unit in fleet.units:
            yield fleet.house, unit
    for world in state.worlds.values():
        for unit in world.garrison:
            yield world.house, unit


# From one turn to the next


def _check_arrivals(before: CampaignState, after: CampaignState) -> None:
    """Units come by musters and ships by yards alone, each with a new id."""
    mustered, built = Counter[str](), Counter[str]()
    drawn: set[str] = set()
    for event in after.events:
        if isinstance(event, WorkDone):
            if event.order.work is Work.MUSTER:
                mustered[event.house] += 1
            elif event.order.work is Work.BUILD and event.order.thing in after.numbers.ships.hulls:
                built[event.house] += 1
        elif isinstance(event, FreeWorldMustered):
            drawn.update(unit.id for unit in event.units)
    old_units = {unit.id for _, unit in units_of(before)}
    new_units = {unit.id for _, unit in units_of(after)} - old_units - drawn
    _check_new("units", before, new_units, mustered)
    old_ships = {ship.id for _, ship in ships_of(before)}
    _check_new("ships", before, {ship.id for _, ship in ships_of(after)} - old_ships, built)


def _check_new(what: str, before: CampaignState, found: Iterable[str], made: Counter[str]) -> None:
    count = Counter[str]()
    for name in found:
        parts = _NUMBERED.fullmatch(name)
        if parts is None or parts["owner"] not in before.houses:
            raise InvariantBroken("C14.6", f"{name} came from nowhere")
        owner = parts["owner"]
        count[owner] += 1
        following = before.houses[owner].next_number
        _require(int(parts["number"]) >= following, "C14.3", f"the id {name} was used before")
    for owner in sorted(count):
        _require(
            count[owner] <= made[owner],
            "C14.6",
            f"{owner} made {made[owner]} {what} and has {count[owner]} new ones",
        )


def _check_departures(before: CampaignState, after: CampaignState) -> None:
    """Units and ships go by what the events of the turn tell."""
    units, ships = _reported_losses(after)
    left_units = {unit.id for _, unit in units_of(after)}
    for _, unit in units_of(before):
        _require(
            unit.id in left_units or unit.id in units, "C14.6", f"{unit.id} is gone without a cause"
        )
    left_ships = {ship.id for _, ship in ships_of(after)}
    for _, ship in ships_of(before):
        _require(
            ship.id in left_ships or ship.id in ships, "C14.6", f"{ship.id} is gone without a cause"
        )


def _reported_losses(after: CampaignState) -> tuple[set[str], set[str]]:
    """Return the ids of units and of ships that the events of a turn report as lost."""
    units: set[str] = set()
    ships: set[str] = set()
    for event in after.events:
        match event:
            case UnitsLost():
                units.update(unit.id for unit in event.units)
            case FlakFired():
                units.update(unit.id for unit in event.destroyed)
            case LandingDecided():
                units.update(name for name, hp in event.result.hp.items() if not hp)
            case SpaceFight():
                ships.update(ship.id for side in event.lost for ship in side)
            case ShipsLost() | ShipsSalvaged():
                ships.update(ship.id for ship in event.ships)
            case _:
                pass
    return units, ships
