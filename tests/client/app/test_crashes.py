"""A fault anywhere in the window: a readable box, a folder to pass on, a battle that is kept."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

import pygame
import pytest

import client.crash
from client import file_browser
from client.app import App
from client.battle.presenter import BattlePresenter
from client.battles import Battles
from client.crash_report import LOG, REPORT, write_report
from client.draw.board.board_view import BoardView
from client.folders import Folders
from client.launch import run
from client.overlays.menu import MenuOverlay
from client.screens.battle_screen import BattleScreen
from client.screens.replay import read_replay
from client.text.catalogue import text
from client.tuning import load_tuning
from client.widgets.dialog import Dialog
from engine.battle import Game, load_scenario
from engine.battle.save import read_save
from engine.versions import RULES_VERSION, SAVE_FORMAT
from tests.client.app.hand import FRAME

POSIX = pytest.mark.skipif(os.name == "nt", reason="asks the system in its own way")
FAULT = "a fault planted \x1b[2J by a test"


def fail(*_: object, **__: object) -> NoReturn:
    raise RuntimeError(FAULT)


class Boxes:
    """Answers the boxes of crashes, and notes what they said."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, answer: str = "app.close") -> None:
        self.said: list[tuple[str, ...]] = []
        self.answers = [answer]
        boxes = self

        class Answered(Dialog):
            def draw(self, surface: pygame.Surface) -> None:
                super().draw(surface)
                words = (self.title, *self.lines)
                if words not in boxes.said[-1:]:  # it is drawn once more while it closes
                    boxes.said.append(words)
                answer = text(boxes.answers.pop(0) if boxes.answers else "app.close")
                button = next(one for one in self.form.controls if one.name == answer)
                for kind in (pygame.MOUSEBUTTONDOWN, pygame.MOUSEBUTTONUP):
                    values = {"pos": button.rect.center, "button": 1, "touch": False}
                    pygame.event.post(pygame.event.Event(kind, values))

        monkeypatch.setattr(client.crash, "Dialog", Answered)


def post_key(key: int) -> None:
    values = {"key": key, "mod": 0, "unicode": "", "scancode": 0}
    pygame.event.post(pygame.event.Event(pygame.KEYDOWN, values))


def play_until(monkeypatch: pytest.MonkeyPatch, plant: Callable[[App], None]) -> None:
    """Take an action in a battle, wait until it is written, then call *plant* and go on."""
    shown = App.frame
    started: list[bool] = []
    planted: list[bool] = []

    def frame(app: App, _seconds: float) -> None:
        shown(app, FRAME)
        if not started:
            started.append(True)
            app.battles.start(load_scenario("first_landing"), 4, ("person", "person"))
        elif isinstance(app.screen, BattleScreen) and not planted:
            session = app.screen.session
            session.submit(session.records, session.game.legal_actions()[0])
            planted.append(True)
            plant(app)

    monkeypatch.setattr(App, "frame", frame)


def ask_worker(monkeypatch: pytest.MonkeyPatch, app: App) -> None:
    """Send a task that fails in the worker, and take its answer in every frame."""
    task = app.worker.submit(int, "not a number")
    monkeypatch.setattr(BattlePresenter, "update", lambda *_: task.result(60))


PLACES: dict[str, Callable[[pytest.MonkeyPatch, App], None]] = {
    "drawing": lambda patch, _: patch.setattr(BoardView, "draw", fail),
    "input": lambda patch, _: (patch.setattr(BattleScreen, "handle", fail), post_key(pygame.K_a))[
        0
    ],
    "time": lambda patch, _: patch.setattr(BattlePresenter, "update", fail),
    "overlay": lambda patch, _: (
        patch.setattr(MenuOverlay, "build", fail),
        post_key(pygame.K_F10),
    )[0],
    "feature": lambda patch, _: patch.setattr(Battles, "update", fail),
    "worker": ask_worker,
}


def only_report(folders: Folders) -> Path:
    (folder,) = folders.logs.glob("crash_*")
    return folder


@pytest.mark.parametrize("place", PLACES)
def test_a_fault_shows_a_box_and_leaves_a_folder_to_pass_on(
    place: str,
    monkeypatch: pytest.MonkeyPatch,
    folders: Folders,
    capsys: pytest.CaptureFixture[str],
) -> None:
    boxes = Boxes(monkeypatch)
    play_until(monkeypatch, lambda app: PLACES[place](monkeypatch, app))
    assert run(None, program="Hexfront 7.8.9") == 1
    folder = only_report(folders)
    assert {file.name for file in folder.iterdir()} == {REPORT, LOG, "battle.jsonl"}
    told = (folder / REPORT).read_text()
    fault = "not a number" if place == "worker" else "a fault planted \\x1b[2J by a test"
    assert fault in told
    assert "\x1b" not in told
    for version in ("Hexfront 7.8.9", f"Rules {RULES_VERSION}, saves {SAVE_FORMAT}", "Python 3."):
        assert version in told
    ((title, *lines),) = boxes.said
    assert title == text("app.crash")
    assert str(folder) in lines
    assert text("app.crash.kept") in lines
    assert str(folder) in capsys.readouterr().err
    (autosave,) = folders.autosaves.glob("*.jsonl")
    battle = folder / "battle.jsonl"
    assert len(read_save(battle).lines) == 1
    assert Game.load(battle).checksum() == Game.load(autosave).checksum()
    assert read_replay(read_save(battle)).end == 1


