"""The seventh step: one spy mission a turn (C7)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.campaign.espionage import forecast_spy_mission
from engine.campaign.orders import SpyMission
from engine.campaign.prices import spy_price
from engine.campaign.shares import PERCENT
from engine.campaign.vocabulary import Condition, Spying, Stance

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from engine.campaign.personas.landings import Landing
    from engine.campaign.personas.planner import Planner
    from engine.campaign.vocabulary import HouseId


def send_spies(planner: Planner, landings: Sequence[Landing]) -> None:
    """Order the spy mission that is worth most by its chance, if any is worth its price."""
    scores = planner.scores.spying
    found = []
    for worth, kind, target in _missions(planner, landings):
        order = SpyMission(kind, target)
        price = spy_price(kind, planner.view.numbers)
        if price > planner.budget.house.treasury * scores.treasury_share:
            planner.note("spy_mission", "no-money")
            continue
        # What is most needed differs from turn to turn more than is known of it.
        mood = scores.mood + (1 - scores.mood) * planner.source.between(0, 1)
        if worth * mood <= price * scores.price:
            continue
        chance = forecast_spy_mission(planner.view, order) / PERCENT
        score = worth * chance * mood - price * scores.price
        if score > 0:
            found.append((score, order.to_text(), order))
    chosen = planner.choose(found)
    if chosen is not None:
        planner.give(chosen)


def _missions(planner: Planner, landings: Sequence[Landing]) -> Iterator[tuple[float, Spying, str]]:
    """Yield the worth of the missions that could be ordered, in a fixed order."""
    yield from _for_landings(planner, landings)
    scores = planner.scores.spying
    guile = scores.base + scores.guile * planner.persona.guile
    view = planner.view
    for house in planner.known.feared:
        weight = guile * _dislike(planner, house)
        rival = view.houses[house]
        if any(more > own for more, own in zip(rival.levels, view.house.levels, strict=True)):
            yield scores.steal * weight, Spying.STEAL, house
        for world in planner.known.owned[house]:
            seen = planner.known.seen(world)
            if seen is None:
                continue
            wealth = (seen.population + seen.industry) / PERCENT
            incited = any(
                effect.world == world and effect.kind is Spying.INCITE for effect in view.effects
            )
            if not incited:
                yield scores.incite * weight * wealth, Spying.INCITE, world
            if seen.industry:
                yield scores.sabotage * weight * wealth, Spying.SABOTAGE, world


def _dislike(planner: Planner, house: HouseId) -> float:
    """Return how much a house is disliked: enemies most, then the leader."""
    scores = planner.scores.spying
    if planner.view.stance(house) is Stance.WAR:
        return scores.enemy
    return scores.leader if house == planner.known.leader else 1.0


def _for_landings(
    planner: Planner, landings: Sequence[Landing]
) -> Iterator[tuple[float, Spying, str]]:
    """Yield what helps the landings: a survey before them, and a blow against the starbase.

    A starbase is blinded too where forces stand ready for a home that it watches.
    """
    scores = planner.scores.spying
    survey_turns = planner.view.numbers.diplomacy.espionage.survey_turns
    for landing in landings:
        if landing.turns <= survey_turns and planner.known.survey(landing.world) is None:
            yield scores.survey, Spying.SURVEY, landing.world
    aims = planner.aims | {landing.world: landing.turns for landing in landings}
    for house in planner.known.wars:
        for world in planner.known.owned[house]:
            line = planner.known.line(world)
            if line is None or line.starbase is not Condition.SOUND:
                continue
            near = world in aims and aims[world] <= survey_turns
            yield scores.blind if near else scores.blind_idle, Spying.BLIND, world
