"""The course of a battle: rounds, turns and phases, up to the next decision (R3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.battle import outcome
from engine.battle.events import Event, PhaseBegan, RoundBegan, TurnBegan
from engine.battle.phase import Phase
from engine.battle.phases import PhaseRules, charge, fight, movement, shooting
from engine.battle.state import BattleState

if TYPE_CHECKING:
    from engine.battle.state import Setup, UnitSet

PHASES: dict[Phase, PhaseRules] = {
    Phase.MOVE: movement.RULES,
    Phase.SHOOT: shooting.RULES,
    Phase.CHARGE: charge.RULES,
    Phase.FIGHT: fight.RULES,
}
_NEXT = {
    Phase.COMMAND: Phase.MOVE,
    Phase.MOVE: Phase.SHOOT,
    Phase.SHOOT: Phase.CHARGE,
    Phase.CHARGE: Phase.FIGHT,
}


def start(setup: Setup) -> tuple[BattleState, list[Event]]:
    """Return the state that awaits the first decision, and the events that led to it."""
    state = BattleState(setup)
    events = outcome.take_objectives(state)
    events += _begin_turn(state)
    events += move_on(state)
    return state, events


def pool_of(state: BattleState) -> UnitSet:
    """Return the activation pool of the phase (R3.3); in FIGHT, of both sides."""
    return PHASES[state.phase].eligible(state)


def pickable(state: BattleState) -> UnitSet:
    """Return the units of the pool that the side to act may activate now (R3.5)."""
    pool = pool_of(state)
    return fight.pickable(state, pool) if state.phase is Phase.FIGHT else pool


def move_on(state: BattleState) -> list[Event]:
    """Advance to the next decision, or to the end, and return the events; changes *state*, a
    fork.
    """
    events: list[Event] = []
    while state.result is None and state.active is None:
        pool = pool_of(state)
        if pool:
            if state.phase is Phase.FIGHT:
                state.to_act = fight.next_side(state, pool)
            break
        if state.phase is not Phase.FIGHT:
            _begin_phase(state, _NEXT[state.phase], events)
        elif _is_last_turn(state):
            events += outcome.end_after_last_round(state)
        else:
            events += _begin_turn(state)
    return events


def _begin_phase(state: BattleState, phase: Phase, events: list[Event]) -> None:
    state.phase = phase
    state.activated = 0
    state.to_act = state.side
    if pool_of(state):
        events.append(PhaseBegan(state.side, phase))


def _is_last_turn(state: BattleState) -> bool:
    last_side = state.setup.scenario.first.other
    return state.side is last_side and state.round >= state.setup.rules.rounds


def _begin_turn(state: BattleState) -> list[Event]:
    """Begin the next turn and return the events.

    COMMAND clears the marks of every unit and scores (R3.2, R3.4, R9.2).
    """
    events: list[Event] = []
    state.side = state.side.other
    if state.side is state.setup.scenario.first:
        state.round += 1
        events.append(RoundBegan(state.round))
    events.append(TurnBegan(state.side, state.round))
    for unit in state.units:
        if unit.hp and unit.is_marked:
            state.put(unit.unmarked())
    if state.round >= state.setup.rules.first_scoring_round:
        events += outcome.score(state, state.side)
    _begin_phase(state, Phase.MOVE, events)
    return events
