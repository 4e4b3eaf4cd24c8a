"""A process that plays with an autosave until it is killed: started by a test, with a folder and
the seconds that the disk takes to sync. It says each action once it is answered.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from client.battle.model.autosave import open_autosave
from client.battle.model.session import Session
from client.folders import Folders
from engine.battle import load_scenario
from engine.players.greedy import GreedyBot


class Nobody:
    """A worker that never answers: this process plays both sides itself."""

    def ask(self, *_question: object) -> None: ...

    def poll(self) -> None:
        return None

    def forget(self) -> None: ...

    def hurry(self, *, hurried: bool) -> None: ...


def play(home: str, seconds: float) -> None:
    os.fsync = lambda _: time.sleep(seconds)
    folders = Folders(Path(home))
    scenario = load_scenario("first_landing")
    autosave = open_autosave(folders, scenario.name)
    session = Session.start(scenario, 11, ("person", "person"), Nobody(), autosave)
    bot = GreedyBot()
    while session.game.result is None:
        session.submit(session.records, bot.choose(session.state, session.game.legal_actions()))
        sys.stdout.write(f"{session.records} {session.game.checksum()}\n")
        sys.stdout.flush()
    time.sleep(60)


if __name__ == "__main__":
    play(sys.argv[1], float(sys.argv[2]))
