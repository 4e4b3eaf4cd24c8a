"""The list of saved battles: what it says, opening, deleting, broken files."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pygame
import pytest

from client.battle.model.autosave import newest_first
from client.battle.model.session import Session
from client.folders import Folders
from client.screen import Push
from client.screens.battle_screen import BattleScreen
from client.screens.load import LoadScreen
from client.screens.new_battle import NewBattleScreen
from client.text.catalogue import text
from engine.battle import Game, load_scenario
from engine.data.datafiles import packaged_data
from engine.players.greedy import GreedyBot
from tests.client.app.hand import Hand, OpenApp
from tests.client.app.killed import Nobody


def save_battle(path: Path, actions: int) -> Game:
    game = Game.start(load_scenario("first_landing"), 3, ("person", "bot:greedy"))
    session = Session(game, Nobody())
    for _ in range(actions):
        session.submit(session.records, GreedyBot().choose(session.state, game.legal_actions()))
    session.save(path)
    return game


@pytest.fixture
def saved(folders: Folders) -> Game:
    """Save one battle by hand, one by itself, and a broken file."""
    (folders.saves / "broken.jsonl").write_text("nothing\n")
    save_battle(folders.autosaves / "auto.jsonl", 20)
    return save_battle(folders.saves / "mine.jsonl", 12)


def open_list(open_app: OpenApp) -> Hand:
    hand = open_app()
    hand.press(text("title.load"))
    assert isinstance(hand.screen, LoadScreen)
    hand.until(lambda: not hand.screen._tasks)
    return hand


def test_the_list_tells_how_battles_stand(open_app: OpenApp, saved: Game) -> None:
    hand = open_list(open_app)
    rows = {Path(row.code).stem: row for row in hand.chooser.rows}
    assert set(rows) == {"mine", "broken", "auto"}
    assert rows["mine"].title == "mine", "the name that the player gave it"
    assert rows["auto"].title == "First Landing"
    assert "First Landing" in rows["mine"].subtitle
    assert f"round {saved.state.round}" in rows["mine"].subtitle
    assert rows["broken"].subtitle == text("load.broken")
    assert text("load.autosaves") in rows["auto"].subtitle
    assert all(row.note for row in rows.values())


def test_a_battle_is_opened_by_mouse(open_app: OpenApp, saved: Game) -> None:
    hand = open_list(open_app)
    codes = [Path(row.code).stem for row in hand.chooser.rows]
    hand.row(codes.index("mine"))
    hand.press(text("load.open"))
    hand.until(lambda: isinstance(hand.screen, BattleScreen))
    assert hand.screen.session.game.checksum() == saved.checksum()


def test_a_battle_is_opened_by_keys(open_app: OpenApp, saved: Game) -> None:
    hand = open_list(open_app)
    while Path(hand.chooser.code).stem != "mine":
        hand.key(pygame.K_DOWN)
    hand.key(pygame.K_RETURN)
    hand.until(lambda: isinstance(hand.screen, BattleScreen))
    assert hand.screen.session.game.checksum() == saved.checksum()


def test_a_broken_file_says_why_and_is_not_opened(open_app: OpenApp, saved: Game) -> None:
    assert saved.records
    hand = open_list(open_app)
    codes = [Path(row.code).stem for row in hand.chooser.rows]
    hand.row(codes.index("broken"))
    hand.frame()
    reason = " ".join(hand.screen.reason)
    assert reason == text("save-problem.damaged", file="broken.jsonl")
    assert str(hand.app.folders.saves) not in reason
    assert not hand.button(text("load.open")).enabled
    hand.key(pygame.K_RETURN)
    hand.frame(3)
    assert isinstance(hand.screen, LoadScreen)


def test_deleting_asks_first(open_app: OpenApp, saved: Game, folders: Folders) -> None:
    assert saved.records
    hand = open_list(open_app)
    target = Path(hand.chooser.code)
    hand.key(pygame.K_DELETE)
    hand.frame()
    hand.key(pygame.K_ESCAPE)
    hand.frame()
    assert target.exists()
    hand.key(pygame.K_DELETE)
    hand.frame()
    hand.press(text("load.delete"))
    hand.frame(2)
    assert not target.exists()
    assert len(hand.chooser.rows) == 2
    assert len(list(folders.saves.iterdir())) + len(list(folders.autosaves.glob("*.jsonl"))) == 2


def test_the_last_file_deleted_leaves_an_empty_list(open_app: OpenApp, folders: Folders) -> None:
    save_battle(folders.saves / "mine.jsonl", 3)
    hand = open_list(open_app)
    hand.key(pygame.K_DELETE)
    hand.frame()
    hand.press(text("load.delete"))
    hand.frame(2)
    assert hand.labels() == [text("app.back")]
    hand.back()
    hand.frame()
    assert not isinstance(hand.screen, LoadScreen)


def test_a_save_that_breaks_while_the_list_is_open_is_told(
    open_app: OpenApp, folders: Folders
) -> None:
    save_battle(folders.saves / "mine.jsonl", 3)
    hand = open_list(open_app)
    path = folders.saves / "mine.jsonl"
    path.write_text(path.read_text().replace("ACTIVATE", "ACTIVATED"))
    hand.key(pygame.K_RETURN)
    hand.until(lambda: hand.app.message is not None)
    assert hand.app.message.title == text("app.save.broken")
    hand.frame()
    hand.press(text("app.close"))
    hand.frame(2)
    assert not isinstance(hand.screen, BattleScreen)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere names of files are text")
def test_a_name_that_is_no_text_is_shown_all_the_same(open_app: OpenApp, folders: Folders) -> None:
    (folders.saves / os.fsdecode(b"ol\xe9.jsonl")).write_text("nothing\n")
    scenario = folders.scenarios / os.fsdecode(b"ol\xe9.toml")
    packaged = packaged_data().joinpath("scenarios", "first_landing.toml")
    scenario.write_text(packaged.read_text(encoding="utf-8"), encoding="utf-8")
    hand = open_list(open_app)
    hand.frame(2)
    hand.back()
    hand.app.go(Push(NewBattleScreen(hand.app, str(scenario))))
    hand.frame(2)
    hand.key(pygame.K_F9)
    hand.until(lambda: isinstance(hand.screen, BattleScreen))
    saved = hand.app.battles.save()
    assert saved.name.startswith("ol-, round")
    assert Game.load(saved).header.scenario.name == "ol?"


def test_a_scenario_with_a_long_name_is_played(open_app: OpenApp, folders: Folders) -> None:
    scenario = folders.scenarios / f"{60 * '丘'}.toml"
    packaged = packaged_data().joinpath("scenarios", "first_landing.toml")
    scenario.write_text(packaged.read_text(encoding="utf-8"), encoding="utf-8")
    hand = open_app()
    hand.app.go(Push(NewBattleScreen(hand.app, str(scenario))))
    hand.frame(2)
    hand.key(pygame.K_F9)
    hand.until(lambda: isinstance(hand.screen, BattleScreen))
    saved = hand.app.battles.save()
    assert Game.load(saved).header.scenario.name == scenario.stem


def test_a_battle_that_has_no_place_for_its_file_is_played_all_the_same(
    open_app: OpenApp, folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    hand = open_app()
    with monkeypatch.context() as full:
        full.setattr("client.battle.model.autosave.AppendFile.create", fail)
        hand.app.battles.start(load_scenario("first_landing"), 1, ("person", "person"))
        hand.until(lambda: hand.app.message is not None)
        assert hand.app.message.title == text("app.autosave.failed")
        assert "No space left on device" in hand.app.message.lines[1]
        hand.press(text("app.close"))
        assert isinstance(hand.screen, BattleScreen)
        assert newest_first(folders.autosaves) == []
    hand.until(lambda: len(newest_first(folders.autosaves)) == 1)
