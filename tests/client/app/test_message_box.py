"""Who double-clicked reads no stderr: what is said there alone comes in a box of the system's."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from pathlib import Path

import pygame
import pytest

import client.app
import client.crash
import client.start
from client import message_box
from client.app import App
from client.folders import Folders
from client.launch import run
from client.message_box import lay_out, show_box
from client.screens.battle_screen import BattleScreen
from client.signals import Request
from client.stack import ScreenStack
from client.text import catalogue as catalogue_module
from client.text.catalogue import text
from engine.battle import load_scenario
from engine.errors import DataError, Problem
from engine.sentences import Sentence
from tests.full_disk import fill_up_after

PEOPLE = ("person", "person")


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note what a box would show, where one may be."""
    said: list[str] = []

    def note(sentences: list[str], asked_to_end: Request) -> None:
        if asked_to_end.number is None:
            said.extend(sentences)

    monkeypatch.setattr(message_box, "show_box", note)
    return said


def said(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return capsys.readouterr().err.splitlines()


def end_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    def frame(app: App, _seconds: float) -> None:
        app.running = False

    monkeypatch.setattr(App, "frame", frame)


# ---------------------------------------------------------------- the start


def test_a_user_folder_that_can_not_be_used_is_shown(
    monkeypatch: pytest.MonkeyPatch,
    shown: list[str],
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("HEXFRONT_HOME", str(tmp_path / "file" / "x"))
    assert run(None) == 1
    (line,) = said(capsys)
    reason = line.removeprefix("Hexfront can't start: ")
    assert shown == [text("launch.start", reason=reason)]
    assert "Not a directory" in shown[0]


def test_without_a_display_nothing_is_shown(
    monkeypatch: pytest.MonkeyPatch, shown: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(message_box, "drivers_asked_for", set)
    assert pygame.display.get_init() is False
    assert run(None) == 1
    (line,) = said(capsys)
    assert "there is no display" in line
    assert shown == []


@pytest.mark.parametrize("catalogue", ["read", "broken"])
def test_a_fault_before_there_is_a_window_is_shown_with_its_report(
    monkeypatch: pytest.MonkeyPatch, shown: list[str], folders: Folders, catalogue: str
) -> None:
    def broken(*_: object) -> None:
        raise DataError([Problem("a.toml", "x", "y", Sentence("data.missing"), "R1")])

    monkeypatch.setattr(client.start, "read_settings", broken)
    if catalogue == "broken":
        monkeypatch.setattr(catalogue_module, "text", broken)
    assert run(None) == 1
    (report,) = folders.logs.glob("crash_*")
    (sentence,) = shown
    assert "a.toml: x.y: missing [R1]" in sentence
    assert str(report) in sentence
    beginning = "Hexfront had to stop" if catalogue == "read" else "Hexfront stopped"
    assert sentence.startswith(beginning)


def test_a_fault_that_the_window_has_shown_is_not_shown_again(
    monkeypatch: pytest.MonkeyPatch, shown: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    def frame(_app: App, _seconds: float) -> None:
        pygame.event.post(pygame.event.Event(pygame.QUIT))
        raise ZeroDivisionError("planted")

    monkeypatch.setattr(App, "frame", frame)
    assert run(None) == 1
    assert "ZeroDivisionError: planted" in said(capsys)[0]
    assert shown == []


def test_a_fault_that_the_window_could_not_show_is_shown(
    monkeypatch: pytest.MonkeyPatch, shown: list[str]
) -> None:
    def frame(_app: App, _seconds: float) -> None:
        raise ZeroDivisionError("planted")

    def fail(*_: object, **__: object) -> bool:
        raise RecursionError("in the handler")

    monkeypatch.setattr(App, "frame", frame)
    monkeypatch.setattr(client.crash, "show_report", fail)
    assert run(None) == 1
    assert "ZeroDivisionError: planted" in shown[0]


# ---------------------------------------------------------------- the end


def play_two_battles(monkeypatch: pytest.MonkeyPatch, full_in: int) -> None:
    """Play an action in each of two battles and close the window; the disk fills up in one."""
    frame, opened = App.frame, [0]

    def play(app: App, seconds: float) -> None:
        frame(app, seconds)
        if isinstance(app.screen, BattleScreen):
            opened[0] += 1
            if opened[0] == full_in:
                fill_up_after(0, monkeypatch)
            session = app.screen.session
            session.submit(session.records, session.game.legal_actions()[0])
            app.running = opened[0] < 2
        if len(app.stack.screens) == 1 or (isinstance(app.screen, BattleScreen) and app.running):
            app.battles.start(load_scenario("first_landing"), opened[0], PEOPLE)

    monkeypatch.setattr(App, "frame", play)


@pytest.mark.parametrize("settings", ["kept", "lost"])
@pytest.mark.parametrize("full_in", [1, 2])
def test_every_loss_is_told_lost_battles_first(
    monkeypatch: pytest.MonkeyPatch,
    shown: list[str],
    capsys: pytest.CaptureFixture[str],
    folders: Folders,
    settings: str,
    full_in: int,
) -> None:
    def fail(*_: object) -> None:
        raise OSError(5, "Input/output error", "settings.toml")

    with monkeypatch.context() as changed:
        play_two_battles(changed, full_in)
        if settings == "lost":
            changed.setattr(client.app, "change_settings", fail)
        assert run(None) == 1
    begun = next(file for file in folders.autosaves.glob("*.jsonl") if lines_in(file) == 1)
    expected = [f"{begun}: No space left on device"]
    if full_in == 1:
        expected.append("No space left on device")  # the other one never got a file
    if settings == "lost":
        expected.append("settings.toml: Input/output error")
    told = [line for line in said(capsys) if line.startswith("Not everything could be kept: ")]
    assert told == [f"Not everything could be kept: {reason}" for reason in expected]
    assert shown == [text("launch.loss", reason=reason) for reason in expected]


def lines_in(file: Path) -> int:
    return len(file.read_text().splitlines())


def test_what_comes_up_while_the_window_is_closed_is_told(
    monkeypatch: pytest.MonkeyPatch, shown: list[str], folders: Folders
) -> None:
    frame = App.frame

    def play(app: App, seconds: float) -> None:
        frame(app, seconds)
        if app.battles.session is None and len(app.stack.screens) == 1:
            app.battles.start(load_scenario("first_landing"), 1, PEOPLE)
        elif isinstance(app.screen, BattleScreen):
            (file,) = folders.autosaves.glob("*.jsonl")
            file.unlink()
            app.running = False

    monkeypatch.setattr(App, "frame", play)
    assert run(None) == 0
    (file,) = folders.autosaves.glob("*.jsonl")
    (sentence,) = shown
    assert sentence.startswith(text("app.autosave.moved"))
    assert sentence.endswith(str(file))


# ---------------------------------------------------------------- when nothing may be shown


@pytest.fixture
def processes(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    started: list[object] = []

    def refuse(way: str) -> None:
        started.append(way)
        raise OSError("none is to be started")

    monkeypatch.setattr(message_box, "get_context", refuse)
    return started


@pytest.mark.parametrize("name", ["dummy", "offscreen", "x11,dummy", "nonsense"])
def test_nothing_is_shown_where_sdl_is_told_to_show_nothing(
    monkeypatch: pytest.MonkeyPatch, processes: list[object], name: str
) -> None:
    monkeypatch.setenv("SDL_VIDEODRIVER", name)
    show_box(["a"], Request())
    assert processes == []


def test_nothing_is_shown_after_a_signal(
    monkeypatch: pytest.MonkeyPatch, processes: list[object]
) -> None:
    monkeypatch.delenv("SDL_VIDEODRIVER")
    request = Request()
    request.note(signal.SIGTERM)
    show_box(["a"], request)
    assert processes == []
    with pytest.raises(OSError, match="none is to be started"):
        show_box(["a"], Request())


def test_a_signal_is_no_loss_and_a_box_that_can_not_be_started_no_failure(
    monkeypatch: pytest.MonkeyPatch, processes: list[object], capsys: pytest.CaptureFixture[str]
) -> None:
    end_at_once(monkeypatch)
    monkeypatch.setattr(ScreenStack, "close", lambda _: fail())

    def fail() -> None:
        monkeypatch.delenv("SDL_VIDEODRIVER")
        raise OSError(28, "No space left on device", "some file")

    assert run(None) == 1
    assert processes == ["spawn"]
    assert said(capsys) == ["Not everything could be kept: some file: No space left on device"]


def wait_forever(_message: str) -> None:
    if os.name != "nt":
        os.setsid()
    while True:
        time.sleep(1)


@pytest.mark.skipif(os.name == "nt", reason="asks the system in its own way")
def test_a_signal_closes_the_box(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SDL_VIDEODRIVER")
    monkeypatch.setattr(message_box, "_show", wait_forever)
    request, others = Request(), set(multiprocessing.active_children())
    handler = signal.signal(signal.SIGUSR1, lambda number, _: request.note(number))
    timer = threading.Timer(0.5, os.kill, (os.getpid(), signal.SIGUSR1))
    timer.start()
    try:
        show_box(["a"], request)
        timer.join()
    finally:
        signal.signal(signal.SIGUSR1, handler)
    assert request.number == signal.SIGUSR1
    assert set(multiprocessing.active_children()) <= others


def test_a_sentence_is_broken_into_lines_and_cut_where_it_is_endless() -> None:
    shown = lay_out(["a\nb\x1b[2J", "x" * 5000, "word " * 40])
    first, second, third = shown.split("\n\n")
    assert first == "a b\\x1b[2J"
    assert all(len(line) <= 80 for line in shown.splitlines())
    assert second.endswith("…")
    assert 500 < len(second) < 2000
    assert third.split() == ["word"] * 40
