"""Whether a step of a lesson is done, and whether it still can be; pure functions of a battle."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, Final, NamedTuple

from msgspec import structs

from client.tutorial.lesson import PUPIL, Wait
from engine.battle.activation import waiting_units
from engine.battle.events import (
    AdvanceRolled,
    AttackMade,
    ChargeRolled,
    MoveKind,
    PhaseBegan,
    PointsScored,
    TurnBegan,
    UnitActivated,
    UnitMoved,
)
from engine.battle.phase import Phase

if TYPE_CHECKING:
    from collections.abc import Sequence

    from client.battle.model.session import Batch
    from client.tutorial.lesson import LessonStep
    from engine.battle.actions import UnitId
    from engine.battle.events import Event
    from engine.battle.side import Side
    from engine.battle.state import BattleState


class Hindrance(enum.Enum):
    """Why a step can't be done any more; the value is the key of what is said about it."""

    HEX = "tutorial.off.hex"
    """The unit has gone to another hex than the marked ones."""
    TARGET = "tutorial.off.target"
    """The unit has attacked another enemy than the marked one."""
    UNIT = "tutorial.off.unit"
    """The unit has finished in this phase."""
    PHASE = "tutorial.off.phase"
    """The phase is over."""
    LOST = "tutorial.off.lost"
    """The unit or its target has been destroyed."""
    OVER = "tutorial.off.over"
    """The battle is over."""


class Moment(NamedTuple):
    """The phase in which a step begins."""

    round: int
    side: Side
    phase: Phase

    @classmethod
    def of(cls, state: BattleState) -> Moment:
        """Return the phase of a state."""
        return cls(state.round, state.side, state.phase)


def is_met(step: LessonStep, since: Sequence[Batch], state: BattleState) -> bool:
    """Whether what happened *since* its beginning has done what a step waits for.

    Reading, pointing and taking back are no events: the session knows about these.
    """
    if step.wait is Wait.END:
        return state.result is not None
    return any(_does(step, event) for batch in since for event in batch.events)


def _does(step: LessonStep, event: Event) -> bool:
    """Whether an event is the one that a step waits for."""
    match step.wait, event:
        case Wait.ACTIVATE, UnitActivated(unit):
            return unit == step.unit
        case ((Wait.MOVE | Wait.ADVANCE_TO | Wait.CHARGE_TO), UnitMoved(unit, kind, path)):
            ends = not step.hexes or path[-1] in step.hexes
            return unit == step.unit and kind is _KINDS[step.wait] and ends
        case ((Wait.SHOOT | Wait.FIGHT), AttackMade(unit=unit, target=target, melee=melee)):
            fits = melee is (step.wait is Wait.FIGHT)
            return fits and unit == step.unit and _is_meant(step, target)
        case Wait.ADVANCE, AdvanceRolled(unit):
            return unit == step.unit
        case Wait.CHARGE, ChargeRolled(unit=unit, target=target, reached=reached):
            return reached and unit == step.unit and _is_meant(step, target)
        case Wait.PHASE, PhaseBegan(side, phase):
            return side is PUPIL and phase is step.phase
        case Wait.SCORE, PointsScored(side=side, points=points):
            return side is PUPIL and points > 0
        case _:
            return False


_KINDS: Final = {
    Wait.MOVE: MoveKind.MOVE,
    Wait.ADVANCE_TO: MoveKind.ADVANCE,
    Wait.CHARGE_TO: MoveKind.CHARGE,
}


def _is_meant(step: LessonStep, target: UnitId) -> bool:
    return step.target is None or step.target == target


def hindrance_of(
    steps: Sequence[LessonStep], start: Moment, since: Sequence[Batch], state: BattleState
) -> Hindrance | None:
    """Return why the first of *steps*, which began at *start* and is not done, can't be done any
    more; or why one that follows in the same phase can't be.
    """
    found = _hindrance_by_state(steps, start, since, state)
    if found in {Hindrance.UNIT, Hindrance.PHASE}:
        return _hindrance_by_events(steps[0], since) or found
    return found


