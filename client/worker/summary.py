"""Summaries of saved battles, which are read and replayed in the worker process."""

from __future__ import annotations

import hashlib
from pathlib import Path

import msgspec

from client.worker.protocol import Steps
from engine.battle import Game
from engine.battle.events import Result
from engine.battle.save import Save, read_save
from engine.battle.side import Side
from engine.battle.state import setup_of
from engine.errors import SaveError
from engine.sentences import Sentence
from engine.system_errors import reason_of


class Summary(msgspec.Struct, frozen=True):
    """What a list shows of a saved battle; *problem* is set only if it can't be read."""

    path: str
    written: float | None
    """When the file was written, in seconds since 1970; None if that is unknown."""
    scenario: str = ""
    players: tuple[str, str] = ("", "")
    round: int = 0
    to_act: Side = Side.ONE
    points: tuple[int, int] = (0, 0)
    result: Result | None = None
    problem: SaveError | None = None
    battle: str = ""
    """The same for all files of one battle: a digest of its start."""


def summarise(path: Path) -> Steps[Summary]:
    """Read a saved battle and replay it, action by action; a problem of the file is in the summary.

    Reading the file and building the tables of its board are not interrupted.
    """
    try:
        written = path.stat().st_mtime
    except OSError as error:
        reason = reason_of(error)
        problem = SaveError(Sentence("save.unreadable", place=str(path), reason=reason))
        return Summary(str(path), None, problem=problem)
    try:
        save = read_save(path)
        game = yield from _replay(save)
    except SaveError as error:
        return Summary(str(path), written, problem=error)
    state = game.state
    return Summary(
        str(path),
        written,
        save.header.scenario.name,
        save.header.players,
        state.round,
        state.to_act,
        (state.points[0], state.points[1]),
        state.result,
        battle=hashlib.sha256(msgspec.json.encode(save.header)).hexdigest(),
    )


def _replay(save: Save) -> Steps[Game]:
    """Replay a save; the tables of its board are cached for the next one."""
    header = save.header
    game = Game(header, setup_of(msgspec.json.encode(header.scenario)))
    for _ in game.replay(save):
        yield
    return game
