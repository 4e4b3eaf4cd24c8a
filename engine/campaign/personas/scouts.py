"""The sixth step: scouts and the worlds that they look at (C5.1, C5.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.campaign.fleets import is_all
from engine.campaign.orders import FleetMission, Salvage
from engine.campaign.personas.settlers import nearest
from engine.campaign.vocabulary import Duty, Mission

if TYPE_CHECKING:
    from engine.campaign.personas.planner import Planner
    from engine.campaign.records import Fleet
    from engine.campaign.vocabulary import WorldId


def send_scouts(planner: Planner) -> None:
    """Send each fleet of scouts where there is most to see; scrap those beyond need."""
    ships = planner.view.numbers.ships
    fleets = [fleet for fleet in planner.idle_fleets if is_all(fleet.ships, Duty.SCOUTING, ships)]
    for index, fleet in enumerate(fleets):
        if index >= planner.scores.scouting.fleets and _scrap(planner, fleet):
            continue
        _send(planner, fleet)


def _scrap(planner: Planner, fleet: Fleet) -> bool:
    world = planner.budget.worlds.get(fleet.world)
    if world is None or not world.yard or world.blockaded:
        return False
    planner.busy.add(fleet.id)
    return planner.give(Salvage(fleet.id, tuple(ship.id for ship in fleet.ships)))


def _send(planner: Planner, fleet: Fleet) -> None:
    turns = planner.turns(fleet)
    if fleet.mission is Mission.SPY and fleet.target != fleet.world and fleet.target in turns:
        planner.busy.add(fleet.id)
        planner.reserved.add(_key(fleet.target))
        return
    scored = [
        (_score(planner, world, turns[world]), world, world)
        for world in nearest(planner, turns)
        if world not in planner.view.worlds and _key(world) not in planner.reserved
    ]
    chosen = planner.choose([one for one in scored if one[0] > 0])
    if chosen is None:
        planner.note("spy", "nothing-to-see")
        planner.busy.add(fleet.id)
        return
    planner.reserved.add(_key(chosen))
    planner.send(fleet, FleetMission(fleet.id, Mission.SPY, chosen))


def _key(world: WorldId) -> str:
    """Return the key under which a world is reserved for scouts, who are in nobody's way."""
    return f"scout {world}"


def _score(planner: Planner, world: WorldId, turns: int) -> float:
    """Return what there is to see: at the world and around it, by the age of what is known."""
    scores = planner.scores.scouting
    view = planner.view
    score = 0.0
    for place, share in ((world, 1.0), *((near, scores.near) for near in view.map.lanes[world])):
        if place in view.worlds or place in view.seen:
            continue
        age = min(scores.most_age, planner.known.age(place))
        weight = 1.0
        owner = view.owner(place)
        if owner is not None:
            weight = scores.enemy if owner in planner.known.wars else scores.house
        elif place not in view.sightings:
            weight = scores.unseen
        elif not view.map.sites[place].anchors:
            weight = scores.hollow
        score += share * weight * age
    return score - scores.turn_cost * turns
