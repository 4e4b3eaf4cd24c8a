"""The exact odds of every option of a puzzle, in the figures that decide its theme."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, Final, TypeAlias

import msgspec

from engine.battle import forecast, rules
from engine.battle.actions import Action, Charge, EndPhase, GiveUp, Mode, Move, Shoot, Wait
from engine.dice import SeededDice
from engine.players.puzzles import answer_values
from engine.players.puzzles.puzzle import Puzzle, Verdict
from engine.players.puzzles.puzzle_settings import packaged_settings
from engine.validation import require_key

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.battle.state import BattleState, Unit


class Figure(enum.Enum):
    """What a figure of an option says; chances are fractions, losses and worths are VALUE."""

    DESTROYED = "destroyed"
    """The chance that the target is destroyed: for a charge, if it gets there."""
    DAMAGE = "damage"
    """The hit points that the target loses on average."""
    WORTH = "worth"
    """The expected gain less the expected loss."""
    REACHED = "reached"
    """The chance that a charge reaches its target."""
    STRUCK_BACK = "struck-back"
    """The chance that the target of a charge lives, and destroys the unit in return."""
    SHOT = "shot"
    """The worth of the best volley from a place."""
    FIRE = "fire"
    """The expected loss to the enemy's fire in its next turn."""
    RISK = "risk"
    """The chance to be destroyed before the unit's next turn."""
    WON = "won"
    """1 if the battle is won, provided that nothing else happens; otherwise 0."""
    LEAD = "lead"
    """The victory points that the side is ahead at the end, provided that nothing else happens."""


Figures: TypeAlias = dict[Figure, float]


class OptionOdds(msgspec.Struct, frozen=True):
    """An option: what it is as an answer, and its figures, the deciding one first."""

    action: Action
    verdict: Verdict
    figures: Figures


DECIDING: Final = {
    "sure_kill": Figure.DESTROYED,
    "keeps_cover": Figure.WORTH,
    "last_objective": Figure.WON,
    "hurts_what_it_can": Figure.DAMAGE,
    "falls_back": Figure.RISK,
    "charges_to_kill": Figure.WORTH,
    "holds_still": Figure.WORTH,
}
"""The figure by which the answers of a theme are right or wrong."""


def weigh_options(puzzle: Puzzle, state: BattleState) -> tuple[OptionOdds, ...]:
    """Return the odds of all options in *state*, that of the puzzle or one that neutral actions led
    to; the best come first.

    A weapon that can be fired in two modes is one option, a volley.
    """
    assert state.active is not None, "a puzzle's unit is active"
    unit, weigh = state.units[state.active], require_key(_WEIGHED_BY, puzzle.theme, "theme")
    found = [
        OptionOdds(action, puzzle.judge(action), weigh(state, unit, action))
        for action in rules.legal_actions(state)
        if not (isinstance(action, Shoot) and action.mode is Mode.SINGLE)
    ]
    decides = DECIDING[puzzle.theme]
    return tuple(sorted(found, key=lambda option: -_merit(option, decides)))


def right_margin(puzzle: Puzzle) -> float | None:
    """Return what still makes an answer right: the points by which its worth may be below that of
    staying, or the highest risk; None in themes where right answers are better by far.
    """
    margins, state = packaged_settings().margins, puzzle.state
    assert state.active is not None, "a puzzle's unit is active"
    weigh = require_key(_WEIGHED_BY, puzzle.theme, "theme")
    if weigh is _weigh_place:
        return margins.worse_place * state.units[state.active].profile.value
    return margins.half if weigh is _weigh_retreat else None


def as_option(action: Action) -> Action:
    """Return the option that *action* is a way of choosing: a single attack stands for a volley."""
    if isinstance(action, Shoot):
        return Shoot(action.weapon, action.target, Mode.VOLLEY)
    return action


def _merit(option: OptionOdds, decides: Figure) -> float:
    figure = option.figures[decides] if decides in option.figures else 0.0
    return -figure if decides is Figure.RISK else figure


def _credit() -> float:
    return packaged_settings().margins.wound_credit


def _weigh_shot(state: BattleState, unit: Unit, action: Action) -> Figures:
    """Return the figures of a volley; none for what fires no weapon."""
    if not isinstance(action, Shoot):
        return {}
    weapon = unit.profile.weapon(action.weapon)
    assert weapon is not None, "a legal action names a weapon of the unit"
    target = state.units[action.target]
    left = answer_values.shot(state, unit, weapon, target)
    return {
        Figure.DESTROYED: left[0],
        Figure.DAMAGE: target.hp - forecast.mean_left(left),
        Figure.WORTH: answer_values.loss(target, left, _credit()),
    }


def _weigh_charge(state: BattleState, unit: Unit, action: Action) -> Figures:
    if not isinstance(action, Charge):
        return {Figure.WORTH: 0.0}
    target = state.units[action.target]
    return {
        Figure.WORTH: answer_values.charge_worth(state, unit, target, _credit()),
        Figure.REACHED: forecast.charge_chance(state, unit, target),
        Figure.DESTROYED: answer_values.fight(unit, target)[0],
        Figure.STRUCK_BACK: answer_values.struck_back(unit, target),
    }


def _weigh_place(state: BattleState, unit: Unit, action: Action) -> Figures:
    cell = state.field.grid.cell(action.to) if isinstance(action, Move) else unit.cell
    shot, fire = answer_values.place_values(state, unit, cell, _credit())
    return {Figure.WORTH: shot - fire, Figure.SHOT: shot, Figure.FIRE: fire}


def _weigh_retreat(state: BattleState, unit: Unit, action: Action) -> Figures:
    if not isinstance(action, Move):
        return {Figure.RISK: answer_values.risk_of_staying(state, unit)}
    cell = state.field.grid.cell(action.to)
    return {Figure.RISK: answer_values.risk_of_retreat(state, unit, cell)}


def _weigh_end(state: BattleState, unit: Unit, action: Action) -> Figures:
    """Return how the battle ends if both sides do nothing more that they need not do."""
    dice = SeededDice(0)
    after, _ = rules.apply(state, action, dice)
    while after.result is None:
        actions = rules.legal_actions(after)
        idle = [one for one in actions if isinstance(one, EndPhase | Wait | GiveUp)]
        after, _ = rules.apply(after, (idle or actions)[0], dice)
    points, side = after.result.victory_points, unit.side
    lead = points[side.index] - points[side.other.index]
    return {Figure.WON: float(after.result.winner is side), Figure.LEAD: float(lead)}


_WEIGHED_BY: Final[dict[str, Callable[[BattleState, Unit, Action], Figures]]] = {
    "sure_kill": _weigh_shot,
    "keeps_cover": _weigh_place,
    "last_objective": _weigh_end,
    "hurts_what_it_can": _weigh_shot,
    "falls_back": _weigh_retreat,
    "charges_to_kill": _weigh_charge,
    "holds_still": _weigh_place,
}
