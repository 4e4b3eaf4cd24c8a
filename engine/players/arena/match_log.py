"""The log of a match, from which it is resumed: JSON Lines, first the match, then a line per
game.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import msgspec
from msgspec.structs import asdict, replace

from engine import limits
from engine.append_file import AppendFile, FileInUse
from engine.errors import MatchError
from engine.players.arena.match import Match
from engine.players.arena.match_game import GameResult
from engine.validation import UNREADABLE, require_present

if TYPE_CHECKING:
    from collections.abc import Iterator
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


class MatchLog:
    """The finished games of a match, kept in a file if there is one.

    A file of the same match is resumed, and a torn last line of it dropped. MatchError refuses any
    other file, and one that another run is writing; both stay as they are.
    """

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
        self.records: dict[int, GameResult] = {}
        self._path = path
        self._file: AppendFile | None = None
        self._size = 0
        if path is None:
            return
        with _telling(path):
            file = AppendFile.open_or_create(path, self._heading(), limits.MATCH_LOG_BYTES)
            try:
                self._take_up(path, file)
                self._size = file.size
                file.unlock()  # whoever plays the match must not wait for a slow disk
                file.sync()
            finally:
                file.close()

    def _heading(self) -> bytes:
        return msgspec.json.encode(Heading(FORMAT, self.match)) + b"\n"

    def _take_up(self, path: Path, file: AppendFile) -> None:
        lines, torn = file.read_lines()
        if lines:
            self._compare(path, lines[0])
            self._read(path, lines[1:])
            file.cut_torn_line()
            return
        heading = self._heading()
        if not heading.startswith(torn):
            raise MatchError(f"{path}: this is not a match log")
        file.append(heading[len(torn) :])

    @contextmanager
    def open(self) -> Iterator[None]:
        """Lock the file for a block, in which games may be added."""
        if self._path is None:
            yield
            return
        with _telling(self._path):
            self._file = AppendFile.open(self._path, limits.MATCH_LOG_BYTES)
        try:
            if self._file.size != self._size:
                raise MatchError(f"{self._path}: another run has written to it meanwhile")
            yield
            with _telling(self._path):
                self._file.sync()
        finally:
            self._size = self._file.size
            self._file.close()
            self._file = None

    def _compare(self, path: Path, line: bytes) -> None:
        try:
            written = msgspec.json.decode(line, type=_AnyHeading)
            if written.ledger is not None:
                raise MatchError(
                    f"{path}: this match was begun by an older version of the game; finish it with"
                    " that, or name another file"
                )
            heading = msgspec.json.decode(line, type=Heading)
        except UNREADABLE as error:
            raise MatchError(f"{path}: line 1: this is not a match log: {error}") from error
        if heading.match_log != FORMAT:
            raise MatchError(f"{path}: format {heading.match_log} is unknown; this is {FORMAT}")
        for field in msgspec.structs.fields(Match):
            theirs, ours = (asdict(one)[field.name] for one in (heading.match, self.match))
            if theirs != ours:
                raise MatchError(
                    f"{path}: this is another match: its {field.name} differs;"
                    " name another file, or remove this one"
                )

    def _read(self, path: Path, lines: list[bytes]) -> None:
        for number, line in enumerate(lines, 2):
            try:
                record = self._decode(line)
            except UNREADABLE as error:
                raise MatchError(f"{path}: line {number}: {error}") from error
            if record.number in self.records or not 0 <= record.number < self.match.games:
                raise MatchError(
                    f"{path}: line {number}: game {record.number} is duplicate,"
                    f" or not one of the {self.match.games} of the match"
                )
            self.records[record.number] = record

    def _decode(self, line: bytes) -> GameResult:
        result = msgspec.json.decode(line, type=GameResult)
        if self.collector is None:
            return result
        return replace(result, counts=msgspec.convert(result.counts, self.collector.result))

    @property
    def missing(self) -> list[int]:
        """Return the numbers of the games that have not been played."""
        return [number for number in range(self.match.games) if number not in self.records]

    @property
    def played(self) -> list[GameResult]:
        """Return the finished games, sorted by number."""
        return [self.records[number] for number in sorted(self.records)]

    def add(self, record: GameResult) -> None:
        """Add a finished game; it is in the file when this returns."""
        self.records[record.number] = record
        if self._path is not None:
            file = require_present(self._file, "the open file of the match")
            with _telling(self._path):
                file.append(msgspec.json.encode(record) + b"\n")


@contextmanager
def _telling(path: Path) -> Iterator[None]:
    """Raise MatchError for errors of the system with a file."""
    try:
        yield
    except FileInUse as error:
        raise MatchError(f"{path}: another run is writing this file") from error
    except OSError as error:
        raise MatchError(f"{path}: can't be used as a file: {error.strerror}") from error
