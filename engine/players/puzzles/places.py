"""Puzzles of MOVE about the place of a gun: staying in cover, and keeping still."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engine.battle import rules
from engine.battle.actions import Action, Move, Wait
from engine.battle.phase import Phase
from engine.players.puzzles import answer_values
from engine.players.puzzles.draw import require
from engine.players.puzzles.puzzle import Puzzle

if TYPE_CHECKING:
    from engine.battle.state import BattleState
    from engine.players.puzzles.sketch import Piece, Sketch

ENEMIES: Final = (1, 3)
NEAREST, FARTHEST = 5, 9
"""Distances of the enemies, in hexes."""
UNSCORED_PERCENT: Final = 30


def keeps_cover(sketch: Sketch, theme: str, seed: int) -> Puzzle:
    """Draw a puzzle: a shooter in COVER under fire, who shoots no better elsewhere and is hit
    more.
    """
    shooter = sketch.enlist("gunner", ("rifle",), sketch.field.cover, mine=True)
    state = _ready(sketch, shooter)
    why = "stay in cover, or go where there is as much: every other place is under more fire"
    return _judge(sketch, theme, seed, state, why)


def holds_still(sketch: Sketch, theme: str, seed: int) -> Puzzle:
    """Draw a puzzle: a HEAVY gun in COVER with a target; a move would cost it its aim."""
    shooter = sketch.enlist(
        "gunner", ("field_gun",), sketch.field.cover, mine=True, rules=("HEAVY",)
    )
    state = _ready(sketch, shooter)
    why = "wait: the gun aims better unmoved, and no other place is safer"
    puzzle = _judge(sketch, theme, seed, state, why)
    require(puzzle.right == {Wait()})
    return puzzle


def _ready(sketch: Sketch, shooter: Piece) -> BattleState:
    """Add enemies with guns, bystanders, and the one objective, which the shooter holds."""
    enemies = []
    for _ in range(sketch.draw.within(ENEMIES)):
        seen = sketch.field.visible[shooter.cell] & ~sketch.field.cover
        at = seen & sketch.ring(shooter.cell, NEAREST, FARTHEST)
        enemies.append(sketch.enlist("mark", ("bolter",), at, mine=False))
    sketch.scored = not sketch.plan.happens(UNSCORED_PERCENT)
    sketch.add_goal(1 << shooter.cell, True)
    sketch.add_bystanders(shooter, *enemies)
    return sketch.build(Phase.MOVE, shooter)


def _judge(sketch: Sketch, theme: str, seed: int, state: BattleState, why: str) -> Puzzle:
    """Return the puzzle: answers worth as much as waiting are right, all others clearly worse."""
    margins = sketch.numbers.margins
    assert state.active is not None, "a puzzle's unit is active"
    unit = state.units[state.active]
    stay = answer_values.place_worth(state, unit, unit.cell, margins.wound_credit)
    right: set[Action] = set()
    actions = rules.legal_actions(state)
    for action in actions:
        cell = state.field.grid.cell(action.to) if isinstance(action, Move) else unit.cell
        behind = stay - answer_values.place_worth(state, unit, cell, margins.wound_credit)
        share = behind / unit.profile.value
        require(share >= -margins.as_good)
        if share < margins.worse_place:
            right.add(action)
    require(answer_values.best_shot(state, unit, margins.wound_credit) > 0)
    require(len(right) <= margins.right_share * len(actions))
    return Puzzle(theme, seed, state, frozenset(right), frozenset(), why)
