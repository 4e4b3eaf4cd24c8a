"""The frames of a replay: a recorded battle is played again in the window, everything animated."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    from client.app import App

ACTIONS: Final = 400
"""Actions of the recorded battle: well into its middle, with a long log."""


def record_battle(scenario: str, seed: int) -> list[str]:
    """Return the lines of a save of the first actions of a battle of bots."""
    from engine.battle import Game, load_scenario
    from engine.players.greedy import GreedyBot

    game, bot = Game.start(load_scenario(scenario), seed, ("bot:greedy", "bot:greedy")), GreedyBot()
    while game.result is None and game.records < ACTIONS:
        game.apply(bot.choose(game.state, game.legal_actions()))
    return list(game.lines)


def show_replay(
    app: App, lines: list[str], pass_time: Callable[[App, Callable[[], bool]], None]
) -> None:
    """Open the replay of a save, and play it from the middle on."""
    from pathlib import Path

    from client.battle.input.replay_keys import ReplayCommand
    from client.screens.replay import ReplayScreen, open_replay
    from engine.battle.save import parse_save

    save = parse_save(Path("recorded.jsonl"), "".join(f"{line}\n" for line in lines).encode())
    open_replay(app, lambda: save, None)
    pass_time(app, lambda: isinstance(app.screen, ReplayScreen))
    assert isinstance(app.screen, ReplayScreen), "it was waited for"
    app.screen.player.seek(ACTIONS // 2)
    app.screen.do(ReplayCommand.PLAY)
