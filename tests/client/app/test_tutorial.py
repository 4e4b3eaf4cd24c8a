"""The tutorial in the window: played to its end by mouse and by keys, in time, with corrections."""

from __future__ import annotations

from typing import cast

import msgspec
import pygame
import pytest

from client.battle.hud.prompts import Tone
from client.folders import Folders
from client.screens.title import TitleScreen
from client.settings import Pace, Settings
from client.text.catalogue import text
from client.tutorial.lesson import PUPIL, Lesson, Wait, packaged_lessons
from client.tutorial.lesson_screen import LessonScreen
from client.tutorial.lesson_text import words_of
from client.tutorial.progress_file import read_progress
from client.tutorial.tutorial_menu import TutorialMenuScreen
from client.widgets.controls import Button
from engine.battle.actions import Activate, Advance, Move
from tests.client.app.hand import Hand, OpenApp
from tests.client.app.lesson_hand import (
    SETTINGS,
    drawing_of,
    lesson_label,
    open_menu,
    pupil_at,
    start,
)

COUNT = len(packaged_lessons())
MOST_SECONDS = 240.0
"""Time that a lesson may take."""
WORDS_A_SECOND = 3.0
"""How fast a slow reader reads."""
SECONDS_AN_ACTION = 2.5
"""How long somebody who has never played takes for a click whose meaning has been explained."""
LONG_FRAME = 0.1


# From start to end


@pytest.mark.slow
@pytest.mark.parametrize("by_keys", [False, True], ids=["mouse", "keys"])
def test_the_tutorial_is_played_from_start_to_end(
    open_app: OpenApp, folders: Folders, *, by_keys: bool
) -> None:
    hand = open_app((1280, 800), SETTINGS)
    if by_keys:
        focus_on(hand, text("title.tutorial"))
        hand.key(pygame.K_RETURN)
        hand.frame()
        hand.key(pygame.K_RETURN)
    else:
        hand.press(text("title.tutorial"))
        hand.press(lesson_label(packaged_lessons()[0]))
    for number, lesson in enumerate(packaged_lessons(), start=1):
        pupil = pupil_at(hand, by_keys=by_keys)
        assert pupil.asked.lesson == lesson
        pupil.take_all_steps()
        hand.frame(2)
        assert read_progress(folders.tutorial).done[-1] == lesson.code
        label = text("tutorial.next" if number < COUNT else "tutorial.finish")
        (button,) = drawing_of(hand).offered
        assert button.face.label == label
        pupil.go_on()
    hand.frame(2)
    assert isinstance(hand.screen, TutorialMenuScreen)
    progress = read_progress(folders.tutorial)
    assert set(progress.done) == {lesson.code for lesson in packaged_lessons()}
    assert progress.places == {}
    assert text("tutorial.all-done") in [one.words for one in hand.form.describe().labels]
    assert list(folders.autosaves.glob("*.jsonl")) == [], "a lesson is no battle to continue"


def focus_on(hand: Hand, label: str) -> None:
    """Move the focus to a button by keys."""
    for _ in hand.controls:
        focused = hand.form.focused
        if isinstance(focused, Button) and focused.face.label == label:
            return
        hand.key(pygame.K_DOWN)
    raise AssertionError(f"no way to {label!r}")


@pytest.mark.slow
def test_after_a_lesson_comes_the_next_one_and_then_what_was_left_out(open_app: OpenApp) -> None:
    hand = open_menu(open_app)
    pupil = start(hand, "fight")
    for code in ("anchors", "battle", "move"):
        pupil.take_all_steps()
        pupil.go_on()
        pupil = pupil_at(hand)
        assert pupil.asked.lesson.code == code


# Time


