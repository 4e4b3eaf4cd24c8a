"""Small states for the tests of the conflict phase, and random ones for its properties.

The map is a hub, w00, around which lie w01 to w08, each next to the hub and to the one before and
after it. w01, w03, w05 and w07 are homes, w02 and w06 are empty, w04 is a free world of tier 2, and
w08 is hollow. The lane from w01 to w08 is a shoal.
"""

from __future__ import annotations

import functools
import tomllib
from importlib.resources import files
from typing import Any, Final

import msgspec
from msgspec.structs import replace

from engine.campaign.numbers import CampaignNumbers
from engine.campaign.records import (
    Effect,
    Fleet,
    House,
    Ship,
    Survey,
    Treaty,
    Unit,
    WorkOrder,
    World,
)
from engine.campaign.setup import CampaignSetup, HouseSetup
from engine.campaign.star_map import Site, StarMap
from engine.campaign.state import CampaignState, pair_of
from engine.campaign.vocabulary import (
    FIELDS,
    Condition,
    Entry,
    Field,
    Lane,
    Mission,
    Posture,
    Role,
    Spying,
    Stance,
    Work,
)
from engine.random_source import RandomSource

ROOT: Final = files("assets") / "data"
HOMES: Final = ("w01", "w03", "w05", "w07")
NAMES: Final = ("ada", "bea", "cyd", "dov")
FACTIONS: Final = ("ordinate", "windfall", "deepwrought", "murmur")
TURN: Final = 7
SEED: Final = 11


def _table(name: str) -> dict[str, Any]:
    table = tomllib.loads((ROOT / "campaign" / f"{name}.toml").read_text(encoding="utf-8"))
    table.pop("kind")
    return table


@functools.cache
def numbers() -> CampaignNumbers:
    """Return the packaged numbers."""
    units: dict[str, Any] = {}
    stats = [*(ROOT / "factions").iterdir(), ROOT / "campaign" / "works.toml"]
    for path in stats:
        for code, unit in tomllib.loads(path.read_text(encoding="utf-8"))["units"].items():
            units[code] = {"value": unit["VALUE"], "hp_max": unit["HP_MAX"]}
    names = ("victory", "map", "worlds", "ships", "research", "diplomacy", "invasion", "resolver")
    raw: dict[str, Any] = {name: _table(name) for name in (*names, "personas", "houses")}
    raw["factions"] = {faction: _table(f"factions/{faction}") for faction in FACTIONS}
    raw["units"] = units
    return msgspec.convert(raw, CampaignNumbers)


def _site(index: int) -> Site:
    name = f"w{index:02}"
    plain = Site(name, index, 0, 1, Role.EMPTY, "heath", "plain", "small", 3, 100 + index)
    if index == 0:
        changes: dict[str, Any] = {"size": "capital", "anchors": 5, "faction": "murmur", "tier": 3}
        return replace(plain, ring=0, role=Role.FREE, **changes)
    if name in HOMES:
        changes = {"role": Role.HOME, "world_class": "home", "size": "capital", "anchors": 5}
        return replace(plain, home=HOMES.index(name), **changes)
    if name == "w04":
        changes = {"role": Role.FREE, "faction": "murmur", "tier": 2}
        return replace(plain, world_class="ruin", size="large", anchors=4, **changes)
    return replace(plain, role=Role.HOLLOW, anchors=0) if name == "w08" else plain


def star_map() -> StarMap:
    """Return the map of all tests."""
    sites = {f"w{index:02}": _site(index) for index in range(9)}
    lanes: dict[str, dict[str, Lane]] = {name: {} for name in sites}

    def join(one: str, other: str, lane: Lane) -> None:
        lanes[one][other] = lanes[other][one] = lane

    for index in range(1, 9):
        join("w00", f"w{index:02}", Lane.NARROW)
        join(f"w{index:02}", f"w{index % 8 + 1:02}", Lane.BROAD)
    join("w01", "w08", Lane.SHOAL)
    return StarMap(sites, lanes, HOMES, 0)


