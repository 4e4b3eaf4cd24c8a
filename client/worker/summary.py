"""Summaries of saved battles, which are read and replayed in the worker process."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Final

import msgspec

from client.worker.protocol import Steps
from engine.battle import Game
from engine.battle.events import Result
from engine.battle.save import Save, is_branched, read_save, start_digest
from engine.battle.side import Side
from engine.battle.state import BattleState, setup_of
from engine.errors import SaveError
from engine.journal import Check, encode_line
from engine.sentences import Sentence
from engine.system_errors import reason_of

_MARK: Final = 8
"""Bytes of the digest of each line in the course of a battle."""


class SketchedUnit(msgspec.Struct, frozen=True):
    """A unit of a sketch, which is on the board."""

    unit: int
    code: str
    side: Side
    hex: tuple[int, int]
    hp: int
    hp_max: int


class SketchedObjective(msgspec.Struct, frozen=True):
    """An objective of a sketch, and the side that controls it."""

    code: str
    hexes: tuple[tuple[int, int], ...]
    owner: Side | None


class Sketch(msgspec.Struct, frozen=True):
    """What a small picture shows of a battle at one moment."""

    terrain: tuple[str, ...]
    objectives: tuple[SketchedObjective, ...]
    units: tuple[SketchedUnit, ...]


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
    course: bytes = b""
    """A digest of what happened, line by line: that of a later save begins with it."""
    branched: bool = False
    """Whether the battle began as a branch of another one."""
    sketch: Sketch | None = None

    def continues(self, other: Summary) -> bool:
        """Whether this file contains all that happened in another one, and maybe more."""
        return self.battle == other.battle and self.course.startswith(other.course)


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
        battle=start_digest(save.header),
        course=_course(save),
        branched=is_branched(save),
        sketch=_sketch(state),
    )


def _course(save: Save) -> bytes:
    lines = (encode_line(line) for _, line in save.lines if not isinstance(line, Check))
    return b"".join(hashlib.sha256(line.encode()).digest()[:_MARK] for line in lines)


def _sketch(state: BattleState) -> Sketch:
    """Return what a picture shows of a state."""
    scenario = state.setup.scenario
    return Sketch(
        scenario.terrain,
        tuple(
            SketchedObjective(one.code, one.hexes, owner)
            for one, owner in zip(scenario.objectives, state.owners, strict=True)
        ),
        tuple(
            SketchedUnit(
                unit.id,
                unit.profile.code,
                unit.side,
                state.offset(unit),
                unit.hp,
                unit.profile.hp_max,
            )
            for unit in state.units
            if unit.hp > 0
        ),
    )


def _replay(save: Save) -> Steps[Game]:
    """Replay a save; the tables of its board are cached for the next one."""
    header = save.header
    game = Game(header, setup_of(msgspec.json.encode(header.scenario)))
    for _ in game.replay(save):
        yield
    return game
