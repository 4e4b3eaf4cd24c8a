"""A state as a house imagines it: its own things as they are, all others as it last saw them.

It follows from the view alone, and the rules play it like any other. What nobody knows is filled
in: garrisons are as many units of the militia's kind as their defence says, fleets are of the
cheapest ships with attack, homes that were never seen are as all homes begin, and the dice are
other ones than those that will be rolled. Other houses know all that the house itself knows, and
have a turn's income in their treasuries.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from engine.campaign.economy import books_of, full_militia, upkeep_of, yield_of
from engine.campaign.fleets import by_id
from engine.campaign.known_defences import rough_defence
from engine.campaign.records import Fleet, House, Ship, Unit, World
from engine.campaign.setup import CampaignSetup, HouseSetup
from engine.campaign.sight import look, seen_worlds
from engine.campaign.state import CampaignState
from engine.campaign.vocabulary import FIELDS, Mission, Posture

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from engine.campaign.records import FleetSighting, Sighting
    from engine.campaign.view import PublicHouse, View
    from engine.campaign.vocabulary import WorldId


def imagine(view: View, seed: int) -> CampaignState:
    """Return the state that a view suggests; *seed* is that of its dice."""
    homes = {world: index for index, world in enumerate(view.map.homes)}
    houses = tuple(
        HouseSetup(name, house.faction, homes[house.home], "imagined")
        for name, house in sorted(view.houses.items())
    )
    state = CampaignState(view.numbers, CampaignSetup(seed, view.turns, houses), view.map)
    state.chart = view.map
    state.turn = view.turn
    state.houses = {
        name: view.house if name == view.house.id else _house(house, view)
        for name, house in sorted(view.houses.items())
    }
    state.worlds = {
        name: view.worlds[name] if name in view.worlds else _world(name, view)
        for name in sorted(view.map.sites)
    }
    others = [house for house in state.living() if house.id != view.house.id]
    for house in others:
        if house.home not in view.sightings and house.home not in view.worlds:
            state.put_world(_home(house, view))
    state.fleets = dict(view.fleets)
    for name, seen in view.sightings.items():
        state.fleets.update((fleet.id, fleet) for fleet in _fleets(name, seen, view))
    state.treaties = dict(view.treaties)
    state.surveys = view.surveys
    state.effects = view.effects
    state.grievances = view.grievances
    state.sightings[view.house.id] = view.sightings
    state.seen[view.house.id] = view.seen
    state.ranks = view.ranks
    for house in others:
        _fill_in(state, house, view)
    return state


def _fill_in(state: CampaignState, house: House, view: View) -> None:
    """Fill in what another house sees, and the income of a turn."""
    name = house.id
    owned = {world.id: world for world in state.worlds_of(name)}
    known = sorted(view.sightings.keys() | view.worlds.keys() | owned.keys())
    state.sightings[name] = {world: look(state, name, world) for world in known}
    state.seen[name] = seen_worlds(state, name)
    yields = {
        world: yield_of(view.numbers, view.map.sites[world], record, house, view.turn)
        for world, record in owned.items()
    }
    upkeep = upkeep_of(view.numbers, owned.values(), state.fleets_of(name))
    treasury = books_of(view.numbers, house, yields, 0, upkeep).treasury
    state.put_house(replace(house, treasury=treasury))


def _house(known: PublicHouse, view: View) -> House:
    start = view.numbers.worlds.start
    return House(
        id=known.id,
        faction=known.faction,
        home=known.home,
        treasury=0,
        prestige=known.prestige,
        tax=start.tax,
        research_share=start.research_share,
        weights=(view.numbers.research.start_weight,) * len(FIELDS),
        levels=known.levels,
        eliminated=known.eliminated,
        pact_broken=known.pact_broken,
    )


def _home(house: House, view: View) -> World:
    """Return the home of a house as all homes are at the start, with nobody but its militia."""
    start = view.numbers.worlds.start
    return World(
        id=house.home,
        house=house.id,
        faction=house.faction,
        population=start.population,
        industry=start.industry,
        yard=start.yard,
        batteries=start.batteries,
        militia=full_militia(view.numbers, house.faction, start.population),
    )


def _world(name: WorldId, view: View) -> World:
    if name not in view.sightings:
        return World(name)
    seen = view.sightings[name]
    dark = view.map.sites[name].anchors - seen.lit
    militia, garrison = _defenders(seen, view)
    return World(
        id=name,
        house=seen.house,
        tier=seen.tier,
        faction=seen.faction,
        population=seen.population,
        industry=seen.industry,
        yard=seen.yard,
        starbase=seen.starbase,
        batteries=seen.batteries,
        shield=seen.shield,
        militia=militia,
        garrison=garrison,
        dark=(view.turns,) * dark,
        unrest=seen.unrest,
        cooldown=seen.cooldown,
        blockaded=seen.blockaded,
        next_unit=len(garrison) + 1,
    )


def _defenders(seen: Sighting, view: View) -> tuple[int, tuple[Unit, ...]]:
    """Return the militia and the garrison of a world: as a fresh survey found them, else worth its
    defence together.
    """
    for survey in view.surveys:
        if survey.world == seen.world and survey.until >= view.turn:
            return survey.militia, _named(seen.world, survey.garrison)
    numbers = view.numbers
    if seen.faction is None:
        return 0, ()
    code = numbers.factions[seen.faction].militia
    kind = numbers.units[code]
    points = rough_defence(view, seen, is_assault=False)
    count = max(0, (2 * points + kind.value) // (2 * kind.value))
    militia = 0
    if seen.house is not None and seen.unrest < view.turn:
        militia = min(count, full_militia(numbers, seen.faction, seen.population))
    units = (Unit("", code, kind.hp_max) for _ in range(count - militia))
    return militia, _named(seen.world, units)


def _named(world: WorldId, units: Iterable[Unit]) -> tuple[Unit, ...]:
    """Return units with ids like those of a free world, counted from 1."""
    named = (replace(unit, id=f"{world}.g{index}") for index, unit in enumerate(units, 1))
    return by_id(named)


def _fleets(world: WorldId, seen: Sighting, view: View) -> Iterator[Fleet]:
    if view.turn - seen.turn > view.numbers.personas.scouting.fleet_turns:
        return
    for index, fleet in enumerate(seen.fleets):
        name = f"{fleet.house}.f{world}x{index}"
        ships = tuple(
            Ship(f"{fleet.house}.s{world}x{index}x{place}", hull)
            for place, hull in enumerate(_hulls(fleet, view))
        )
        yield Fleet(name, fleet.house, world, ships, (), Posture.BALANCED, Mission.MOVE, world)


def _hulls(fleet: FleetSighting, view: View) -> list[str]:
    """Return hulls that have about the attack of a fleet, or else one that has none."""
    hulls = view.numbers.ships.hulls
    ranked = sorted(hulls, key=lambda name: (hulls[name].price, name))
    armed = next(name for name in ranked if hulls[name].attack)
    count = -(-fleet.attack // hulls[armed].attack)
    return [armed] * count if count else [ranked[0]]
