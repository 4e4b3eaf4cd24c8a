"""The units that may be activated later in a phase, and what a unit could do then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from engine.battle import reachable, rules, targets
from engine.battle.actions import Charge
from engine.validation import require_present

if TYPE_CHECKING:
    from engine.battle.actions import Action, UnitId
    from engine.battle.options import Options
    from engine.battle.state import BattleState, Unit, UnitSet
    from engine.data.catalog import Weapon
    from engine.hexgrid import Cell


def is_untouched(state: BattleState) -> bool:
    """Whether a unit has been activated and has done nothing since."""
    if state.active is None or state.pending is not None or state.used:
        return False
    return not state.units[state.active].marks.advanced


def waiting_units(state: BattleState) -> UnitSet:
    """Return the units that may be activated now, or once the active one has finished.

    The unit of an untouched activation is one of them, for it may be put back.
    """
    if state.active is None:
        return rules.options(state).activate
    later = state.fork()
    later.end_activation()
    if is_untouched(state):
        later.activated &= ~(1 << state.active)
    return rules.options(later).activate


def options_if_activated(state: BattleState, unit: UnitId) -> Options:
    """Return what a unit could do if it were activated now instead of the active one."""
    later = state.fork()
    later.end_activation()
    later.active = unit
    return rules.options(later)


def charge_needs(state: BattleState, action: Action) -> int | None:
    """Return the movement points that the charge of *action* needs (R7.2); None if it is no charge,
    or if no roll would do.
    """
    if not isinstance(action, Charge):
        return None
    unit = state.units[require_present(state.active, "the active unit")]
    highest = state.setup.charge_roll.highest
    return reachable.charge_cost(state, unit, state.units[action.target], highest)


def after_move(
    state: BattleState, unit: Unit, cell: Cell, *, advancing: bool
) -> tuple[BattleState, Unit]:
    """Return the state and the active *unit* once it has moved, or advanced, to *cell*."""
    if advancing:
        marks = replace(unit.marks, advanced=True)
    else:
        marks = replace(unit.marks, moved=True, fled=state.is_engaged(unit))
    later = state.fork()
    later.pending = None
    moved = replace(unit, cell=cell, marks=marks)
    later.put(moved)
    return later, moved


def shots_after_move(
    state: BattleState, unit: Unit, cell: Cell, *, advancing: bool
) -> list[tuple[Weapon, UnitSet]]:
    """Return the ranged weapons that the active *unit* could fire once it has moved to *cell*.

    Each comes with its legal targets, maybe none (R6.2, R6.3). *advancing* is whether it advances
    there (R5.3) instead of moving; all other units stay where they are.
    """
    later, moved = after_move(state, unit, cell, advancing=advancing)
    return [
        (weapon, targets.ranged_targets(later, moved, weapon))
        for weapon in targets.usable_ranged(later, moved)
    ]
