"""Logs of numbered games, from which a run of them is resumed: JSON Lines, first what is played,
then a line per game.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from contextlib import contextmanager
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

import msgspec
from msgspec.structs import asdict

from engine import limits
from engine.append_file import AppendFile, FileInUse
from engine.errors import MatchError
from engine.validation import UNREADABLE, require_present

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_Record = TypeVar("_Record", bound=msgspec.Struct)


class GameLog(ABC, Generic[_Record]):
    """The finished games of a run, kept in a file if there is one.

    A file of the same run is resumed, and a torn last line of it dropped. MatchError refuses any
    other file, and one that another run is writing; both stay as they are. *records* are the
    finished games by their numbers, which are below *games*.
    """

    what: ClassVar[str]
    """What is played, as messages name it: `match`."""
    log: ClassVar[str]
    """What the file is, as messages name it: `a match log`."""

    def __init__(self, games: int, path: Path | None) -> None:
        """Start, or resume from what *path* holds."""
        self.records: dict[int, _Record] = {}
        self._games = games
        self._path = path
        self._file: AppendFile | None = None
        self._size = 0
        if path is None:
            return
        with _telling(path):
            file = AppendFile.open_or_create(path, self._first_line(), limits.MATCH_LOG_BYTES)
            try:
                self._take_up(path, file)
                self._size = file.size
                file.unlock()  # whoever plays the games must not wait for a slow disk
                file.sync()
            finally:
                file.close()

    # What differs between logs

    @abstractmethod
    def heading(self) -> msgspec.Struct:
        """Return the first line of the file."""

    @abstractmethod
    def compare_heading(self, path: Path, line: bytes) -> None:
        """Raise MatchError, or what decoding raises, unless a first line is that of this run."""

    @abstractmethod
    def decode(self, line: bytes) -> _Record:
        """Return the game of a line; what decoding raises if it is none."""

    @abstractmethod
    def number_of(self, record: _Record) -> int:
        """Return the number of a game."""

    # What is the same

    def compare_fields(self, path: Path, theirs: msgspec.Struct, ours: msgspec.Struct) -> None:
        """Raise MatchError with the first field in which what is played differs."""
        there, here = asdict(theirs), asdict(ours)
        for name, value in here.items():
            if there[name] != value:
                raise MatchError(
                    f"{path}: this is another {self.what}: its {name} differs;"
                    " name another file, or remove this one"
                )

    def _first_line(self) -> bytes:
        return msgspec.json.encode(self.heading()) + b"\n"

    def _take_up(self, path: Path, file: AppendFile) -> None:
        lines, torn = file.read_lines()
        if lines:
            try:
                self.compare_heading(path, lines[0])
            except UNREADABLE as error:
                raise MatchError(f"{path}: line 1: this is not {self.log}: {error}") from error
            self._read(path, lines[1:])
            file.cut_torn_line()
            return
        first = self._first_line()
        if not first.startswith(torn):
            raise MatchError(f"{path}: this is not {self.log}")
        file.append(first[len(torn) :])

    def _read(self, path: Path, lines: list[bytes]) -> None:
        for place, line in enumerate(lines, 2):
            try:
                record = self.decode(line)
            except UNREADABLE as error:
                raise MatchError(f"{path}: line {place}: {error}") from error
            number = self.number_of(record)
            if number in self.records or not 0 <= number < self._games:
                raise MatchError(
                    f"{path}: line {place}: game {number} is duplicate,"
                    f" or not one of the {self._games} of the {self.what}"
                )
            self.records[number] = record

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

    @property
    def missing(self) -> list[int]:
        """Return the numbers of the games that have not been played."""
        return [number for number in range(self._games) if number not in self.records]

    @property
    def played(self) -> list[_Record]:
        """Return the finished games, sorted by number."""
        return [self.records[number] for number in sorted(self.records)]

    def add(self, record: _Record) -> None:
        """Add a finished game; it is in the file when this returns."""
        self.records[self.number_of(record)] = record
        if self._path is not None:
            file = require_present(self._file, f"the open file of the {self.what}")
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
