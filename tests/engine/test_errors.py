"""Errors are the same in another process: matches are played in several."""

from __future__ import annotations

import pickle

from engine.errors import DataError, IllegalAction, Problem

WALL = Problem("battle.toml", "units[1]", "hex", "hex 15,25 is a WALL", "R3.1")


def test_what_is_wrong_with_a_file_is_told_by_another_process_alike() -> None:
    error = DataError([WALL, WALL])
    heard = pickle.loads(pickle.dumps(error))  # noqa: S301 - written in the line before
    assert heard.problems == error.problems
    assert str(heard) == str(error)


def test_why_an_action_is_not_legal_is_told_by_another_process_alike() -> None:
    heard = pickle.loads(pickle.dumps(IllegalAction("MOVE 1,1", "R4.2", "it is a wall")))  # noqa: S301 - as above
    assert (heard.action, heard.rule, heard.reason) == ("MOVE 1,1", "R4.2", "it is a wall")
