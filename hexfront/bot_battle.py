"""A battle of two bots to its end: what the selftest has the worker process play."""

from __future__ import annotations

from engine.battle import Game, load_scenario
from engine.battle.side import Side
from engine.players.roster import make_player


def play_bots(scenario: str, names: tuple[str, str], seed: int) -> str:
    """Play *scenario* between the bots called *names* and give an account of how it ended."""
    game = Game.start(load_scenario(scenario), seed, names)
    players = [make_player(name, side, seed) for name, side in zip(names, Side, strict=True)]
    while game.result is None:
        player = players[game.state.to_act.index]
        game.apply(player.choose(game.state, game.legal_actions()))
    return f"{scenario} ends after {game.records} actions: {game.result.reason.name}"
