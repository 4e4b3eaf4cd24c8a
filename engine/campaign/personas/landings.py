"""The worth and the chance of landings: what landing forces choose between."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from engine.campaign.bids import most_landed, shots_of, strongest
from engine.campaign.fleets import has_attack
from engine.campaign.forces import Side, make_force, seen_force
from engine.campaign.known_defences import known_side
from engine.campaign.resolver import chance_of_points, total_points
from engine.campaign.shares import THOUSAND, share
from engine.campaign.space_odds import keeping_chance
from engine.campaign.vocabulary import Field, Mission

if TYPE_CHECKING:
    from engine.campaign.forces import Force, GroundDefences
    from engine.campaign.personas.planner import Planner
    from engine.campaign.records import Fleet, FleetSighting
    from engine.campaign.vocabulary import HouseId, WorldId


class Target(NamedTuple):
    """A landing that a party could try: its score is its worth by its chance, less its cost.

    *sky* is the chance to keep the sky, *chance* that of the whole.
    """

    world: WorldId
    mission: Mission
    turns: int
    worth: float
    sky: float
    chance: float
    score: float


class Landing(NamedTuple):
    """A landing under way or planned: who surveys looks at these first."""

    world: WorldId
    turns: int
    mission: Mission


def worth_of(planner: Planner, world: WorldId) -> float:
    """Return what taking a world of another house, or a free one, is worth."""
    return planner.recall("worth", world, None, lambda: _weigh(planner, world))


def _weigh(planner: Planner, world: WorldId) -> float:
    scores = planner.scores.landing
    seen = planner.view.sightings[world]
    worth = scores.anchor * seen.lit + (seen.population + seen.industry) / (
        scores.population_per_point
    )
    if seen.house is None:
        return worth + scores.free * seen.tier
    if planner.view.houses[seen.house].home == world:
        worth += scores.home
    if seen.house == planner.known.leader:
        worth += scores.leader
    return worth * (scores.war_base + scores.war_weight * planner.persona.war)


def least_chance(planner: Planner, world: WorldId) -> float:
    """Return the chance from which a landing is tried."""
    scores = planner.scores.landing
    least = scores.least_chance + scores.caution_chance * planner.persona.caution
    if planner.view.owner(world) is None:
        return least - scores.free_chance
    return least - scores.home_chance if is_home(planner, world) else least


def is_home(planner: Planner, world: WorldId) -> bool:
    """Whether a world is the home of a house that has it, as far as known."""
    owner = planner.view.owner(world)
    return owner is not None and planner.view.houses[owner].home == world


def rate(planner: Planner, party: Fleet, world: WorldId, turns: int) -> Target | None:
    """Return the better one of invading and assaulting a world with a party; None if neither can
    be done.

    A party is a fleet as it would be when it leaves.
    """
    seen = planner.view.sightings[world]
    late = max(turns, seen.cooldown - planner.view.turn + 2)
    if not party.units or late > planner.scores.landing.most_turns:
        return None
    is_armed = has_attack(party, planner.view.numbers.ships)
    missions = [Mission.INVADE] if is_armed else [Mission.ASSAULT]
    if is_armed and planner.known.line(world) is not None:
        missions.append(Mission.ASSAULT)
    rated = (_rate(planner, party, world, mission, late) for mission in missions)
    found = [one for one in rated if one is not None]
    return max(found, key=lambda one: one.score) if found else None


def _rate(
    planner: Planner, party: Fleet, world: WorldId, mission: Mission, turns: int
) -> Target | None:
    numbers = planner.view.numbers
    scores = planner.scores.landing
    is_assault = mission is Mission.ASSAULT
    line = planner.known.line(world)
    site = planner.view.map.sites[world]
    most = most_landed(site, mission, numbers)
    points = _points(planner, party, most)
    if is_assault:
        points = _under_flak(planner, points, line, min(most, len(party.units)))
    defence = planner.known.defence(world, assault=is_assault, turns=turns).points
    ground = chance_of_points(
        points,
        defence,
        numbers,
        attacker_first=planner.known.attacker_first(world, mission),
        assault=is_assault,
    )
    if ground / THOUSAND < _hopeless(planner, world):
        return None
    sky = sky_chance(planner, party, world, mission)
    chance = sky * ground / THOUSAND
    worth = worth_of(planner, world)
    score = worth * chance - scores.turn_cost * turns
    if line is not None and not is_assault:
        score -= scores.line_cost * planner.known.line_attack(line)
    if is_assault:
        chance -= scores.assault_chance
        score = worth * chance - scores.turn_cost * turns - scores.assault_cost * (1 - chance)
    return Target(world, mission, turns, worth, sky, chance, score)


def _points(planner: Planner, party: Fleet, most: int) -> int:
    """Return the points of the strongest units of a party, remembered as long as it is weighed."""
    numbers = planner.view.numbers
    return planner.recall(
        f"points {most}",
        party.id,
        party.units,
        lambda: total_points(strongest(party.units, most, numbers), numbers),
    )


def _hopeless(planner: Planner, world: WorldId) -> float:
    """Return the chance on the ground below which no chance in the sky helps."""
    least = least_chance(planner, world) - planner.scores.landing.keep_chance
    return min(least, planner.scores.forces.launch_chance) if is_home(planner, world) else least


def _under_flak(planner: Planner, points: int, line: GroundDefences | None, landing: int) -> int:
    """Return the points that are left on average after the flak of an assault (C10.3)."""
    if line is None or not landing:
        return points
    shots = shots_of(line.batteries, line.starbase, planner.view.numbers)
    return max(0, round(points * (1 - planner.scores.landing.flak_loss * shots / landing)))


def sky_chance(planner: Planner, party: Fleet, world: WorldId, mission: Mission) -> float:
    """Return the chance that a party keeps the sky at a world, against what is known (C9.10).

    The ground defences fight whoever comes to invade, bombard or blockade, not an assault.
    """
    fleets = planner.known.fleets(world)
    line = None if mission is Mission.ASSAULT else planner.known.line(world)
    if not fleets and line is None:
        return 1.0
    return planner.recall(
        f"sky {world} {mission}",
        party.id,
        party.ships,
        lambda: _keeping(planner, party, world, fleets, line),
    )


def _keeping(
    planner: Planner,
    party: Fleet,
    world: WorldId,
    fleets: tuple[FleetSighting, ...],
    line: GroundDefences | None,
) -> float:
    """Return the exact chance; it is not worked out where the first volley ends the fight, or where
    the owner's force is too large to be destroyed.

    *fleets* of others than the owner count for it, too: nobody knows whom they would fight.
    """
    numbers = planner.view.numbers.ships
    house = planner.view.house
    side = Side(house.id, house.level(Field.WEAPONS), house.level(Field.DEFENCE))
    own = make_force(side, [party], None, numbers)
    owner = planner.view.owner(world)
    is_owners = line is not None or any(fleet.house == owner for fleet in fleets)
    theirs = _enemy_force(planner, owner if is_owners else fleets[0].house, fleets, line)
    combat = numbers.combat
    weakest = share(own.attack(0), combat.volley_shares[0])
    if weakest >= theirs.endurance and own.endurance > theirs.attack(0):
        return 1.0
    likely = planner.scores.landing.sky_share * own.attack(0) * combat.rounds
    if is_owners and likely < theirs.endurance:
        return 0.0
    return float(keeping_chance(own, theirs, combat))


def _enemy_force(
    planner: Planner,
    house: HouseId | None,
    fleets: tuple[FleetSighting, ...],
    line: GroundDefences | None,
) -> Force:
    side = known_side(planner.view, house, is_owner=True)
    return seen_force(side, fleets, line, planner.view.numbers.ships)
