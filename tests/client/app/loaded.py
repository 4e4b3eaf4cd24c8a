"""Opens the screen for a new battle, lets a level think, and prints what both processes loaded.

`python -m tests.client.app.loaded`
"""

from __future__ import annotations

import sys
import time
from typing import Final

from client.app import App
from client.folders import user_folders
from client.screens.new_battle import NewBattleScreen
from client.settings import Settings
from client.window import Window
from client.worker.worker import Worker
from engine.battle import Game, load_scenario

HEAVY: Final = (
    *("engine.players.network", "torch", "gymnasium", "stable_baselines3", "sb3_contrib"),
    *("training", "engine.env"),
)


def loaded() -> list[str]:
    """List what this process has imported of what takes long or may be missing."""
    return [name for name in HEAVY if name in sys.modules]


def main() -> None:
    folders = user_folders()
    folders.require_writable()
    worker = Worker()
    app = App(Window((1280, 800), fullscreen=False), folders, Settings(), worker)
    app.begin(NewBattleScreen(app))
    app.frame(0.01)
    game = Game.start(load_scenario("first_landing"), 5)
    thinking = worker.battle(game.header.scenario, 5)
    thinking.ask(0, "commander", game.state.to_act, game.state)
    while thinking.poll() is None:
        time.sleep(0.01)
    print(loaded(), worker.submit(loaded).result())
    app.close()


if __name__ == "__main__":
    main()
