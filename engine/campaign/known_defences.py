"""What a house knows of the defences of a world, as fights in space and landings count them.

Everything is taken from its view: a sighting in figures (C5.2, C5.3), or a fresh survey (C7.4).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.campaign.bids import size_of, strongest
from engine.campaign.forces import GroundDefences, Side
from engine.campaign.invasion import Initiative, weigh_initiative
from engine.campaign.resolver import total_points
from engine.campaign.vocabulary import Condition, Field, Spying

if TYPE_CHECKING:
    from engine.campaign.records import Sighting, Survey
    from engine.campaign.view import View
    from engine.campaign.vocabulary import HouseId, WorldId


def fresh_survey(view: View, world: WorldId) -> Survey | None:
    """Return the survey of a world that is fresh, if there is one (C7.4)."""
    fresh = (one for one in view.surveys if one.world == world and one.until >= view.turn)
    return next(fresh, None)


def known_line(view: View, seen: Sighting) -> GroundDefences | None:
    """Return the ground defences of a world as they count in a fight, if there are any (C9.9)."""
    starbase = seen.starbase
    if starbase is not None and any(
        effect.kind is Spying.BLIND and effect.world == seen.world for effect in view.effects
    ):
        starbase = Condition.CRIPPLED
    defences = GroundDefences(seen.batteries, starbase)
    return defences if defences.stand else None


def known_side(view: View, house: HouseId | None, *, is_owner: bool) -> Side:
    """Return the side of a house in a fight, or that of a free world, with its levels (C5.5)."""
    if house is None:
        return Side(None, is_owner=is_owner)
    levels = view.houses[house].levels
    return Side(house, levels[Field.WEAPONS.place], levels[Field.DEFENCE.place], is_owner=is_owner)


def rough_defence(view: View, seen: Sighting, *, is_assault: bool) -> int:
    """Return the points that are fielded against a landing, by the figure that was seen (C5.3).

    Batteries count where they stand on the board. Because the figure is rounded, the points may be
    below 0.
    """
    pits = 0 if is_assault else seen.batteries * view.numbers.invasion.battery_defence
    return seen.defence - pits


def surveyed_defence(view: View, survey: Survey, seen: Sighting, *, is_assault: bool) -> int:
    """Return the points that are fielded against a landing, as a survey shows them (C10.4)."""
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


def known_initiative(view: View, seen: Sighting, *, is_assault: bool) -> Initiative:
    """Return what decides who goes first in a landing of the house of a view (C10.5)."""
    if seen.house is None:
        defence = max(0, seen.tier - 1)
    else:
        defence = view.houses[seen.house].levels[Field.GROUND_COMBAT.place]
    return weigh_initiative(
        view.house.level(Field.GROUND_COMBAT),
        defence,
        surveyed=fresh_survey(view, seen.world) is not None,
        assault=is_assault,
        starved=seen.blockaded >= view.numbers.invasion.siege_turns,
    )
