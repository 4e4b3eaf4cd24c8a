"""The fourth step: colony ships and the worlds that they go to (C3.9)."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from engine.campaign.fleets import has_attack, has_duty
from engine.campaign.orders import FleetMission, Salvage
from engine.campaign.shares import PERCENT
from engine.campaign.vocabulary import Duty, Mission

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.campaign.personas.planner import Planner
    from engine.campaign.records import Fleet
    from engine.campaign.vocabulary import WorldId


def send_settlers(planner: Planner) -> None:
    """Send each colony ship to the best world that nobody goes for yet."""
    ships = planner.view.numbers.ships
    fleets = [
        fleet
        for fleet in planner.idle_fleets
        if has_duty(fleet.ships, Duty.COLONISING, ships) and not has_attack(fleet, ships)
    ]
    for fleet in sorted(fleets, key=lambda one: (one.mission is not Mission.COLONISE, one.id)):
        _send(planner, fleet)


def _send(planner: Planner, fleet: Fleet) -> None:
    turns = planner.turns(fleet)
    target = fleet.target
    if (
        fleet.mission is Mission.COLONISE
        and is_open(planner, target)
        and not (fleet.world == target and _is_guarded(planner, target))
    ):
        planner.busy.add(fleet.id)
        planner.reserved.add(target)
        return
    scored = [
        (score_of(planner, world, turns[world]), world, world)
        for world in nearest(planner, turns)
        if is_open(planner, world) and not _is_guarded(planner, world)
    ]
    scored = [one for one in scored if one[0] > planner.scores.settling.least]
    chosen = planner.choose(scored)
    if chosen is not None and planner.send(fleet, FleetMission(fleet.id, Mission.COLONISE, chosen)):
        planner.reserved.add(chosen)
        return
    planner.note("colonise", "no-place")
    _scrap(planner, fleet)


def _scrap(planner: Planner, fleet: Fleet) -> None:
    """Scrap a colony ship for which there is no place, or wait for one at home."""
    planner.busy.add(fleet.id)
    world = planner.budget.worlds.get(fleet.world)
    if world is not None and world.yard and not world.blockaded:
        planner.give(Salvage(fleet.id, tuple(ship.id for ship in fleet.ships)))
    elif fleet.target != planner.view.house.home:
        planner.send(fleet, FleetMission(fleet.id, Mission.MOVE, planner.view.house.home))


def nearest(planner: Planner, turns: Mapping[WorldId, int]) -> list[WorldId]:
    """Return the worlds that a step looks at: the nearest, in the order of `turns_from`."""
    return list(islice(turns, planner.scores.most_candidates))


def is_open(planner: Planner, world: WorldId) -> bool:
    """Whether a world can be settled as far as known, and nobody goes for it."""
    view = planner.view
    return (
        view.map.sites[world].anchors > 0
        and world not in planner.reserved
        and view.owner(world) is None
        and not view.is_free(world)
        and world not in planner.known.homes
    )


def _is_guarded(planner: Planner, world: WorldId) -> bool:
    return any(fleet.attack for fleet in planner.known.fleets(world))


def score_of(planner: Planner, world: WorldId, turns: int) -> float:
    """Return the score of settling a world after so many turns."""
    worth = planner.recall("settlement", world, None, lambda: _worth_of(planner, world))
    return worth - planner.scores.settling.turn_cost * turns


def _worth_of(planner: Planner, world: WorldId) -> float:
    scores = planner.scores.settling
    numbers = planner.view.numbers.worlds
    site = planner.view.map.sites[world]
    kind = numbers.classes[site.world_class]
    output = kind.raw * numbers.richness[site.richness].output / (PERCENT * PERCENT)
    score = scores.anchor * site.anchors + kind.most_population * output / scores.population
    score *= scores.base + scores.growth * planner.persona.growth
    enemy = planner.known.points_to(world, planner.known.feared)
    if enemy is not None and enemy <= scores.near_points:
        score -= scores.near_cost
    return score
