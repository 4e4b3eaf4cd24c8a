"""Clicks on the marks of a lesson, by mouse and keys: pointing is never taken for acting."""

from __future__ import annotations

import pytest

from client.settings import Pace, Settings
from client.text.catalogue import text
from client.tutorial.lesson import Wait, lesson_of
from client.tutorial.lesson_screen import LessonScreen
from engine.battle.actions import Activate
from tests.client.app.hand import Hand, OpenApp
from tests.client.keyboard_pilot import KeyboardPilot
from tests.client.pilot import Pilot
from tests.client.tutorial.pupil import Pupil

SETTINGS = Settings(scale=100, pace=Pace.INSTANT)
POINTING = [
    (code, step.code)
    for code in ("move", "sight", "shoot", "fight")
    for step in lesson_of(code).steps
    if step.wait is Wait.POINT
]


def pupil_at(hand: Hand, code: str, step: str, *, by_keys: bool = False) -> Pupil:
    """Open a lesson and do it up to a step."""
    hand.press(text("title.tutorial"))
    lesson = lesson_of(code)
    hand.press(text("tutorial.lesson", number=lesson.number, name=text(f"lesson.{code}")))
    hand.frame(2)
    assert isinstance(hand.screen, LessonScreen)
    kind = KeyboardPilot if by_keys else Pilot
    pupil = Pupil(kind(hand.screen, hand.app.stack, hand.app.frame), by_keys=by_keys)
    while pupil.asked.step.code != step:
        pupil.take_step()
    return pupil


@pytest.mark.parametrize(("code", "step"), POINTING)
def test_a_click_on_what_is_to_be_pointed_at_does_nothing_but_point(
    open_app: OpenApp, code: str, step: str
) -> None:
    pupil = pupil_at(open_app((1280, 800), SETTINGS), code, step)
    asked, unit = pupil.asked, pupil.asked.step.unit
    if unit is not None and asked.state.active != unit:
        pupil.pilot.do(Activate(unit))
    state, number = asked.state.checksum(), asked.number
    pupil.pilot.click_hex(asked.spots[0])
    pupil.wait_until_still()
    assert asked.state.checksum() == state
    assert asked.hindrance is None
    if step != "hidden":  # what can't be attacked is explained, and rested on
        assert asked.number == number + 1


@pytest.mark.parametrize("by_keys", [False, True], ids=["mouse", "keys"])
def test_a_click_on_the_mark_that_has_just_moved_on_does_nothing(
    open_app: OpenApp, *, by_keys: bool
) -> None:
    pupil = pupil_at(open_app((1280, 800), SETTINGS), "move", "range", by_keys=by_keys)
    asked, old = pupil.asked, pupil.asked.spots[0]
    pupil.take_step()
    assert old not in asked.spots
    state = asked.state.checksum()
    if by_keys:
        pupil.pilot.press("return")
    else:
        pupil.pilot.click_hex(old)
    pupil.wait_until_still()
    assert asked.state.checksum() == state
    said = pupil.pilot.screen.presenter.said
    assert said is not None
    assert said.words == text("tutorial.moved-on")
    pupil.take_all_steps()


def test_who_leaves_the_old_mark_and_comes_back_means_it(open_app: OpenApp) -> None:
    pupil = pupil_at(open_app((1280, 800), SETTINGS), "move", "range")
    asked, old = pupil.asked, pupil.asked.spots[0]
    pupil.take_step()
    pupil.pilot.point_at_hex(asked.spots[0])
    pupil.pilot.click_hex(old)
    pupil.wait_until_still()
    assert asked.hindrance is not None
