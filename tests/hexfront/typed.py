"""What people type: who plays, and whole battles."""

from __future__ import annotations

from engine.battle import Game, Side, load_scenario
from engine.players.scripted_bots import make_bot

BOTS = ("--one", "bot:greedy", "--two", "bot:random")
PEOPLE = ("--one", "person", "--two", "person")


def script_of(scenario: str, seed: int, *, numbers: bool) -> tuple[list[str], Game]:
    """Return what a person would type for both sides of a battle of random bots, and the battle."""
    game = Game.start(load_scenario(scenario), seed, ("person", "person"))
    bots = [make_bot("bot:random", side, seed) for side in Side]
    typed = []
    while game.result is None:
        actions = game.legal_actions()
        action = bots[game.state.to_act.index].choose(game.state, actions)
        typed.append(str(actions.index(action) + 1) if numbers else action.to_text())
        game.apply(action)
    return typed, game
