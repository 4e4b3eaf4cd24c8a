"""Puzzles of MOVE in melee: falling back when staying is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engine.battle import rules
from engine.battle.actions import Move
from engine.battle.phase import Phase
from engine.players.puzzles import answer_values
from engine.players.puzzles.draw import require
from engine.players.puzzles.puzzle import Puzzle

if TYPE_CHECKING:
    from engine.players.puzzles.sketch import Sketch

UNSCORED_PERCENT: Final = 50
"""Objectives that count are out of reach: taking one could be worth the risk."""


def falls_back(sketch: Sketch, theme: str, seed: int) -> Puzzle:
    """Draw a puzzle: a frail unit next to a slow, strong one; it dies if it stays, not if it
    flees.
    """
    margins = sketch.numbers.margins
    unit = sketch.enlist("skirmisher", ("rifle", "knife"), sketch.free, mine=True)
    near = sketch.field.grid.near[unit.cell]
    butcher = sketch.enlist("butcher", ("cleaver",), near, mine=False)
    sketch.add_bystanders(unit, butcher)
    sketch.scored = not sketch.plan.happens(UNSCORED_PERCENT)
    off = unit.entry.move if sketch.scored else 1
    for owner in (True, False):
        sketch.add_goal(sketch.free & ~sketch.near(unit, distance=off), owner)
    reachable = sketch.near(unit, distance=off)
    require(not any(cells & reachable for cells, _ in sketch.goals))
    state = sketch.build(Phase.MOVE, unit)
    assert state.active is not None, "a puzzle's unit is active"
    frail, foe = state.units[state.active], state.units[sketch.unit_id(state, butcher)]
    require(answer_values.risk_of_staying(state, frail) >= margins.sure)
    strike = answer_values.fight(frail, foe)
    require(answer_values.loss(foe, strike, 1.0) <= margins.unlikely * frail.profile.value)
    actions = rules.legal_actions(state)
    risks = {
        action: answer_values.risk_of_retreat(state, frail, state.field.grid.cell(action.to))
        for action in actions
        if isinstance(action, Move)
    }
    require(bool(risks) and min(risks.values()) <= margins.safe)
    right = {action for action, risk in risks.items() if risk <= margins.half}
    require(len(right) <= margins.right_share * len(actions))
    why = f"fall back, out of reach of unit {foe.id}, which destroys any unit that stays adjacent"
    return Puzzle(theme, seed, state, frozenset(right), frozenset(), why)
