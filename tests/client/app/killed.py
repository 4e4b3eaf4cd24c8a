"""A process that plays with an autosave until it is killed: started by a test, with a folder."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from client.battle.autosave import open_autosave
from client.battle.session import Session
from client.folders import Folders
from engine.battle import load_scenario
from engine.players.greedy import GreedyBot


class Nobody:
    """Let no bot think: this process plays both sides itself."""

    def ask(self, *_question: object) -> None: ...

    def poll(self) -> None:
        return None

    def forget(self) -> None: ...


def play(home: str) -> None:
    folders = Folders(Path(home))
    scenario = load_scenario("first_landing")
    autosave = open_autosave(folders, scenario.name)
    session = Session.start(scenario, 11, ("person", "person"), Nobody(), autosave)
    bot = GreedyBot()
    for _ in range(60):
        session.submit(session.ply, bot.choose(session.state, session.game.legal_actions()))
    # Everything was handed over; the frames of a window are much longer than this.
    time.sleep(0.2)
    sys.stdout.write(f"{session.ply} {session.game.checksum()}\n")
    sys.stdout.flush()
    time.sleep(60)


if __name__ == "__main__":
    play(sys.argv[1])
