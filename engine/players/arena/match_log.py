"""The log of a match, from which it is resumed: JSON Lines, first the match, then a line per
game.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

import msgspec
from msgspec.structs import replace

from engine.errors import MatchError
from engine.players.arena.match import Match
from engine.players.arena.match_game import GameResult
from engine.run_log import GameLog

if TYPE_CHECKING:
    from pathlib import Path

    from engine.players.arena.match_game import CollectorType

FORMAT: Final = 2


class Heading(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The first line of a match log."""

    match_log: int
    match: Match


class _AnyHeading(msgspec.Struct):
    """The mark of an older version's first line, whose format was its `ledger`."""

    ledger: int | None = None


class MatchLog(GameLog[GameResult]):
    """The finished games of a match, kept in a file if there is one."""

    what: ClassVar[str] = "match"
    log: ClassVar[str] = "a match log"

    def __init__(
        self, match: Match, path: Path | None, collector: CollectorType | None = None
    ) -> None:
        """Start, or resume from what *path* holds.

        *collector* collects the statistics of a match with statistics; ValueError without it.
        """
        if match.with_statistics is (collector is None):
            raise ValueError("a collector belongs to a match with statistics, and to no other")
        self.match = match
        self.collector = collector
        super().__init__(match.games, path)

    def heading(self) -> Heading:
        """Return the first line of the file."""
        return Heading(FORMAT, self.match)

    def compare_heading(self, path: Path, line: bytes) -> None:
        """Raise MatchError, or what decoding raises, unless a first line is that of this match."""
        if msgspec.json.decode(line, type=_AnyHeading).ledger is not None:
            raise MatchError(
                f"{path}: this match was begun by an older version of the game; finish it with"
                " that, or name another file"
            )
        heading = msgspec.json.decode(line, type=Heading)
        self.check_format(path, heading.match_log, FORMAT)
        self.compare_fields(path, heading.match, self.match)

    def decode(self, line: bytes) -> GameResult:
        """Return the game of a line, with the counts of the collector."""
        result = msgspec.json.decode(line, type=GameResult)
        if self.collector is None:
            return result
        return replace(result, counts=msgspec.convert(result.counts, self.collector.result))

    def key_of(self, record: GameResult) -> int:
        """Return the number of a game."""
        return record.number
