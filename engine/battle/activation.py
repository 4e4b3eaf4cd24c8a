"""What may be activated later in a phase, and what a unit could do then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.battle import rules

if TYPE_CHECKING:
    from engine.battle.actions import UnitId
    from engine.battle.options import Options
    from engine.battle.state import BattleState, UnitSet


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
