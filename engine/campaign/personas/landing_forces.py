"""The fifth step: war fleets and their landing forces: land, fill up, press, guard (C4.7, C10)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from engine.campaign.fleets import (
    bombardment_of,
    capacity_of,
    has_attack,
    has_duty,
    load_of,
    total_attack,
)
from engine.campaign.orders import FleetMission, Load, SetPosture, Unload
from engine.campaign.personas.garrisons import fill, is_fit, missing_points, spare_units
from engine.campaign.personas.gathering import gather
from engine.campaign.personas.landings import Landing, Target, is_home, least_chance, rate, worth_of
from engine.campaign.personas.settlers import nearest
from engine.campaign.resolver import total_points
from engine.campaign.shares import PERCENT
from engine.campaign.vocabulary import LANDINGS, Duty, Message, Mission, Posture

if TYPE_CHECKING:
    from engine.campaign.personas.planner import Planner
    from engine.campaign.records import Fleet, Unit
    from engine.campaign.vocabulary import HouseId, WorldId


def lead_forces(planner: Planner) -> list[Landing]:
    """Order missions for all war fleets; return the landings that are planned."""
    ships = planner.view.numbers.ships
    landings: list[Landing] = []
    fleets = [fleet for fleet in planner.idle_fleets if has_duty(fleet.ships, Duty.WAR, ships)]
    ranked = sorted(
        fleets,
        key=lambda fleet: (
            -total_points(fleet.units, planner.view.numbers),
            -total_attack(fleet.ships, ships),
            planner.lot(fleet.id),
        ),
    )
    for fleet in ranked:
        _keep_on(planner, fleet, landings)
    gather(planner, landings)
    for fleet in ranked:
        if fleet.id in planner.budget.fleets and fleet.id not in planner.busy:
            _lead(planner, planner.budget.fleets[fleet.id], landings)
    return landings


def _keep_on(planner: Planner, fleet: Fleet, landings: list[Landing]) -> None:
    """Keep a fleet on its way to a landing that still looks right."""
    if fleet.mission not in LANDINGS or not is_target(planner, fleet.target):
        return
    turns = planner.turns(fleet)
    if fleet.target not in turns:
        return
    found = rate(planner, fleet, fleet.target, turns[fleet.target])
    scores = planner.scores.landing
    if found is None or found.chance < least_chance(planner, fleet.target) - scores.keep_chance:
        return
    if planner.send(fleet, FleetMission(fleet.id, found.mission, fleet.target)):
        planner.reserved.add(fleet.target)
        landings.append(Landing(fleet.target, found.turns, found.mission))
        _set_posture(planner, fleet.id, found)


def is_target(planner: Planner, world: WorldId) -> bool:
    """Whether a world may be landed on as far as known: a free one, or that of an enemy."""
    view = planner.view
    if world not in view.sightings or world in view.worlds or world in planner.reserved:
        return False
    owner = view.owner(world)
    return view.is_free(world) if owner is None else _is_enemy(planner, owner)


def _is_enemy(planner: Planner, house: HouseId) -> bool:
    """Whether a house is at war with this one, or this packet declares war on it."""
    sent = planner.budget.messages
    is_told = house in sent and sent[house] is Message.DECLARE
    return house in planner.known.wars or (is_told and house in planner.known.others)


def _lead(planner: Planner, fleet: Fleet, landings: list[Landing]) -> None:
    _swap_wounded(planner, fleet)
    fleet = planner.budget.fleets[fleet.id]
    boarding, party, target = _best_target(planner, fleet)
    is_worthy = target is not None and target.score >= planner.scores.forces.worthy
    if not is_worthy and _leave_units(planner, fleet):
        fleet = planner.budget.fleets[fleet.id]
        boarding, party, target = _best_target(planner, fleet)
    numbers = planner.view.numbers
    capacity = capacity_of(fleet.ships, numbers.ships)
    load = load_of(party.units, numbers)
    forces = planner.scores.forces
    is_full = load * PERCENT >= capacity * forces.full_share
    if target is not None and (is_full or target.score >= forces.worthy):
        _land(planner, fleet, boarding, target, landings)
    elif not is_full and _fetch(planner, fleet, boarding):
        return
    elif target is not None:
        _land(planner, fleet, boarding, target, landings)
    else:
        _stand_by(planner, fleet, boarding)


def _best_target(planner: Planner, fleet: Fleet) -> tuple[tuple[Unit, ...], Fleet, Target | None]:
    """Return who could go aboard, the fleet as it would be then, and the best landing for it."""
    boarding = _boarding(planner, fleet)
    party = replace(fleet, units=(*fleet.units, *boarding))
    return boarding, party, planner.choose(_targets(planner, party))


def _boarding(planner: Planner, fleet: Fleet) -> tuple[Unit, ...]:
    if fleet.world not in planner.budget.worlds:
        return ()
    spare = spare_units(planner, planner.budget.worlds[fleet.world])
    return fill(planner, fleet.ships, fleet.units, spare)


def _swap_wounded(planner: Planner, fleet: Fleet) -> None:
    """Leave the wounded where they heal (C3.7)."""
    if fleet.world not in planner.budget.worlds or planner.budget.worlds[fleet.world].blockaded:
        return
    wounded = tuple(unit.id for unit in fleet.units if not is_fit(planner, unit))
    if wounded:
        planner.give(Unload(fleet.id, wounded))


def _targets(planner: Planner, party: Fleet) -> list[tuple[float, str, Target]]:
    """Return the landings that a party could try, scored: chances are good enough."""
    turns = planner.turns(party)
    found = []
    for world in nearest(planner, turns):
        if not is_target(planner, world):
            continue
        target = rate(planner, party, world, turns[world])
        if target is None:
            planner.note("invade", "no-chance")
        elif target.chance < least_chance(planner, world):
            planner.note("invade", "chance-too-low")
        elif target.score > planner.scores.landing.least_score:
            found.append((target.score, world, target))
    return found


def _land(
    planner: Planner,
    fleet: Fleet,
    boarding: tuple[Unit, ...],
    target: Target,
    landings: list[Landing],
) -> None:
    _load(planner, fleet, boarding)
    order = FleetMission(fleet.id, target.mission, target.world)
    if planner.send(planner.budget.fleets[fleet.id], order):
        planner.reserved.add(target.world)
        landings.append(Landing(target.world, target.turns, target.mission))
        _set_posture(planner, fleet.id, target)


def _set_posture(planner: Planner, name: str, target: Target) -> None:
    """Order the posture of a landing: HOLD for a home, BALANCED elsewhere."""
    posture = Posture.HOLD if is_home(planner, target.world) else Posture.BALANCED
    give_posture(planner, name, posture)


def give_posture(planner: Planner, name: str, posture: Posture) -> None:
    """Order a posture for a fleet, unless it has it."""
    if planner.budget.fleets[name].posture is not posture:
        planner.give(SetPosture(name, posture))


# Nothing to land on


def _fetch(planner: Planner, fleet: Fleet, boarding: tuple[Unit, ...]) -> bool:
    """Go where units can be spared, to fill up; whether there is such a world.

    Where enough of them heal, the fleet waits for them; who is here comes along.
    """
    turns = planner.turns(fleet)
    numbers = planner.view.numbers
    forces = planner.scores.forces
    room = capacity_of(fleet.ships, numbers.ships) - load_of(fleet.units, numbers)
    if not room:
        return False
    room -= load_of(boarding, numbers)
    if _heals_here(planner, fleet):
        _load(planner, fleet, boarding)
        return planner.send(
            planner.budget.fleets[fleet.id], FleetMission(fleet.id, Mission.MOVE, fleet.world)
        )
    found = []
    for name, world in sorted(planner.budget.worlds.items()):
        if name == fleet.world or name not in turns or name in planner.reserved:
            continue
        spare = min(room, load_of(spare_units(planner, world), numbers))
        if spare >= forces.fetch_value:
            found.append((spare / forces.fetch_value - turns[name], name, name))
    goal = planner.choose(found)
    if goal is None:
        return False
    _load(planner, fleet, boarding)
    give_posture(planner, fleet.id, _calm(planner, fleet))
    return planner.send(planner.budget.fleets[fleet.id], FleetMission(fleet.id, Mission.MOVE, goal))


def _load(planner: Planner, fleet: Fleet, boarding: tuple[Unit, ...]) -> None:
    if boarding:
        planner.give(Load(fleet.id, tuple(unit.id for unit in boarding)))


def _heals_here(planner: Planner, fleet: Fleet) -> bool:
    """Whether units that the world of a fleet can spare are only too hurt yet (C3.7)."""
    if fleet.world not in planner.budget.worlds or planner.budget.worlds[fleet.world].blockaded:
        return False
    garrison = planner.budget.worlds[fleet.world].garrison
    hurt = load_of((unit for unit in garrison if not is_fit(planner, unit)), planner.view.numbers)
    wanted = missing_points(planner, planner.budget.worlds[fleet.world])
    return min(hurt, -wanted) >= planner.scores.forces.fetch_value


def _calm(planner: Planner, fleet: Fleet) -> Posture:
    """Return the posture of a fleet that goes somewhere: away from fights if it is weak."""
    attack = total_attack(fleet.ships, planner.view.numbers.ships)
    is_weak = attack < planner.scores.forces.weak_attack
    return Posture.EVADE if is_weak else Posture.BALANCED


def _stand_by(planner: Planner, fleet: Fleet, boarding: tuple[Unit, ...]) -> None:
    """Guard a threatened world, press one of an enemy, carry units where they lack, or go home."""
    if _guard(planner, fleet) or _press(planner, fleet) or _reinforce(planner, fleet):
        return
    give_posture(planner, fleet.id, _calm(planner, fleet))
    fleet = planner.budget.fleets[fleet.id]
    worlds = planner.budget.worlds
    if boarding and fleet.world in worlds and worlds[fleet.world].yard:
        planner.give(Load(fleet.id, tuple(unit.id for unit in boarding)))
    home = _base(planner, fleet)
    if home is None:
        planner.busy.add(fleet.id)
        return
    planner.send(planner.budget.fleets[fleet.id], FleetMission(fleet.id, Mission.MOVE, home))


def _leave_units(planner: Planner, fleet: Fleet) -> bool:
    """Leave those aboard whom the garrison lacks, the weakest first; whether there are any."""
    if fleet.world not in planner.budget.worlds:
        return False
    world = planner.budget.worlds[fleet.world]
    missing = missing_points(planner, world)
    if missing < planner.scores.garrison.worth_leaving or not fleet.units:
        return False
    leaving = []
    for unit in sorted(fleet.units, key=lambda one: (one.hp, one.id)):
        if missing <= 0:
            break
        leaving.append(unit.id)
        missing -= total_points([unit], planner.view.numbers)
    return planner.give(Unload(fleet.id, tuple(leaving)))


def _reinforce(planner: Planner, fleet: Fleet) -> bool:
    """Carry units to an own world near by whose garrison is too weak; whether there is one.

    Fleets on their way there leave as many as are missing when they arrive.
    """
    if not fleet.units:
        return False
    turns = planner.turns(fleet)
    forces = planner.scores.forces
    found = []
    for name, world in sorted(planner.budget.worlds.items()):
        if name not in turns or turns[name] > forces.guard_turns or name == fleet.world:
            continue
        missing = missing_points(planner, world)
        if missing >= planner.scores.garrison.worth_leaving and name not in planner.reserved:
            found.append((missing / forces.fetch_value - turns[name], name, name))
    goal = planner.choose(found)
    if goal is None:
        return False
    planner.reserved.add(goal)
    give_posture(planner, fleet.id, _calm(planner, fleet))
    return planner.send(planner.budget.fleets[fleet.id], FleetMission(fleet.id, Mission.MOVE, goal))


def _base(planner: Planner, fleet: Fleet) -> WorldId | None:
    """Return the nearest own world with a yard, the home first; where it is if it lies there."""
    turns = planner.turns(fleet)
    home = planner.view.house.home
    yards = [
        (float((name == home) - turns[name]), name, name)
        for name, world in sorted(planner.budget.worlds.items())
        if world.yard and name in turns
    ]
    return planner.best(yards)[2] if yards else None


def _press(planner: Planner, fleet: Fleet) -> bool:
    """Bombard or blockade an enemy world that the fleet is strong enough for."""
    numbers = planner.view.numbers.ships
    attack = total_attack(fleet.ships, numbers)
    forces = planner.scores.forces
    if attack < forces.press_attack:
        return False
    turns = planner.turns(fleet)
    found = []
    for world in nearest(planner, turns):
        owner = planner.view.owner(world)
        if owner not in planner.known.wars or world not in planner.view.sightings:
            continue
        if attack * PERCENT < forces.press_share * planner.known.enemy_attack(world):
            planner.note("blockade", "too-weak")
            _aim(planner, world, attack, turns[world])
        elif turns[world] <= forces.guard_turns and world not in planner.reserved:
            score = worth_of(planner, world) - forces.press_cost * turns[world]
            found.append((score, world, world))
    goal = planner.choose(found)
    if goal is None:
        return False
    shells = bombardment_of(fleet.ships, numbers) - (
        numbers.siege.shield_cancels * planner.view.sightings[goal].shield
    )
    is_cruel = planner.persona.war >= forces.bombard_war and planner.view.lit(goal) > 1
    bombards = shells >= forces.press_bombardment and is_cruel
    mission = Mission.BOMBARD if bombards else Mission.BLOCKADE
    give_posture(planner, fleet.id, Posture.BALANCED)
    planner.reserved.add(goal)
    return planner.send(planner.budget.fleets[fleet.id], FleetMission(fleet.id, mission, goal))


def _aim(planner: Planner, world: WorldId, attack: int, turns: int) -> None:
    """Note a world that would be pressed if its starbase were blinded (C7.4)."""
    blinded = planner.view.numbers.diplomacy.espionage.blind_harvests - 1
    if not planner.view.has_starbase(world) or turns > blinded:
        return
    left = planner.known.enemy_attack(world) - planner.view.numbers.ships.starbase.attack
    if attack * PERCENT >= planner.scores.forces.press_share * left:
        planner.aims[world] = turns


def _guard(planner: Planner, fleet: Fleet) -> bool:
    """Guard an own world near which enemies were seen."""
    numbers = planner.view.numbers.ships
    if not has_attack(fleet, numbers):
        return False
    turns = planner.turns(fleet)
    attack = total_attack(fleet.ships, numbers)
    forces = planner.scores.forces
    found = []
    for name, world in sorted(planner.budget.worlds.items()):
        threat = planner.known.threat(name)
        if not threat or name not in turns or turns[name] > forces.guard_turns:
            continue
        if attack * PERCENT < forces.guard_share * threat:
            planner.note("guard", "too-weak")
            continue
        score = (world.population + world.industry) / planner.scores.landing.population_per_point
        found.append((score - forces.press_cost * turns[name], name, name))
    goal = planner.choose(found)
    if goal is None:
        return False
    give_posture(planner, fleet.id, Posture.HOLD)
    return planner.send(
        planner.budget.fleets[fleet.id], FleetMission(fleet.id, Mission.GUARD, goal)
    )
