"""Puzzles of the last MOVE: an undefended objective decides the battle."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engine.battle import rules
from engine.battle.actions import Action, Move
from engine.battle.phase import Phase
from engine.hexgrid import CellSet, cells_of
from engine.players.puzzles import answer_values
from engine.players.puzzles.draw import require
from engine.players.puzzles.puzzle import Puzzle
from engine.players.puzzles.sketch import RULE_NUMBERS

if TYPE_CHECKING:
    from engine.battle.state import BattleState
    from engine.players.puzzles.sketch import Piece, Sketch

TARGETS_OFF: Final = (3, 8)
DEFENDED_PERCENT: Final = 60
FOES_PERCENT: Final = 80
EARLIER: Final = (2, 8)
"""Objectives that the enemy has scored for before."""
SURE_ADVANCE: Final = 1
"""An advance of this many hexes never fails (R5.2): from so near the step could wait for SHOOT."""


def last_objective(sketch: Sketch, theme: str, seed: int) -> Puzzle:
    """Draw a puzzle: in the last turn a step onto an undefended objective turns defeat into
    victory.
    """
    plan, field = sketch.plan, sketch.field
    runner = sketch.enlist("runner", ("rifle", "knife"), sketch.free, mine=True)
    sketch.first = sketch.me.other
    foes = plan.happens(FOES_PERCENT)
    ring = sketch.ring(runner.cell, SURE_ADVANCE + 1, runner.entry.move)
    step = sketch.add_goal(ring & sketch.free, False if foes else None)
    require(not step & sketch.near(runner, distance=SURE_ADVANCE))
    near = field.grid.neighbours(step) | step
    others = [_defended(sketch, runner, near)] if plan.happens(DEFENDED_PERCENT) else []
    seen = field.visible[runner.cell] & sketch.ring(runner.cell, *TARGETS_OFF)
    seen &= ~near & ~sum(cells for cells, _ in sketch.goals)
    others.append(sketch.enlist("mark", ("rifle", "knife"), seen, mine=False))
    sketch.add_bystanders(runner, *others)
    _require_alone(sketch, runner, step)
    _set_points(sketch)
    for piece in sketch.pieces:
        piece.spent = piece.mine
    state = sketch.build(Phase.MOVE, runner)
    grid = field.grid
    actions = rules.legal_actions(state)
    right = frozenset(
        action
        for action in actions
        if isinstance(action, Move) and step >> grid.cell(action.to) & 1
    )
    _require_tempting(sketch, state, actions)
    require(0 < len(right) <= sketch.numbers.margins.right_share * len(actions))
    require(foes or state.value_left(sketch.me) > state.value_left(sketch.me.other))
    why = "step onto objective A: without it the battle is lost, with it won"
    return Puzzle(theme, seed, state, right, frozenset(), why)


def _defended(sketch: Sketch, runner: Piece, near: CellSet) -> Piece:
    """Add an objective that is defended by more OC than the runner has."""
    ring = sketch.ring(runner.cell, TARGETS_OFF[0], runner.entry.move + 1) & sketch.free & ~near
    cells = sketch.add_goal(ring, False)
    require(not cells & sketch.near(runner, distance=1) and not cells & near)
    guard = sketch.enlist("prize", ("rifle", "knife"), cells, mine=False)
    require(guard.entry.oc > runner.entry.oc)
    return guard


def _require_tempting(sketch: Sketch, state: BattleState, actions: list[Action]) -> None:
    """Require that a defended objective can also be stepped on, and that no shot clears it."""
    cells = sum(cells for cells, _ in sketch.goals[1:])
    if cells:
        grid = state.field.grid
        require(any(isinstance(one, Move) and cells >> grid.cell(one.to) & 1 for one in actions))
        (guard_id,) = cells_of(state.units_in(cells))
        assert state.active is not None, "a puzzle's unit is active"
        unit, guard = state.units[state.active], state.units[guard_id]
        kills = answer_values.shot(state, unit, unit.profile.ranged[0], guard)[0]
        require(kills <= sketch.numbers.margins.unlikely)


def _require_alone(sketch: Sketch, runner: Piece, step: CellSet) -> None:
    """Require that no other unit gets onto the objective before the end, by advance or charge."""
    field = sketch.field
    advance = RULE_NUMBERS.advance_roll.highest
    for piece in sketch.pieces:
        if piece.mine and piece is not runner:
            require(not field.within(piece.cell, advance) & step)
        elif not piece.mine:
            # A charge ends next to an enemy, so none can end on the objective.
            require(not field.within(piece.cell, 1) & step)


def _set_points(sketch: Sketch) -> None:
    """Set the points so that the side ends one objective's points behind if nothing changes.

    With the objective it is ahead by as much if that was the enemy's; otherwise the points are
    equal
    and VALUE decides.
    """
    points = RULE_NUMBERS.objective_points
    theirs = sum(owner is False for _, owner in sketch.goals)
    before = sketch.draw.within(EARLIER)
    sketch.round = RULE_NUMBERS.rounds
    sketch.points = ((before + theirs - 1) * points, before * points)
