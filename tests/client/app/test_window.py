"""The program from start to end: opening targets, closing, and what happens when it breaks."""

from __future__ import annotations

import logging
from pathlib import Path

import pygame
import pytest

import client.app
import client.crash
from client.crash_report import LOG, REPORT, write_report
from client.folders import FolderError, Folders, free_name, user_folders
from client.launch import run
from client.logs import start_log
from client.screens.battle_screen import BattleScreen
from client.screens.new_battle import NewBattleScreen
from client.screens.title import TitleScreen
from client.signals import Request
from client.start import open_target
from client.text.catalogue import text
from client.tuning import load_tuning
from client.worker.worker import WorkerEvent
from engine.battle import Game, load_scenario
from engine.battle.save import read_save
from tests.client.app.hand import OpenApp


def quit_soon(monkeypatch: pytest.MonkeyPatch, frames: int = 3) -> None:
    """Close the window after some frames."""
    shown = client.app.App.frame

    def frame(app: client.app.App, seconds: float) -> None:
        nonlocal frames
        frames -= 1
        if frames <= 0:
            pygame.event.post(pygame.event.Event(pygame.QUIT))
        shown(app, seconds)

    monkeypatch.setattr(client.app.App, "frame", frame)


def test_the_window_opens_and_closes(monkeypatch: pytest.MonkeyPatch, user_folder: Path) -> None:
    quit_soon(monkeypatch)
    assert run(None) == 0
    made = {path.name for path in user_folder.iterdir()}
    assert made >= {"settings.toml", "saves", "autosaves", "logs", "scenarios"}
    assert not pygame.display.get_init()
    quit_soon(monkeypatch)
    assert run(None) == 0, "it opens again with what it wrote"


def test_a_broken_settings_file_is_told_in_the_window(
    monkeypatch: pytest.MonkeyPatch, folders: Folders
) -> None:
    folders.settings.write_text("pink")
    seen: list[str] = []
    shown = client.app.App.frame

    def frame(app: client.app.App, seconds: float) -> None:
        shown(app, seconds)
        if app.message is not None:
            seen.extend([app.message.title, *app.message.lines])
        app.running = False

    monkeypatch.setattr(client.app.App, "frame", frame)
    assert run(None) == 0
    assert seen[0] == text("app.settings.broken")
    assert str(folders.root / "settings.toml.broken-1") in seen


def test_a_save_named_on_the_command_line_opens(open_app: OpenApp, tmp_path: Path) -> None:
    game = Game.start(load_scenario("first_landing"), 5, ("person", "person"))
    game.save(tmp_path / "mine.jsonl")
    hand = open_app()
    open_target(hand.app, str(tmp_path / "mine.jsonl"))
    hand.until(lambda: isinstance(hand.screen, BattleScreen))
    assert hand.screen.session.game.checksum() == game.checksum()


def test_a_scenario_named_on_the_command_line_is_chosen(open_app: OpenApp) -> None:
    hand = open_app()
    open_target(hand.app, "crossroads")
    hand.frame()
    assert isinstance(hand.screen, NewBattleScreen)
    assert hand.screen.chosen.name == "crossroads"
    assert hand.chooser.code == "crossroads"


def test_a_scenario_file_named_on_the_command_line_is_chosen(
    open_app: OpenApp, tmp_path: Path
) -> None:
    path = tmp_path / "mine.toml"
    path.write_text('kind = "scenario"')
    hand = open_app()
    open_target(hand.app, str(path))
    hand.frame()
    assert hand.screen.chosen.code == str(path)
    assert hand.screen.chosen.problems


def test_a_target_that_does_not_exist_is_told(open_app: OpenApp) -> None:
    hand = open_app()
    open_target(hand.app, "nowhere.jsonl")
    hand.frame()
    assert any("nowhere.jsonl" in str(problem) for problem in hand.screen.chosen.problems)


