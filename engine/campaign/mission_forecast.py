"""What a house can expect of a mission before it orders it, from what it knows (C9.10, C10.10).

Choice (C9.10): a forecast counts the fleets of the house that lie at the target now, and those of
its enemies that were seen there last; whoever else is on the way is not in it. Houses against which
war is declared count as enemies. Choice (C10.4): of a defence that is only known roughly (C5.3) all
points are fielded, without the batteries where no pits stand on the board.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from engine.campaign.bids import most_landed, shots_of, strongest
from engine.campaign.fleets import bombardment_of, passes_shoals
from engine.campaign.forces import Side, make_force, seen_force
from engine.campaign.invasion import Initiative
from engine.campaign.known_defences import (
    fresh_survey,
    known_initiative,
    known_line,
    known_side,
    rough_defence,
    surveyed_defence,
)
from engine.campaign.resolver import MeanLosses, chance_of_points, losses_of_points, total_points
from engine.campaign.routes import eta, find_route
from engine.campaign.siege import Bombardment, forecast_bombardment
from engine.campaign.space_odds import ForceOdds, odds
from engine.campaign.vocabulary import (
    LANDINGS,
    Field,
    HouseId,
    Mission,
    Stance,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.campaign.budget import Budget
    from engine.campaign.orders import FleetMission
    from engine.campaign.records import Fleet, Sighting, Survey, Unit
    from engine.campaign.view import View


class SkyForecast(msgspec.Struct, frozen=True):
    """The odds of a fight for the sky against an enemy; None stands for a free world's line."""

    enemy: HouseId | None
    own: ForceOdds
    other: ForceOdds


class LandingForecast(msgspec.Struct, frozen=True):
    """The odds of a landing, in thousandths, as if it were resolved (C10.10).

    *exact* says that a fresh survey shows the defence; else *least* and *most* are the chances at
    the ends of what the rounded figure stands for.
    """

    attack: int
    defence: int
    exact: bool
    initiative: Initiative
    chance: int
    least: int
    most: int
    losses: MeanLosses
    """What the attacker loses of its body, on average."""
    landed: int
    rounds: int
    shots: int
    """How often the line shoots at the boats first (C10.3); this is not in the chance."""
    cooldown: int
    """Last turn in which nobody can land there, 0 if anybody can (C10.8)."""


class MissionForecast(msgspec.Struct, frozen=True):
    """What is known of a mission: how many turns it takes, and what awaits the fleet there.

    *seen* is the turn of the last sighting of the world, None if it was never seen.
    """

    turns: int
    seen: int | None
    sky: tuple[SkyForecast, ...]
    landing: LandingForecast | None
    bombardment: Bombardment | None


def forecast_mission(view: View, budget: Budget, order: FleetMission) -> MissionForecast:
    """Return what the house of a view can expect of a mission that `check` accepts."""
    fleet = budget.fleets[order.fleet]
    ships = view.numbers.ships
    shoals = passes_shoals(fleet.ships, ships)
    route = find_route(view.map, ships, fleet.world, order.world, shoals=shoals)
    assert route is not None, "check refuses a mission without a way"
    there = replace(fleet, world=order.world, mission=order.mission, target=order.world)
    sighting = view.sightings[order.world] if order.world in view.sightings else None
    return MissionForecast(
        turns=eta(route, ships),
        seen=None if sighting is None else sighting.turn,
        sky=() if sighting is None else tuple(_sky(view, budget, there, sighting)),
        landing=forecast_landing(view, there),
        bombardment=_bombardment(view, there, sighting),
    )


# In the sky


