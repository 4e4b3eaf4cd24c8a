"""A small campaign for the tests of orders, sight and movement.

    w12 ~ w01 = w10 = w00 = w02 = w21       = broad lane
           |     :                          | narrow lane
          w11   w20 = w30                   ~ shoal
           |
          w03

w01, w02 and w03 are the homes of askerry, tolvane and merrowby, w00 is a free world, w20 is hollow,
the others are empty. `:` is a broad lane, too.
"""

from __future__ import annotations

import functools
import tomllib
from importlib.resources import files
from typing import Any, Final

import msgspec
from msgspec.structs import replace

from engine.campaign.budget import Budget
from engine.campaign.checks import check
from engine.campaign.numbers import CampaignNumbers
from engine.campaign.obedience import obey
from engine.campaign.orders import Refusal, parse_order
from engine.campaign.records import Fleet, House, Ship, Treaty, Unit, World
from engine.campaign.setup import CampaignSetup, HouseSetup
from engine.campaign.sight import take_sight
from engine.campaign.star_map import Site, StarMap
from engine.campaign.state import CampaignState, pair_of
from engine.campaign.view import View, view_of
from engine.campaign.vocabulary import (
    FIELDS,
    Condition,
    Entry,
    Field,
    Lane,
    Mission,
    Posture,
    Role,
    Stance,
)

ROOT: Final = files("assets") / "data"
ME, FOE, THIRD = "askerry", "tolvane", "merrowby"
FACTIONS: Final = {ME: "ordinate", FOE: "windfall", THIRD: "deepwrought"}
HOMES: Final = {ME: "w01", FOE: "w02", THIRD: "w03"}
LANES: Final = (
    ("w01", "w10", Lane.BROAD),
    ("w10", "w00", Lane.BROAD),
    ("w00", "w02", Lane.BROAD),
    ("w02", "w21", Lane.BROAD),
    ("w10", "w20", Lane.BROAD),
    ("w20", "w30", Lane.BROAD),
    ("w01", "w11", Lane.NARROW),
    ("w11", "w03", Lane.NARROW),
    ("w01", "w12", Lane.SHOAL),
)


def table(name: str) -> dict[str, Any]:
    read = tomllib.loads((ROOT / "campaign" / f"{name}.toml").read_text(encoding="utf-8"))
    read.pop("kind")
    return read


@functools.cache
def numbers() -> CampaignNumbers:
    """Return the packaged numbers."""
    names = ("victory", "map", "worlds", "ships", "research", "diplomacy", "invasion", "resolver")
    raw: dict[str, Any] = {name: table(name) for name in (*names, "personas", "houses")}
    stems = sorted(path.name.removesuffix(".toml") for path in (ROOT / "factions").iterdir())
    raw["factions"] = {stem: table(f"factions/{stem}") for stem in stems}
    units: dict[str, Any] = table("works")["units"]
    for stem in stems:
        units |= tomllib.loads((ROOT / f"factions/{stem}.toml").read_text("utf-8"))["units"]
    raw["units"] = {
        code: {"value": unit["VALUE"], "hp_max": unit["HP_MAX"]} for code, unit in units.items()
    }
    return msgspec.convert(raw, CampaignNumbers)


def site(name: str, role: Role = Role.EMPTY, **changes: Any) -> Site:
    plain = Site(name, 0, 0, 1, role, "heath", "plain", "small", 3, 7)
    return replace(plain, **changes)


def small_map() -> StarMap:
    home = {"role": Role.HOME, "world_class": "home", "size": "capital", "anchors": 5}
    sites = {
        "w00": site("w00", Role.FREE, size="capital", anchors=5, faction="murmur", tier=3),
        **{name: site(name, home=place, **home) for place, name in enumerate(HOMES.values())},
        **{name: site(name) for name in ("w10", "w11", "w12", "w21", "w30")},
        "w20": site("w20", Role.HOLLOW, anchors=0),
    }
    lanes: dict[str, dict[str, Lane]] = {name: {} for name in sorted(sites)}
    for one, other, lane in LANES:
        lanes[one][other] = lanes[other][one] = lane
    return StarMap(dict(sorted(sites.items())), lanes, tuple(HOMES.values()), 0)