def campaign(*houses: str, seed: int = SEED, stance: Stance = Stance.WAR) -> CampaignState:
    """Return turn 7 of a campaign of these houses, each with its home, and all at war.

    Homes have neither militia nor garrison nor ground defences; the free worlds have none, either.
    """
    names = houses or NAMES[:2]
    setups = tuple(
        HouseSetup(name, FACTIONS[NAMES.index(name)], NAMES.index(name), "person") for name in names
    )
    state = CampaignState(numbers(), CampaignSetup(seed, 35, setups), star_map())
    state.turn = TURN
    for name, site in state.map.sites.items():
        free = site.role is Role.FREE
        tier = {"tier": site.tier, "faction": site.faction, "population": 40, "industry": 20}
        state.put_world(World(name, **tier) if free else World(name))
    for name in names:
        home = HOMES[NAMES.index(name)]
        faction = FACTIONS[NAMES.index(name)]
        weights = (1,) * len(FIELDS)
        state.put_house(House(name, faction, home, 0, 50, "moderate", 0, weights))
        state.pay(name, Entry.START, "", 100)
        change_world(state, home, house=name, faction=faction, population=100, industry=50, yard=2)
    for one in names:
        for other in names:
            if one < other:
                state.put_treaty(Treaty((one, other), stance))
    state.ranks = names
    return state


def change_world(state: CampaignState, world: str, **changes: Any) -> World:
    """Change a world, and return it."""
    state.put_world(replace(state.worlds[world], **changes))
    return state.worlds[world]


def set_stance(state: CampaignState, one: str, other: str, stance: Stance) -> None:
    """Set what two houses are to each other."""
    state.put_treaty(Treaty(pair_of(one, other), stance))


def set_level(state: CampaignState, house: str, field: Field, level: int) -> None:
    """Set the level of a house in a field."""
    record = state.houses[house]
    levels = tuple(level if one is field else record.level(one) for one in FIELDS)
    state.put_house(replace(record, levels=levels))


def _number(state: CampaignState, house: str) -> int:
    record = state.houses[house]
    state.put_house(replace(record, next_number=record.next_number + 1))
    return record.next_number


def unit(
    state: CampaignState, house: str, code: str, *, hp: int | None = None, veterancy: int = 0
) -> Unit:
    """Return a new unit of a house; full hit points unless given."""
    full = state.numbers.units[code].hp_max
    return Unit(f"{house}.m{_number(state, house)}", code, full if hp is None else hp, veterancy)


def units(state: CampaignState, house: str, *codes: str) -> tuple[Unit, ...]:
    """Return new units of a house, in the order of their ids."""
    made = (unit(state, house, code) for code in codes)
    return tuple(sorted(made, key=lambda one: one.id))


def free_units(world: str, *codes: str) -> tuple[Unit, ...]:
    """Return units of a free world."""
    full = {code: numbers().units[code].hp_max for code in codes}
    return tuple(Unit(f"{world}.g{n}", code, full[code]) for n, code in enumerate(codes, 1))


def fleet(
    state: CampaignState,
    house: str,
    world: str,
    hulls: str,
    aboard: tuple[Unit, ...] = (),
    **changes: Any,
) -> Fleet:
    """Add a fleet of these hulls, such as `2 corvette, transport`, and return it.

    It holds its posture and is on `move` unless *changes* say otherwise.
    """
    name = f"{house}.f{_number(state, house)}"
    ships = []
    for part in hulls.split(", "):
        count, _, hull = part.rpartition(" ")
        ships += [Ship(f"{house}.s{_number(state, house)}", hull) for _ in range(int(count or 1))]
    ships.sort(key=lambda ship: ship.id)
    made = Fleet(name, house, world, tuple(ships), aboard, Posture.HOLD, Mission.MOVE, world)
    state.put_fleet(replace(made, **changes))
    return state.fleets[name]


def blind(state: CampaignState, world: str, house: str = "ada") -> None:
    """Blind the starbase of a world."""
    state.effects = (*state.effects, Effect(Spying.BLIND, world, house, 0, 2))


def survey(state: CampaignState, house: str, world: str, until: int = TURN) -> None:
    """Add a survey of a world to what a house knows."""
    state.surveys = (*state.surveys, Survey(house, world, until, 0, 0, ()))


def order_work(price: int, thing: str = "battery") -> WorkOrder:
    """Return work that was ordered at a world."""
    return WorkOrder(Work.BUILD, thing, price)


def events(state: CampaignState, kind: type[Any]) -> list[Any]:
    """Return the events of a kind, in order."""
    return [event for event in state.events if isinstance(event, kind)]


