"""A pupil: does by clicks, or by keys, what the open step of a lesson asks for."""

from __future__ import annotations

import time
from typing import Any, cast

from client.battle.model.session import Session
from client.tutorial.lesson import Lesson, LessonStep, Wait
from client.tutorial.lesson_screen import LessonScreen
from client.tutorial.lesson_session import LessonSession, Place, first_place
from engine.battle import Side, rules
from engine.battle.actions import (
    Action,
    Activate,
    Advance,
    AdvanceTo,
    Charge,
    ChargeTo,
    EndPhase,
    Fight,
    Mode,
    Move,
    Shoot,
)
from engine.battle.actions import Wait as WaitAction
from engine.battle.activation import shots_after_move
from engine.players.registry import make_player
from tests.client.battle.desk import Prompt
from tests.client.pilot import Pilot

PATIENCE = 60.0
"""Seconds that the opponent may take for a decision on the busiest machine."""


def begin(lesson: Lesson, place: Place | None = None) -> LessonSession:
    """Begin a lesson whose opponent thinks in this process."""
    return LessonSession(lesson, Prompt(), place or first_place(lesson))


def lesson_screen(pilot: Pilot) -> LessonScreen:
    return cast("LessonScreen", pilot.screen)


def next_action(session: LessonSession) -> Action:
    """Return the next action towards what the open step waits for."""
    step, state, legal = session.step, session.state, session.game.legal_actions()
    if step.wait in {Wait.PHASE, Wait.SCORE}:
        return EndPhase() if EndPhase() in legal else WaitAction()
    if step.wait is Wait.END:
        return make_player("bot:tactician", state.to_act, 1).choose(state, legal)
    if step.wait not in {Wait.ADVANCE_TO, Wait.CHARGE_TO} and state.active != step.unit:
        assert step.unit is not None
        return Activate(step.unit)
    return next(action for action in legal if fulfils(step, action, session))


def fulfils(step: LessonStep, action: Action, session: LessonSession) -> bool:
    """Whether an action is what a step asks its active unit for."""
    match step.wait, action:
        case Wait.MOVE, Move(to):
            return not step.hexes or to in step.hexes
        case Wait.ADVANCE_TO, AdvanceTo(to):
            return not later_shot(session) or sees_after(session, to)
        case (Wait.SHOOT, Shoot(_, target, mode)) | (Wait.FIGHT, Fight(_, target, mode)):
            return target == step.target and mode is Mode.VOLLEY
        case Wait.CHARGE, Charge(target):
            return target == step.target
        case (Wait.ADVANCE, Advance()) | (Wait.CHARGE_TO, ChargeTo()):
            return True
        case _:
            return False


def later_shot(session: LessonSession) -> bool:
    """Whether the unit is to shoot after its advance."""
    following = session.lesson.steps[session.number + 1]
    return following.wait is Wait.SHOOT and following.unit == session.step.unit


def sees_after(session: LessonSession, to: tuple[int, int]) -> bool:
    """Whether the active unit can shoot from a hex that it advances to."""
    state = session.state
    assert state.active is not None
    unit, cell = state.units[state.active], state.field.grid.cell(to)
    return any(targets for _, targets in shots_after_move(state, unit, cell, advancing=True))


def run_headless(session: LessonSession, most: int = 2000) -> None:
    """Do all steps of a lesson without a window."""
    for _ in range(most):
        if session.step.wait is Wait.READ or session.is_met:
            if session.is_last:
                return
            session.go_on()
            continue
        assert session.hindrance is None, f"{session.step.code}: {session.hindrance}"
        session.request_decision()
        if session.awaits_computer:
            session.poll()
        elif session.step.wait is Wait.UNDO:
            session.undo()
        elif session.step.wait is Wait.POINT and session.state.active == session.step.unit:
            session.point(session.spots[0], 60.0)
        else:
            session.submit(session.records, next_action(session))
    raise AssertionError("the lesson does not end")


class Pupil:
    """Sits before the screen of a lesson, with a pilot's hands."""

    def __init__(self, pilot: Pilot, *, by_keys: bool) -> None:
        self.pilot = pilot
        self.by_keys = by_keys

    @property
    def asked(self) -> LessonSession:
        return lesson_screen(self.pilot).asked

    def wait_until_still(self) -> None:
        """Wait until the lesson waits for the pupil."""
        end = time.monotonic() + PATIENCE
        while not self.pilot.screen.still:
            assert time.monotonic() < end, "the lesson does not come to rest"
            self.pilot.frame()

    def take_step(self) -> None:
        """Do what the open step asks for; the next one is open then."""
        self.wait_until_still()
        number, step = self.asked.number, self.asked.step
        if step.wait is Wait.READ:
            self.go_on()
        elif step.wait is Wait.POINT:
            self.rest_on(self.asked.spots[0])
        elif step.wait is Wait.UNDO:
            self.take_back()
        while self.asked.number == number:
            self.wait_until_still()
            if self.asked.number == number:
                self.act()

    def go_on(self) -> None:
        if self.by_keys:
            self.pilot.press("return")
        else:
            self.pilot.click("confirm")

    def take_back(self) -> None:
        if self.by_keys:
            self.pilot.press("z")
        else:
            self.pilot.click("undo")
        self.pilot.frame()

    def rest_on(self, at: tuple[int, int]) -> None:
        number, unit = self.asked.number, self.asked.step.unit
        if unit is not None and self.asked.state.active != unit:
            self.pilot.do(Activate(unit))
        hands: Any = self.pilot
        if self.by_keys:
            hands.move_cursor(at)
        else:
            hands.point_at_hex(at)
        for _ in range(1000):
            if self.asked.number != number:
                return
            self.pilot.frame()
        raise AssertionError("pointing has no effect")

    def act(self) -> None:
        self.pilot.do(next_action(self.asked))
        self.pilot.frame()

    def take_all_steps(self) -> None:
        """Do every step up to the last one, which says that the lesson is over."""
        while not self.asked.is_last:
            self.take_step()
        self.wait_until_still()


def winner_of(session: Session) -> Side | None:
    result = session.game.result
    return None if result is None else result.winner


def is_legal(session: Session, action: Action) -> bool:
    return action in rules.legal_actions(session.state)
