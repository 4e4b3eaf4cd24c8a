"""The front door of the rules: what may be done, and doing it, as pure functions (R10)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.battle import turn
from engine.battle.actions import Action, Activate, EndPhase
from engine.battle.events import Event, PhaseEnded, UnitActivated
from engine.battle.options import NOTHING, Options, actions_of, allows
from engine.battle.phase import Phase
from engine.battle.refusal import refuse
from engine.hexgrid import cells_of

if TYPE_CHECKING:
    from engine.battle.state import BattleState
    from engine.dice import Dice


def options(state: BattleState) -> Options:
    """Say what `state.to_act` may do now: nothing once the battle is over."""
    if state.result is not None:
        return NOTHING
    if state.active is None:
        return Options(activate=turn.pickable(state), end_phase=state.phase is not Phase.FIGHT)
    return turn.PHASES[state.phase].options(state, state.units[state.active])


def legal_actions(state: BattleState) -> list[Action]:
    """List every legal action, always in the same order; empty only once the battle is over."""
    return actions_of(options(state), state.field.grid)


def check(state: BattleState, action: Action) -> None:
    """Raise IllegalAction, with the rule that forbids it, when *action* is not legal (R10.3)."""
    now = options(state)
    if not allows(now, action, state.field.grid):
        raise refuse(state, now, action)


def apply(state: BattleState, action: Action, dice: Dice) -> tuple[BattleState, list[Event]]:
    """Apply an action; give the state after it and everything that happened.

    *state* itself is not touched. IllegalAction is raised before any die is rolled.
    """
    check(state, action)
    return carry_out(state, action, dice)


def carry_out(state: BattleState, action: Action, dice: Dice) -> tuple[BattleState, list[Event]]:
    """Do what `apply` does with an action taken from *state*'s options: nothing is checked again.

    For searches, which play many battles out.
    """
    after = state.fork()
    match action:
        case Activate(unit_id):
            after.active = unit_id
            after.activated |= 1 << unit_id
            events: list[Event] = [UnitActivated(unit_id)]
        case EndPhase():
            waiting = turn.pool_of(state)
            after.activated |= waiting
            events = [PhaseEnded(state.phase, tuple(cells_of(waiting)))]
        case _:
            assert after.active is not None, "a legal action of no unit is one of the two above"
            unit = after.units[after.active]
            events = turn.PHASES[state.phase].resolve(after, unit, action, dice)
    events += turn.move_on(after)
    return after, events
