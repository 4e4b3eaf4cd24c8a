"""Small states for the tests of income, espionage, diplomacy and the owner of a campaign."""

from __future__ import annotations

import functools
import tomllib
from importlib.resources import files
from typing import Any

import msgspec
from msgspec.structs import replace

from engine.campaign.numbers import CampaignNumbers, UnitNumbers
from engine.campaign.records import Fleet, House, Ship, Treaty, Unit, World
from engine.campaign.setup import CampaignSetup, HouseSetup
from engine.campaign.star_map import Site, StarMap
from engine.campaign.state import CampaignState, pair_of
from engine.campaign.vocabulary import (
    FIELDS,
    Entry,
    Field,
    Lane,
    Mission,
    Posture,
    Role,
    Stance,
)

ROOT = files("assets") / "data"


def _table(name: str) -> dict[str, Any]:
    table = tomllib.loads((ROOT / "campaign" / f"{name}.toml").read_text(encoding="utf-8"))
    table.pop("kind")
    return table


@functools.cache
def numbers() -> CampaignNumbers:
    """Return the packaged numbers."""
    factions = [path.name.removesuffix(".toml") for path in (ROOT / "campaign/factions").iterdir()]
    units: dict[str, Any] = {}
    for path in (ROOT / "factions").iterdir():
        for code, unit in tomllib.loads(path.read_text(encoding="utf-8"))["units"].items():
            units[code] = UnitNumbers(unit["VALUE"], unit["HP_MAX"])
    names = ("victory", "map", "worlds", "ships", "research", "diplomacy", "invasion", "resolver")
    raw: dict[str, Any] = {name: _table(name) for name in (*names, "personas", "houses")}
    raw["factions"] = {faction: _table(f"factions/{faction}") for faction in sorted(factions)}
    raw["units"] = {
        code: {"value": unit.value, "hp_max": unit.hp_max} for code, unit in sorted(units.items())
    }
    return msgspec.convert(raw, CampaignNumbers)


def site(name: str, **changes: Any) -> Site:
    """Return the site of an empty, plain, small heath."""
    plain = Site(name, 0, 0, 1, Role.EMPTY, "heath", "plain", "small", 3, 7)
    return replace(plain, **changes)


HOME = {"role": Role.HOME, "world_class": "home", "size": "capital", "anchors": 5}


def star_map(houses: int) -> StarMap:
    """Return a map on which w00 is the hub, w01 and on are the homes, and eight worlds are empty.

    All worlds are next to the hub.
    """
    free = {"role": Role.FREE, "faction": "murmur", "tier": 3, "size": "capital", "anchors": 5}
    sites = {"w00": site("w00", ring=0, **free)}
    homes = tuple(f"w{place + 1:02}" for place in range(houses))
    sites |= {name: site(name, home=place, **HOME) for place, name in enumerate(homes)}
    sites |= {name: site(name) for name in (f"w{place:02}" for place in range(10, 18))}
    lanes: dict[str, dict[str, Lane]] = {"w00": dict.fromkeys(set(sites) - {"w00"}, Lane.BROAD)}
    lanes |= {name: {"w00": Lane.BROAD} for name in sites if name != "w00"}
    return StarMap(sites, lanes, homes, 0)


def campaign(
    *names: str, turns: int = 35, faction: str = "ordinate", data: CampaignNumbers | None = None
) -> CampaignState:
    """Return turn 1 of a campaign of these houses, each with its home and nothing else."""
    given = numbers() if data is None else data
    setup = CampaignSetup(
        5, turns, tuple(HouseSetup(name, faction, n, "person") for n, name in enumerate(names))
    )
    state = CampaignState(given, setup, star_map(len(names)))
    start = given.worlds.start
    for name in state.map.sites:
        state.put_world(World(name))
    for place, name in enumerate(names):
        home = state.map.homes[place]
        state.put_house(House(name, faction, home, 0, start.prestige, "moderate", 0, (1,) * 6))
        state.pay(name, Entry.START, "", start.treasury)
        militia = 8 if faction == "ordinate" else 0
        state.put_world(
            World(
                home,
                name,
                faction=faction,
                population=start.population,
                industry=start.industry,
                yard=start.yard,
                batteries=start.batteries,
                militia=militia,
            )
        )
        for other in names[:place]:
            state.put_treaty(Treaty(pair_of(name, other)))
        state.sightings[name], state.seen[name] = {}, frozenset()
    hub = state.map.sites["w00"]
    state.put_world(World("w00", tier=3, faction=hub.faction, population=60, industry=40))
    state.ranks = tuple(sorted(names))
    return state


