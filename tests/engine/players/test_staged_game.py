"""Scenarios played by two players without a window: the game comes back with its record."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.battle import Game, load_scenario
from engine.errors import MatchError
from engine.players.staged_game import play_scenario


@pytest.mark.parametrize("name", ["crossroads", "random:3"])
def test_a_scenario_is_played_to_its_end_and_its_record_replays(name: str, tmp_path: Path) -> None:
    scenario = load_scenario(name)
    game = play_scenario(scenario, 5, ("bot:tactician", "bot:greedy"))
    assert game.result is not None
    assert game.header.scenario == scenario
    assert game.header.players == ("bot:tactician", "bot:greedy")
    game.save(tmp_path / "game.jsonl")
    assert Game.load(tmp_path / "game.jsonl").checksum() == game.checksum()


def test_the_same_scenario_seed_and_players_play_the_same_game() -> None:
    scenario = load_scenario("crossroads")
    lines = [
        play_scenario(scenario, seed, ("bot:random", "bot:greedy")).lines for seed in (1, 1, 2)
    ]
    assert lines[0] == lines[1] != lines[2]


def test_each_side_is_played_by_its_own_player() -> None:
    scenario = load_scenario("crossroads")
    one = play_scenario(scenario, 1, ("bot:greedy", "bot:random"))
    two = play_scenario(scenario, 1, ("bot:random", "bot:greedy"))
    assert one.lines[1:] != two.lines[1:]


def test_a_player_that_does_not_exist_is_refused_before_the_battle() -> None:
    with pytest.raises(MatchError, match="bot:nobody"):
        play_scenario(load_scenario("crossroads"), 1, ("bot:greedy", "bot:nobody"))
