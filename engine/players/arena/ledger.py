"""The file a match is resumed from: JSON Lines, what match it is first, then a line a game."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from engine.errors import MatchError
from engine.players.arena.match import Match
from engine.players.arena.playing import BoutRecord
from engine.validation import UNREADABLE

if TYPE_CHECKING:
    from pathlib import Path

FORMAT: Final = 1


class Heading(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Hold a ledger's first line."""

    ledger: int
    match: Match


class Ledger:
    """Keep the finished games of a match, in a file too where there is one.

    A file of the same match is gone on with, its torn last line dropped; any other is refused with
    MatchError and left as it is.
    """

    def __init__(self, match: Match, path: Path | None) -> None:
        """Begin, or go on with what *path* holds."""
        self.match = match
        self.records: dict[int, BoutRecord] = {}
        self._path = path
        if path is None:
            return
        try:
            self._take_up(path)
        except OSError as error:
            raise MatchError(f"{path}: can't be used as a file: {error.strerror}") from error

    def _take_up(self, path: Path) -> None:
        heading = msgspec.json.encode(Heading(FORMAT, self.match)) + b"\n"
        held = path.read_bytes() if path.exists() else b""
        whole, newline, _ = held.rpartition(b"\n")
        if not newline:
            if not heading.startswith(held):
                raise MatchError(f"{path}: this is no file of a match")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(heading)
            return
        lines = whole.split(b"\n")
        self._compare(path, lines[0])
        self._read(path, lines[1:])
        if len(whole) + 1 < len(held):
            with path.open("r+b") as file:
                file.truncate(len(whole) + 1)

    def _compare(self, path: Path, line: bytes) -> None:
        try:
            heading = msgspec.json.decode(line, type=Heading)
        except UNREADABLE as error:
            raise MatchError(f"{path}: line 1: this is no file of a match: {error}") from error
        if heading.ledger != FORMAT:
            raise MatchError(f"{path}: format {heading.ledger} is unknown; this is {FORMAT}")
        for field in msgspec.structs.fields(Match):
            theirs, ours = (vars_of(one)[field.name] for one in (heading.match, self.match))
            if theirs != ours:
                raise MatchError(
                    f"{path}: this is another match: its {field.name} differs;"
                    " name another file, or remove this one"
                )

    def _read(self, path: Path, lines: list[bytes]) -> None:
        for number, line in enumerate(lines, 2):
            try:
                record = msgspec.json.decode(line, type=BoutRecord)
            except UNREADABLE as error:
                raise MatchError(f"{path}: line {number}: {error}") from error
            if record.number in self.records or not 0 <= record.number < self.match.games:
                raise MatchError(
                    f"{path}: line {number}: game {record.number} is there twice,"
                    f" or not one of the match's {self.match.games}"
                )
            self.records[record.number] = record

    @property
    def missing(self) -> list[int]:
        """List the numbers of the games that have not been played."""
        return [number for number in range(self.match.games) if number not in self.records]

    @property
    def played(self) -> list[BoutRecord]:
        """List the finished games by number, however they came in."""
        return [self.records[number] for number in sorted(self.records)]

    def add(self, record: BoutRecord) -> None:
        """Take in a finished game: it is in the file before this returns."""
        self.records[record.number] = record
        if self._path is not None:
            with self._path.open("ab") as file:
                file.write(msgspec.json.encode(record) + b"\n")


def vars_of(match: Match) -> dict[str, object]:
    """Give the fields of a match by name."""
    return {field: getattr(match, field) for field in match.__struct_fields__}
