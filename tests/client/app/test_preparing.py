"""A battle that can't be prepared is a message, its file is let go of, the title stays usable."""

from __future__ import annotations

import errno
import os
import threading
from pathlib import Path

import pytest

from client.battle.model.autosave import newest_first, open_autosave
from client.battle.model.opening import continue_battle
from client.folders import Folders
from client.screens.battle_screen import BattleScreen
from client.screens.title import TitleScreen
from client.text.catalogue import text
from engine.append_file import AppendFile, is_in_use
from engine.battle import Game, load_scenario
from tests.client.app.hand import Hand, OpenApp
from tests.client.app.keeping import PEOPLE, keep, leave

NO_THREAD = "can't start new thread"


def refuse_threads(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Make the start of threads of a name fail as Python does when the system has none left."""
    real = threading.Thread.start

    def start(thread: threading.Thread) -> None:
        if thread.name.startswith(name):
            raise RuntimeError(NO_THREAD)
        real(thread)

    monkeypatch.setattr(threading.Thread, "start", start)


def fail_to_read(monkeypatch: pytest.MonkeyPatch, path: Path, number: int) -> None:
    """Make reading a file fail from the time *number* on."""
    real, count = AppendFile.read, [0]

    def read(file: AppendFile) -> bytes:
        count[0] += file.path == path
        if count[0] >= number and file.path == path:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return real(file)

    monkeypatch.setattr(AppendFile, "read", read)


def message(hand: Hand, title: str) -> list[str]:
    """Wait for a message with a title, close it, and return its lines."""
    hand.until(lambda: hand.app.message is not None)
    assert hand.app.message is not None
    assert hand.app.message.title == text(title)
    lines = list(hand.app.message.lines)
    hand.frame()
    hand.press(text("app.close"))
    hand.frame()
    assert isinstance(hand.screen, TitleScreen)
    return lines


@pytest.mark.parametrize("name", ["sync", "preparing"])
def test_a_battle_is_continued_once_the_system_has_a_thread_for_it(
    open_app: OpenApp, folders: Folders, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    path = keep(folders)
    hand = open_app()
    with monkeypatch.context() as full:
        refuse_threads(full, name)
        hand.press(text("title.continue"))
        assert message(hand, "app.save.broken") == [NO_THREAD]
        assert not is_in_use(path)
    hand.press(text("title.continue"))
    hand.until(lambda: isinstance(hand.screen, BattleScreen))
    assert hand.screen.session.records == 4


@pytest.mark.parametrize("name", ["sync", "preparing"])
def test_a_battle_is_started_once_the_system_has_a_thread_for_it(
    open_app: OpenApp, folders: Folders, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    hand = open_app()
    with monkeypatch.context() as full:
        refuse_threads(full, name)
        hand.app.battles.start(load_scenario("first_landing"), 1, PEOPLE)
        assert message(hand, "app.start.failed") == [NO_THREAD]
        assert newest_first(folders.autosaves) == []
    hand.app.battles.start(load_scenario("first_landing"), 1, PEOPLE)
    hand.until(lambda: isinstance(hand.screen, BattleScreen))


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_battle_that_stops_being_readable_hides_none_before_it_and_is_let_go_of(
    open_app: OpenApp, folders: Folders, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    older, path = keep(folders, 7), keep(folders, 4)
    late = older.stat().st_mtime + 60
    os.utime(path, (late, late))
    hand = open_app()
    with monkeypatch.context() as broken:
        fail_to_read(broken, path, number)
        hand.press(text("title.continue"))
        hand.until(lambda: isinstance(hand.screen, BattleScreen))
    if hand.screen.session.records == 7:
        assert hand.app.message is not None
        assert os.strerror(errno.EIO) in hand.app.message.lines[1]
        assert not is_in_use(path)
        hand.frame()
        hand.press(text("app.close"))
    else:
        assert hand.screen.session.records == 4, "it was read before the disk failed"
    leave(hand)
    assert not any(is_in_use(file) for file in (older, path))


@pytest.mark.parametrize("number", [1, 2])
def test_a_record_goes_on_in_a_new_file_where_its_own_can_not_be_read(
    folders: Folders, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    path = keep(folders)
    lines = path.read_bytes()
    with monkeypatch.context() as broken:
        fail_to_read(broken, path, number)
        kept = open_autosave(folders, "first_landing", lines, None, path)
        kept.append(['{"one": "more"}'])
    assert kept.path not in {None, path}
    assert not is_in_use(path)
    assert path.read_bytes() == lines
    kept.close(30)


def test_a_battle_nobody_waits_for_is_let_go_of_between_two_frames(
    open_app: OpenApp, folders: Folders
) -> None:
    """Whoever prepares it is another thread: it touches nothing that the frames look at."""
    path = keep(folders)
    hand = open_app()
    battle = continue_battle(path, folders, hand.app.worker)
    thread = threading.Thread(target=hand.app.battles.discard, args=(battle,))
    thread.start()
    thread.join()
    assert is_in_use(path)
    hand.frame()
    assert not is_in_use(path)
    assert Game.load(path).records == 4
