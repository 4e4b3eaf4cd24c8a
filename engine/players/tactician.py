"""The bots that weigh every legal option one activation ahead, each by its own weights."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from engine.battle import forecast
from engine.battle.actions import (
    Action,
    Activate,
    Advance,
    AdvanceTo,
    Charge,
    ChargeTo,
    Fight,
    GiveUp,
    Mode,
    Move,
    Shoot,
    Stay,
)
from engine.battle.phase import Phase
from engine.encoding import appraisal
from engine.encoding.stakes import Stakes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.battle.fields import Map
    from engine.battle.state import BattleState, Unit
    from engine.encoding.temper import Temper

NEVER: Final = -1e9
"""The score of what is never done while anything else may be."""
LESS: Final = 1e-6
"""Parts actions that come to the same."""


class Tactician:
    """Choose by scores: one per legal action, the first of the best is taken."""

    def __init__(self, name: str, temper: Temper) -> None:
        """Take the bot's name and its weights."""
        self.name = name
        self._temper = temper

    def choose(self, state: BattleState, actions: Sequence[Action]) -> Action:
        """Pick the action with the highest score."""
        if len(actions) == 1:
            return actions[0]
        scores = self.scores(state, actions)
        return actions[max(range(len(actions)), key=scores.__getitem__)]

    def scores(self, state: BattleState, actions: Sequence[Action]) -> list[float]:
        """Score each action of the side to act."""
        stakes = Stakes(state, state.to_act, self._temper)
        if state.active is None:
            return [_activation(stakes, action) for action in actions]
        unit = state.units[state.active]
        match state.phase:
            case Phase.MOVE:
                return _moves(stakes, unit, actions)
            case Phase.SHOOT:
                return _shots(stakes, unit, actions)
            case Phase.CHARGE:
                return _charges(stakes, unit, actions)
            case _:
                return [_blow(stakes, unit, action) for action in actions]


def _activation(stakes: Stakes, action: Action) -> float:
    match action:
        case Activate(unit_id):
            return appraisal.urgency(stakes, stakes.state.units[unit_id])
        case _:
            return NEVER


def _moves(stakes: Stakes, unit: Unit, actions: Sequence[Action]) -> list[float]:
    state = stakes.state
    grid = state.field.grid
    flees = state.is_engaged(unit)
    ahead = appraisal.prospects(stakes, unit, shoots=not flees, charges=not flees)
    places = ahead.standing + ahead.shots + ahead.charges
    scores = []
    for action in actions:
        match action:
            case Move(to):
                scores.append(float(places[grid.cell(to)]))
            case _:
                stay = places[unit.cell] + (appraisal.melee_balance(stakes, unit) if flees else 0)
                scores.append(float(stay) + LESS)
    return scores


def _shots(stakes: Stakes, unit: Unit, actions: Sequence[Action]) -> list[float]:
    """Score shots with what the other weapons may add, and the advance that they rule out."""
    state = stakes.state
    grid = state.field.grid
    asked = any(isinstance(action, Advance | AdvanceTo) for action in actions)
    stay, ahead = _stay_or_advance(stakes, unit) if asked else (0.0, np.empty(0, np.float32))
    worth = {
        (action.weapon, action.target): _attack(stakes, unit, action)
        for action in actions
        if isinstance(action, Shoot) and action.mode is Mode.VOLLEY
    }
    scores = []
    for action in actions:
        match action:
            case Shoot(code, target, mode):
                less = LESS if mode is Mode.SINGLE else 0
                others = appraisal.worth_of_others(unit, code, worth)
                scores.append(stay + worth[code, target] + others - less)
            case Advance():
                scores.append(appraisal.advance_worth(state, unit, ahead))
            case AdvanceTo(to):
                scores.append(float(ahead[grid.cell(to)]))
            case Stay():
                scores.append(float(ahead[unit.cell]))
            case GiveUp():
                scores.append(NEVER)
            case _:
                scores.append(stay)
    return scores


def _stay_or_advance(stakes: Stakes, unit: Unit) -> tuple[float, Map]:
    """Give the worth of staying without a shot, and map that of having advanced to each cell."""
    may = not unit.fled
    ahead = appraisal.prospects(stakes, unit, shoots=may, charges=may, advanced=True)
    stay = float(ahead.standing[unit.cell]) + float(ahead.charges[unit.cell])
    places = ahead.standing + ahead.shots
    # Whoever stays after the roll is done (R5.2): only the charge is left.
    places[unit.cell] = stay
    return stay, places


def _attack(stakes: Stakes, unit: Unit, action: Shoot | Fight) -> float:
    weapon = appraisal.weapon_of(unit, action.weapon)
    return appraisal.attack_worth(stakes, unit, weapon, stakes.state.units[action.target])


def _charges(stakes: Stakes, unit: Unit, actions: Sequence[Action]) -> list[float]:
    state = stakes.state
    goals = stakes.objectives(unit)
    here = appraisal.risk_here(stakes, unit) if isinstance(actions[0], Charge) else 0.0
    scores = []
    for action in actions:
        match action:
            case Charge(target_id):
                target = state.units[target_id]
                scores.append(_charge(stakes, unit, target, goals, here))
            case ChargeTo(to):
                cell = state.field.grid.cell(to)
                scores.append(float(goals[cell]) - appraisal.exposure(stakes, unit, cell))
            case _:
                scores.append(0.0)
    return scores


def _charge(stakes: Stakes, unit: Unit, target: Unit, goals: Map, here: float) -> float:
    if not unit.profile.melee:
        return NEVER
    gain = appraisal.charge_worth(stakes, unit, target, goals, here)
    return forecast.charge_chance(stakes.state, unit, target) * gain


def _blow(stakes: Stakes, unit: Unit, action: Action) -> float:
    match action:
        case Fight(mode=mode):
            return _attack(stakes, unit, action) - (LESS if mode is Mode.SINGLE else 0)
        case _:
            return NEVER
