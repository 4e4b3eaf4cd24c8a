"""The tutorial in the window, from start to end by mouse and by keys; leaving and resuming it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import cast

import msgspec
import pygame
import pytest

from client.battle.hud.prompts import Tone
from client.draw import geometry
from client.folders import Folders
from client.host import TUTORIAL
from client.screens.title import TitleScreen
from client.settings import Pace, Settings
from client.text.catalogue import text
from client.tutorial.lesson import PUPIL, Lesson, Wait, lesson_of, packaged_lessons
from client.tutorial.lesson_bar import bar_rect
from client.tutorial.lesson_drawing import LessonDrawing
from client.tutorial.lesson_screen import LessonScreen
from client.tutorial.lesson_text import all_words, words_of
from client.tutorial.progress_file import read_progress
from client.tutorial.tutorial import Tutorial
from client.tutorial.tutorial_menu import TutorialMenuScreen
from client.widgets.controls import Button
from engine.battle.actions import Activate, Move
from engine.hexgrid import Offset
from tests.client.app.hand import Hand, OpenApp
from tests.client.app.test_layout import CASES
from tests.client.keyboard_pilot import KeyboardPilot
from tests.client.pilot import Pilot
from tests.client.tutorial.pupil import Pupil

ROOT = Path(__file__).parents[3]
SETTINGS = Settings(scale=100, pace=Pace.INSTANT)
COUNT = len(packaged_lessons())
MOST_SECONDS = 240.0
"""Time that a lesson may take."""
WORDS_A_SECOND = 3.0
"""How fast a slow reader reads."""
SECONDS_AN_ACTION = 2.5
"""How long somebody who has never played takes for a click whose meaning has been explained."""


LONG_FRAME = 0.1


def open_menu(open_app: OpenApp, settings: Settings = SETTINGS) -> Hand:
    hand = open_app((1280, 800), settings)
    hand.press(text("title.tutorial"))
    assert isinstance(hand.screen, TutorialMenuScreen)
    return hand


def lesson_label(lesson: Lesson) -> str:
    return text("tutorial.lesson", number=lesson.number, name=text(f"lesson.{lesson.code}"))


def pupil_at(hand: Hand, *, by_keys: bool = False) -> Pupil:
    hand.frame(2)
    assert isinstance(hand.screen, LessonScreen)
    kind = KeyboardPilot if by_keys else Pilot
    return Pupil(kind(hand.screen, hand.app.stack, hand.app.frame), by_keys=by_keys)


def start(hand: Hand, code: str) -> Pupil:
    hand.press(lesson_label(lesson_of(code)))
    return pupil_at(hand)


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


def drawing_of(hand: Hand) -> LessonDrawing:
    return cast("LessonDrawing", hand.screen._drawing)


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


# Leaving and resuming


def test_a_lesson_that_is_left_is_resumed_at_its_step(open_app: OpenApp) -> None:
    hand = open_menu(open_app)
    pupil = start(hand, "move")
    for _ in range(3):
        pupil.take_step()
    assert pupil.asked.step.code == "go"
    state = pupil.asked.state.checksum()
    hand.key(pygame.K_F10)
    hand.frame(2)
    hand.press(text("tutorial.leave"))
    hand.frame(2)
    assert isinstance(hand.screen, TutorialMenuScreen)
    told = [one.words for one in hand.form.describe().labels]
    assert text("tutorial.step", n=4, count=8) in told
    pupil = start(hand, "move")
    assert pupil.asked.step.code == "go"
    assert pupil.asked.state.checksum() == state
    pupil.take_all_steps()


@pytest.mark.slow
def test_after_a_lesson_comes_the_next_one_and_then_what_was_left_out(open_app: OpenApp) -> None:
    hand = open_menu(open_app)
    pupil = start(hand, "fight")
    for code in ("anchors", "battle", "move"):
        pupil.take_all_steps()
        pupil.go_on()
        pupil = pupil_at(hand)
        assert pupil.asked.lesson.code == code


def test_a_lesson_can_be_started_again(open_app: OpenApp) -> None:
    hand = open_menu(open_app)
    pupil = start(hand, "move")
    pupil.take_step()
    hand.key(pygame.K_F10)
    hand.frame(2)
    hand.press(text("tutorial.leave"))
    hand.frame(2)
    hand.press(text("tutorial.again"))
    assert pupil_at(hand).asked.number == 0


def test_closing_the_window_keeps_the_place(open_app: OpenApp, folders: Folders) -> None:
    hand = open_menu(open_app)
    pupil = start(hand, "sight")
    pupil.take_step()
    pupil.pilot.do(Activate(0))
    hand.app.features.get(TUTORIAL).close()
    place = read_progress(folders.tutorial).places["sight"]
    assert place.step == "step_out"
    assert place.actions == ("ACTIVATE 0",)
    assert place.start == 0


@pytest.mark.slow
def test_the_middle_of_the_small_battle_is_resumed(open_app: OpenApp) -> None:
    hand = open_menu(open_app)
    pupil = start(hand, "battle")
    for _ in range(2):
        pupil.take_step()
    while pupil.asked.state.round == 1:
        pupil.wait_until_still()
        pupil.act()
    pupil.wait_until_still()
    state = pupil.asked.state.checksum()
    hand.app.tutorial.leave()
    hand.frame(2)
    pupil = start(hand, "battle")
    assert pupil.asked.state.checksum() == state
    assert pupil.asked.state.round == 2
    pupil.take_all_steps()


@pytest.mark.slow
def test_after_a_kill_the_lesson_is_resumed_at_its_step(
    open_app: OpenApp, folders: Folders
) -> None:
    command = [sys.executable, "-m", "tests.client.tutorial.killed", str(folders.root)]
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "HEXFRONT_HOME": str(folders.root),
        "SDL_VIDEODRIVER": "dummy",
        "SDL_AUDIODRIVER": "dummy",
    }
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env=environment, cwd=ROOT
    ) as process:
        assert process.stdout is not None
        reached = process.stdout.readline().strip()
        process.send_signal(signal.SIGKILL)
    assert reached == "undo"
    hand = open_menu(open_app)
    pupil = start(hand, "move")
    assert pupil.asked.step.code == reached
    pupil.take_all_steps()


@pytest.mark.parametrize(
    "content",
    [
        '{"places": {"move": {"step": "fly"}}}',
        '{"places": {"move": {"step": "go", "start": 1, "actions": ["MOVE 0,0"]}}}',
        '{"places": {"move": {"step": "go", "start": 1, "actions": ["SING 1"]}}}',
    ],
)
def test_a_place_that_no_longer_fits_the_lesson_starts_it_from_the_beginning(
    open_app: OpenApp, folders: Folders, content: str
) -> None:
    folders.tutorial.write_text(content)
    hand = open_menu(open_app)
    hand.press(lesson_label(lesson_of("move")))
    hand.frame(2)
    assert hand.app.message is not None
    assert hand.app.message.title == text("tutorial.anew")
    hand.key(pygame.K_ESCAPE)
    assert pupil_at(hand).asked.number == 0


def test_broken_progress_is_moved_aside_and_told(open_app: OpenApp, folders: Folders) -> None:
    folders.tutorial.write_text("[]")
    hand = open_menu(open_app)
    hand.press(lesson_label(lesson_of("move")))
    hand.frame(2)
    assert hand.app.message is not None
    assert hand.app.message.title == text("tutorial.broken")
    assert (folders.root / "tutorial.json.broken-1").read_text() == "[]"


def test_progress_that_cant_be_written_is_told_once_and_written_later(
    open_app: OpenApp, folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(28, "no space left")

    hand = open_menu(open_app)
    with monkeypatch.context() as broken:
        broken.setattr("client.tutorial.progress_file.write", refuse)
        start(hand, "move")
        assert hand.app.message is not None
        assert hand.app.message.title == text("tutorial.unkept")
        hand.key(pygame.K_ESCAPE)
        assert hand.app.tutorial.list_losses() != []
        hand.frame(2)
        assert hand.app.message is None
    assert hand.app.tutorial.list_losses() == []
    assert "move" in read_progress(folders.tutorial).places


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
    pupil.pilot.click_unit(0)  # nobody is in its sight: it is asked whether it advances
    pupil.pilot.click("confirm")
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


# What is marked, and what hides nothing


@pytest.mark.slow
@pytest.mark.parametrize("code", [lesson.code for lesson in packaged_lessons()])
def test_what_a_step_is_about_is_marked_in_clear_sight(open_app: OpenApp, code: str) -> None:
    hand = open_app((850, 530), SETTINGS)
    hand.app.tutorial.open()
    hand.frame(2)
    pupil = start(hand, code)
    while not pupil.asked.is_last:
        pupil.wait_until_still()
        hand.frame()
        screen, step = pupil.pilot.screen, pupil.asked.step
        drawing = drawing_of(hand)
        hexes = drawing.marked_hexes()
        assert hexes or step.wait in {
            *(Wait.READ, Wait.PHASE, Wait.SCORE, Wait.END, Wait.ADVANCE_TO, Wait.CHARGE_TO),
            *(Wait.MOVE, Wait.ADVANCE),
        }
        for at in hexes:
            assert_in_clear_sight(screen, at)
        if step.button is not None and pupil.asked.state.active == step.unit:
            assert drawing.marked_rects(screen.areas)
        pupil.take_step()


def assert_in_clear_sight(screen: object, at: Offset) -> None:
    assert isinstance(screen, LessonScreen)
    x, y = screen.control.camera.pixel(geometry.centre(at))
    pixel = round(x), round(y)
    assert screen.is_clear(pixel), f"{at} is covered"
    assert not screen.layout.prompt.collidepoint(pixel)
    assert not bar_rect(screen.layout).collidepoint(pixel)


@pytest.mark.parametrize(("size", "scale"), CASES)
def test_the_bar_has_room_for_every_text_and_leaves_room_for_the_board(
    open_app: OpenApp, size: tuple[int, int], scale: int
) -> None:
    hand = open_app(size, msgspec.structs.replace(SETTINGS, scale=scale))
    tutorial = cast("Tutorial", hand.app.tutorial)
    for lesson in packaged_lessons():
        tutorial.start(lesson)
        hand.frame()
        check_bar(hand, lesson, size)
        tutorial.leave()
        hand.frame()


def check_bar(hand: Hand, lesson: Lesson, size: tuple[int, int]) -> None:
    screen, style = hand.screen, hand.app.style
    bar, layout = bar_rect(screen.layout), screen.layout
    window = pygame.Rect((0, 0), size)
    for one in (bar, layout.board, layout.column, layout.action_bar):
        assert window.contains(one)
    assert not bar.colliderect(layout.board)
    assert not bar.colliderect(layout.column)
    assert not bar.colliderect(layout.turn_bar)
    assert bar.h < layout.board.h
    assert screen.control.camera.shows_all
    assert screen.control.camera.radius >= style.px(10)
    lines = max(
        len(style.writer.wrap(words, style.layout.text.body, bar.w - style.px(41)))
        for words in all_words(lesson)
    )
    assert bar.h >= lines * style.writer.height(style.layout.text.body)


def test_a_resized_window_keeps_the_whole_board_in_sight(open_app: OpenApp) -> None:
    hand = open_menu(open_app)
    start(hand, "anchors")
    for size in ((850, 530), (1920, 1080), (1024, 600)):
        pygame.display.set_mode(size, pygame.RESIZABLE)
        hand.frame(2)
        assert hand.screen.control.camera.shows_all
        assert bar_rect(hand.screen.layout).w == hand.screen.layout.board.w


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


def test_the_place_is_kept_when_the_opponent_fails(open_app: OpenApp, folders: Folders) -> None:
    hand = open_menu(open_app)
    start(hand, "battle").take_step()
    assert hand.app.tutorial.in_play
    assert hand.app.tutorial.record
    hand.app._leave_play()
    hand.frame(2)
    assert isinstance(hand.screen, TutorialMenuScreen)
    assert not hand.app.tutorial.in_play
    assert read_progress(folders.tutorial).places["battle"].step == "enemy"
