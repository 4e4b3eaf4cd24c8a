"""Playing a scenario with two players and no window: the game comes back with its record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.battle.game import Game
from engine.battle.side import Side
from engine.players.game_loop import name_battle, play
from engine.players.registry import check_limits, make_player
from engine.players.scenario_list import ScenarioSource
from engine.players.think_time import AS_MEASURED

if TYPE_CHECKING:
    from engine.battle.scenario import Scenario
    from engine.players.think_time import ThinkTime


def play_scenario(
    scenario: Scenario, seed: int, players: tuple[str, str], think: ThinkTime = AS_MEASURED
) -> Game:
    """Return the game of a scenario, played to its end by the players of two specs, ONE's first.

    MatchError if there is no such player, or if it can't play the scenario; PlayerError if one
    raises or chooses what is not legal.
    """
    game = Game.start(scenario, seed, players)
    playing = {
        side: make_player(spec, side, seed, think) for side, spec in zip(Side, players, strict=True)
    }
    for spec in players:
        check_limits(spec, ScenarioSource(scenario.name), scenario)
    for _ in play(game, playing, name_battle(scenario.name, seed)):
        pass
    return game
