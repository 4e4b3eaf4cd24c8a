"""What befalls the file of a battle is told once, also of one that was left."""

from __future__ import annotations

from pathlib import Path

import pytest

from client.battle.model.autosave import newest_first
from client.battle.model.session import Session
from client.folders import Folders
from client.screen import BackTo
from client.screens.title import TitleScreen
from client.text.catalogue import text
from engine.battle import Game, load_scenario
from tests.client.app.hand import Hand, OpenApp
from tests.client.app.keeping import PEOPLE, play_some, start_battle
from tests.full_disk import fill_up_after

PLANTED = b"somebody else's\n"


def boxes(hand: Hand) -> list[list[str]]:
    """Run the check of files, close the messages that come up, and return their lines."""
    hand.app.battles._looked = 0.0
    hand.frame(2)
    found = []
    while hand.app.message is not None:
        found.append([hand.app.message.title, *hand.app.message.lines])
        hand.back()
        hand.frame()
    return found


def leave(hand: Hand) -> None:
    hand.app.go(BackTo())
    hand.frame()
    assert isinstance(hand.screen, TitleScreen)


def only_file(folder: Path) -> Path:
    (path,) = newest_first(folder)
    return path


def moved(path: Path) -> list[str]:
    return [text("app.autosave.moved"), text("app.autosave.moved.text"), str(path)]


def begun(open_app: OpenApp) -> tuple[Hand, Session]:
    hand = start_battle(open_app)
    session = hand.screen.session
    assert isinstance(session, Session)
    play_some(session, 3)
    return hand, session


def test_a_file_that_is_found_changed_when_the_battle_is_left_is_told(
    open_app: OpenApp, folders: Folders
) -> None:
    hand, session = begun(open_app)
    path = only_file(folders.autosaves)
    path.write_bytes(PLANTED)
    leave(hand)
    (other,) = set(newest_first(folders.autosaves)) - {path}
    assert boxes(hand) == [moved(other)]
    assert boxes(hand) == []
    assert Game.load(other).records == session.records
    assert path.read_bytes() == PLANTED


def test_of_a_battle_that_is_over_and_whose_file_was_changed_the_last_place_is_told(
    open_app: OpenApp, folders: Folders
) -> None:
    hand, session = begun(open_app)
    play_some(session, 5000)
    assert session.game.result is not None
    only_file(folders.autosaves).unlink()
    leave(hand)
    assert boxes(hand) == [moved(only_file(folders.finished))]
    assert newest_first(folders.autosaves) == []


def test_a_file_that_is_changed_while_it_waits_for_room_is_told_when_it_is_written_anew(
    open_app: OpenApp, folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand, session = begun(open_app)
    path = only_file(folders.autosaves)
    with monkeypatch.context() as full:
        fill_up_after(0, full)
        play_some(session, 2)
        assert [told[0] for told in boxes(hand)] == [text("app.autosave.failed")]
        leave(hand)
        assert boxes(hand) == [], "it is told already"
        path.unlink()
        assert boxes(hand) == []
    assert boxes(hand) == [moved(only_file(folders.autosaves))]
    assert boxes(hand) == []
    assert Game.load(only_file(folders.autosaves)).checksum() == session.game.checksum()
    assert not hand.app.battles.unwritten


def test_a_battle_that_can_not_be_written_as_it_is_left_is_told_once(
    open_app: OpenApp, folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand, session = begun(open_app)
    with monkeypatch.context() as full:
        fill_up_after(0, full)
        play_some(session, 2)
        leave(hand)
        (told,) = boxes(hand)
        assert told[:2] == [text("app.autosave.left"), text("app.autosave.left.text")]
        assert "No space left" in told[2]
        assert boxes(hand) == []
    assert boxes(hand) == []
    assert Game.load(only_file(folders.autosaves)).checksum() == session.game.checksum()


def test_the_next_battle_is_told_of_though_the_one_before_it_was(
    open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand, session = begun(open_app)
    with monkeypatch.context() as full:
        fill_up_after(0, full)
        play_some(session, 2)
        assert [told[0] for told in boxes(hand)] == [text("app.autosave.failed")]
        hand.app.battles.start(load_scenario("first_landing"), 1, PEOPLE)
        hand.until(lambda: hand.app.battles.session is not None)
        assert [told[0] for told in boxes(hand)] == [text("app.autosave.failed")]
        assert boxes(hand) == []


def test_the_sign_stays_while_the_disk_is_full_and_no_longer(
    open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand = start_battle(open_app)
    with monkeypatch.context() as full:
        fill_up_after(0, full)
        play_some(hand.screen.session, 2)
        hand.frame(2)
        hand.press(text("app.close"))
        for _ in range(5):
            hand.app.battles._looked = 0.0
            hand.frame()
            assert hand.app.message is None
            assert "unsaved" in [area.name for area in hand.screen.areas]
    hand.app.battles._looked = 0.0
    hand.frame(2)
    assert "unsaved" not in [area.name for area in hand.screen.areas]
