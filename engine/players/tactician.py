"""The bots that score every legal option one activation ahead, each by its own weights."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engine.battle import rules
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
)
from engine.battle.phase import Phase
from engine.evaluation import action_scores, terms
from engine.evaluation.values import Valuation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.battle.state import BattleState, Unit
    from engine.evaluation.weights import EvaluationWeights

LAST_RESORT: Final = -1e9
"""The score of an action that is taken only if there is no other."""
TIE_BREAK: Final = 1e-6
"""Separates actions with the same score."""


class Tactician:
    """Chooses the action with the best score, of equal ones the first."""

    def __init__(self, name: str, weights: EvaluationWeights) -> None:
        """Create the bot with its name and weights."""
        self.name = name
        self._weights = weights

    def choose(self, state: BattleState, actions: Sequence[Action]) -> Action:
        """Return the action with the best score."""
        if len(actions) == 1:
            return actions[0]
        found = self.scores(state, actions)
        return actions[max(range(len(actions)), key=found.__getitem__)]

    def scores(self, state: BattleState, actions: Sequence[Action]) -> list[float]:
        """Return the score of each of *actions*, in their order."""
        valuation = Valuation(state, state.to_act, self._weights)
        if state.active is None:
            return [_activation(valuation, action) for action in actions]
        unit = state.units[state.active]
        match state.phase:
            case Phase.MOVE:
                return _moves(valuation, unit, actions)
            case Phase.SHOOT:
                return _shots(valuation, unit, actions)
            case Phase.CHARGE:
                return _charges(valuation, unit, actions)
            case _:
                return [_blow(valuation, unit, action) for action in actions]


def _activation(valuation: Valuation, action: Action) -> float:
    match action:
        case Activate(unit_id):
            return terms.activation_priority(valuation, valuation.state.units[unit_id])
        case _:
            return LAST_RESORT


def _moves(valuation: Valuation, unit: Unit, actions: Sequence[Action]) -> list[float]:
    grid = valuation.state.field.grid
    places = action_scores.score_moves(valuation, unit)
    return [
        float(places.going[grid.cell(action.to)])
        if isinstance(action, Move)
        else places.staying + TIE_BREAK
        for action in actions
    ]


def _shots(valuation: Valuation, unit: Unit, actions: Sequence[Action]) -> list[float]:
    """Return the scores of shots, with the gain of the other weapons and the loss of the
    advance.
    """
    state = valuation.state
    grid = state.field.grid
    asked = any(isinstance(action, Advance | AdvanceTo) for action in actions)
    places = action_scores.score_advance(valuation, unit) if asked else None
    stay = 0.0 if places is None else places.staying
    attacks = action_scores.score_attacks(valuation, unit, rules.options(state).shoot)
    found = []
    for action in actions:
        match action:
            case Shoot(code, target, mode):
                total = stay + attacks[code, target].total
                found.append(total - (TIE_BREAK if mode is Mode.SINGLE else 0))
            case Advance():
                assert places is not None, "it was asked"
                found.append(terms.advance_value(state, unit, places.going))
            case AdvanceTo(to):
                assert places is not None, "it was asked"
                found.append(float(places.going[grid.cell(to)]))
            case GiveUp():
                found.append(LAST_RESORT)
            case _:
                found.append(stay)
    return found


def _charges(valuation: Valuation, unit: Unit, actions: Sequence[Action]) -> list[float]:
    """Return the scores of charges, units that can't fight last, or of the cells to end a charge
    in.
    """
    grid = valuation.state.field.grid
    cells = [grid.cell(action.to) for action in actions if isinstance(action, ChargeTo)]
    if cells:
        return [
            float(total) for total in action_scores.score_charge_ends(valuation, unit, cells).totals
        ]
    aims = [action for action in actions if isinstance(action, Charge)]
    worth: dict[Action, float] = dict.fromkeys(aims, LAST_RESORT)
    if unit.profile.melee:
        foes = [valuation.state.units[aim.target] for aim in aims]
        worth = dict(
            zip(aims, action_scores.score_charges(valuation, unit, foes).totals, strict=True)
        )
    return [worth[action] if action in worth else 0.0 for action in actions]


def _blow(valuation: Valuation, unit: Unit, action: Action) -> float:
    match action:
        case Fight(code, target, mode):
            weapon = terms.weapon_of(unit, code)
            worth = terms.attack_value(valuation, unit, weapon, valuation.state.units[target])
            return worth - (TIE_BREAK if mode is Mode.SINGLE else 0)
        case _:
            return LAST_RESORT
