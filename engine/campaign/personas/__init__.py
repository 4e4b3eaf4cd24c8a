"""The computer's houses: personas, which decide by scores from what their house knows alone.

A plan is a fixed sequence of steps, one module each: policy, diplomacy, care, settlers, landing
forces, scouts, spies, purse. Each lists few candidates, scores them by the numbers of
`personas.toml`, takes the best and reserves its target, so that no two fleets go for one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from engine.campaign.orders import Order
from engine.campaign.personas.care import take_care
from engine.campaign.personas.diplomacy import write_messages
from engine.campaign.personas.landing_forces import lead_forces
from engine.campaign.personas.lookahead import choose_packet, in_mood
from engine.campaign.personas.planner import Planner, Wish
from engine.campaign.personas.purse import spend
from engine.campaign.personas.scouts import send_scouts
from engine.campaign.personas.settlers import send_settlers
from engine.campaign.personas.spies import send_spies
from engine.campaign.personas.taxation import set_policy
from engine.campaign.randomness import dice
from engine.campaign.setups import split_player

if TYPE_CHECKING:
    from engine.campaign.numbers import Persona, PersonaNumbers
    from engine.campaign.numbers.persona_numbers import PersonaLevel
    from engine.campaign.setup import CampaignSetup
    from engine.campaign.view import View
    from engine.random_source import RandomSource

_MOST_SEED = 2**32

__all__ = ["Plan", "Wish", "make_plan", "plan", "plan_for"]


class Plan(msgspec.Struct, frozen=True):
    """A packet, and the wishes that the persona could not follow."""

    orders: tuple[Order, ...]
    wishes: tuple[Wish, ...]


PURPOSE: Final = "plan"
"""The purpose of the dice that a persona draws from, by turn and house."""


def plan_for(view: View, setup: CampaignSetup) -> Plan:
    """Return the plan of the house of a view, as the persona of a setup decides for it.

    It is always the same in a turn, whoever asks.
    """
    numbers = view.numbers.personas
    persona, level = split_player(setup.house(view.house.id).player)
    source = dice(setup.seed, view.turn, PURPOSE, view.house.id)
    return make_plan(view, numbers.personas[persona], numbers.levels[level], source)


def plan(view: View, persona: Persona, level: PersonaLevel, source: RandomSource) -> list[Order]:
    """Return the packet of a house for the turn: legal orders, from its view alone."""
    return list(make_plan(view, persona, level, source).orders)


def make_plan(view: View, persona: Persona, level: PersonaLevel, source: RandomSource) -> Plan:
    """Return the packet of a house, with the wishes that it could not follow.

    A level that looks ahead compares the packets of several moods, all made with the same dice.
    """
    scores = view.numbers.personas
    if not level.turns_ahead:
        return _plan_once(view, persona, scores, level, source)
    seed = source.integer(0, _MOST_SEED)
    plans = [
        _plan_once(view, *in_mood(persona, scores, mood), level, dice(seed))
        for mood in scores.lookahead.moods
    ]
    chosen = choose_packet(
        view,
        [made.orders for made in plans],
        level,
        seed,
        lambda seen: _plan_once(seen, persona, scores, level, dice(seed, seen.house.id)).orders,
    )
    return plans[chosen]


def _plan_once(
    view: View,
    persona: Persona,
    scores: PersonaNumbers,
    level: PersonaLevel,
    source: RandomSource,
) -> Plan:
    planner = Planner(view, persona, scores, level, source)
    planner.step = "policy"
    set_policy(planner)
    planner.step = "diplomacy"
    write_messages(planner)
    planner.step = "care"
    take_care(planner)
    planner.step = "settlers"
    send_settlers(planner)
    planner.step = "landing_forces"
    landings = lead_forces(planner)
    planner.step = "scouts"
    send_scouts(planner)
    planner.step = "spies"
    send_spies(planner, landings)
    planner.step = "purse"
    spend(planner)
    return Plan(tuple(planner.orders), tuple(planner.wishes))