def _sky(view: View, budget: Budget, fleet: Fleet, seen: Sighting) -> Iterator[SkyForecast]:
    """Yield the odds against each enemy that would fight for the sky of a world (C9.1)."""
    ships = view.numbers.ships
    companions = [
        other
        for other in budget.fleets.values()
        if other.world == fleet.world and other.id != fleet.id
    ]
    house = view.house
    is_own = fleet.world in view.worlds
    side = Side(house.id, house.level(Field.WEAPONS), house.level(Field.DEFENCE), is_owner=is_own)
    own = make_force(side, [fleet, *companions], None, ships)
    line = known_line(view, seen) if fleet.mission in _DRAWS_FIRE and not is_own else None
    parties: list[HouseId | None] = [*sorted(view.houses)]
    for enemy in (*parties, None):
        is_owner = seen.house == enemy
        if not _is_enemy(view, seen, enemy):
            continue
        fleets = [one for one in seen.fleets if one.house == enemy]
        defences = line if is_owner else None
        if not fleets and defences is None:
            continue
        other = seen_force(known_side(view, enemy, is_owner=is_owner), fleets, defences, ships)
        if own.attack(0) or other.attack(0):
            both = odds(own, other, ships.combat)
            yield SkyForecast(enemy, *both.forces)


_DRAWS_FIRE = frozenset({Mission.INVADE, Mission.BOMBARD, Mission.BLOCKADE})
"""The missions of fleets that ground defences fight (C9.1)."""


def _is_enemy(view: View, seen: Sighting, house: HouseId | None) -> bool:
    if house is None:
        return seen.house is None and seen.tier > 0
    if house == view.house.id:
        return False
    treaty = view.treaty(house)
    return treaty.stance is Stance.WAR or bool(treaty.declared)


# On the ground


def forecast_landing(view: View, fleet: Fleet) -> LandingForecast | None:
    """Return the odds of the landing of a fleet where it is; None without one, or if the world was
    never seen.
    """
    if fleet.mission not in LANDINGS or fleet.world not in view.sightings:
        return None
    numbers = view.numbers
    seen = view.sightings[fleet.world]
    is_assault = fleet.mission is Mission.ASSAULT
    landed = _landed(view, fleet)
    attack = total_points(landed, numbers)
    survey = fresh_survey(view, fleet.world)
    initiative = known_initiative(view, seen, is_assault=is_assault)
    defence, doubt = _defence(view, seen, survey, is_assault=is_assault)

    def chance(points: int) -> int:
        first = initiative.attacker_first
        return chance_of_points(
            attack, max(0, points), numbers, attacker_first=first, assault=is_assault
        )

    line = known_line(view, seen) if is_assault else None
    return LandingForecast(
        attack=attack,
        defence=defence,
        exact=survey is not None,
        initiative=initiative,
        chance=chance(defence),
        least=chance(defence + doubt),
        most=chance(defence - doubt),
        losses=losses_of_points(attack, defence, chance(defence), numbers),
        landed=len(landed),
        rounds=numbers.invasion.assault_rounds if is_assault else numbers.invasion.invade_rounds,
        shots=0 if line is None else shots_of(line.batteries, line.starbase, numbers),
        cooldown=seen.cooldown if seen.cooldown >= view.turn else 0,
    )


def _defence(
    view: View, seen: Sighting, survey: Survey | None, *, is_assault: bool
) -> tuple[int, int]:
    """Return the points of a defence as far as known, and how far they may be off."""
    if survey is not None:
        return surveyed_defence(view, survey, seen, is_assault=is_assault), 0
    points = max(0, rough_defence(view, seen, is_assault=is_assault))
    return points, view.numbers.invasion.defence_step // 2


def _landed(view: View, fleet: Fleet) -> list[Unit]:
    most = most_landed(view.map.sites[fleet.world], fleet.mission, view.numbers)
    return strongest(fleet.units, most, view.numbers)


def _bombardment(view: View, fleet: Fleet, seen: Sighting | None) -> Bombardment | None:
    if fleet.mission is not Mission.BOMBARD:
        return None
    ships = view.numbers.ships
    strikes = bombardment_of(fleet.ships, ships)
    return forecast_bombardment(strikes, 0 if seen is None else seen.shield, ships.siege)
