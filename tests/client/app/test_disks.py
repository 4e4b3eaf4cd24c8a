"""Disks that fill up, break, are read-only or come and go while the window is open."""

from __future__ import annotations

import errno
import os
import threading
from pathlib import Path

import msgspec
import pygame
import pytest

from client.battle.model.autosave import newest_first
from client.battle.model.session import Session
from client.folders import Folders
from client.screen import BackTo
from client.screens.battle_screen import BattleScreen
from client.screens.title import TitleScreen
from client.text.catalogue import text
from client.tuning import load_tuning
from engine.battle import Game, load_scenario
from engine.errors import describe
from engine.players.greedy import GreedyBot
from tests.client.app.hand import Hand, OpenApp
from tests.full_disk import fill_up_after

PEOPLE = ("person", "person")
SCENARIO = "lock_keepers"


def start(hand: Hand, seed: int = 3) -> Session:
    hand.app.battles.start(load_scenario(SCENARIO), seed, PEOPLE)
    hand.frame()
    hand.until(lambda: isinstance(hand.screen, BattleScreen))
    session = hand.screen.session
    assert isinstance(session, Session)
    return session


def play(session: Session, most: int) -> None:
    for _ in range(most):
        if session.game.result is None:
            action = GreedyBot().choose(session.state, session.game.legal_actions())
            session.submit(session.records, action)


def look(hand: Hand) -> list[str]:
    """Run the check of files, close the messages that come up, and return their titles."""
    hand.app.battles._looked = 0.0
    hand.frame(2)
    told = []
    while hand.app.message is not None:
        told.append(hand.app.message.title)
        hand.press(text("app.close"))
    return told


def leave(hand: Hand) -> None:
    hand.app.go(BackTo())
    hand.frame()
    assert isinstance(hand.screen, TitleScreen)


def go_on(hand: Hand) -> Session:
    hand.press(text("title.continue"))
    hand.until(lambda: isinstance(hand.screen, BattleScreen))
    session = hand.screen.session
    assert isinstance(session, Session)
    return session


def only_file(folder: Path) -> Path:
    (path,) = newest_first(folder)
    return path


def lines_of(session: Session) -> list[str]:
    return list(session.game.lines)


