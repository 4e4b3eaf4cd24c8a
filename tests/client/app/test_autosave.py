"""The battle that saves itself: lines on the disk, killed processes, files that come and go."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pygame
import pytest

from client.battle.model import autosave
from client.battle.model.autosave import newest_first, remove_leftovers
from client.battle.model.session import Session
from client.folders import Folders
from client.screens.battle_screen import BattleScreen
from client.text.catalogue import text
from engine.battle import Game, load_scenario
from engine.files import temporary_name
from tests.client.app.hand import OpenApp
from tests.client.app.keeping import (
    PEOPLE,
    begin,
    leave,
    lines_in,
    play_some,
    start_battle,
    wait_until,
)
from tests.client.app.killed import Nobody
from tests.full_disk import fill_up_after

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize("seconds", [0.0, 0.3])
@pytest.mark.parametrize("answered", [1, 7, 60])
def test_a_killed_process_loses_nothing_however_slowly_the_disk_syncs(
    folders: Folders, seconds: float, answered: int
) -> None:
    command = [sys.executable, str(ROOT / "tests/client/app/killed.py"), str(folders.root)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [*command, str(seconds)], stdout=subprocess.PIPE, text=True, env=environment
    ) as process:
        assert process.stdout is not None
        for _ in range(answered):
            ply, checksum = process.stdout.readline().split()
        process.kill()
        for line in process.stdout:  # what was answered before the kill came
            ply, checksum = line.split()
    files = newest_first(folders.autosaves)
    assert len(files) == 1
    game = Game.load(files[0])
    if game.records != int(ply):  # killed between writing an action and answering it
        assert game.records == int(ply) + 1
    else:
        assert game.checksum() == checksum


def test_a_torn_last_line_costs_one_action_and_is_told(folders: Folders, open_app: OpenApp) -> None:
    path = folders.autosaves / f"torn{autosave.SUFFIX}"
    game = Game.start(load_scenario("first_landing"), 3, PEOPLE)
    session = Session(game, Nobody())
    play_some(session, 9)
    path.write_text("\n".join(game.lines)[:-7])
    hand = open_app()
    hand.key(pygame.K_RETURN)
    hand.until(lambda: hand.app.message is not None)
    assert hand.app.message is not None
    assert hand.app.message.title == text("app.save.torn")
    hand.press(text("app.close"))
    hand.until(lambda: isinstance(hand.screen, BattleScreen))
    continued = hand.screen.session
    assert continued.records == 8
    # What comes now stands behind the last whole line, and can be read with it.
    play_some(continued, 3)
    assert path.read_text().splitlines() == list(continued.game.lines)
    assert Game.load(path).checksum() == continued.game.checksum()


def test_every_action_is_in_the_file_before_the_next_one(folders: Folders) -> None:
    session, kept = begin(folders)
    for _ in range(30):
        assert lines_in(kept) == list(session.game.lines)
        play_some(session, 1)
    kept.close(30)


def test_the_file_is_synced_beside_the_battle(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, finished = threading.Event(), threading.Event()

    def sync(_: int) -> None:
        begun.set()
        assert finished.wait(30)

    monkeypatch.setattr(os, "fsync", sync)
    session, kept = begin(folders)
    assert begun.wait(30), "what was written is synced"
    play_some(session, 5)
    assert lines_in(kept) == list(session.game.lines)
    finished.set()
    kept.close(30)


def test_a_disk_that_can_not_sync_is_told(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    session, kept = begin(folders)
    monkeypatch.setattr(os, "fsync", fail)
    play_some(session, 1)
    wait_until(lambda: kept._syncer.problem is not None)
    kept.retry()
    assert kept.problem is not None
    assert kept.problem.errno == errno.EIO
    kept.close(30)


def test_two_battles_of_one_second_get_two_files(folders: Folders) -> None:
    (_, one), (_, other) = begin(folders), begin(folders)
    assert one.path != other.path
    one.close(30)
    other.close(30)


@pytest.mark.parametrize("room", [0, 1, 40, 200])
def test_a_full_disk_is_told_once_and_the_battle_goes_on_in_the_file_when_there_is_room(
    open_app: OpenApp, folders: Folders, monkeypatch: pytest.MonkeyPatch, room: int
) -> None:
    hand = start_battle(open_app)
    session = hand.screen.session
    with monkeypatch.context() as full:
        fill_up_after(room, full)
        told = 0
        for _ in range(20):
            session.submit(session.records, session.game.legal_actions()[0])
            hand.app.battles._looked = 0.0
            hand.frame()
            if hand.app.message is not None:
                assert hand.app.message.title == text("app.autosave.failed")
                hand.press(text("app.close"))
                told += 1
        assert told == 1
        (file,) = newest_first(folders.autosaves)
        assert Game.load(file).records < session.records, "a short line is left out"
    hand.app.battles._looked = 0.0
    hand.frame()
    assert file.read_text().splitlines() == list(session.game.lines)


@pytest.mark.parametrize("room", range(0, 4000, 250))
def test_a_disk_that_is_full_at_any_byte_leaves_nothing_half_made(
    folders: Folders, monkeypatch: pytest.MonkeyPatch, room: int
) -> None:
    with monkeypatch.context() as full:
        fill_up_after(room, full)
        session, kept = begin(folders)
        play_some(session, 10)
        kept.close(30)
    files = list(folders.autosaves.glob("*"))
    for file in files:
        if file.is_file():
            assert Game.load(file).records <= session.records


def remove(path: Path) -> None:
    path.unlink()


def overwrite(path: Path) -> None:
    path.write_text("mine now\n")


def move_the_folder_away(path: Path) -> None:
    path.parent.rename(path.parent.with_name("elsewhere"))


@pytest.mark.parametrize("change", [remove, overwrite, move_the_folder_away])
def test_a_file_that_somebody_else_changed_is_written_anew_under_another_name(
    open_app: OpenApp, folders: Folders, change: Callable[[Path], None]
) -> None:
    hand = start_battle(open_app)
    session = hand.screen.session
    session.submit(session.records, session.game.legal_actions()[0])
    (first,) = newest_first(folders.autosaves)
    change(first)
    hand.app.battles._looked = 0.0
    hand.frame()
    assert hand.app.message is not None
    assert hand.app.message.title == text("app.autosave.moved")
    hand.press(text("app.close"))
    session.submit(session.records, session.game.legal_actions()[0])
    second = newest_first(folders.autosaves)[0]
    assert Game.load(second).records == session.records
    if change is overwrite:
        assert first.read_text() == "mine now\n", "it is somebody else's"


def test_a_battle_is_kept_again_when_the_user_folder_comes_back(
    open_app: OpenApp, folders: Folders
) -> None:
    hand = start_battle(open_app)
    session = hand.screen.session
    away = folders.root.with_name("away")
    folders.root.rename(away)
    folders.root.write_bytes(b"in its place")
    session.submit(session.records, session.game.legal_actions()[0])
    hand.app.battles._looked = 0.0
    hand.frame()
    assert hand.app.message is not None
    assert hand.app.message.title == text("app.autosave.failed")
    hand.press(text("app.close"))
    folders.root.unlink()
    away.rename(folders.root)
    hand.app.battles._looked = 0.0
    hand.frame()
    assert hand.app.message is None
    (file,) = newest_first(folders.autosaves)
    assert Game.load(file).records == session.records


def test_a_battle_left_is_continued_in_its_file(open_app: OpenApp, folders: Folders) -> None:
    hand = start_battle(open_app)
    session = hand.screen.session
    session.submit(session.records, session.game.legal_actions()[0])
    files = newest_first(folders.autosaves)
    leave(hand)
    assert hand.labels()[0] == text("title.continue")
    hand.until(lambda: hand.screen._summary is not None)
    assert "First Landing" in hand.button(text("title.continue")).subtitle
    hand.press(text("title.continue"))
    hand.until(lambda: isinstance(hand.screen, BattleScreen))
    again = hand.screen.session
    assert again.game.checksum() == session.game.checksum()
    again.submit(again.records, again.game.legal_actions()[0])
    assert newest_first(folders.autosaves) == files
    assert Game.load(files[0]).checksum() == again.game.checksum()


def test_a_record_without_the_end_of_its_line_is_kept_and_gone_on_from(
    open_app: OpenApp, folders: Folders
) -> None:
    session, kept = begin(folders)
    play_some(session, 5)
    kept.close(30)
    assert kept.path is not None
    kept.path.write_bytes(kept.path.read_bytes().removesuffix(b"\n"))
    hand = open_app()
    hand.key(pygame.K_RETURN)
    hand.until(lambda: isinstance(hand.screen, BattleScreen))
    assert hand.app.message is None
    again = hand.screen.session
    assert again.records == 5
    again.submit(again.records, again.game.legal_actions()[0])
    assert Game.load(kept.path).checksum() == again.game.checksum()


def test_a_battle_that_another_window_plays_is_not_offered(
    open_app: OpenApp, folders: Folders
) -> None:
    session, kept = begin(folders)
    hand = open_app()
    button = hand.button(text("title.continue"))
    assert not button.enabled
    assert button.subtitle == text("title.in-use")
    before = lines_in(kept)
    assert kept.path is not None
    hand.app.battles.resume(kept.path)
    hand.until(lambda: hand.app.message is not None)
    assert "being played in another window" in hand.app.message.lines[0]
    hand.press(text("app.close"))
    assert lines_in(kept) == before
    play_some(session, 3)
    assert lines_in(kept) == list(session.game.lines)
    kept.close(30)


def test_an_older_battle_is_offered_while_another_window_plays_the_newest(
    open_app: OpenApp, folders: Folders
) -> None:
    older, kept_older = begin(folders)
    play_some(older, 4)
    kept_older.close(30)
    _, kept = begin(folders)
    hand = open_app()
    hand.key(pygame.K_RETURN)
    hand.until(lambda: isinstance(hand.screen, BattleScreen))
    assert hand.screen.session.records == older.records
    kept.close(30)


@pytest.mark.parametrize("content", ["", "not a battle\n", '{"format": 99}\n'])
def test_an_unreadable_newest_file_does_not_hide_the_battle_before_it(
    open_app: OpenApp, folders: Folders, content: str, caplog: pytest.LogCaptureFixture
) -> None:
    session, kept = begin(folders)
    play_some(session, 4)
    kept.close(30)
    broken = folders.autosaves / "newest.jsonl"
    broken.write_text(content)
    os.utime(broken, (time.time() + 60, time.time() + 60))
    hand = open_app()
    hand.until(lambda: hand.screen._summary is not None)
    assert "First Landing" in hand.button(text("title.continue")).subtitle
    hand.press(text("title.continue"))
    hand.until(lambda: isinstance(hand.screen, BattleScreen))
    assert hand.screen.session.records == session.records
    assert hand.app.message is not None
    assert hand.app.message.title == text("app.save.skipped")
    (why,) = hand.app.message.lines[1:]
    assert why.startswith(broken.name), "the file is named, not where it is"
    assert "format" not in why, "what only its writer understands is for the log"
    assert str(broken) in caplog.text
    assert broken.read_text() == content


def test_what_a_killed_process_had_not_put_in_its_place_is_removed(folders: Folders) -> None:
    places = (folders.root, folders.saves, folders.autosaves, folders.logs)
    left = [temporary_name(folder / "x") for folder in places]
    for file in left:
        file.write_text("half")
    mine = [folders.saves / "mine.jsonl", folders.saves / "my best battle.jsonl.new"]
    for file in mine:
        file.write_text("whole")
    remove_leftovers(folders)
    assert not any(file.exists() for file in left)
    assert all(file.exists() for file in mine)