def change_world(state: CampaignState, name: str, **changes: Any) -> None:
    state.put_world(replace(state.worlds[name], **changes))


def change_house(state: CampaignState, name: str, **changes: Any) -> None:
    state.put_house(replace(state.houses[name], **changes))


def set_level(state: CampaignState, name: str, field: Field, level: int) -> None:
    levels = list(state.houses[name].levels)
    levels[field.place] = level
    change_house(state, name, levels=tuple(levels))


def set_stance(state: CampaignState, one: str, other: str, stance: Stance, **changes: Any) -> None:
    state.put_treaty(replace(state.treaty(one, other), stance=stance, **changes))


def set_treasury(state: CampaignState, name: str, amount: int) -> None:
    state.pay(name, Entry.START, "", amount - state.houses[name].treasury)


def settle(state: CampaignState, house: str, *worlds: str, **changes: Any) -> None:
    """Settle worlds for a house, each with 10 settlers and one unit of militia."""
    faction = state.houses[house].faction
    for name in worlds:
        given: dict[str, Any] = {"population": 10, "militia": 1, **changes}
        state.put_world(World(name, house, faction=faction, **given))


def fleet(
    state: CampaignState, house: str, world: str, *hulls: str, units: tuple[str, ...] = ()
) -> Fleet:
    """Add a fleet of a house at a world, with these ships and units aboard."""
    number = state.houses[house].next_number
    change_house(state, house, next_number=number + 1 + len(hulls) + len(units))
    name = f"{house}.f{number}"
    ships = [Ship(f"{house}.s{number + 1 + n}", hull) for n, hull in enumerate(hulls)]
    aboard = [
        Unit(f"{house}.m{number + 1 + len(hulls) + n}", code, state.numbers.units[code].hp_max)
        for n, code in enumerate(units)
    ]
    made = Fleet(
        name,
        house,
        world,
        tuple(sorted(ships, key=lambda one: one.id)),
        tuple(sorted(aboard, key=lambda one: one.id)),
        Posture.BALANCED,
        Mission.MOVE,
        world,
    )
    state.put_fleet(made)
    return made


def garrison(state: CampaignState, world: str, *codes: str, hp: int | None = None) -> None:
    """Add units to the garrison of a world of a house, with *hp* hit points or in full health."""
    record = state.worlds[world]
    assert record.house is not None
    number = state.houses[record.house].next_number
    change_house(state, record.house, next_number=number + len(codes))
    units = [
        Unit(f"{record.house}.m{number + n}", code, hp or state.numbers.units[code].hp_max)
        for n, code in enumerate(codes)
    ]
    everybody = sorted((*record.garrison, *units), key=lambda unit: unit.id)
    state.put_world(replace(record, garrison=tuple(everybody)))


def weights(**given: int) -> tuple[int, ...]:
    """Return weights of research; those that are not given are 0."""
    return tuple(given[field.value] if field.value in given else 0 for field in FIELDS)


def ledger(state: CampaignState, house: str, kind: Entry) -> list[int]:
    """Return the amounts of a kind that a house's ledger has of turn 1."""
    return [
        row.amount for row in state.ledger if (row.house, row.kind, row.turn) == (house, kind, 1)
    ]


def assert_ledger_is_treasury(state: CampaignState) -> None:
    """C14.5: the sum of a house's rows is its treasury, always."""
    for house in state.houses.values():
        rows = sum(row.amount for row in state.ledger if row.house == house.id)
        assert rows == house.treasury, house.id