@pytest.mark.slow
@pytest.mark.parametrize("lesson", packaged_lessons(), ids=lambda lesson: lesson.code)
def test_no_lesson_takes_four_minutes(open_app: OpenApp, lesson: Lesson) -> None:
    hand = open_menu(open_app, Settings(scale=100, pace=Pace.NORMAL))
    pupil = start(hand, lesson.code)
    texts: set[str] = set()
    seconds = 0.0

    def frame(_: float) -> None:
        nonlocal seconds
        hand.app.frame(LONG_FRAME)
        screen = cast("LessonScreen", pupil.pilot.screen)
        texts.add(screen.instruction)
        if not screen.presenter.animator.still:
            seconds += LONG_FRAME

    pupil.pilot._frame = frame
    pupil.take_all_steps()
    session = pupil.asked
    by_pupil = [batch for batch in session.history if batch.by is PUPIL]
    actions = len(by_pupil) + sum(one.wait in {Wait.READ, Wait.POINT} for one in lesson.steps)
    words = sum(len(one.split()) for one in texts)
    total = words / WORDS_A_SECOND + actions * SECONDS_AN_ACTION + seconds
    assert total < MOST_SECONDS, (
        f"{lesson.code}: {words} words, {actions} actions, {seconds:.0f} s of animations"
    )


# Gentle corrections


def test_another_move_is_explained_and_taken_back(open_app: OpenApp) -> None:
    hand = open_menu(open_app)
    pupil = start(hand, "move")
    for _ in range(3):
        pupil.take_step()
    pupil.pilot.do(Move((2, 1)))
    hand.frame(2)
    screen = hand.screen
    assert screen.instruction == words_of(screen.asked)
    assert "sets the step up again" in screen.instruction
    assert drawing_of(hand).prompt().tone is Tone.REFUSED
    assert drawing_of(hand).content().bad
    pupil.pilot.click("undo")
    hand.frame(2)
    assert not drawing_of(hand).content().bad
    assert screen.asked.step.code == "go"
    pupil.take_all_steps()


@pytest.mark.slow
@pytest.mark.parametrize("by_keys", [False, True], ids=["mouse", "keys"])
def test_a_step_that_went_wrong_is_set_up_again(open_app: OpenApp, *, by_keys: bool) -> None:
    hand = open_menu(open_app)
    pupil = start(hand, "fight")
    pupil.take_step()
    state = pupil.asked.state.checksum()
    pupil.pilot.click("end_phase")
    if pupil.pilot.question is not None:
        pupil.pilot.click("confirm")
    pupil.wait_until_still()
    pupil.pilot.do(Activate(0))  # nobody is in its sight
    pupil.pilot.do(Advance())
    pupil.wait_until_still()
    to = pupil.asked.game.options().advance_to
    pupil.pilot.click_hex(pupil.asked.state.field.grid.offsets_of(to)[0])
    pupil.wait_until_still()
    hand.frame(2)
    assert drawing_of(hand).content().bad
    pupil = pupil_at(hand, by_keys=by_keys)
    pupil.go_on()
    pupil = pupil_at(hand, by_keys=by_keys)
    assert pupil.asked.step.code == "pass"
    assert pupil.asked.state.checksum() == state
    pupil.take_all_steps()


def test_a_battle_in_a_lesson_is_not_saved_as_battles_are(
    open_app: OpenApp, folders: Folders
) -> None:
    hand = open_menu(open_app)
    start(hand, "move")
    hand.key(pygame.K_F5)
    assert drawing_of(hand).prompt().words == text("tutorial.no-save")
    assert list(folders.saves.iterdir()) == []
    assert "save" not in [area.name for area in hand.screen.areas]


# The first run


def test_who_has_begun_nothing_is_pointed_to_the_tutorial(open_app: OpenApp) -> None:
    hand = open_app((1280, 800), SETTINGS)
    button = hand.button(text("title.tutorial"))
    assert button.subtitle == text("title.tutorial.suggested")
    hand.press(text("title.tutorial"))
    start(hand, "move")
    hand.app.tutorial.leave()
    hand.frame(2)
    hand.back()
    assert isinstance(hand.screen, TitleScreen)
    assert hand.button(text("title.tutorial")).subtitle == ""


def test_who_has_begun_a_battle_is_not(open_app: OpenApp) -> None:
    hand = open_app((1280, 800), msgspec.structs.replace(SETTINGS, scenario="crossroads"))
    assert hand.button(text("title.tutorial")).subtitle == ""
