"""Sight: which worlds each house sees, and what it learns there (C5).

It is taken when the income phase is over and holds for the orders of the next turn (C5.1).

Choice (C5.1): a pact shows the worlds that the partner owns, not what its fleets see elsewhere.
Choice (C5.3): the agents of a survey stay for its turns: while it is fresh, it shows the garrison
of each turn.
Choice (C5.5): that a world was taken is public, so it changes the owner in older sightings, too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from engine.campaign.events import WorldCaptured
from engine.campaign.fleets import has_duty, is_hidden, points_of, total_attack
from engine.campaign.records import FleetSighting, Sighting, Survey
from engine.campaign.vocabulary import Condition, Duty, Field, Stance

if TYPE_CHECKING:
    from engine.campaign.records import Fleet, World
    from engine.campaign.state import CampaignState
    from engine.campaign.vocabulary import HouseId, WorldId


def take_sight(state: CampaignState) -> None:
    """Write what all living houses see now into a fork, and refresh the surveys (C5.1 to C5.4)."""
    state.surveys = tuple(
        _refreshed(survey, state) for survey in state.surveys if survey.until >= state.turn
    )
    looks: dict[WorldId, Sighting] = {}
    for house in state.living():
        seen = seen_worlds(state, house.id)
        known = dict(state.sightings[house.id]) if house.id in state.sightings else {}
        _learn_owners(known, state)
        for world in sorted(seen):
            if world not in looks:
                looks[world] = _look(state, world)
            known[world] = _without(looks[world], house.id)
        state.seen[house.id] = seen
        state.sightings[house.id] = known


def seen_worlds(state: CampaignState, house: HouseId) -> frozenset[WorldId]:
    """Return the worlds that a house sees (C5.1)."""
    own = state.worlds_of(house)
    fleets = state.fleets_of(house)
    ships = state.numbers.ships
    watching = {world.id for world in own if world.starbase is Condition.SOUND}
    watching.update(fleet.world for fleet in fleets if has_duty(fleet.ships, Duty.SCOUTING, ships))
    if state.houses[house].level(Field.INTELLIGENCE) >= state.numbers.research.sight_level:
        watching.update(world.id for world in own)
    seen = {world.id for world in own} | {fleet.world for fleet in fleets}
    seen.update(neighbour for world in watching for neighbour in state.map.lanes[world])
    seen.update(world.id for world in state.worlds.values() if _is_partner(state, house, world))
    return frozenset(seen)


def look(state: CampaignState, house: HouseId, world: WorldId) -> Sighting:
    """Return what a house learns of a world that it sees (C5.2, C5.3)."""
    return _without(_look(state, world), house)


def _without(look: Sighting, house: HouseId) -> Sighting:
    """Return a look at a world without the fleets of a house."""
    if all(fleet.house != house for fleet in look.fleets):
        return look
    return replace(look, fleets=tuple(one for one in look.fleets if one.house != house))


def _look(state: CampaignState, world: WorldId) -> Sighting:
    """Return what can be learnt of a world, with the fleets of all houses."""
    record = state.worlds[world]
    return Sighting(
        world=world,
        turn=state.turn,
        house=record.house,
        tier=record.tier,
        faction=record.faction,
        population=record.population,
        industry=record.industry,
        yard=record.yard,
        starbase=record.starbase,
        batteries=record.batteries,
        shield=record.shield,
        lit=state.lit(world),
        unrest=record.unrest,
        cooldown=record.cooldown,
        blockaded=record.blockaded,
        defence=rounded_defence(state, record),
        fleets=tuple(
            _sighted(fleet, state)
            for fleet in state.fleets_at(world)
            if not is_hidden(fleet, state.numbers.ships)
        ),
    )


def rounded_defence(state: CampaignState, world: World) -> int:
    """Return the defence of a world as others know it: a multiple of a step (C5.3)."""
    step = state.numbers.invasion.defence_step
    return (_defence(state, world) + step // 2) // step * step


def _defence(state: CampaignState, world: World) -> int:
    """Return the points of garrison, militia and batteries."""
    numbers = state.numbers
    points = sum(points_of(unit, numbers) for unit in world.garrison)
    if world.faction is not None:
        points += world.militia * numbers.units[numbers.factions[world.faction].militia].value
    return points + world.batteries * numbers.invasion.battery_defence


def _sighted(fleet: Fleet, state: CampaignState) -> FleetSighting:
    ships = state.numbers.ships
    return FleetSighting(
        house=fleet.house,
        attack=total_attack(fleet.ships, ships),
        hull=sum(ships.hulls[ship.hull].hull for ship in fleet.ships),
    )


def _is_partner(state: CampaignState, house: HouseId, world: World) -> bool:
    if world.house is None or world.house == house:
        return False
    return state.treaty(house, world.house).stance is Stance.PACT


def _refreshed(survey: Survey, state: CampaignState) -> Survey:
    world = state.worlds[survey.world]
    return replace(
        survey, militia=world.militia, batteries=world.batteries, garrison=world.garrison
    )


def _learn_owners(known: dict[WorldId, Sighting], state: CampaignState) -> None:
    for event in state.events:
        if isinstance(event, WorldCaptured) and event.world in known:
            known[event.world] = replace(known[event.world], house=event.house)
