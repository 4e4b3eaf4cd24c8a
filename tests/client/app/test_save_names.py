"""A save has the name that somebody gives it, and no save is lost to another's name."""

from __future__ import annotations

from pathlib import Path

import pygame
import pytest

from client.battle.model.save_names import name_problem
from client.folders import Folders
from client.overlays.message import MessageOverlay
from client.overlays.name_entry import NameOverlay
from client.screens.load import LoadScreen
from client.text.catalogue import text
from engine.battle import Game, Side, load_scenario
from engine.battle.save import read_save
from tests.client.app.battle_hand import PLAYERS, act, answer, at_battle, both, choose
from tests.client.app.hand import Hand, OpenApp


def write(hand: Hand, name: str) -> None:
    """Replace the name that is suggested, which is selected."""
    for letter in name:
        pygame.event.post(pygame.event.Event(pygame.TEXTINPUT, {"text": letter}))
    hand.frame()


# Given


@both
def test_a_save_gets_the_name_that_is_typed(
    open_app: OpenApp, folders: Folders, device: str
) -> None:
    hand = at_battle(open_app)
    act(hand)
    choose(hand, "battle.menu.save", by_keys=device == "keyboard")
    assert isinstance(hand.app.stack.top, NameOverlay)
    write(hand, "Before the bridge")
    if device == "keyboard":
        hand.key(pygame.K_RETURN)
    else:
        hand.press(text("saving.name.confirm"))
    hand.frame(2)
    path = folders.saves / "Before the bridge.jsonl"
    assert Game.from_save(read_save(path)).checksum() == hand.screen.session.game.checksum()
    assert hand.screen.presenter.said.words == text("battle.notice.saved", file="Before the bridge")


def test_a_save_that_would_be_replaced_is_asked_about(open_app: OpenApp, folders: Folders) -> None:
    hand = at_battle(open_app)
    path = folders.saves / "One.jsonl"
    path.write_text("another battle")
    for reply, replaced in (("app.cancel", False), ("saving.replace.confirm", True)):
        choose(hand, "battle.menu.save", by_keys=True)
        write(hand, "One")
        hand.key(pygame.K_RETURN)
        hand.frame(2)
        assert isinstance(hand.app.stack.top, MessageOverlay)
        answer(hand, reply, by_keys=True)
        assert (path.read_text() != "another battle") is replaced


@pytest.mark.parametrize(
    "name",
    ["", "  ", "../outside", "a/b", "a\\b", "C:", "con", ".hidden", "what?", "end.", "*", 'a"b'],
)
def test_a_name_that_is_no_name_of_a_file_is_refused(
    open_app: OpenApp, folders: Folders, name: str
) -> None:
    hand = at_battle(open_app)
    choose(hand, "battle.menu.save", by_keys=True)
    hand.key(pygame.K_DELETE)
    write(hand, name)
    overlay = hand.app.stack.top
    assert isinstance(overlay, NameOverlay)
    assert overlay.problem
    assert not hand.button(text("saving.name.confirm")).enabled
    hand.key(pygame.K_RETURN)
    hand.frame(2)
    assert hand.app.stack.top is overlay
    assert list(folders.saves.iterdir()) == []
    hand.key(pygame.K_ESCAPE)
    hand.frame(2)
    assert hand.app.stack.top is hand.screen


@pytest.mark.parametrize("name", ["Ἀθῆναι", "Grün 3", "a, b; c!", "1", "日本", "émile's"])
def test_any_other_name_is_taken(name: str) -> None:
    assert name_problem(name) == ""


def test_the_quick_save_has_a_name_that_is_free(open_app: OpenApp, folders: Folders) -> None:
    hand = at_battle(open_app)
    for _ in range(2):
        hand.key(pygame.K_F5)
        act(hand, 1)
    names = sorted(path.stem for path in folders.saves.iterdir())
    suggested = text("saving.suggested", scenario="First Landing", n=1)
    assert names == [suggested, f"{suggested}-2"]


# Changed


def open_list(hand: Hand) -> None:
    hand.press(text("title.load"))
    hand.until(lambda: isinstance(hand.screen, LoadScreen) and not hand.screen._tasks)
    hand.frame()


def save_game(path: Path, seed: int = 3) -> None:
    Game.start(load_scenario("first_landing"), seed, PLAYERS).save(path)


@both
def test_a_save_is_renamed(open_app: OpenApp, folders: Folders, device: str) -> None:
    save_game(folders.saves / "old.jsonl")
    hand = open_app()
    open_list(hand)
    if device == "keyboard":
        hand.key(pygame.K_F2)
    else:
        hand.press(text("load.rename"))
    hand.frame(2)
    write(hand, "new")
    hand.key(pygame.K_RETURN)
    hand.frame(2)
    assert [path.name for path in folders.saves.iterdir()] == ["new.jsonl"]
    hand.until(lambda: not hand.screen._tasks)
    assert hand.chooser.rows[0].title == "new"
    assert Path(hand.chooser.code) == folders.saves / "new.jsonl"


def test_no_save_is_lost_to_a_new_name(open_app: OpenApp, folders: Folders) -> None:
    save_game(folders.saves / "one.jsonl", 1)
    save_game(folders.saves / "two.jsonl", 2)
    contents = {path.name: path.read_bytes() for path in folders.saves.iterdir()}
    hand = open_app()
    open_list(hand)
    hand.key(pygame.K_F2)
    hand.frame(2)
    other = {"one": "two", "two": "one"}[hand.app.stack.top.name]
    write(hand, other)
    assert hand.app.stack.top.problem == text("saving.name.taken")
    hand.key(pygame.K_RETURN)
    hand.frame(2)
    assert {path.name: path.read_bytes() for path in folders.saves.iterdir()} == contents


def test_a_finished_battle_becomes_a_save_by_its_name_and_an_unfinished_one_has_none(
    open_app: OpenApp, folders: Folders
) -> None:
    save_game(folders.autosaves / "going-on.jsonl", 1)
    game = Game.start(load_scenario("first_landing"), 2, PLAYERS)
    game.concede(Side.ONE)
    game.save(folders.finished / "over.jsonl")
    hand = open_app()
    open_list(hand)
    codes = [Path(row.code).stem for row in hand.chooser.rows]
    hand.row(codes.index("going-on"))
    assert not hand.button(text("load.rename")).enabled
    hand.row(codes.index("over"))
    hand.key(pygame.K_F2)
    hand.frame(2)
    assert hand.app.stack.top.name == "First Landing"
    hand.key(pygame.K_RETURN)
    hand.frame(2)
    assert [path.name for path in folders.saves.iterdir()] == ["First Landing.jsonl"]
    assert list(folders.finished.glob("*.jsonl")) == []
