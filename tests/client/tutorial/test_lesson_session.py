"""A lesson as a session: what counts for a step, what makes it impossible, what comes back."""

from __future__ import annotations

import pytest

from client.tutorial.goals import Hindrance
from client.tutorial.lesson import Wait, lesson_of, packaged_lessons
from client.tutorial.lesson_session import LessonSession, Place, first_place
from engine.battle.actions import (
    Activate,
    Advance,
    AdvanceTo,
    Charge,
    EndPhase,
    Mode,
    Move,
    Shoot,
)
from engine.battle.actions import Wait as WaitAction
from engine.errors import IllegalAction
from tests.client.tutorial.pupil import begin, next_action, run_headless


def at_step(code: str, step: str) -> LessonSession:
    """Begin a lesson and do it up to a step, if need be."""
    session = begin(lesson_of(code))
    while session.step.code != step:
        if session.step.wait is Wait.READ or session.is_met:
            session.go_on()
        elif session.step.wait is Wait.UNDO:
            session.undo()
        elif session.step.wait is Wait.POINT and session.state.active == session.step.unit:
            session.point(session.spots[0], 60.0)
        else:
            session.submit(session.records, next_action(session))
    return session


def play(session: LessonSession, *actions: object) -> None:
    for action in actions:
        assert session.submit(session.records, action)  # type: ignore[arg-type]


def test_nobody_decides_while_something_is_to_be_read() -> None:
    session = begin(lesson_of("move"))
    assert session.holds
    assert not session.awaits_person
    session.go_on()
    assert session.awaits_person


def test_any_action_that_does_what_a_step_asks_is_accepted() -> None:
    for to in ((3, 3), (2, 5), (1, 1)):
        session = at_step("move", "again")
        play(session, Move(to))
        assert session.is_met
    session = at_step("move", "select")
    play(session, Activate(1))
    assert not session.is_met
    assert session.hindrance is None, "it can be put back"
    session.put_back()
    play(session, Activate(0))
    assert session.is_met


@pytest.mark.parametrize("ends", ["end", "wait"])
def test_a_phase_may_be_ended_in_any_way(ends: str) -> None:
    session = at_step("shoot", "hold")
    if ends == "end":
        play(session, EndPhase())
    else:
        play(session, Activate(0), WaitAction(), Activate(1), WaitAction())
    assert session.is_met


def test_another_hex_is_not_what_the_step_is_about_and_is_taken_back() -> None:
    session = at_step("move", "go")
    play(session, Move((2, 1)))
    assert session.hindrance is Hindrance.HEX
    assert not session.awaits_person
    assert session.undone_next is not None
    session.undo()
    assert session.hindrance is None
    assert session.awaits_person


def test_a_phase_that_has_ended_too_early_is_explained() -> None:
    session = at_step("move", "select")
    play(session, EndPhase())
    assert session.hindrance is Hindrance.PHASE
    session.undo()
    assert session.hindrance is None


def test_a_unit_that_acts_before_its_time_is_noticed_at_once() -> None:
    session = at_step("move", "go")
    session.put_back()
    play(session, Activate(1))
    assert session.hindrance is None
    play(session, Move((6, 6)))
    assert session.hindrance is Hindrance.UNIT, "its own step comes later"


def test_a_step_done_so_that_the_next_one_is_impossible_is_not_done() -> None:
    session = at_step("advance", "halt")
    grid = session.state.field.grid
    out_of_sight = [at for at in grid.offsets_of(session.game.options().advance_to) if at[0] <= 1]
    play(session, AdvanceTo(out_of_sight[0]))
    assert not session.is_met
    assert session.hindrance is Hindrance.UNIT


def test_a_target_that_is_lost_before_its_time_is_explained() -> None:
    session = at_step("shoot", "fire")
    session.put_back()
    play(session, Activate(1))
    for _ in range(1):
        play(session, Shoot("sighting_rifle", 2, Mode.VOLLEY))
    destroyed = session.state.units[2].hp <= 0
    assert session.hindrance is (Hindrance.LOST if destroyed else Hindrance.UNIT)


