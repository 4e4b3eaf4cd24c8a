"""The meaning of the compact schema's actions, and the decisions that are taken without asking.

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
from engine.encoding.classic.compass import sectors_of, winds
from engine.encoding.classic.spec import WAYS
from engine.evaluation import action_scores, terms
from engine.hexgrid import cells_of

if TYPE_CHECKING:
    import numpy.typing as npt

    from engine.battle.actions import Action
    from engine.battle.state import BattleState, Pending
    from engine.encoding.classic.situation import Situation, Target
    from engine.encoding.side_view import SideView
    from engine.hexgrid import Cell


def numbered(situation: Situation) -> dict[int, Action]:
    """Return the action of each number that is offered; there is always one."""
    spec = situation.spec
    match situation.state.phase:
        case Phase.MOVE:
            return _moves(situation)
        case Phase.SHOOT:
            shown = situation.targets[: spec.targets]
            shots = {spec.shoot + slot: _volley(Shoot, one) for slot, one in enumerate(shown)}
            return {**shots, spec.wait: _advance_or_wait(situation)}
        case Phase.CHARGE:
            best = situation.targets[0].unit.id
            return {spec.charge: Charge(best), spec.wait: Wait()}
        case _:
            return {spec.fight: _volley(Fight, situation.targets[0])}


def _moves(situation: Situation) -> dict[int, Action]:
    """Return the best move into each of four sectors, and staying.

    A unit that stays next to an enemy and can attack it stays to fight, which is not waiting.
    """
    state, unit, spec, view = situation.state, situation.unit, situation.spec, situation.view
    cells = np.array(cells_of(situation.options.move))
    worth = situation.moves.going[cells]
    sector = sectors_of(view, unit.cell, cells, len(WAYS))
    offered: dict[int, Action] = {}
    for number, way in enumerate(WAYS):
        there = sector == winds(len(WAYS)).index(way)
        if there.any():
            best = _best_cell(view, cells[there], worth[there])
            offered[number] = Move(state.field.grid.offsets[best])
    fights = state.is_engaged(unit) and unit.profile.melee
    return offered | {spec.fight if fights else spec.wait: Wait()}


def _best_cell(
    view: SideView, cells: npt.NDArray[np.int64], worth: npt.NDArray[np.floating]
) -> Cell:
    return int(cells[np.lexsort((view.order[cells], -worth))[0]])


def _advance_or_wait(situation: Situation) -> Advance | Wait:
    """Return the better of two: a unit that does not shoot may still advance (R5.1)."""
    if not situation.options.advance:
        return Wait()
    _, going, staying = situation.advance
    rolled = terms.advance_value(situation.state, situation.unit, going)
    return Advance() if rolled > staying + action_scores.FIRST else Wait()


def _volley(make: type[Shoot | Fight], target: Target) -> Shoot | Fight:
    return make(target.weapon, target.unit.id, Mode.VOLLEY)


# Without asking


def unit_to_activate(state: BattleState) -> Activate:
    """Return the activation of the unit with the lowest id."""
    pool = rules.options(state).activate
    return Activate((pool & -pool).bit_length() - 1)


def rest_of(situation: Situation, pending: Pending) -> Action:
    """Return the answer to a question that dice have raised (R5.2, R6.4, R7.3)."""
    match pending:
        case AdvancePending():
            return _end_of_advance(situation)
        case ChargePending():
            return _end_of_charge(situation)
        case AttackPending():
            make = Shoot if situation.options.shoot else Fight
            return _volley(make, situation.targets[0])


def _end_of_advance(situation: Situation) -> AdvanceTo | Stay:
    if not situation.options.advance_to:
        return Stay()
    cells = np.array(cells_of(situation.options.advance_to))
    _, going, staying = situation.advance
    best = _best_cell(situation.view, cells, going[cells])
    if going[best] <= staying + action_scores.FIRST:
        return Stay()
    return AdvanceTo(situation.state.field.grid.offsets[best])


def _end_of_charge(situation: Situation) -> ChargeTo:
    cells = cells_of(situation.options.charge_to)
    worth = action_scores.score_charge_ends(situation.valuation, situation.unit, cells).totals
    best = _best_cell(situation.view, np.array(cells), worth)
    return ChargeTo(situation.state.field.grid.offsets[best])
