"""The log of measured puzzles, from which a measurement is resumed: JSON Lines, first what is
measured, then a line for each puzzle.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar, Final

import msgspec

from engine.players.levels import packaged_levels, packaged_model
from engine.players.puzzle_rates import puzzles_digest
from engine.run_log import RunLog
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


class PuzzleLog(RunLog[tuple[str, int], Measured]):
    """What players made of puzzles, by theme and seed; it may hold more than are asked for."""

    what: ClassVar[str] = "measurement"
    log: ClassVar[str] = "a log of puzzles"

    def __init__(self, players: Sequence[str], path: Path | None) -> None:
        """Start, or resume from what *path* holds."""
        self._players = tuple(players)
        super().__init__(path)

    def heading(self) -> Heading:
        """Return the first line of the file."""
        return Heading(
            FORMAT,
            self._players,
            packaged_model().card.sha256,
            packaged_levels().fingerprint,
            puzzles_digest(),
            RULES_VERSION,
        )

    def compare_heading(self, path: Path, line: bytes) -> None:
        """Raise MatchError, or what decoding raises, unless a first line is that of this run."""
        heading = msgspec.json.decode(line, type=Heading)
        self.check_format(path, heading.puzzle_log, FORMAT)
        self.compare_fields(path, heading, self.heading())

    def decode(self, line: bytes) -> Measured:
        """Return the puzzle of a line."""
        return msgspec.json.decode(line, type=Measured)

    def key_of(self, record: Measured) -> tuple[str, int]:
        """Return the theme and the seed of a puzzle."""
        return record.theme, record.seed

    def problem_of(self, record: Measured) -> str | None:
        """Return why a puzzle that was read is none of this run; None if it is."""
        if set(record.solved) != set(self._players):
            return "other players than those of line 1"
        return super().problem_of(record)
