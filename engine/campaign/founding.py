"""The founding of a campaign: its map, its worlds and its houses as turn 1 begins (C6.3, C11.1).

Each house counts its ids from 1 in this order: the garrison of its home as in its faction's file,
then fleet by fleet the fleet, its ships, and the units aboard (C14.3).

Choice (C11.1): the draw of a free world at the start is named by no turn: `(seed, "free", world)`.
Choice (C12.2): at the start, when all have the same prestige, the lot decides who leads.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Final

from engine.campaign.economy import full_militia
from engine.campaign.fleets import by_id, total_attack
from engine.campaign.map_generation import generate_map
from engine.campaign.prestige import rank_houses
from engine.campaign.randomness import dice
from engine.campaign.records import Fleet, House, Ship, Treaty, Unit, World
from engine.campaign.sight import take_sight
from engine.campaign.state import CampaignState
from engine.campaign.vocabulary import FIELDS, Entry, Mission, Posture

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from engine.campaign.numbers import CampaignNumbers
    from engine.campaign.setup import CampaignSetup, HouseSetup
    from engine.campaign.star_map import Site
    from engine.campaign.vocabulary import WorldId
    from engine.random_source import RandomSource

_FREE: Final = "free"


def found(numbers: CampaignNumbers, setup: CampaignSetup) -> CampaignState:
    """Return the state of turn 1 of a campaign, before its first orders.

    MatchError if no attempt gives a fair map (C2.5).
    """
    star_map = generate_map(numbers, setup.seed, len(setup.houses))
    state = CampaignState(numbers, setup, star_map)
    for _, site in sorted(star_map.sites.items()):
        state.put_world(_found_world(numbers, setup.seed, site))
    for house in sorted(setup.houses, key=lambda entry: entry.id):
        _found_house(state, house)
    for one, other in itertools.combinations(sorted(state.houses), 2):
        state.put_treaty(Treaty((one, other)))
    _finish(state)
    return state


# Free worlds


def draw_free_units(
    numbers: CampaignNumbers, faction: str, points: int, kept: int, source: RandomSource
) -> list[str]:
    """Return the codes of the units that a free world draws for *points*, at most *kept* (C11.1).

    They are drawn one by one, evenly from the kinds of its faction that cost at most what is left
    and half of their VALUE, and of which the draw has few enough.
    """
    free = numbers.invasion.free_worlds
    kinds = sorted(kind for level in numbers.factions[faction].units for kind in level)
    drawn: list[str] = []
    while points > free.points_left and len(drawn) < kept:
        fitting = [
            kind
            for kind in kinds
            if (value := numbers.units[kind].value) <= points + value // 2
            and drawn.count(kind) < free.most_of_a_kind
        ]
        if not fitting:
            break
        chosen = source.pick(fitting)
        points -= numbers.units[chosen].value
        drawn.append(chosen)
    return drawn


def _found_world(numbers: CampaignNumbers, seed: int, site: Site) -> World:
    """Return a world as it is before any house comes: a free one with all it has (C11.1)."""
    if site.faction is None:
        return World(site.id)
    tier = numbers.invasion.free_worlds.tiers[site.tier - 1]
    most = numbers.worlds.classes[site.world_class].most_population
    room = numbers.map.size(site.size).field_cap - tier.batteries
    source = dice(seed, _FREE, site.id)
    codes = draw_free_units(numbers, site.faction, tier.points, room, source)
    units = [
        _new_unit(numbers, f"{site.id}.g{number}", code)
        for number, code in enumerate(codes, start=1)
    ]
    return World(
        site.id,
        tier=site.tier,
        faction=site.faction,
        population=min(tier.population, most),
        industry=min(tier.industry, most),
        batteries=tier.batteries,
        garrison=by_id(units),
        next_unit=len(units) + 1,
    )


# Houses


def _found_house(state: CampaignState, setup: HouseSetup) -> None:
    """Write a house with its home, its fleets and its treasury into a new state (C6.3)."""
    numbers, home = state.numbers, state.map.homes[setup.home]
    start, faction = numbers.worlds.start, numbers.factions[setup.faction]
    count = itertools.count(1)
    garrison = list(_new_units(numbers, setup, faction.garrison, count))
    state.put_world(
        World(
            home,
            house=setup.id,
            faction=setup.faction,
            population=start.population,
            industry=start.industry,
            yard=start.yard,
            batteries=start.batteries,
            militia=full_militia(numbers, setup.faction, start.population),
            garrison=by_id(garrison),
        )
    )
    for number, hulls in enumerate(start.fleets):
        aboard = () if number else faction.landing_force
        state.put_fleet(_new_fleet(numbers, setup, home, (hulls, aboard), count))
    house = House(
        id=setup.id,
        faction=setup.faction,
        home=home,
        treasury=0,
        prestige=start.prestige,
        tax=start.tax,
        research_share=start.research_share,
        weights=(numbers.research.start_weight,) * len(FIELDS),
        next_number=next(count),
    )
    state.put_house(house)
    state.pay(setup.id, Entry.START, home, start.treasury)


def _new_fleet(
    numbers: CampaignNumbers,
    house: HouseSetup,
    world: WorldId,
    content: tuple[Iterable[str], Iterable[str]],
    count: Iterator[int],
) -> Fleet:
    hulls, codes = content
    name = f"{house.id}.f{next(count)}"
    ships = [Ship(f"{house.id}.s{next(count)}", hull) for hull in hulls]
    units = _new_units(numbers, house, codes, count)
    attack = total_attack(ships, numbers.ships)
    return Fleet(
        id=name,
        house=house.id,
        world=world,
        ships=by_id(ships),
        units=by_id(units),
        posture=Posture.BALANCED if attack else Posture.EVADE,
        mission=Mission.MOVE,
        target=world,
    )


def _new_units(
    numbers: CampaignNumbers, house: HouseSetup, codes: Iterable[str], count: Iterator[int]
) -> Iterator[Unit]:
    for code in codes:
        yield _new_unit(numbers, f"{house.id}.m{next(count)}", code)


def _new_unit(numbers: CampaignNumbers, unit: str, code: str) -> Unit:
    return Unit(unit, code, numbers.units[code].hp_max)


def _finish(state: CampaignState) -> None:
    """Rank the houses, and let them see the worlds around them for the first time (C5.1, C12.2)."""
    state.ranks = rank_houses(state)
    take_sight(state)
