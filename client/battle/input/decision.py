"""The decision of the person at the screen, computed once per ply."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from engine.battle.activation import options_if_activated, waiting_units
from engine.battle.options import NOTHING
from engine.battle.phase import Phase
from engine.hexgrid import cells_of

if TYPE_CHECKING:
    from client.battle.model.session import Session
    from engine.battle.actions import UnitId
    from engine.battle.options import Options
    from engine.battle.state import BattleState, UnitSet


@dataclasses.dataclass(frozen=True, slots=True)
class PendingDecision:
    """What the person at the screen may decide now; created anew at every ply.

    *waiting* are the units that may be activated now or after the active one; *spare* are those
    that could still do something useful if the phase did not end. *can_undo* is whether an action
    may be taken back, *can_put_back* whether the untouched activation may be.
    """

    state: BattleState
    options: Options
    waiting: UnitSet
    spare: UnitSet
    can_undo: bool
    can_put_back: bool
    can_redo: bool = False
    """Whether what was taken back may be brought back."""
    asks_before_end: bool = True
    asks_to_advance: bool = True
    """Whether a click on a unit without a target asks if it advances."""

    @property
    def unfinished(self) -> UnitSet:
        """Return the units that may still act in this phase, the active one among them."""
        active = self.state.active
        return self.waiting if active is None else self.waiting | 1 << active

    @property
    def attacks(self) -> tuple[tuple[str, UnitSet], ...]:
        """Return the weapons that may attack now, with their targets."""
        return self.options.shoot or self.options.fight


def pending_decision(
    one: Session, *, asks_before_end: bool, asks_to_advance: bool = True
) -> PendingDecision:
    """Return what may be decided in a session now: nothing while a bot decides, or at the end."""
    state, can_undo = one.state, one.undone_next is not None
    if not one.awaits_person:
        return PendingDecision(state, NOTHING, 0, 0, can_undo, can_put_back=False)
    waiting = waiting_units(state)
    return PendingDecision(
        state,
        one.game.options(),
        waiting,
        _spare(state, waiting),
        can_undo,
        one.can_put_back,
        asks_before_end=asks_before_end,
        asks_to_advance=asks_to_advance,
    )


def _spare(state: BattleState, waiting: UnitSet) -> UnitSet:
    """Return the waiting units that could still shoot, or charge to fight, or move."""
    return sum(1 << unit for unit in cells_of(waiting) if _is_spare(state, unit))


def _is_spare(state: BattleState, unit: UnitId) -> bool:
    match state.phase:
        case Phase.SHOOT:
            return bool(options_if_activated(state, unit).shoot)
        case Phase.CHARGE:
            return bool(state.units[unit].profile.melee)
        case _:
            return True
