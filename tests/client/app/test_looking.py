"""The title and the list of battles say who has a file open, and what could not be looked into."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from client.battle.model.autosave import newest_first
from client.battle.model.session import Session
from client.folders import Folders
from client.screen import BackTo, Push
from client.screens.battle_screen import BattleScreen
from client.screens.load import LoadScreen
from client.screens.title import TitleScreen
from client.text.catalogue import text
from client.tuning import load_tuning
from client.widgets.list_box import ListRow
from client.worker import worker as worker_module
from client.worker.protocol import Steps
from client.worker.summary import Summary
from engine import append_file
from engine.battle import Game
from engine.errors import SaveError
from engine.sentences import Sentence
from tests.client.app.hand import Hand, OpenApp
from tests.client.app.keeping import begin, keep, leave, play_some, start_battle
from tests.full_disk import fill_up_after

LOOK = load_tuning().autosave.look_seconds


def told(hand: Hand) -> str:
    """Return what stands below Continue, once the worker has read what it reads."""
    hand.until(lambda: hand.button(text("title.continue")).subtitle != text("title.looking"))
    return hand.button(text("title.continue")).subtitle


def open_list(hand: Hand) -> Hand:
    hand.app.go(Push(LoadScreen(hand.app)))
    hand.frame(2)
    hand.until(lambda: not hand.screen._tasks)
    return hand


def row(hand: Hand, path: Path) -> ListRow:
    (found,) = [one for one in hand.chooser.rows if one.code == str(path)]
    return found


def close_boxes(hand: Hand) -> None:
    hand.frame(2)
    while hand.app.message is not None:
        hand.back()
        hand.frame()


# ---------------------------------------------------------------- other windows


def test_the_title_offers_what_another_window_has_let_go_of(
    open_app: OpenApp, folders: Folders
) -> None:
    session, kept = begin(folders)
    hand = open_app()
    assert told(hand) == text("title.in-use")
    play_some(session, 3)
    kept.close(30)
    places = [control.rect for control in hand.controls]
    hand.app.frame(LOOK)
    assert "First Landing" in told(hand)
    assert [control.rect for control in hand.controls] == places, "nothing moves by itself"
    hand.press(text("title.continue"))
    hand.until(lambda: isinstance(hand.screen, BattleScreen))
    assert hand.screen.session.records == 3


def test_the_title_does_not_offer_what_another_window_has_taken_up(
    open_app: OpenApp, folders: Folders
) -> None:
    path = keep(folders)
    hand = open_app()
    assert "First Landing" in told(hand)
    file = append_file.AppendFile.open(path, 10**6)
    hand.app.frame(LOOK)
    assert told(hand) == text("title.in-use")
    assert not hand.button(text("title.continue")).enabled
    file.close()
    path.unlink()
    hand.app.frame(LOOK)
    assert told(hand) == text("title.none-left")
    assert not hand.button(text("title.continue")).enabled


def test_the_disk_is_not_asked_for_locks_with_every_frame(
    open_app: OpenApp, folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = keep(folders)
    hand = open_app()
    told(hand)
    real, asked = os.open, [0]

    def count(file: str | Path, flags: int, mode: int = 0o777) -> int:
        asked[0] += Path(file) == path
        return real(file, flags, mode)

    monkeypatch.setattr(os, "open", count)
    hand.screen._passed = 0.0
    hand.frame(20)
    assert asked == [0]
    open_list(hand)
    hand.screen._passed, asked[0] = 0.0, 0
    hand.frame(20)
    assert asked == [0]


def test_the_title_stays_as_it_is_where_the_folder_can_not_be_listed_any_more(
    open_app: OpenApp, folders: Folders
) -> None:
    keep(folders)
    hand = open_app()
    before = told(hand)
    aside = folders.root.with_name(f"{folders.root.name}-aside")
    folders.root.rename(aside)
    folders.root.write_text("in the way")
    hand.app.frame(LOOK)
    assert told(hand) == before
    assert hand.app.message is None
    folders.root.unlink()
    aside.rename(folders.root)


def test_the_list_says_when_another_window_has_let_go_of_a_battle(
    open_app: OpenApp, folders: Folders
) -> None:
    session, kept = begin(folders)
    hand = open_list(open_app())
    assert kept.path is not None
    assert text("load.in-use") in row(hand, kept.path).subtitle
    play_some(session, 60)
    kept.close(30)
    hand.app.frame(LOOK)
    hand.until(lambda: not hand.screen._tasks)
    subtitle = row(hand, kept.path).subtitle
    assert text("load.in-use") not in subtitle
    assert f"round {session.state.round}" in subtitle, "it is read anew"


def unreadable(path: Path) -> Steps[Summary]:
    """Sum up as Windows lets it be done: what another process has locked can't be read there."""
    yield from ()
    reason = os.strerror(errno.EACCES)
    problem = SaveError(Sentence("save.unreadable", place=str(path), reason=reason))
    return Summary(str(path), None, problem=problem)


