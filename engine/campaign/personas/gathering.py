"""The muster of all landing forces: they gather at home until one fleet can take an enemy home.

Plans remember nothing: the turns in which forces gather follow from the turn itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from engine.campaign.bids import most_landed, strongest
from engine.campaign.fleets import (
    capacity_of,
    has_attack,
    has_duty,
    most_ships,
    total_attack,
)
from engine.campaign.orders import FleetMission, Join, Load, SetPosture
from engine.campaign.personas.garrisons import fill, spare_units
from engine.campaign.personas.landings import Landing, rate
from engine.campaign.resolver import total_points
from engine.campaign.shares import PERCENT
from engine.campaign.vocabulary import Duty, Mission, Posture

if TYPE_CHECKING:
    from engine.campaign.personas.landings import Target
    from engine.campaign.personas.planner import Planner
    from engine.campaign.records import Fleet
    from engine.campaign.vocabulary import WorldId


class _Goal(NamedTuple):
    world: WorldId
    points: int


def gather(planner: Planner, landings: list[Landing]) -> None:
    """Gather the landing forces at home, or send them against the weakest enemy home."""
    if not _is_time(planner):
        return
    goal = _weakest_home(planner)
    if goal is None:
        return
    forces = planner.scores.forces
    rally = planner.view.house.home
    if rally not in planner.budget.worlds or planner.budget.worlds[rally].blockaded:
        return
    if _all_points(planner, goal.world) * PERCENT < (
        forces.gather_share * goal.points + forces.gather_points * PERCENT
    ):
        planner.note("invade", "muster-too-weak")
        return
    if planner.view.has_starbase(goal.world):
        planner.aims[goal.world] = 1
    if not _launch(planner, goal, landings):
        _call_together(planner, rally)


def _is_time(planner: Planner) -> bool:
    """Whether forces gather in this turn: so many turns, then some turns of rest."""
    forces = planner.scores.forces
    since = planner.view.turn - forces.gather_turn
    return since >= 0 and since % (forces.gather_turns + forces.gather_rest) < forces.gather_turns


def _weakest_home(planner: Planner) -> _Goal | None:
    view = planner.view
    homes = []
    for house in planner.known.wars:
        home = view.houses[house].home
        if home in view.sightings and view.owner(home) == house:
            points = planner.known.defence(home, assault=False, turns=1).points
            if view.sightings[home].cooldown <= view.turn + 1:
                homes.append((-float(points), home, _Goal(home, points)))
    return planner.best(homes)[2] if homes else None


def _war_fleets(planner: Planner) -> list[Fleet]:
    ships = planner.view.numbers.ships
    return [
        fleet
        for _, fleet in sorted(planner.budget.fleets.items())
        if has_duty(fleet.ships, Duty.WAR, ships)
        and (fleet.id not in planner.busy or fleet.mission is not Mission.INVADE)
    ]


def _all_points(planner: Planner, goal: WorldId) -> int:
    """Return the points of those who could land together: aboard, and spare at yards."""
    numbers = planner.view.numbers
    units = [unit for fleet in _war_fleets(planner) for unit in fleet.units]
    for _, world in sorted(planner.budget.worlds.items()):
        if world.yard:
            units.extend(spare_units(planner, world))
    most = most_landed(planner.view.map.sites[goal], Mission.INVADE, numbers)
    return total_points(strongest(units, most, numbers), numbers)


def _launch(planner: Planner, goal: _Goal, landings: list[Landing]) -> bool:
    """Send all fleets that gathered, if together they are strong enough; as few as can be."""
    there = _gathered(planner, goal.world)
    if not there:
        return False
    ships = tuple(ship for fleet in there for ship in fleet.ships)
    units = tuple(unit for fleet in there for unit in fleet.units)
    spare = spare_units(planner, planner.budget.worlds[there[0].world])
    party = replace(there[0], ships=ships, units=(*units, *fill(planner, ships, units, spare)))
    target = _strong_enough(planner, goal, party)
    if target is None:
        planner.note("invade", "launch-too-weak")
        return False
    leader, joining = there[0], _joining(planner, there)
    for fleet in joining:
        planner.give(Join(fleet.id, leader.id))
        planner.busy.add(fleet.id)
    for fleet in there:
        if fleet not in joining:
            _send(planner, planner.budget.fleets[fleet.id], target)
    planner.reserved.add(goal.world)
    landings.append(Landing(goal.world, target.turns, target.mission))
    return True


def _send(planner: Planner, fleet: Fleet, target: Target) -> None:
    """Send a fleet that gathered: it lands if it can, and fights for the sky else."""
    world = planner.budget.worlds[fleet.world]
    boarding = fill(planner, fleet.ships, fleet.units, spare_units(planner, world))
    if boarding:
        planner.give(Load(fleet.id, tuple(unit.id for unit in boarding)))
    fleet = planner.budget.fleets[fleet.id]
    if fleet.posture is not Posture.HOLD:
        planner.give(SetPosture(fleet.id, Posture.HOLD))
    is_armed = has_attack(fleet, planner.view.numbers.ships)
    if fleet.units and (is_armed or target.mission is Mission.ASSAULT):
        mission = target.mission
    elif is_armed:
        mission = Mission.BLOCKADE
    else:
        return
    planner.send(planner.budget.fleets[fleet.id], FleetMission(fleet.id, mission, target.world))


def _joining(planner: Planner, there: list[Fleet]) -> list[Fleet]:
    """Return the fleets that find room in the first one, in their order."""
    room = most_ships(planner.view.house, planner.view.numbers.ships) - len(there[0].ships)
    joining = []
    for fleet in there[1:]:
        if len(fleet.ships) <= room:
            room -= len(fleet.ships)
            joining.append(fleet)
    return joining


def _strong_enough(planner: Planner, goal: _Goal, party: Fleet) -> Target | None:
    """Return the landing that a party tries on a home, if it is strong enough for it."""
    numbers, forces = planner.view.numbers, planner.scores.forces
    turns = planner.turns(party)
    if goal.world not in turns:
        return None
    most = most_landed(planner.view.map.sites[goal.world], Mission.INVADE, numbers)
    points = total_points(strongest(party.units, most, numbers), numbers)
    if points * PERCENT < forces.launch_share * goal.points + forces.launch_points * PERCENT:
        return None
    target = rate(planner, party, goal.world, turns[goal.world])
    return None if target is None or target.chance < forces.launch_chance else target


def _gathered(planner: Planner, goal: WorldId) -> list[Fleet]:
    """Return the war fleets at home that reach a world together, the one with most room first."""
    numbers = planner.view.numbers.ships
    there = [
        fleet
        for fleet in _war_fleets(planner)
        if fleet.world == planner.view.house.home and fleet.id not in planner.busy
    ]
    ranked = sorted(
        there,
        key=lambda fleet: (
            -capacity_of(fleet.ships, numbers),
            -total_attack(fleet.ships, numbers),
            planner.lot(fleet.id),
        ),
    )
    turns = [planner.turns(fleet) for fleet in ranked]
    return [
        fleet
        for fleet, ways in zip(ranked, turns, strict=True)
        if goal in ways and goal in turns[0] and ways[goal] == turns[0][goal]
    ]


def _call_together(planner: Planner, rally: WorldId) -> None:
    """Call all war fleets home that are near enough, and load who is there."""
    forces = planner.scores.forces
    for fleet in _war_fleets(planner):
        if fleet.id in planner.busy:
            continue
        turns = planner.turns(fleet)
        if rally not in turns or turns[rally] > forces.gather_turns:
            continue
        if fleet.world in planner.budget.worlds:
            spare = spare_units(planner, planner.budget.worlds[fleet.world])
            boarding = fill(planner, fleet.ships, fleet.units, spare)
            if boarding:
                planner.give(Load(fleet.id, tuple(unit.id for unit in boarding)))
        current = planner.budget.fleets[fleet.id]
        planner.send(current, FleetMission(fleet.id, Mission.MOVE, rally))