def test_the_opponent_waits_while_a_step_is_impossible() -> None:
    session = at_step("fight", "pass")
    play(session, EndPhase(), Activate(0), Advance())
    to = session.game.options().advance_to
    play(session, AdvanceTo(session.state.field.grid.offsets_of(to)[0]))
    assert session.state.to_act is not session.lesson.scenario.first
    assert session.hindrance is Hindrance.PHASE
    assert not session.awaits_computer


def test_another_target_is_not_what_the_step_is_about() -> None:
    session = at_step("shoot", "fire")
    play(session, Shoot("line_rifle", 3, Mode.VOLLEY))
    assert session.hindrance is Hindrance.TARGET
    assert session.undone_next is None, "dice were rolled"


def test_a_charge_at_another_enemy_is_not_the_one_that_is_asked_for() -> None:
    session = at_step("fight", "near")
    play(session, Charge(2))
    assert not session.is_met


def test_what_was_done_before_the_step_is_not_taken_back() -> None:
    session = at_step("sight", "aim")
    assert session.undone_next is None
    assert not session.can_undo
    session = at_step("move", "undo")
    assert session.can_undo, "unless the step is about that"


def test_a_selected_unit_may_be_put_back_and_selected_again() -> None:
    session = at_step("sight", "open")
    assert session.can_put_back
    assert session.undone_next is None, "the move before it stays"
    session.put_back()
    assert session.hindrance is None
    session.point(session.spots[0], 60.0)
    assert not session.is_met, "without the unit nothing is forecast"
    play(session, Activate(0))
    session.point(session.spots[0], 60.0)
    assert session.is_met


def test_pointing_takes_a_moment_without_a_break() -> None:
    session = at_step("sight", "open")
    session.point(session.spots[0], 0.6)
    session.point((0, 0), 0.1)
    session.point(session.spots[0], 0.6)
    assert not session.is_met
    session.point(session.spots[0], 0.6)
    assert session.is_met


def test_the_dice_of_a_lesson_are_real_and_the_same_each_time() -> None:
    one, other = at_step("fight", "over"), at_step("fight", "over")
    assert one.state.checksum() == other.state.checksum()
    rolls = [line for line in one.game.lines if '"rolls":[' in line and '"rolls":[]' not in line]
    assert len(rolls) == 2, "a charge and a fight"


@pytest.mark.parametrize("code", [lesson.code for lesson in packaged_lessons()])
def test_every_place_in_a_lesson_is_returned_to_exactly(code: str) -> None:
    lesson = lesson_of(code)
    session = begin(lesson)
    seen: dict[str, Place] = {}
    while not session.is_last:
        seen[session.step.code] = session.place
        before = session.number
        while session.number == before:
            if session.step.wait is Wait.READ or session.is_met:
                session.go_on()
                continue
            session.request_decision()
            if session.awaits_computer:
                session.poll()
            elif session.step.wait is Wait.UNDO:
                session.undo()
            elif session.step.wait is Wait.POINT and session.state.active == session.step.unit:
                session.point(session.spots[0], 60.0)
            else:
                session.submit(session.records, next_action(session))
    for step, place in seen.items():
        again = begin(lesson, place)
        assert again.step.code == step
        assert again.place == place
        assert again.hindrance is None
        run_headless(again)


def test_a_place_in_the_middle_of_a_step_is_returned_to_with_what_was_done() -> None:
    session = at_step("move", "go")
    play(session, Move((2, 1)))
    again = begin(session.lesson, session.place)
    assert again.hindrance is Hindrance.HEX
    again = begin(session.lesson, session.place_of_step)
    assert again.hindrance is None
    assert again.state.active == 0


@pytest.mark.parametrize(
    "place",
    [
        Place("nowhere"),
        Place("go", 3, ("ACTIVATE 0",)),
        Place("go", 0, ("DANCE",)),
        Place("go", 0, ("ACTIVATE 7",)),
        Place("go", 0, ("MOVE 1,1",)),
    ],
)
def test_a_place_that_does_not_exist_is_refused(place: Place) -> None:
    with pytest.raises((LookupError, ValueError, IllegalAction)):
        begin(lesson_of("move"), place)


def test_a_lesson_begins_with_its_first_step() -> None:
    for lesson in packaged_lessons():
        session = begin(lesson)
        assert session.place == first_place(lesson)
        assert session.take_batch() is not None, "the opening is shown"
