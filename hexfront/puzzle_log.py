"""The log of measured puzzles, from which a measurement that was stopped goes on: JSON Lines, first
what is measured, then a line for each puzzle.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import msgspec

from engine import limits
from engine.append_file import AppendFile, FileInUse
from engine.errors import MatchError
from engine.players.levels import packaged_levels, packaged_model
from engine.players.puzzle_rates import puzzles_digest
from engine.validation import UNREADABLE
from engine.versions import RULES_VERSION

FORMAT: Final = 1


class Heading(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The first line: the players, and what identifies the puzzles, the levels and the rules."""

    puzzle_log: int
    players: tuple[str, ...]
    policy: str
    levels: str
    puzzles: str
    rules_version: int


class Measured(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A puzzle, and whether each player solved it."""

    theme: str
    seed: int
    solved: dict[str, bool]


class PuzzleLog:
    """What players made of puzzles, kept in a file if there is one."""

    def __init__(self, file: AppendFile | None, known: Sequence[Measured]) -> None:
        """Go on from what is known; see `open_log`."""
        self._file = file
        self._known = {(one.theme, one.seed): one.solved for one in known}

    def take(
        self, theme: str, seed: int, measure: Callable[[], dict[str, bool]]
    ) -> dict[str, bool]:
        """Return for each player whether it solves a puzzle, measured unless it is known."""
        key = theme, seed
        if key not in self._known:
            self._known[key] = measure()
            if self._file is not None:
                line = msgspec.json.encode(Measured(theme, seed, self._known[key]))
                self._file.append(line + b"\n")
        return self._known[key]


@contextmanager
def open_log(path: Path | None, players: Sequence[str]) -> Iterator[PuzzleLog]:
    """Open the log of a measurement for a block; MatchError for the log of another one."""
    if path is None:
        yield PuzzleLog(None, [])
        return
    heading = Heading(
        FORMAT,
        tuple(players),
        packaged_model().card.sha256,
        packaged_levels().fingerprint,
        puzzles_digest(),
        RULES_VERSION,
    )
    first = msgspec.json.encode(heading) + b"\n"
    try:
        file = AppendFile.open_or_create(path, first, limits.MATCH_LOG_BYTES)
    except FileInUse as error:
        raise MatchError(f"{path}: another run is writing this log") from error
    except OSError as error:
        raise MatchError(f"{path}: {error.strerror or error}") from error
    try:
        known = _read(path, file, heading)
        file.cut_torn_line()
        yield PuzzleLog(file, known)
        file.sync()
    finally:
        file.close()


def _read(path: Path, file: AppendFile, heading: Heading) -> list[Measured]:
    lines, _ = file.read_lines()
    try:
        found = msgspec.json.decode(lines[0] if lines else b"", type=Heading)
    except UNREADABLE as error:
        raise MatchError(f"{path}: line 1: this is not a log of puzzles: {error}") from error
    if found != heading:
        message = "this is another measurement: other players, levels, puzzles or rules"
        raise MatchError(f"{path}: {message}; name another file, or remove this one")
    known = []
    for number, line in enumerate(lines[1:], 2):
        try:
            one = msgspec.json.decode(line, type=Measured)
        except UNREADABLE as error:
            raise MatchError(f"{path}: line {number}: {error}") from error
        if set(one.solved) != set(heading.players):
            raise MatchError(f"{path}: line {number}: other players than those of line 1")
        known.append(one)
    return known
