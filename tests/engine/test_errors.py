"""Errors are the same in another process: matches are played in several."""

from __future__ import annotations

import pickle

from engine.errors import DataError, IllegalAction, PlayerError, Problem
from engine.sentences import Sentence

AT = Sentence("data.hex-wall", column=15, row=25)
WALL = Problem("battle.toml", "units[1]", "hex", AT, "R3.1")


def test_what_is_wrong_with_a_file_is_told_by_another_process_alike() -> None:
    error = DataError([WALL, WALL])
    heard = pickle.loads(pickle.dumps(error))  # noqa: S301 - written in the line before
    assert heard.problems == error.problems
    assert str(heard) == str(error)


def test_why_an_action_is_not_legal_is_told_by_another_process_alike() -> None:
    sentence = Sentence("refusal.hex-occupied", hex=Sentence("refusal.hex", column=1, row=1))
    heard = pickle.loads(pickle.dumps(IllegalAction("MOVE 1,1", "R4.2", sentence)))  # noqa: S301 - as above
    assert (heard.action, heard.rule, heard.sentence) == ("MOVE 1,1", "R4.2", sentence)
    assert heard.reason == "hex 1,1 is occupied"
    assert str(heard) == "MOVE 1,1: hex 1,1 is occupied [R4.2]"


def test_why_a_player_failed_is_told_by_another_process_alike() -> None:
    inner = DataError([WALL])
    error = PlayerError(Sentence("player.failed", player="bot", reason=inner))
    heard = pickle.loads(pickle.dumps(error))  # noqa: S301 - as above
    assert str(heard) == str(error) == f"player bot: {WALL}"
