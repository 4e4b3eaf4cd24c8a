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
    from engine.battle.state import BattleState, Unit
    from engine.hexgrid import Cell
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
    require(_risk_of_staying(frail, foe) >= margins.sure)
    strike = answer_values.fight(frail, foe)
    require(answer_values.loss(foe, strike, 1.0) <= margins.unlikely * frail.profile.value)
    actions = rules.legal_actions(state)
    risks = {
        action: _risk(state, frail, state.field.grid.cell(action.to))
        for action in actions
        if isinstance(action, Move)
    }
    require(bool(risks) and min(risks.values()) <= margins.safe)
    right = {action for action, risk in risks.items() if risk <= margins.half}
    require(len(right) <= margins.right_share * len(actions))
    why = f"fall back, out of reach of unit {foe.id}, which destroys any unit that stays adjacent"
    return Puzzle(theme, seed, state, frozenset(right), frozenset(), why)


def _risk_of_staying(unit: Unit, foe: Unit) -> float:
    """Return the probability of being destroyed by two fights: in this and the enemy's turn
    (R7.4).
    """
    lives = 1 - answer_values.fight(foe, unit)[0]
    return 1 - lives * lives


def _risk(state: BattleState, unit: Unit, cell: Cell) -> float:
    """Return the probability of being destroyed in the enemy's next turn after a retreat to
    *cell*.
    """
    after, there = answer_values.moved(state, unit, cell)
    shot = answer_values.fire_at(after, there)[0]
    return 1 - (1 - shot) * (1 - answer_values.struck_down(after, there))
