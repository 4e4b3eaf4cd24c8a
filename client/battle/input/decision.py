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

    *waiting* are the units that may be activated now or after the active one; *able* are those of
    them that something useful is left for, *spare* those that the end of the phase asks about.
    *can_undo* is whether an action may be taken back, *can_put_back* whether the untouched
    activation may be.
    """

    state: BattleState
    options: Options
    waiting: UnitSet
    able: UnitSet
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
        """Return the units that something is left for in this phase, the active one among them."""
        active = self.state.active
        return self.able if active is None else self.able | 1 << active

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
        return PendingDecision(state, NOTHING, 0, 0, 0, can_undo, can_put_back=False)
    waiting = waiting_units(state)
    able = sum(1 << unit for unit in cells_of(waiting) if _is_able(state, unit))
    return PendingDecision(
        state,
        one.game.options(),
        waiting,
        able,
        sum(1 << unit for unit in cells_of(able) if _is_spare(state, unit)),
        can_undo,
        one.can_put_back,
        asks_before_end=asks_before_end,
        asks_to_advance=asks_to_advance,
    )


def _is_able(state: BattleState, unit: UnitId) -> bool:
    """Whether a waiting unit has something useful to do: a charge without a weapon to fight with
    is none.
    """
    return state.phase is not Phase.CHARGE or bool(state.units[unit].profile.melee)


def _is_spare(state: BattleState, unit: UnitId) -> bool:
    """Whether the end of the phase would waste more of an able unit than an advance."""
    return state.phase is not Phase.SHOOT or bool(options_if_activated(state, unit).shoot)