@pytest.mark.parametrize("place", ["title", "load"])
def test_a_battle_in_use_that_can_not_be_read_is_in_use_and_not_broken(
    open_app: OpenApp, folders: Folders, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    path = keep(folders)
    with monkeypatch.context() as windows:
        module = {"title": "title", "load": "saved_battles"}[place]
        windows.setattr(f"client.screens.{module}.summarise", unreadable)
        file = append_file.AppendFile.open(path, 10**6)
        if place == "title":
            hand = open_app()
            assert told(hand) == text("title.in-use")
        else:
            hand = open_list(open_app())
            assert row(hand, path).subtitle == text("load.in-use")
            assert not hand.button(text("load.open")).enabled
            assert text("load.in-use.text") in " ".join(hand.screen._preview.facts)
        assert file.path == path
    file.close()
    hand.app.frame(LOOK)
    hand.until(lambda: place == "title" or not hand.screen._tasks)
    said = told(hand) if place == "title" else row(hand, path).title
    assert "First Landing" in said


# ---------------------------------------------------------------- battles that were left


def leave_unwritten(hand: Hand, monkeypatch: pytest.MonkeyPatch) -> Session:
    """Leave a battle of which the beginning of a line is in the file, and no more."""
    session = hand.screen.session
    assert isinstance(session, Session)
    fill_up_after(30, monkeypatch)
    play_some(session, 4)
    leave(hand)
    close_boxes(hand)
    return session


def test_a_battle_that_is_not_yet_written_is_opened_from_the_list_and_not_deleted(
    open_app: OpenApp, folders: Folders
) -> None:
    with pytest.MonkeyPatch.context() as full:
        hand = start_battle(open_app)
        session = leave_unwritten(hand, full)
        (path,) = newest_first(folders.autosaves)
        assert told(hand) == text("title.unwritten")
        open_list(hand)
        assert text("load.unwritten") in row(hand, path).subtitle
        hand.press(text("load.delete"))
        hand.frame()
        assert hand.app.message is not None
        assert hand.app.message.lines == (text("load.unwritten.text"),)
        hand.back()
        assert path.exists()
        hand.press(text("load.open"))
        hand.until(lambda: isinstance(hand.screen, BattleScreen))
        assert hand.screen.session.game.checksum() == session.game.checksum()
        leave(hand)
        close_boxes(hand)
    hand.app.battles._looked = 0.0
    open_list(hand)
    hand.app.frame(LOOK)
    hand.until(lambda: not hand.screen._tasks)
    assert text("load.unwritten") not in row(hand, path).subtitle
    assert Game.load(path).checksum() == session.game.checksum()


@pytest.fixture
def full() -> Iterator[pytest.MonkeyPatch]:
    """Yield a patch that is undone before the window is closed."""
    with pytest.MonkeyPatch.context() as full:
        yield full


def test_a_battle_that_is_not_yet_written_is_opened_by_whatever_path_it_is_named(
    open_app: OpenApp, folders: Folders, full: pytest.MonkeyPatch
) -> None:
    hand = start_battle(open_app)
    session = leave_unwritten(hand, full)
    link = folders.root.with_name("another way")
    link.symlink_to(folders.root, target_is_directory=True)
    (path,) = newest_first(folders.autosaves)
    hand.app.battles.resume(link / "autosaves" / path.name)
    hand.until(lambda: isinstance(hand.screen, BattleScreen))
    assert hand.screen.session.game.checksum() == session.game.checksum()
    link.unlink()


def test_a_file_of_which_only_half_a_line_was_written_is_openable_from_the_list(
    open_app: OpenApp, folders: Folders, full: pytest.MonkeyPatch
) -> None:
    """The worker can't make anything of the file, but the window knows the battle."""
    hand = start_battle(open_app)
    session = leave_unwritten(hand, full)
    (path,) = newest_first(folders.autosaves)
    full.setattr("client.screens.saved_battles.summarise", unreadable)
    open_list(hand)
    assert row(hand, path).subtitle == text("load.unwritten")
    hand.press(text("load.open"))
    hand.until(lambda: isinstance(hand.screen, BattleScreen))
    assert hand.screen.session.game.checksum() == session.game.checksum()


# ---------------------------------------------------------------- no worker


def no_process(*_: object) -> None:
    raise OSError(errno.EMFILE, os.strerror(errno.EMFILE))


def test_without_a_worker_battles_are_opened_without_having_been_looked_into(
    open_app: OpenApp, folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = keep(folders)
    hand = open_app()
    with monkeypatch.context() as full:
        full.setattr(worker_module, "open_pool", no_process)
        hand.app.worker.give_up_waiting()
        close_boxes(hand)
        hand.screen._seen = []
        hand.screen.lay_out()
        assert told(hand) == text("title.unread")
        open_list(hand)
        assert row(hand, path).subtitle == text("load.unread")
        hand.press(text("load.open"))
        hand.until(lambda: isinstance(hand.screen, BattleScreen))
        hand.app.go(BackTo())
        hand.frame()
        assert told(hand) == text("title.unread")
        hand.press(text("title.continue"))
        hand.until(lambda: isinstance(hand.screen, BattleScreen))
        assert hand.screen.session.records == 4
        leave(hand)
    hand.app.worker.restart()
    hand.app.frame(LOOK)
    assert "First Landing" in told(hand), "the worker is back"


def die(_path: Path) -> Steps[Summary]:
    os._exit(1)


def test_a_file_that_kills_the_worker_is_not_read_again_and_again(
    open_app: OpenApp, folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = keep(folders)
    monkeypatch.setattr("client.screens.title.summarise", die)
    monkeypatch.setattr("client.screens.saved_battles.summarise", die)
    hand = open_app()
    assert told(hand) == text("title.unread")
    started = hand.app.worker.starts
    for _ in range(3):
        hand.app.frame(LOOK)
    assert told(hand) == text("title.unread")
    assert hand.app.worker.starts == started
    open_list(hand)
    assert row(hand, path).subtitle == text("load.unread")
    started = hand.app.worker.starts
    for _ in range(3):
        hand.app.frame(LOOK)
    hand.until(lambda: not hand.screen._tasks)
    assert hand.app.worker.starts == started
    monkeypatch.undo()
    hand.app.worker.restart()
    hand.app.frame(LOOK)
    hand.until(lambda: not hand.screen._tasks)
    assert row(hand, path).title == "First Landing", "the worker is back"
    assert isinstance(hand.screen, LoadScreen)
    hand.back()
    hand.app.frame(LOOK)
    assert isinstance(hand.screen, TitleScreen)
    assert "First Landing" in told(hand)