def lines_in(path: Path) -> list[str]:
    return path.read_text().splitlines()


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS])
def test_a_battle_outlives_a_disk_that_fails_at_any_byte_of_it(
    open_app: OpenApp, folders: Folders, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    hand = open_app()
    whole = start(hand)
    play(whole, 40)
    leave(hand)
    size = only_file(folders.autosaves).stat().st_size
    only_file(folders.autosaves).unlink()
    for room in range(code % 50, size, size // 16):
        with monkeypatch.context() as failing:
            fill_up_after(room, failing, code)
            session, told = start(hand), []
            for _ in range(40):
                play(session, 1)
                told += look(hand)
            assert told == [text("app.autosave.failed")]
            files = newest_first(folders.autosaves)
            assert len(files) <= 1
            assert all(Game.load(file).records < session.records for file in files)
        assert look(hand) == []
        assert lines_in(only_file(folders.autosaves)) == lines_of(session)
        leave(hand)
        only_file(folders.autosaves).unlink()
    assert list(folders.root.rglob("*.new")) == []


def test_a_disk_that_comes_and_goes_is_told_once(
    open_app: OpenApp, folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand = open_app()
    session, told = start(hand), []
    for _ in range(10):
        with monkeypatch.context() as full:
            fill_up_after(5, full)
            play(session, 1)
            told += look(hand)
        told += look(hand)
        assert lines_in(only_file(folders.autosaves)) == lines_of(session)
    assert told == [text("app.autosave.failed")]


def test_a_disk_that_is_full_once_more_after_it_was_not_is_told_again(
    open_app: OpenApp, folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    tuning = load_tuning()
    at_once = msgspec.structs.replace(tuning.autosave, settled_seconds=0.0)
    changed = msgspec.structs.replace(tuning, autosave=at_once)
    monkeypatch.setattr("client.battle.model.outage.load_tuning", lambda: changed)
    hand = open_app()
    session = start(hand)
    for _ in range(3):
        with monkeypatch.context() as full:
            fill_up_after(5, full)
            play(session, 1)
            assert look(hand) == [text("app.autosave.failed")]
            assert look(hand) == []
        assert look(hand) == []
        assert lines_in(only_file(folders.autosaves)) == lines_of(session)


def test_every_new_place_of_a_file_that_is_removed_again_and_again_is_told(
    open_app: OpenApp, folders: Folders
) -> None:
    hand = open_app()
    session = start(hand)
    for number in range(5):
        path = only_file(folders.autosaves)
        path.rename(folders.root / f"taken-{number}")
        path.mkdir()
        hand.app.battles._looked = 0.0
        hand.frame(2)
        assert hand.app.message is not None
        assert hand.app.message.title == text("app.autosave.moved")
        assert hand.app.message.lines[-1] == str(only_file(folders.autosaves))
        assert lines_in(only_file(folders.autosaves)) == lines_of(session)
        hand.press(text("app.close"))
        assert look(hand) == []


def test_of_places_that_were_not_read_about_only_the_last_is_told(
    open_app: OpenApp, folders: Folders
) -> None:
    hand = open_app()
    start(hand)
    for number in range(5):
        path = only_file(folders.autosaves)
        path.rename(folders.root / f"taken-{number}")
        path.mkdir()
        hand.app.battles._looked = 0.0
        hand.frame(2)
    assert hand.app.message is not None
    assert hand.app.message.lines[-1] == str(only_file(folders.autosaves))
    assert look(hand) == [text("app.autosave.moved")]


@pytest.mark.parametrize("room", [0, 90])
def test_what_could_not_be_written_is_there_after_leaving(
    open_app: OpenApp, folders: Folders, monkeypatch: pytest.MonkeyPatch, room: int
) -> None:
    hand = open_app()
    session = start(hand)
    with monkeypatch.context() as full:
        fill_up_after(room, full)
        play(session, 5)
        look(hand)
        leave(hand)
        again = go_on(hand)
        assert lines_of(again) == lines_of(session)
        play(again, 3)
        assert look(hand) == [text("app.autosave.failed")]
        leave(hand)
        assert Game.load(only_file(folders.autosaves)).records < 5
    look(hand)
    assert lines_in(only_file(folders.autosaves)) == lines_of(again)
    assert hand.app.battles.unwritten == {}
    leave(hand)
    assert lines_of(go_on(hand)) == lines_of(again)
    assert lines_in(only_file(folders.autosaves)) == lines_of(again)


def test_a_battle_begun_on_a_full_disk_and_left_is_offered_when_there_is_room(
    open_app: OpenApp, folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand = open_app()
    with monkeypatch.context() as full:
        fill_up_after(0, full)
        session = start(hand)
        play(session, 4)
        assert look(hand) == [text("app.autosave.failed")]
        leave(hand)
        assert newest_first(folders.autosaves) == []
        other = start(hand, seed=4)
        assert look(hand) == [text("app.autosave.failed")]
    look(hand)
    files = newest_first(folders.autosaves)
    assert sorted(lines_in(file) for file in files) == sorted([lines_of(session), lines_of(other)])


def test_closing_the_window_says_what_could_not_be_written(
    open_app: OpenApp, folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand = open_app()
    session = start(hand)
    with monkeypatch.context() as full:
        fill_up_after(10, full)
        play(session, 3)
        leave(hand)
        with pytest.raises(OSError, match="No space left") as told:
            hand.app.battles.close()
        assert describe(told.value) == f"{only_file(folders.autosaves)}: No space left on device"
    hand.app.battles.close()
    assert hand.app.battles.unwritten == {}


def test_a_battle_that_ends_on_a_full_disk_is_put_aside_when_there_is_room(
    open_app: OpenApp, folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand = open_app()
    session = start(hand)
    with monkeypatch.context() as full:
        fill_up_after(500, full)
        play(session, 5000)
        assert session.game.result is not None
        assert look(hand) == [text("app.autosave.failed")]
        leave(hand)
        assert newest_first(folders.finished) == []
    look(hand)
    assert lines_in(only_file(folders.autosaves)) == lines_of(session)
    hand.screen.lay_out()
    hand.until(lambda: text("title.continue") not in hand.labels())
    assert newest_first(folders.autosaves) == []
    assert lines_in(only_file(folders.finished)) == lines_of(session)


def test_a_battle_is_continued_on_a_full_disk(
    open_app: OpenApp, folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand = open_app()
    play(start(hand), 6)
    leave(hand)
    before = only_file(folders.autosaves).read_bytes()
    with monkeypatch.context() as full:
        fill_up_after(0, full)
        session = go_on(hand)
        assert session.records == 6
        assert look(hand) == [], "nothing is to be written as yet"
        play(session, 2)
        assert look(hand) == [text("app.autosave.failed")]
        assert only_file(folders.autosaves).read_bytes() == before
    look(hand)
    assert lines_in(only_file(folders.autosaves)) == lines_of(session)


@pytest.mark.parametrize("code", [errno.EROFS, errno.EACCES])
def test_a_battle_is_continued_where_nothing_can_be_written_and_kept_where_it_was_after(
    open_app: OpenApp, folders: Folders, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    hand = open_app()
    play(start(hand), 6)
    leave(hand)
    before = only_file(folders.autosaves).read_bytes()
    real = os.open

    def read_only(path: str, flags: int, mode: int = 0o777) -> int:
        if flags & (os.O_RDWR | os.O_WRONLY | os.O_CREAT):
            raise OSError(code, os.strerror(code), str(path))
        return real(path, flags, mode)

    with monkeypatch.context() as mounted:
        mounted.setattr(os, "open", read_only)
        session = go_on(hand)
        play(session, 2)
        assert look(hand) == [text("app.autosave.failed")]
        assert only_file(folders.autosaves).read_bytes() == before
    look(hand)
    assert lines_in(only_file(folders.autosaves)) == lines_of(session)


def test_settings_that_can_not_be_written_stay_as_they_were(
    open_app: OpenApp, folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand = open_app()
    hand.key(pygame.K_F11)
    before = folders.settings.read_bytes()

    def fail(_: int) -> None:
        raise OSError(errno.EDQUOT, os.strerror(errno.EDQUOT))

    with monkeypatch.context() as failing:
        failing.setattr(os, "fsync", fail)
        hand.key(pygame.K_F11)
        assert look(hand) == [text("app.settings.unwritable")]
    assert folders.settings.read_bytes() == before
    assert list(folders.root.glob("*.new")) == []


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="the system lists no handles")
def test_thirty_battles_leave_no_handle_and_no_thread(open_app: OpenApp, folders: Folders) -> None:
    def handles() -> int:
        return len(list(Path("/proc/self/fd").iterdir()))

    hand = open_app()
    play(start(hand), 1)
    leave(hand)
    before, threads = handles(), threading.active_count()
    for number in range(30):
        play(start(hand, seed=number) if number % 2 else go_on(hand), 1)
        leave(hand)
    assert handles() <= before
    assert threading.active_count() <= threads
    assert len(newest_first(folders.autosaves)) == 16
