"""A lesson that is left, by whatever way, is resumed at its place."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pygame
import pytest

from client.folders import Folders
from client.host import TUTORIAL
from client.text.catalogue import text
from client.tutorial.lesson import lesson_of
from client.tutorial.progress_file import read_progress
from client.tutorial.tutorial_menu import TutorialMenuScreen
from engine.battle.actions import Activate
from tests.client.app.hand import OpenApp
from tests.client.app.lesson_hand import lesson_label, open_menu, pupil_at, start

ROOT = Path(__file__).parents[3]


# Left and resumed


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


# Files that are no good


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
