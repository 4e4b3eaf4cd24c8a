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

from engine.campaign.bids import most_landed, shots_of, size_of, strongest
from engine.campaign.fleets import bombardment_of, passes_shoals
from engine.campaign.forces import GroundDefences, Side, make_force, seen_force
from engine.campaign.invasion import Initiative, weigh_initiative
from engine.campaign.resolver import MeanLosses, chance_of_points, losses_of_points, total_points
from engine.campaign.routes import eta, find_route
from engine.campaign.siege import Bombardment, forecast_bombardment
from engine.campaign.space_odds import ForceOdds, odds
from engine.campaign.vocabulary import (
    LANDINGS,
    Condition,
    Field,
    HouseId,
    Mission,
    Spying,
    Stance,
    WorldId,
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
    line = _line(view, seen) if fleet.mission in _DRAWS_FIRE and not is_own else None
    parties: list[HouseId | None] = [*sorted(view.houses)]
    for enemy in (*parties, None):
        is_owner = seen.house == enemy
        if not _is_enemy(view, seen, enemy):
            continue
        fleets = [one for one in seen.fleets if one.house == enemy]
        defences = line if is_owner else None
        if not fleets and defences is None:
            continue
        other = seen_force(_side_of(view, enemy, is_owner=is_owner), fleets, defences, ships)
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


def _side_of(view: View, house: HouseId | None, *, is_owner: bool) -> Side:
    if house is None:
        return Side(None, is_owner=is_owner)
    levels = view.houses[house].levels
    return Side(house, levels[Field.WEAPONS.place], levels[Field.DEFENCE.place], is_owner=is_owner)


def _line(view: View, seen: Sighting) -> GroundDefences | None:
    """Return the ground defences of a world as they count in a fight (C9.9)."""
    starbase = seen.starbase
    if starbase is not None and any(
        effect.kind is Spying.BLIND and effect.world == seen.world for effect in view.effects
    ):
        starbase = Condition.CRIPPLED
    defences = GroundDefences(seen.batteries, starbase)
    return defences if defences.stand else None


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
    survey = _fresh_survey(view, fleet.world)
    initiative = _initiative(view, seen, is_assault=is_assault, surveyed=survey is not None)
    if survey is None:
        defence, doubt = _rough_defence(view, seen, is_assault=is_assault)
    else:
        defence, doubt = _surveyed_defence(view, survey, seen, is_assault=is_assault), 0

    def chance(points: int) -> int:
        first = initiative.attacker_first
        return chance_of_points(
            attack, max(0, points), numbers, attacker_first=first, assault=is_assault
        )

    line = _line(view, seen) if is_assault else None
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


def _landed(view: View, fleet: Fleet) -> list[Unit]:
    most = most_landed(view.map.sites[fleet.world], fleet.mission, view.numbers)
    return strongest(fleet.units, most, view.numbers)


def _fresh_survey(view: View, world: WorldId) -> Survey | None:
    fresh = (one for one in view.surveys if one.world == world and one.until >= view.turn)
    return next(fresh, None)


def _rough_defence(view: View, seen: Sighting, *, is_assault: bool) -> tuple[int, int]:
    """Return the points of a defence as it was seen, and how far they may be off (C5.3)."""
    numbers = view.numbers.invasion
    pits = 0 if is_assault else seen.batteries * numbers.battery_defence
    return max(0, seen.defence - pits), numbers.defence_step // 2


def _surveyed_defence(view: View, survey: Survey, seen: Sighting, *, is_assault: bool) -> int:
    """Return the points that are fielded as a survey shows them (C10.4)."""
    numbers = view.numbers
    cap = size_of(view.map.sites[survey.world], numbers).field_cap
    pits = min(cap, survey.batteries) if is_assault else 0
    garrison = strongest(survey.garrison, cap - pits, numbers)
    points = total_points(garrison, numbers) + pits * numbers.units[numbers.invasion.pit].value
    if seen.house is None or seen.unrest >= view.turn:
        return points
    kind = numbers.factions[view.houses[seen.house].faction].militia
    watch = min(survey.militia, cap - pits - len(garrison))
    return points + watch * numbers.units[kind].value


def _initiative(view: View, seen: Sighting, *, is_assault: bool, surveyed: bool) -> Initiative:
    if seen.house is None:
        level = max(0, seen.tier - 1)
    else:
        level = view.houses[seen.house].levels[Field.GROUND_COMBAT.place]
    return weigh_initiative(
        view.house.level(Field.GROUND_COMBAT),
        level,
        surveyed=surveyed,
        assault=is_assault,
        starved=seen.blockaded >= view.numbers.invasion.siege_turns,
    )


def _bombardment(view: View, fleet: Fleet, seen: Sighting | None) -> Bombardment | None:
    if fleet.mission is not Mission.BOMBARD:
        return None
    ships = view.numbers.ships
    strikes = bombardment_of(fleet.ships, ships)
    return forecast_bombardment(strikes, 0 if seen is None else seen.shield, ships.siege)