def test_a_crash_leaves_a_report_and_a_battle_to_continue(
    monkeypatch: pytest.MonkeyPatch, folders: Folders, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(client.crash, "show_report", lambda *_, kept, **__: seen.append(kept))
    seen: list[bool] = []
    shown = client.app.App.frame

    def frame(app: client.app.App, seconds: float) -> None:
        shown(app, seconds)
        if isinstance(app.screen, TitleScreen) and app.battles.session is None:
            app.battles.start(load_scenario("first_landing"), 4, ("person", "person"))
        elif isinstance(app.screen, BattleScreen):
            session = app.screen.session
            session.submit(session.records, session.game.legal_actions()[0])
            raise RuntimeError("a fault planted by a test")

    monkeypatch.setattr(client.app.App, "frame", frame)
    assert run(None) == 1
    (report,) = folders.logs.glob("crash_*")
    told = (report / REPORT).read_text()
    assert str(report) in capsys.readouterr().err
    assert "a fault planted by a test" in told
    assert "Traceback" in told
    assert seen == [True]
    saved = report / "battle.jsonl"
    (autosave,) = folders.autosaves.glob("*.jsonl")
    assert Game.load(saved).checksum() == Game.load(autosave).checksum()
    assert len(read_save(saved).lines) == 1


def test_the_message_of_a_crash_can_be_closed(open_app: OpenApp, folders: Folders) -> None:
    hand = open_app()
    assert hand.app.running
    log_file = start_log(folders.logs)
    assert log_file is not None
    logging.getLogger("test").warning("a line of the log")
    report = write_report(folders, ValueError("x"), "Hexfront 0", log_file.path, ())
    log_file.end()
    assert "a line of the log" in (report / LOG).read_text()
    press = {"key": pygame.K_RETURN, "mod": 0, "unicode": "", "scancode": 0}
    pygame.event.post(pygame.event.Event(pygame.KEYDOWN, press))
    client.crash.show_report(str(report), Request(), unwritten=None, kept=True, folder=report)
    pygame.event.post(pygame.event.Event(pygame.QUIT))
    client.crash.show_report("here", Request(), unwritten="the disk is full", kept=False)


def test_only_so_many_logs_are_kept(folders: Folders) -> None:
    for number in range(load_tuning().log.kept + 5):
        (folders.logs / f"hexfront_{number:02}.log").write_text("x")
    log_file = start_log(folders.logs)
    assert log_file is not None
    log_file.end()
    logs = sorted(folders.logs.glob("*.log"))
    assert len(logs) == load_tuning().log.kept
    assert log_file.path in logs


def test_a_worker_in_trouble_is_told(open_app: OpenApp) -> None:
    hand = open_app()
    for trouble, title in (
        (WorkerEvent.RESTARTED, "app.worker.restarted"),
        (WorkerEvent.GONE, "app.worker.gone"),
    ):
        hand.app.worker._event = trouble
        hand.frame(2)
        assert hand.app.message is not None
        assert hand.app.message.title == text(title)
        hand.key(pygame.K_ESCAPE)
        hand.frame()
    assert isinstance(hand.screen, TitleScreen)


def test_the_user_folder_is_named_by_the_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HEXFRONT_HOME", str(tmp_path / "a folder"))
    folders = user_folders()
    assert folders.root == tmp_path / "a folder"
    folders.require_writable()
    assert folders.saves.is_dir()
    monkeypatch.setenv("HEXFRONT_HOME", "")
    assert user_folders().root != folders.root


def test_a_user_folder_that_cannot_be_written_is_an_error_that_says_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("HEXFRONT_HOME", str(tmp_path / "file"))
    with pytest.raises(FolderError, match="HEXFRONT_HOME"):
        user_folders().require_writable()
    assert run(None) == 1
    assert "HEXFRONT_HOME" in capsys.readouterr().err


def test_names_that_are_taken_get_a_number(tmp_path: Path) -> None:
    for expected in ("a.x", "a-2.x", "a-3.x"):
        path = free_name(tmp_path, "a", ".x")
        assert path.name == expected
        path.touch()


@pytest.mark.parametrize("letter", ["a", "丘"])
def test_names_that_are_too_long_for_a_file_are_cut(tmp_path: Path, letter: str) -> None:
    names = set()
    for _ in range(12):
        path = free_name(tmp_path, 300 * letter, "_2026-11-27_13-00-00.jsonl")
        path.touch()
        assert path.name.startswith(60 * letter)
        names.add(path.name)
    assert len(names) == 12