# Random states


def random_campaign(source: RandomSource, seed: int = SEED) -> CampaignState:
    """Return a random state of 2 to 4 houses with fleets and garrisons all over the map."""
    names = NAMES[: source.integer(2, len(NAMES))]
    state = campaign(*names, seed=seed)
    stances = (Stance.WAR, Stance.WAR, Stance.WAR, Stance.NEUTRAL, Stance.PACT)
    for pair in list(state.treaties):
        set_stance(state, *pair, source.pick(stances))
    for name in names:
        for field in FIELDS:
            set_level(state, name, field, source.integer(0, 5))
    for world in sorted(state.worlds):
        _randomise_world(state, world, source)
    for name in names:
        for _ in range(source.integer(2, 6)):
            _add_random_fleet(state, name, source)
    return state


def _randomise_world(state: CampaignState, world: str, source: RandomSource) -> None:
    site = state.site(world)
    if not site.anchors:
        return
    record = state.worlds[world]
    if record.house is None and not record.is_free and source.chance(0.4):
        owner = source.pick(sorted(state.houses))
        faction = state.houses[owner].faction
        record = change_world(state, world, house=owner, faction=faction, population=20)
    if record.house is None and not record.is_free:
        return
    if record.is_free:
        assert record.faction is not None
        kinds = [code for level in numbers().factions[record.faction].units for code in level]
        names = [source.pick(kinds) for _ in range(source.integer(0, 5))]
        change_world(state, world, garrison=free_units(world, *names))
    else:
        assert record.house is not None
        _randomise_owned(state, record, source)
    change_world(
        state,
        world,
        batteries=source.integer(0, 2),
        cooldown=source.pick((0, 0, 0, TURN - 1, TURN, TURN + 2)),
        blockaded=source.integer(0, 2),
        dark=tuple(sorted(source.integer(TURN, 19) for _ in range(source.integer(0, 2)))),
    )


def _randomise_owned(state: CampaignState, record: World, source: RandomSource) -> None:
    assert record.house is not None
    garrison = tuple(
        sorted(
            (_random_unit(state, record.house, source) for _ in range(source.integer(0, 5))),
            key=lambda one: one.id,
        )
    )
    change_world(
        state,
        record.id,
        militia=source.integer(0, 4),
        garrison=garrison,
        starbase=source.pick((None, None, Condition.SOUND, Condition.CRIPPLED)),
        shield=source.integer(0, 2),
        industry=source.integer(0, 30),
        unrest=source.pick((0, 0, TURN, TURN - 1)),
        orders=(order_work(33), order_work(40)) if source.chance(0.5) else (),
    )
    if source.chance(0.2):
        blind(state, record.id)


def _random_unit(state: CampaignState, house: str, source: RandomSource) -> Unit:
    kinds = [
        code for level in numbers().factions[state.houses[house].faction].units for code in level
    ]
    code = source.pick(kinds)
    hp = source.integer(1, numbers().units[code].hp_max)
    return unit(state, house, code, hp=hp, veterancy=source.integer(0, 3))


def _add_random_fleet(state: CampaignState, house: str, source: RandomSource) -> None:
    hulls = sorted(numbers().ships.hulls)
    picked = [source.pick(hulls) for _ in range(source.integer(1, 5))]
    if source.chance(0.6):
        picked += ["transport", "transport", "corvette", "corvette"]
    world = source.pick(sorted(state.worlds))
    missions = [*Mission, Mission.INVADE, Mission.ASSAULT]
    mission = source.pick(missions)
    made = fleet(state, house, world, ", ".join(picked), mission=mission)
    room = sum(numbers().ships.hulls[hull].capacity for hull in picked)
    aboard: list[Unit] = []
    for _ in range(8):
        one = _random_unit(state, house, source)
        value = numbers().units[one.code].value
        if value <= room and source.chance(0.8):
            aboard.append(one)
            room -= value
    ships = tuple(
        replace(ship, condition=Condition.CRIPPLED) if source.chance(0.2) else ship
        for ship in made.ships
    )
    state.put_fleet(
        replace(
            made,
            ships=ships,
            units=tuple(sorted(aboard, key=lambda one: one.id)),
            posture=source.pick(list(Posture)),
        )
    )
