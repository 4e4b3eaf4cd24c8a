"""A state as a house imagines it: its own things as they are, all others as it last saw them.

It follows from the view alone, and the rules play it like any other. What nobody knows is filled
in: garrisons are as many units of the militia's kind as their defence says, fleets are of the
cheapest ships with attack, and the dice are other ones than those that will be rolled.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.campaign.known_defences import rough_defence
from engine.campaign.records import Fleet, House, Ship, Unit, World
from engine.campaign.setup import CampaignSetup, HouseSetup
from engine.campaign.state import CampaignState
from engine.campaign.vocabulary import FIELDS, Mission, Posture

if TYPE_CHECKING:
    from collections.abc import Iterator

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
    state.turn = view.turn
    state.houses = {
        name: view.house if name == view.house.id else _house(house, view)
        for name, house in sorted(view.houses.items())
    }
    state.worlds = {
        name: view.worlds[name] if name in view.worlds else _world(name, view)
        for name in sorted(view.map.sites)
    }
    state.fleets = dict(view.fleets)
    for name, seen in view.sightings.items():
        state.fleets.update((fleet.id, fleet) for fleet in _fleets(name, seen, view))
    state.treaties = dict(view.treaties)
    state.surveys = view.surveys
    state.effects = view.effects
    state.grievances = view.grievances
    # What others saw is unknown, and they give no orders.
    state.sightings = {name: {} for name in view.houses} | {view.house.id: view.sightings}
    state.seen = {name: frozenset[str]() for name in view.houses} | {view.house.id: view.seen}
    state.ranks = view.ranks
    return state


def _house(known: PublicHouse, view: View) -> House:
    start = view.numbers.worlds.start
    return House(
        id=known.id,
        faction=known.faction,
        home=known.home,
        treasury=0,
        prestige=known.prestige,
        tax=start.tax,
        research_share=0,
        weights=(view.numbers.research.start_weight,) * len(FIELDS),
        levels=known.levels,
        eliminated=known.eliminated,
        pact_broken=known.pact_broken,
    )


def _world(name: WorldId, view: View) -> World:
    if name not in view.sightings:
        return World(name)
    seen = view.sightings[name]
    dark = view.map.sites[name].anchors - seen.lit
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
        garrison=_garrison(seen, view),
        dark=(view.turns,) * dark,
        unrest=seen.unrest,
        cooldown=seen.cooldown,
        blockaded=seen.blockaded,
    )


def _garrison(seen: Sighting, view: View) -> tuple[Unit, ...]:
    numbers = view.numbers
    if seen.faction is None:
        return ()
    code = numbers.factions[seen.faction].militia
    kind = numbers.units[code]
    points = rough_defence(view, seen, is_assault=False)
    count = max(0, (2 * points + kind.value) // (2 * kind.value))
    return tuple(Unit(f"{seen.world}.g{index}", code, kind.hp_max) for index in range(count))


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
