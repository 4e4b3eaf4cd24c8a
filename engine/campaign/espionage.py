"""Espionage: the spy missions of a turn, worked after conflict and before income (C7)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec
from msgspec.structs import replace

from engine.campaign.events import SpyMissionDone
from engine.campaign.fleets import has_duty
from engine.campaign.prestige import record_deed
from engine.campaign.randomness import D20, dice
from engine.campaign.records import Effect, Grievance, Survey
from engine.campaign.shares import PERCENT
from engine.campaign.vocabulary import FIELDS, Duty, Field, Spying, Stance

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.campaign.numbers import CampaignNumbers
    from engine.campaign.orders import SpyMission
    from engine.campaign.records import Fleet, House
    from engine.campaign.state import CampaignState
    from engine.campaign.view import View
    from engine.campaign.vocabulary import HouseId, WorldId
    from engine.random_source import RandomSource

_PURPOSE: Final = "whisper"


class _Outcome(msgspec.Struct, frozen=True):
    """The roll of a spy mission, its modifier, and what came of it."""

    roll: int = 0
    modifier: int = 0
    succeeded: bool = False
    exposed: bool = False
    amount: int = 0


# Chances


def spy_modifier(numbers: CampaignNumbers, own: int, theirs: int, *, scout: bool) -> int:
    """Return what is added to the D20 of a spy mission (C7.3).

    2 for each level of intelligence of one's own, less 2 for each of theirs, and 3 with a scout at
    the world. A free world has no intelligence, and a house to steal from no world.
    """
    bonus = numbers.diplomacy.espionage.scout_bonus if scout else 0
    return numbers.research.spy_own * (own - theirs) + bonus


def spy_chance(numbers: CampaignNumbers, modifier: int) -> int:
    """Return the chance of a spy mission to succeed, in per cent (C7.3).

    A D20 with the modifier of at least 10 succeeds: 55 % at equal levels, 70 % with a scout.
    """
    least = numbers.diplomacy.espionage.success - modifier
    faces = min(D20, max(0, D20 + 1 - least))
    return PERCENT * faces // D20


def forecast_spy_mission(view: View, order: SpyMission) -> int:
    """Return the chance of a spy mission as its house knows it before it is ordered, in per cent.

    Choice (C7.3): scouts count where they are when the mission is ordered; where one arrives or
    leaves this turn the chance will be another. The same goes for worlds that change their owner.
    """
    victim = known_victim(view, order)
    theirs = view.houses[victim].levels[Field.INTELLIGENCE.place] if victim is not None else 0
    scout = has_scout(view.numbers, view.fleets.values(), view.house.id, order.target)
    own = view.house.level(Field.INTELLIGENCE)
    return spy_chance(view.numbers, spy_modifier(view.numbers, own, theirs, scout=scout))


def known_victim(view: View, order: SpyMission) -> HouseId | None:
    """Return the house that a mission is against, as far as the house of a view knows.

    None for a free world, which catches nobody (C7.5), and for one that is nobody's.
    """
    return order.target if order.kind is Spying.STEAL else view.owner(order.target)


def has_scout(
    numbers: CampaignNumbers, fleets: Iterable[Fleet], house: HouseId, world: str
) -> bool:
    """Whether a house has a scout at a world, crippled or not, in a fleet of any kind (C7.3)."""
    return any(
        fleet.house == house
        and fleet.world == world
        and has_duty(fleet.ships, Duty.SCOUTING, numbers.ships)
        for fleet in fleets
    )


def leading_field(own: House, theirs: House) -> Field | None:
    """Return the field in which another house leads most, the last by name on ties (C7.4).

    None where it leads in none. Choice (C7.4): names are those that fields have in data and saves.
    """
    leads = [
        (theirs.level(field) - own.level(field), field.value, field)
        for field in FIELDS
        if theirs.level(field) > own.level(field)
    ]
    return max(leads)[2] if leads else None


# The phase


def resolve_espionage(state: CampaignState) -> CampaignState:
    """Return the state after the spy missions that were ordered this turn (C7).

    No mission depends on another one of the same turn; they are worked in the order of their
    houses.
    """
    state = state.fork()
    for house, order in sorted(state.spy_missions.items()):
        if state.houses[house].is_alive:
            _work(state, house, order)
    state.spy_missions = {}
    return state


def _work(state: CampaignState, house: HouseId, order: SpyMission) -> None:
    victim = _victim(state, order)
    if not _is_target(state, house, order, victim):
        _report(state, house, order, victim, _Outcome())
        return
    numbers = state.numbers
    own = state.houses[house].level(Field.INTELLIGENCE)
    theirs = state.houses[victim].level(Field.INTELLIGENCE) if victim is not None else 0
    scout = has_scout(numbers, state.fleets.values(), house, order.target)
    modifier = spy_modifier(numbers, own, theirs, scout=scout)
    source = _source(state, house, order, victim)
    roll = source.integer(1, D20)
    outcome = _Outcome(roll, modifier)
    if roll + modifier >= numbers.diplomacy.espionage.success:
        amount = _succeed(state, house, order, victim, source)
        outcome = replace(outcome, succeeded=True, amount=amount)
    elif victim is not None and roll <= numbers.diplomacy.espionage.exposed:
        _expose(state, house, victim)
        outcome = replace(outcome, exposed=True)
    _report(state, house, order, victim, outcome)


def _source(
    state: CampaignState, house: HouseId, order: SpyMission, victim: HouseId | None
) -> RandomSource:
    """Return the dice of a mission: named by the world, if it has one, the house and its victim.

    Choice (C14.3): the house that spies is named first, so that two that rob each other roll
    different dice.
    """
    place = [] if order.kind is Spying.STEAL else [order.target]
    houses = [house] if victim is None else [house, victim]
    return dice(state.setup.seed, state.turn, _PURPOSE, *place, *houses)


def _victim(state: CampaignState, order: SpyMission) -> HouseId | None:
    """Return the house that a mission is against; None for a world of no house."""
    return order.target if order.kind is Spying.STEAL else state.worlds[order.target].house


def _is_target(
    state: CampaignState, house: HouseId, order: SpyMission, victim: HouseId | None
) -> bool:
    """Whether a mission still has a target: not one's own, nobody's, or a partner's (C7.2).

    Partners and free worlds may be surveyed. Choice: there is nothing to steal from a house that
    leads in no field.
    """
    if victim is None:
        return order.kind is Spying.SURVEY and state.worlds[order.target].is_free
    if victim == house or not state.houses[victim].is_alive:
        return False
    if order.kind is Spying.STEAL:
        if leading_field(state.houses[house], state.houses[victim]) is None:
            return False
    elif order.kind is Spying.SURVEY:
        return True
    return state.treaty(house, victim).stance is not Stance.PACT


def _report(
    state: CampaignState,
    house: HouseId,
    order: SpyMission,
    victim: HouseId | None,
    outcome: _Outcome,
) -> None:
    state.note(
        SpyMissionDone(
            house,
            order.kind,
            order.target,
            victim,
            outcome.roll,
            outcome.modifier,
            outcome.succeeded,
            outcome.exposed,
            outcome.amount,
        )
    )


def _expose(state: CampaignState, house: HouseId, victim: HouseId) -> None:
    """Expose a house: it loses prestige, and the victim has a grievance (C7.5)."""
    record_deed(state, house, "exposed")
    add_grievance(state, victim, house)


def add_grievance(state: CampaignState, holder: HouseId, against: HouseId) -> None:
    """Record a grievance of a house from this turn on; a new one replaces an old one."""
    until = state.turn + state.numbers.diplomacy.treaties.grievance_turns
    others = [one for one in state.grievances if (one.holder, one.against) != (holder, against)]
    grievances = [*others, Grievance(holder, against, until)]
    state.grievances = tuple(sorted(grievances, key=lambda one: (one.holder, one.against)))


# Effects (C7.4)


def _succeed(
    state: CampaignState,
    house: HouseId,
    order: SpyMission,
    victim: HouseId | None,
    source: RandomSource,
) -> int:
    """Apply a mission that succeeded, and return what was stolen or destroyed."""
    espionage = state.numbers.diplomacy.espionage
    match order.kind:
        case Spying.SURVEY:
            _survey(state, house, order.target)
            return 0
        case Spying.STEAL:
            assert victim is not None, "only houses are stolen from"
            return _steal(state, house, victim)
        case Spying.SABOTAGE:
            return _sabotage(state, order.target, source.integer(1, espionage.sabotage_die))
        case Spying.INCITE:
            loss, harvests = espionage.incite_loss, espionage.incite_harvests
            _add_effect(state, Effect(order.kind, order.target, house, loss, harvests))
            return loss
        case Spying.BLIND:
            _add_effect(state, Effect(order.kind, order.target, house, 0, espionage.blind_harvests))
            return 0


def _survey(state: CampaignState, house: HouseId, name: WorldId) -> None:
    world = state.worlds[name]
    until = state.turn + state.numbers.diplomacy.espionage.survey_turns
    others = [one for one in state.surveys if (one.house, one.world) != (house, name)]
    survey = Survey(house, name, until, world.militia, world.batteries, world.garrison)
    surveys = [*others, survey]
    state.surveys = tuple(sorted(surveys, key=lambda one: (one.house, one.world)))


def _steal(state: CampaignState, house: HouseId, victim: HouseId) -> int:
    own = state.houses[house]
    field = leading_field(own, state.houses[victim])
    assert field is not None, "a mission without a target is not worked"
    stolen = state.numbers.diplomacy.espionage.stolen_points
    points = list(own.points)
    points[field.place] += stolen
    state.put_house(replace(own, points=tuple(points)))
    return stolen


def _sabotage(state: CampaignState, name: WorldId, roll: int) -> int:
    world = state.worlds[name]
    destroyed = min(roll, world.industry)
    state.put_world(replace(world, industry=world.industry - destroyed))
    return destroyed


def _add_effect(state: CampaignState, effect: Effect) -> None:
    """Add a timed effect; of several of a kind at a world the longest counts (C7.4)."""
    effects = [*state.effects, effect]
    state.effects = tuple(
        sorted(effects, key=lambda one: (one.world, one.kind, one.house, one.harvests))
    )
