"""The MOVE phase (R4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from engine.battle import outcome, reachable
from engine.battle.actions import Action, Move, Wait
from engine.battle.events import Event, MoveKind, UnitMoved, UnitWaited
from engine.battle.options import Options
from engine.battle.phases import PhaseRules

if TYPE_CHECKING:
    from engine.battle.state import BattleState, Unit, UnitSet
    from engine.dice import Dice


def eligible(state: BattleState) -> UnitSet:
    """Return the units that have a destination (R4.1)."""
    open_to = reachable.open_cells(state, state.side)
    pool = 0
    for unit in state.living(state.side):
        if not state.activated >> unit.id & 1 and reachable.can_step(
            state, unit, open_to, unit.profile.move
        ):
            pool |= 1 << unit.id
    return pool


def options(state: BattleState, unit: Unit) -> Options:
    """Return the hexes *unit* may move to; it may also wait (R4.2, R4.4)."""
    return Options(move=reachable.destinations(state, unit, unit.profile.move), wait=True)


def resolve(state: BattleState, unit: Unit, action: Action, dice: Dice) -> list[Event]:  # noqa: ARG001 - the shape of a phase
    """Move, or wait, which both end the activation, and return the events (R4.3, R4.4)."""
    state.end_activation()
    match action:
        case Move(to):
            fled = state.is_engaged(unit)
            path = reachable.move_path(state, unit, state.field.grid.cell(to), unit.profile.move)
            cost = reachable.path_cost(state, path)
            cell = state.field.grid.cell(to)
            state.put(replace(unit, cell=cell, marks=replace(unit.marks, moved=True, fled=fled)))
            moved = UnitMoved(unit.id, MoveKind.MOVE, path, cost, fled)
            return [moved, *outcome.take_objectives(state)]
        case Wait():
            return [UnitWaited(unit.id)]
        case _:
            msg = f"no action of MOVE: {action}"
            raise AssertionError(msg)


RULES = PhaseRules(eligible, options, resolve)
