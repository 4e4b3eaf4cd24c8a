"""An option of a decision as it is advised: its title, facts about it, and its picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from client.battle.view import offers, stop_facts
from client.battle.view.answers import answer_words
from client.battle.view.stop_facts import Fact, damage_label
from client.draw.board.picture import HintPicture
from client.text.catalogue import name, text
from client.text.format import percent
from engine.battle import rules
from engine.battle.actions import (
    Activate,
    AdvanceTo,
    Charge,
    ChargeTo,
    EndPhase,
    Fight,
    Mode,
    Move,
    Shoot,
)
from engine.dice import ScriptedDice
from engine.validation import require_present

if TYPE_CHECKING:
    from client.draw.geometry import Hex
    from client.text.names import BattleNames
    from engine.analysis.advice import AdvisedOption
    from engine.battle.actions import Action
    from engine.battle.state import BattleState, Unit


def option_title(action: Action, names: BattleNames) -> str:
    """Return what an option is, in words."""
    key = f"advice.option.{action.word}"
    match action:
        case Activate(unit) | Charge(unit):
            return text(key, unit=names.unit(unit))
        case Shoot(weapon, unit, mode) | Fight(weapon, unit, mode):
            if mode is Mode.SINGLE:
                key = f"{key}.single"
            return text(key, unit=names.unit(unit), weapon=name("weapon", weapon))
        case _:
            return text(key)


def option_facts(state: BattleState, option: AdvisedOption, names: BattleNames) -> list[Fact]:
    """Return facts about an option in *state*, the most important first."""
    match option.action:
        case Activate():
            then = require_present(option.then, "what the unit would do")
            words = text(
                "advice.then", option=option_title(then.action, names), share=percent(then.share)
            )
            after = _activated(state, option.action)
            return [Fact(good=True, words=words), *option_facts(after, then, names)]
        case Move(to) | AdvanceTo(to) | ChargeTo(to):
            facts = stop_facts.facts_of_move(state, _active(state), to, names)
            # What ending there costs is worth more than what it does not offer.
            order = sorted(facts, key=lambda fact: 0 if fact.costs else 1 if fact.good else 2)
            return [*_exposure(state, option, names), *order]
        case Shoot() | Fight():
            return [_outcome(state, option.action), *_exposure(state, option, names)]
        case Charge(target):
            return _charge(state, target)
        case _:
            return _exposure(state, option, names)


def _active(state: BattleState) -> Unit:
    return state.units[require_present(state.active, "the active unit")]


def _exposure(state: BattleState, option: AdvisedOption, names: BattleNames) -> list[Fact]:
    """Return how many enemies reach the unit afterwards, and what they can do together."""
    exposure = option.exposure
    if exposure is None:
        return []
    hp = _active(state).hp
    return stop_facts.facts_of_threat(exposure.sources, exposure.damage, names, hp)[:1]


def _outcome(state: BattleState, action: Shoot | Fight) -> Fact:
    """Return what an attack does to its target: the figures of the forecast."""
    unit, target = _active(state), state.units[action.target]
    weapon = require_present(unit.profile.weapon(action.weapon), f"weapon {action.weapon}")
    odds = offers.attack_odds(state, unit, weapon, target, action.mode)
    words = text("advice.attack", chance=percent(odds.destroyed), damage=damage_label(odds.damage))
    return Fact(good=True, words=words)


def _charge(state: BattleState, target: int) -> list[Fact]:
    """Return the chances of a charge and of the fight that follows, and the answer to it."""
    unit = _active(state)
    odds = offers.charge_odds(state, unit, state.units[target])
    words = text(
        "advice.charge",
        chance=percent(odds.reached),
        destroyed=percent(odds.destroyed),
        damage=damage_label(odds.damage),
    )
    answer = answer_words(state, unit, odds, None)
    return [Fact(good=True, words=words), Fact(good=False, words=answer)]


def option_label(option: AdvisedOption) -> str:
    """Return the share of an option; "" for an activation, which the policy does not weigh."""
    return "" if option.then is not None else percent(option.share)


def option_picture(
    state: BattleState, option: AdvisedOption, *, number: int, taken: bool
) -> HintPicture | None:
    """Return the picture of an option in *state*; None for one that is not about a place.

    *number* counts the options from 1; *taken* is whether it is what was done. That of an
    activation shows what the unit would do, with the number at the unit.
    """
    then = None if option.then is None else option.then.action
    label = option_label(option)
    return action_picture(state, option.action, then, number=number, label=label, taken=taken)


def action_picture(
    state: BattleState, action: Action, then: Action | None, *, number: int, label: str, taken: bool
) -> HintPicture | None:
    """Return the picture of an action in *state* with a number and a label, as `option_picture`
    does; *then* is what a unit does that is activated.
    """
    where = state if then is None else _activated(state, action)
    way = _way(where, action if then is None else then)
    if way is None:
        return None
    stops = isinstance(action if then is None else then, Move | AdvanceTo | ChargeTo)
    at = way[-1] if then is None else way[0]
    return HintPicture(number, label, way, at, taken=taken, stops=stops)


def _activated(state: BattleState, action: Action) -> BattleState:
    """Return the state after an activation, for which no dice are rolled."""
    return rules.carry_out(state, action, ScriptedDice([]))[0]


def _way(state: BattleState, action: Action) -> tuple[Hex, ...] | None:
    """Return the hexes that an arrow passes: the unit's own alone for what it does there."""
    match action:
        case EndPhase():
            return None
        case Activate(unit):
            return (state.offset(state.units[unit]),)
        case Move(to) | AdvanceTo(to) | ChargeTo(to):
            return offers.way_to(state, state.field.grid.cell(to)).hexes
        case Shoot(_, target, _) | Fight(_, target, _) | Charge(target):
            return state.offset(_active(state)), state.offset(state.units[target])
        case _:
            return (state.offset(_active(state)),)
