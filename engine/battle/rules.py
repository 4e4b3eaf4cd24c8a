"""The entry to the rules: which actions are legal, and applying them, as pure functions (R10).

>>> from engine.battle import load_scenario, rules, turn
>>> from engine.battle.state import Setup
>>> from engine.dice import SeededDice
>>> state, events = turn.start(Setup(load_scenario("crossroads")))
>>> actions = rules.legal_actions(state)
>>> rules.options(state).describe(state.field.grid)
'activate [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]; end_phase'
>>> [action.to_text() for action in actions[:2]], len(actions)
(['ACTIVATE 0', 'ACTIVATE 1'], 11)

Applying an action returns a new state and the events; the old state is not changed:

>>> after, events = rules.apply(state, actions[0], SeededDice(7))
>>> events
[UnitActivated(unit=0)]
>>> state.active, after.active
(None, 0)

An illegal action is refused with the number of the rule:

>>> rules.apply(after, actions[1], SeededDice(7))
Traceback (most recent call last):
engine.errors.IllegalAction: ACTIVATE 1: unit 0 is active and has to finish first [R3.3]
"""

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
    """Return the options of `state.to_act`: none once the battle is over."""
    if state.result is not None:
        return NOTHING
    if state.active is None:
        return Options(activate=turn.pickable(state), end_phase=state.phase is not Phase.FIGHT)
    return turn.PHASES[state.phase].options(state, state.units[state.active])


def legal_actions(state: BattleState) -> list[Action]:
    """Return every legal action, always in the same order; empty only once the battle is over."""
    return actions_of(options(state), state.field.grid)


def check(state: BattleState, action: Action) -> None:
    """Raise IllegalAction, with the rule that forbids it, for an *action* that is not legal
    (R10.3).
    """
    now = options(state)
    if not allows(now, action, state.field.grid):
        raise refuse(state, now, action)


def apply(state: BattleState, action: Action, dice: Dice) -> tuple[BattleState, list[Event]]:
    """Apply an action; return the state after it and everything that happened.

    *state* is not changed. IllegalAction is raised before any die is rolled.
    """
    check(state, action)
    return carry_out(state, action, dice)


def carry_out(state: BattleState, action: Action, dice: Dice) -> tuple[BattleState, list[Event]]:
    """Apply an action taken from *state*'s options without checking it again, as `apply` does.

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