def _hindrance_by_events(step: LessonStep, since: Sequence[Batch]) -> Hindrance | None:
    """Return what the unit of a step has done instead, if that is known."""
    events = [event for batch in since for event in batch.events]
    if step.hexes and any(_does(structs.replace(step, hexes=()), event) for event in events):
        return Hindrance.HEX
    if step.target is not None and step.wait is not Wait.POINT:
        attacks = (_does(structs.replace(step, target=None), event) for event in events)
        return Hindrance.TARGET if any(attacks) else None
    return None


def _hindrance_by_state(
    steps: Sequence[LessonStep], start: Moment, since: Sequence[Batch], state: BattleState
) -> Hindrance | None:
    """Return why the phase or a unit of now makes a step impossible."""
    step = steps[0]
    if step.wait in {Wait.READ, Wait.END}:
        return _hindrance_of_later(steps, state)
    if state.result is not None:
        return Hindrance.OVER
    if step.wait in {Wait.PHASE, Wait.SCORE}:
        return Hindrance.PHASE if _has_turned(step, since) else None
    if Moment.of(state) != start:
        return Hindrance.PHASE
    own = None if step.wait is Wait.UNDO else _hindrance_of_unit(step, state)
    return own or _hindrance_of_later(steps, state)


def _has_turned(step: LessonStep, since: Sequence[Batch]) -> bool:
    """Whether the turn has begun in which it is too late for a step."""
    is_of_this_turn = step.wait is Wait.PHASE and step.phase is not Phase.MOVE
    return any(
        isinstance(event, TurnBegan) and (is_of_this_turn or event.side is PUPIL)
        for batch in since
        for event in batch.events
    )


def _hindrance_of_later(steps: Sequence[LessonStep], state: BattleState) -> Hindrance | None:
    """Return why a step that follows in the phase of now can't be done.

    Its unit must not have acted before its time, unless that is taken back first.
    """
    spared = {steps[0].unit} if steps[0].wait is Wait.UNDO else set()
    for step in steps[1:]:
        if step.wait is Wait.UNDO:
            spared.add(step.unit)
        elif _is_of_another_phase(step, state.phase):
            return None
        elif step.wait in _DECLARED and step.unit not in spared:
            found = _hindrance_of_unit(step, state)
            if found is not None:
                return found
    return None


def _is_of_another_phase(step: LessonStep, phase: Phase) -> bool:
    if step.wait in _PHASES:
        return _PHASES[step.wait] is not phase
    return step.wait in {Wait.PHASE, Wait.SCORE, Wait.END}


def _hindrance_of_unit(step: LessonStep, state: BattleState) -> Hindrance | None:
    """Return why the unit of a step can't do it in this phase."""
    if any(unit is not None and state.units[unit].hp <= 0 for unit in (step.unit, step.target)):
        return Hindrance.LOST
    if step.unit is None or state.active == step.unit:
        answers = step.wait in {Wait.ADVANCE_TO, Wait.CHARGE_TO}
        return Hindrance.UNIT if answers and state.pending is None else None
    return None if waiting_units(state) >> step.unit & 1 else Hindrance.UNIT


_DECLARED: Final = frozenset({Wait.MOVE, Wait.SHOOT, Wait.ADVANCE, Wait.CHARGE, Wait.FIGHT})
"""What a unit does of its own accord, and not in answer to a roll."""
_PHASES: Final = {
    Wait.MOVE: Phase.MOVE,
    Wait.SHOOT: Phase.SHOOT,
    Wait.ADVANCE: Phase.SHOOT,
    Wait.ADVANCE_TO: Phase.SHOOT,
    Wait.CHARGE: Phase.CHARGE,
    Wait.CHARGE_TO: Phase.CHARGE,
    Wait.FIGHT: Phase.FIGHT,
}
"""The phase in which a unit does what steps wait for."""
