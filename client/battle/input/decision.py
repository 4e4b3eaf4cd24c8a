"""What the person at the screen decides about, worked out once a ply."""

from __future__ import annotations

from typing import TYPE_CHECKING

from client.battle.input.intent import Situation
from engine.battle.activation import options_if_activated, waiting_units
from engine.battle.options import NOTHING
from engine.battle.phase import Phase
from engine.hexgrid import cells_of

if TYPE_CHECKING:
    from client.battle.model.session import Session
    from engine.battle.state import BattleState, UnitSet


def situation_of(one: Session, *, asks_before_end: bool) -> Situation:
    """Say what may be done in a session now: nothing while a bot decides or all is over."""
    state = one.state
    if not one.awaits_person:
        return Situation(state, NOTHING, 0, 0, one.may_undo, may_put_back=False)
    waiting = waiting_units(state)
    return Situation(
        state,
        one.game.options(),
        waiting,
        _spare(state, waiting),
        one.may_undo,
        one.may_put_back,
        asks_before_end,
    )


def _spare(state: BattleState, waiting: UnitSet) -> UnitSet:
    """Gather the waiting units that could still do more than advance."""
    if state.phase is not Phase.SHOOT:
        return waiting
    return sum(1 << unit for unit in cells_of(waiting) if options_if_activated(state, unit).shoot)
