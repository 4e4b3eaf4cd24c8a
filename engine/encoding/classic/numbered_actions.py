"""The meaning of the classic schema's actions, and the decisions that are taken without asking.

One rule decides all that an action leaves open: of the options that it stands for, the one with the
best evaluation is taken. At equal scores waiting comes first, then the order of the rules; of
hexes, the order in which the side reads the board, from its own end. The next unit to act is always
the one with the lowest id. Single attacks, GIVE_UP and END_PHASE are never taken.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.battle import rules
from engine.battle.actions import (
    Activate,
    Advance,
    AdvanceTo,
    Charge,
    ChargeTo,
    Fight,
    Mode,
    Move,
    Shoot,
    Stay,
    Wait,
)
from engine.battle.phase import Phase
from engine.battle.state import AdvancePending, AttackPending, ChargePending
from engine.encoding.classic.compass import sector_names, sectors_of
from engine.encoding.classic.spec import MOVE_DIRECTIONS
from engine.evaluation import action_scores, terms
from engine.hexgrid import cells_of

if TYPE_CHECKING:
    import numpy.typing as npt

    from engine.battle.actions import Action
    from engine.battle.state import BattleState, Pending
    from engine.encoding.classic.decision_context import DecisionContext, Target
    from engine.encoding.side_view import SideView
    from engine.hexgrid import Cell


def actions_by_number(context: DecisionContext) -> dict[int, Action]:
    """Return the action of each number that is offered; there is always one."""
    spec = context.spec
    match context.state.phase:
        case Phase.MOVE:
            return _moves(context)
        case Phase.SHOOT:
            shown = context.targets[: spec.targets]
            shots = {spec.shoot + slot: _volley(Shoot, one) for slot, one in enumerate(shown)}
            return {**shots, spec.wait: _advance_or_wait(context)}
        case Phase.CHARGE:
            best = context.targets[0].unit.id
            return {spec.charge: Charge(best), spec.wait: Wait()}
        case _:
            return {spec.fight: _volley(Fight, context.targets[0])}


def _moves(context: DecisionContext) -> dict[int, Action]:
    """Return the best move into each of four sectors, and staying.

    A unit that stays next to an enemy and can attack it stays to fight, which is not waiting.
    """
    state, unit, spec, view = context.state, context.unit, context.spec, context.view
    cells = np.array(cells_of(context.options.move))
    values = context.moves.going[cells]
    sector = sectors_of(view, unit.cell, cells, len(MOVE_DIRECTIONS))
    offered: dict[int, Action] = {}
    for number, way in enumerate(MOVE_DIRECTIONS):
        there = sector == sector_names(len(MOVE_DIRECTIONS)).index(way)
        if there.any():
            best = _best_cell(view, cells[there], values[there])
            offered[number] = Move(state.field.grid.offsets[best])
    fights = state.is_engaged(unit) and unit.profile.melee
    return offered | {spec.fight if fights else spec.wait: Wait()}


def _best_cell(
    view: SideView, cells: npt.NDArray[np.int64], values: npt.NDArray[np.floating]
) -> Cell:
    return int(cells[np.lexsort((view.order[cells], -values))[0]])


def _advance_or_wait(context: DecisionContext) -> Advance | Wait:
    """Return the better of two: a unit that does not shoot may still advance (R5.1)."""
    if not context.options.advance:
        return Wait()
    _, going, staying = context.advance
    rolled = terms.advance_value(context.state, context.unit, going)
    return Advance() if rolled > staying + action_scores.FIRST else Wait()


def _volley(make: type[Shoot | Fight], target: Target) -> Shoot | Fight:
    return make(target.weapon, target.unit.id, Mode.VOLLEY)


# Without asking


def unit_to_activate(state: BattleState) -> Activate:
    """Return the activation of the unit with the lowest id."""
    pool = rules.options(state).activate
    return Activate((pool & -pool).bit_length() - 1)


def answer_pending(context: DecisionContext, pending: Pending) -> Action:
    """Return the answer to a question that dice have raised (R5.2, R6.4, R7.3)."""
    match pending:
        case AdvancePending():
            return _end_of_advance(context)
        case ChargePending():
            return _end_of_charge(context)
        case AttackPending():
            make = Shoot if context.options.shoot else Fight
            return _volley(make, context.targets[0])


def _end_of_advance(context: DecisionContext) -> AdvanceTo | Stay:
    if not context.options.advance_to:
        return Stay()
    cells = np.array(cells_of(context.options.advance_to))
    _, going, staying = context.advance
    best = _best_cell(context.view, cells, going[cells])
    if going[best] <= staying + action_scores.FIRST:
        return Stay()
    return AdvanceTo(context.state.field.grid.offsets[best])


def _end_of_charge(context: DecisionContext) -> ChargeTo:
    cells = cells_of(context.options.charge_to)
    values = action_scores.score_charge_ends(context.valuation, context.unit, cells).totals
    best = _best_cell(context.view, np.array(cells), values)
    return ChargeTo(context.state.field.grid.offsets[best])
