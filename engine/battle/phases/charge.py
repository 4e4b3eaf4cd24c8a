"""The CHARGE phase (R7.1 to R7.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from engine.battle import outcome, reachable
from engine.battle.actions import Action, Charge, ChargeTo, Wait
from engine.battle.events import ChargeRolled, Event, MoveKind, UnitMoved, UnitWaited
from engine.battle.options import Options
from engine.battle.phases import PhaseRules
from engine.battle.state import ChargePending

if TYPE_CHECKING:
    from engine.battle.state import BattleState, Unit, UnitSet
    from engine.dice import Dice
    from engine.hexgrid import Offset


def eligible(state: BattleState) -> UnitSet:
    """Return the units that have a charge target (R7.1)."""
    able = [
        unit
        for unit in state.living(state.side)
        if not state.activated >> unit.id & 1 and _may_charge(state, unit)
    ]
    if not able:
        return 0
    starts = reachable.charge_starts(state, state.side, state.setup.charge_roll.highest)
    return sum(1 << unit.id for unit in able if starts >> unit.cell & 1)


def _may_charge(state: BattleState, unit: Unit) -> bool:
    return not (unit.marks.fled or unit.marks.advanced or state.is_engaged(unit))


def options(state: BattleState, unit: Unit) -> Options:
    """Return the charge targets of *unit*; after a roll that reaches, where it may end (R7.3)."""
    match state.pending_of(unit):
        case ChargePending(target, roll):
            return Options(charge_to=reachable.charge_ends(state, unit, state.units[target], roll))
        case _:
            return Options(charge=_targets(state, unit), wait=True)


def _targets(state: BattleState, unit: Unit) -> UnitSet:
    if not _may_charge(state, unit):
        return 0
    return reachable.charge_targets(state, unit, state.setup.charge_roll.highest)


def resolve(state: BattleState, unit: Unit, action: Action, dice: Dice) -> list[Event]:
    """Roll for a charge, carry it out, or wait, and return the events (R7.2, R7.3)."""
    match action:
        case Charge(target):
            return _roll(state, unit, target, dice)
        case ChargeTo(to):
            return _charge(state, unit, to)
        case Wait():
            state.end_activation()
            return [UnitWaited(unit.id)]
        case _:
            msg = f"no action of CHARGE: {action}"
            raise AssertionError(msg)


def _roll(state: BattleState, unit: Unit, target: int, dice: Dice) -> list[Event]:
    faces, total = state.setup.charge_roll.roll(dice)
    reached = bool(reachable.charge_ends(state, unit, state.units[target], total))
    if reached:
        state.pending = ChargePending(target, total)
    else:
        state.end_activation()
    return [ChargeRolled(unit.id, target, faces, total, reached)]


def _charge(state: BattleState, unit: Unit, to: Offset) -> list[Event]:
    pending = state.pending
    assert isinstance(pending, ChargePending), "only then it is legal"
    cell = state.field.grid.cell(to)
    target = state.units[pending.target]
    path = reachable.charge_path(state, unit, target, cell, pending.roll)
    cost = reachable.path_cost(state, path)
    state.end_activation()
    state.put(replace(unit, cell=cell, marks=replace(unit.marks, charged=True)))
    moved = UnitMoved(unit.id, MoveKind.CHARGE, path, cost, fled=False)
    return [moved, *outcome.take_objectives(state)]


RULES = PhaseRules(eligible, options, resolve)
