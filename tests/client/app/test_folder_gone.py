"""The user folder may go at any moment: messages, and the game goes on."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from client.folders import Folders
from client.screens.battle_screen import BattleScreen
from client.screens.load import LoadScreen
from client.screens.new_battle import NewBattleScreen
from client.screens.title import TitleScreen
from client.text.catalogue import text
from engine.battle import load_scenario
from tests.client.app.hand import Hand, OpenApp

PEOPLE = ("person", "person")


def put_file_in_place(root: Path) -> None:
    """Move the folder away, and leave a file of its name."""
    root.rename(root.with_name(f"{root.name}-moved"))
    root.write_text("in the way")


@pytest.fixture(autouse=True)
def _put_back(folders: Folders, open_app: OpenApp) -> Iterator[None]:
    """Clear the way before the window is closed, which is another test's."""
    assert open_app
    yield
    if folders.root.is_file():
        folders.root.unlink()


def boxes(hand: Hand) -> list[list[str]]:
    """Close the messages that wait, and return their titles and lines."""
    found = []
    hand.frame(2)
    while hand.app.message is not None:
        found.append([hand.app.message.title, *hand.app.message.lines])
        hand.back()
        hand.frame(2)
    return found


def in_battle(hand: Hand) -> BattleScreen:
    hand.app.battles.start(load_scenario("first_landing"), 4, PEOPLE)
    hand.until(lambda: isinstance(hand.screen, BattleScreen))
    return hand.screen


@pytest.mark.parametrize("way", ["removed", "file in its place"])
def test_a_battle_is_played_and_left_without_its_folder(
    open_app: OpenApp, folders: Folders, way: str
) -> None:
    hand = open_app()
    screen = in_battle(hand)
    if way == "removed":
        shutil.rmtree(folders.root)
    else:
        put_file_in_place(folders.root)
    screen.menu.save()
    said = screen.presenter.said
    assert said is not None
    if way == "removed":
        assert not said.bad, "the folder is made again"
        assert len(list(folders.saves.glob("*.jsonl"))) == 1
    else:
        assert said.bad
        assert str(folders.root) in said.words
        assert "None" not in said.words
    before = screen.session.records
    screen.session.submit(before, screen.session.game.legal_actions()[0])
    boxes(hand)
    assert screen.session.records == before + 1
    screen.leave()
    hand.frame(2)
    boxes(hand)
    assert isinstance(hand.screen, TitleScreen)


def test_screens_without_a_folder_are_empty_and_say_why(
    open_app: OpenApp, folders: Folders
) -> None:
    hand = open_app()
    put_file_in_place(folders.root)
    for screen in (NewBattleScreen, LoadScreen):
        label = "title.new-battle" if screen is NewBattleScreen else "title.load"
        hand.press(text(label))
        hand.frame()
        assert isinstance(hand.screen, screen)
        told = boxes(hand)
        assert len(told) >= 1
        assert all(str(folders.root) in " ".join(one) for one in told)
        assert all("None" not in one for lines in told for one in lines)
        hand.back()
        boxes(hand)
    assert isinstance(hand.screen, TitleScreen)


def test_settings_hold_for_this_run_where_they_cannot_be_kept(
    open_app: OpenApp, folders: Folders
) -> None:
    hand = open_app()
    put_file_in_place(folders.root)
    hand.press(text("title.settings"))
    boxes(hand)
    hand.pick("instant")
    (told,) = boxes(hand)
    assert told[0] == text("app.settings.unwritable")
    assert str(folders.root) in told[1]
    assert hand.app.settings.pace.value == "instant"


def test_a_new_battle_without_a_folder_is_a_message(open_app: OpenApp, folders: Folders) -> None:
    hand = open_app()
    put_file_in_place(folders.root)
    hand.app.battles.start(load_scenario("first_landing"), 4, PEOPLE)
    hand.until(lambda: hand.app.message is not None or isinstance(hand.screen, BattleScreen))
    told = boxes(hand)
    assert any(str(folders.root) in line for lines in told for line in lines)
    assert isinstance(hand.screen, TitleScreen | BattleScreen)
