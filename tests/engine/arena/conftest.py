"""Matches small enough for a test, and players written by hand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from engine.players.arena.match import Match, make_match
from engine.players.arena.match_game import GameResult
from engine.players.arena.match_log import MatchLog
from engine.players.arena.running import run
from engine.players.scenario_list import read_scenario_list

LAST = """
class Last:
    name = "last"

    def choose(self, state, actions):
        return actions[-1]
"""


@pytest.fixture
def small() -> Match:
    """Plan eight games of random bots on two small boards."""
    return make_match(
        "bot:random", "bot:greedy", read_scenario_list("first_landing,lock_keepers"), 8, 3
    )


@pytest.fixture
def player_file(tmp_path: Path) -> Callable[..., str]:
    """Write a player's file; give its SPEC."""

    def write(text: str = LAST, name: str = "Last") -> str:
        file = tmp_path / "mine.py"
        file.write_text(text, encoding="utf-8")
        return f"py:{file}:{name}"

    return write


def outcome(record: GameResult) -> tuple[object, ...]:
    """Return what of a record must be the same every time: all but the times."""
    decisions = [times.decisions for times in record.times]
    return (record.number, record.winner, record.reason, record.factions, decisions)


def played(match: Match, path: Path | None = None) -> list[tuple[object, ...]]:
    """Play a match here, in one process."""
    match_log = MatchLog(match, path)
    for _ in run(match_log, None, 1):
        pass
    return [outcome(record) for record in match_log.played]