def campaign(turn: int = 1) -> CampaignState:
    """Return a campaign in which each house has its home and nothing else, and sight was taken."""
    setup = CampaignSetup(
        5, 35, tuple(HouseSetup(name, FACTIONS[name], n, "person") for n, name in enumerate(HOMES))
    )
    state = CampaignState(numbers(), setup, small_map())
    state.turn = turn
    start = state.numbers.worlds.start
    for name in state.map.sites:
        state.put_world(World(name))
    for name, home in HOMES.items():
        share = start.research_share
        record = House(name, FACTIONS[name], home, 0, start.prestige, start.tax, share, (1,) * 6)
        state.put_house(record)
        state.pay(name, Entry.START, "", start.treasury)
        own = World(home, name, faction=FACTIONS[name], population=100, industry=50, yard=2)
        state.put_world(replace(own, batteries=2, militia=2))
    for one, other in ((ME, FOE), (ME, THIRD), (FOE, THIRD)):
        state.put_treaty(Treaty(pair_of(one, other)))
    free = World("w00", tier=3, faction="murmur", population=60, industry=40, batteries=2)
    state.put_world(replace(free, garrison=(Unit("w00.g1", "shears", 3),), next_unit=2))
    state.ranks = tuple(sorted(HOMES))
    take_sight(state)
    return state


def change_world(state: CampaignState, name: str, **changes: Any) -> None:
    state.put_world(replace(state.worlds[name], **changes))


def change_house(state: CampaignState, name: str, **changes: Any) -> None:
    state.put_house(replace(state.houses[name], **changes))


def set_level(state: CampaignState, name: str, field: Field, level: int) -> None:
    levels = tuple(
        level if one is field else old
        for one, old in zip(FIELDS, state.houses[name].levels, strict=True)
    )
    change_house(state, name, levels=levels)


def set_stance(
    state: CampaignState, other: str, stance: Stance, house: str = ME, **changes: Any
) -> None:
    state.put_treaty(replace(state.treaty(house, other), stance=stance, **changes))


def set_treasury(state: CampaignState, amount: int, house: str = ME) -> None:
    state.pay(house, Entry.START, "", amount - state.houses[house].treasury)


def settle(state: CampaignState, house: str, name: str, **changes: Any) -> None:
    """Settle a world for a house, with a population of 40."""
    record = World(name, house, faction=FACTIONS[house], population=40)
    state.put_world(replace(record, **changes))


def units(state: CampaignState, house: str, *codes: str) -> tuple[Unit, ...]:
    """Return new units of a house at full hit points."""
    number = state.houses[house].next_number
    change_house(state, house, next_number=number + len(codes))
    kinds = state.numbers.units
    return tuple(
        Unit(f"{house}.m{number + place}", code, kinds[code].hp_max)
        for place, code in enumerate(codes)
    )


def garrison(state: CampaignState, world: str, *codes: str) -> tuple[Unit, ...]:
    """Add new units to the garrison of a world of a house."""
    record = state.worlds[world]
    assert record.house is not None
    added = units(state, record.house, *codes)
    everybody = sorted((*record.garrison, *added), key=lambda unit: unit.id)
    state.put_world(replace(record, garrison=tuple(everybody)))
    return added


def fleet(
    state: CampaignState,
    world: str,
    *hulls: str,
    house: str = ME,
    aboard: tuple[str, ...] = (),
    crippled: tuple[int, ...] = (),
    **changes: Any,
) -> Fleet:
    """Add a fleet at a world; *crippled* are the places of crippled ships among its hulls."""
    landing_force = units(state, house, *aboard)
    number = state.houses[house].next_number
    change_house(state, house, next_number=number + 1 + len(hulls))
    ships = tuple(
        Ship(
            f"{house}.s{number + 1 + place}",
            hull,
            Condition.CRIPPLED if place in crippled else Condition.SOUND,
        )
        for place, hull in enumerate(hulls)
    )
    name = f"{house}.f{number}"
    ships = tuple(sorted(ships, key=lambda ship: ship.id))
    landing_force = tuple(sorted(landing_force, key=lambda unit: unit.id))
    made = Fleet(name, house, world, ships, landing_force, Posture.BALANCED, Mission.MOVE, world)
    made = replace(made, **changes)
    state.put_fleet(made)
    return made


def view(state: CampaignState, house: str = ME) -> View:
    """Return what a house knows, with sight taken now."""
    fork = state.fork()
    take_sight(fork)
    return view_of(fork, house)


def judge(state: CampaignState, *texts: str, house: str = ME) -> Refusal | None:
    """Return why the last order of a packet is refused; those before it must be legal."""
    seen = view(state, house)
    budget = Budget.of_view(seen)
    for text in texts[:-1]:
        order = parse_order(text)
        assert check(seen, budget, order) is None, text
        obey(seen, budget, order)
    return check(seen, budget, parse_order(texts[-1]))


def rule(state: CampaignState, *texts: str, house: str = ME) -> str | None:
    """Return the rule that refuses the last order of a packet; None if it is legal."""
    refusal = judge(state, *texts, house=house)
    return None if refusal is None else refusal.rule


def obeyed(state: CampaignState, *texts: str, house: str = ME) -> Budget:
    """Return the budget after a packet whose orders are all legal."""
    seen = view(state, house)
    budget = Budget.of_view(seen)
    for text in texts:
        order = parse_order(text)
        assert check(seen, budget, order) is None, text
        obey(seen, budget, order)
    return budget
