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

PATIENCE = 120.0


class Nobody:
    """Let no bot think: this process plays both sides itself."""

    def ask(self, *_question: object) -> None: ...

    def poll(self) -> None:
        return None

    def forget(self) -> None: ...


def read_lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def play(home: str) -> None:
    folders = Folders(Path(home))
    scenario = load_scenario("first_landing")
    autosave = open_autosave(folders, scenario.name)
    session = Session.start(scenario, 11, ("person", "person"), Nobody(), autosave)
    bot = GreedyBot()
    for _ in range(60):
        session.submit(session.ply, bot.choose(session.state, session.game.legal_actions()))
    # Everything was handed over; a window would draw its next frames now.
    end = time.monotonic() + PATIENCE
    while read_lines(autosave.path) != list(session.game.lines):
        assert time.monotonic() < end, "the lines never came to the disk"
    sys.stdout.write(f"{session.ply} {session.game.checksum()}\n")
    sys.stdout.flush()
    time.sleep(PATIENCE)


if __name__ == "__main__":
    play(sys.argv[1])