def test_the_path_can_be_copied_and_the_folder_be_opened(
    monkeypatch: pytest.MonkeyPatch, folders: Folders
) -> None:
    copied: list[str] = []
    opened: list[Path] = []
    monkeypatch.setattr(client.crash, "copy_text", copied.append)
    monkeypatch.setattr(client.crash, "show_folder", opened.append)
    boxes = Boxes(monkeypatch)
    boxes.answers = ["app.crash.copy", "app.crash.open", "app.close"]
    monkeypatch.setattr(App, "frame", fail)
    assert run(None) == 1
    folder = only_report(folders)
    assert copied == [str(folder)]
    assert opened == [folder]
    assert [said[-1] for said in boxes.said[1:]] == [
        text("app.crash.copied"),
        text("app.crash.opened"),
    ]


def test_a_system_that_shows_no_folders_is_no_second_fault(
    monkeypatch: pytest.MonkeyPatch, folders: Folders
) -> None:
    monkeypatch.setattr(client.crash, "show_folder", fail)
    boxes = Boxes(monkeypatch)
    boxes.answers = ["app.crash.open", "app.close"]
    monkeypatch.setattr(App, "frame", fail)
    assert run(None) == 1
    assert boxes.said[1][-1] == text("app.crash.unopened")
    assert only_report(folders).is_dir()


def test_without_a_report_the_message_can_be_copied(monkeypatch: pytest.MonkeyPatch) -> None:
    copied: list[str] = []
    monkeypatch.setattr(client.crash, "copy_text", copied.append)
    boxes = Boxes(monkeypatch)
    boxes.answers = ["app.crash.copy-fault", "app.close"]
    monkeypatch.setattr(client.crash, "write_report", fail)
    monkeypatch.setattr(App, "frame", fail)
    assert run(None) == 1
    assert "test_crashes.py" in copied[0]
    assert "\x1b" not in "".join(boxes.said[0])


@POSIX
def test_a_folder_is_shown_by_the_systems_own_program(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    opener, asked = tmp_path / "xdg-open", tmp_path / "asked"
    steps = [f'printf %s "$1$LD_LIBRARY_PATH" > {asked}.new', f"mv {asked}.new {asked}"]
    opener.write_text("\n".join(["#!/bin/sh", *steps, ""]))
    opener.chmod(opener.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr(file_browser, "_OPENER", "xdg-open")
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("LD_LIBRARY_PATH", "/of/the/bundle")
    folder = tmp_path / "a folder; rm"
    file_browser.show_folder(folder)
    end = time.monotonic() + 60
    while not asked.exists():
        assert time.monotonic() < end
        time.sleep(0.01)
    assert asked.read_text() == str(folder)
    monkeypatch.setenv("PATH", str(tmp_path / "nowhere"))
    with pytest.raises(OSError, match="no program to show folders"):
        file_browser.show_folder(folder)


def test_what_can_not_be_written_beside_the_report_is_said_in_it(folders: Folders) -> None:
    def record() -> Sequence[str]:
        return ["a line"]

    folder = write_report(
        folders, ValueError("x"), "Hexfront 0", folders.logs / "none.log", [fail, record]
    )
    told = (folder / REPORT).read_text()
    assert told.count("Failed: ") == 2
    assert "none.log" in told
    assert "RuntimeError: a fault planted" in told
    assert (folder / "battle.jsonl").read_text() == "a line\n"


def test_a_feature_whose_record_fails_loses_no_other_one(
    monkeypatch: pytest.MonkeyPatch, folders: Folders
) -> None:
    boxes = Boxes(monkeypatch)
    monkeypatch.setattr("client.puzzles.puzzle_feature.Puzzles.record", property(fail))
    monkeypatch.setattr("client.puzzles.puzzle_feature.Puzzles.is_kept", property(fail))
    play_until(monkeypatch, lambda _: fail())
    assert run(None) == 1
    assert (only_report(folders) / "battle.jsonl").is_file()
    assert text("app.crash.kept") in boxes.said[0]


def test_only_the_newest_reports_are_kept(folders: Folders) -> None:
    limit = load_tuning().log.kept_crashes
    times = [f"crash_2020-01-01_00-00-{second:02}" for second in range(limit)]
    old = [*times[:1], *(f"{times[0]}-{number}" for number in (2, 10)), *times[1:]]
    for name in old:
        (folders.logs / name).mkdir()
        (folders.logs / name / REPORT).write_text("old")
    others = [folders.logs / name for name in ("crash_mine", "crash_2020-01-01_00-00-00.zip")]
    for path in others:
        path.mkdir()
    (folders.logs / "crash_1999-01-01_00-00-00").symlink_to(others[0], target_is_directory=True)
    new = write_report(folders, ValueError("x"), "Hexfront 0", None, [])
    assert (new / REPORT).is_file()
    left = {path.name for path in folders.logs.glob("crash_2*") if path not in others}
    assert left == {*old[-(limit - 1) :], new.name}
    assert all(path.is_dir() for path in others)
    assert (folders.logs / "crash_1999-01-01_00-00-00").is_symlink()


def test_a_report_is_written_even_if_no_old_one_can_be_removed(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    for second in range(load_tuning().log.kept_crashes):
        (folders.logs / f"crash_2020-01-01_00-00-{second:02}").mkdir()
    monkeypatch.setattr("client.crash_report.shutil.rmtree", fail)
    told = (write_report(folders, ValueError("x"), "Hexfront 0", None, []) / REPORT).read_text()
    assert "Failed: RuntimeError: a fault planted" in told
    assert "ValueError: x" in told
