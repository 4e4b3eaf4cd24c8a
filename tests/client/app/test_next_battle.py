"""What a new battle suggests: the last setup, and a stronger level for who has beaten one."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from client.battle.model.autosave import newest_first
from client.folders import Folders
from client.screens.battle_screen import BattleScreen
from client.settings import Settings, read_settings
from client.suggested_players import note_result, suggested_players
from client.text.catalogue import text
from client.tuning import load_tuning
from engine.battle import Game, Side, load_scenario
from engine.players.levels import level_names
from tests.client.app.hand import OpenApp
from tests.client.app.keeping import leave


def test_the_first_opponent_is_the_weakest_level(open_app: OpenApp) -> None:
    hand = open_app()
    hand.press(text("title.new-battle"))
    assert load_tuning().opponent.first == level_names()[0]
    assert hand.screen.players == ("person", level_names()[0])


def end_battle(path: Path, players: tuple[str, str], winner: Side) -> None:
    """Save a battle of *players* that one side has won."""
    dice = random.Random(0)
    while True:
        game = Game.start(load_scenario("first_landing"), dice.randrange(10**6), players)
        while game.state.result is None:
            game.carry_out(dice.choice(game.legal_actions()))
        if game.state.result.winner is winner:
            game.save(path)
            return


@pytest.mark.parametrize(
    ("players", "winner", "following"),
    [
        (("person", "recruit"), Side.ONE, ("person", "soldier")),
        (("person", "recruit"), Side.TWO, ("person", "recruit")),
        (("person", "recruit"), None, ("person", "recruit")),
        (("soldier", "person"), Side.TWO, ("veteran", "person")),
        (("soldier", "person"), Side.ONE, ("soldier", "person")),
        (("person", "commander"), Side.ONE, ("person", "commander")),
        (("person", "bot:greedy"), Side.ONE, ("person", "bot:greedy")),
        (("person", "person"), Side.ONE, ("person", "person")),
        (("recruit", "soldier"), Side.ONE, ("recruit", "soldier")),
    ],
)
def test_the_next_level_is_suggested_to_a_person_who_has_beaten_the_suggested_one(
    players: tuple[str, str], winner: Side | None, following: tuple[str, str]
) -> None:
    after = note_result(Settings(players=players), players, winner)
    assert suggested_players(after) == following
    other = Settings(players=("person", "veteran"))
    assert note_result(other, players, winner) == other, "another opponent was suggested"


@pytest.mark.parametrize("winner", [Side.ONE, Side.TWO])
def test_a_battle_that_is_left_when_it_is_over_counts_if_it_was_won(
    open_app: OpenApp, folders: Folders, winner: Side
) -> None:
    path = folders.finished / "battle.jsonl"
    end_battle(path, ("person", "recruit"), winner)
    hand = open_app()
    hand.app.battles.resume(path)
    hand.until(lambda: isinstance(hand.screen, BattleScreen))
    leave(hand)
    hand.frame(2)
    hand.press(text("title.new-battle"))
    follower = "soldier" if winner is Side.ONE else "recruit"
    assert hand.screen.players == ("person", follower)


def test_a_battle_that_was_won_before_a_kill_counts_too(
    open_app: OpenApp, folders: Folders
) -> None:
    end_battle(folders.autosaves / "battle.jsonl", ("person", "recruit"), Side.ONE)
    hand = open_app()
    hand.until(lambda: not newest_first(folders.autosaves))
    assert suggested_players(hand.app.settings) == ("person", "soldier")


def test_scenario_opponent_and_sides_of_the_last_battle_are_remembered(
    open_app: OpenApp, folders: Folders
) -> None:
    hand = open_app()
    hand.press(text("title.new-battle"))
    hand.row(3)
    chosen = hand.screen.chosen
    hand.seat(Side.TWO, "bot:rush")
    hand.press(text("new.swap"))
    hand.press(text("new.start"))
    hand.until(lambda: isinstance(hand.screen, BattleScreen))
    leave(hand)
    hand.frame()
    again = open_app(settings=read_settings(folders.settings).settings)
    again.press(text("title.new-battle"))
    assert again.screen.chosen == chosen
    assert again.chooser.code == chosen.code
    assert again.screen.players == ("bot:rush", "person")


@pytest.mark.parametrize(
    ("remembered", "chosen"),
    [("random:17", "random:17"), ("/gone/mine.toml", "first_landing"), (None, "first_landing")],
)
def test_a_remembered_scenario_is_chosen_if_it_is_there(
    open_app: OpenApp, remembered: str | None, chosen: str
) -> None:
    hand = open_app(settings=Settings(scale=100, scenario=remembered))
    hand.press(text("title.new-battle"))
    assert hand.screen.chosen.name == chosen
    assert hand.chooser.code == chosen


def test_a_new_battle_that_fails_is_not_called_one_that_can_not_be_opened(
    open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(24, "Too many open files")

    hand = open_app()
    monkeypatch.setattr("client.battles.start_battle", fail)
    hand.press(text("title.new-battle"))
    hand.press(text("new.start"))
    hand.until(lambda: hand.app.message is not None)
    assert hand.app.message is not None
    assert hand.app.message.title == text("app.start.failed")
    assert "Too many open files" in hand.app.message.lines[0]
