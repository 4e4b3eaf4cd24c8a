"""Logs of runs, from which they are resumed: JSON Lines, first what is run, then a line per part
that is finished, such as a game of a match.
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
    from collections.abc import Hashable, Iterator
    from pathlib import Path

_Key = TypeVar("_Key", bound="Hashable")
_Record = TypeVar("_Record", bound=msgspec.Struct)


class RunLog(ABC, Generic[_Key, _Record]):
    """The finished parts of a run, kept in a file if there is one.

    A file of the same run is resumed, and a torn last line of it dropped. MatchError refuses any
    other file, and one that another run is writing; both stay as they are. *records* are the
    finished parts by their keys.
    """

    what: ClassVar[str]
    """What is run, as messages name it: `match`."""
    log: ClassVar[str]
    """What the file is, as messages name it: `a match log`."""

    def __init__(self, path: Path | None) -> None:
        """Start, or resume from what *path* holds."""
        self.records: dict[_Key, _Record] = {}
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
                file.unlock()  # who goes on with the run must not wait for a slow disk
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
        """Return the record of a line; what decoding raises if it is none."""

    @abstractmethod
    def key_of(self, record: _Record) -> _Key:
        """Return what identifies a record among those of the run."""

    def problem_of(self, record: _Record) -> str | None:
        """Return why a record that was read is none of this run; None if it is."""
        return "it is duplicate" if self.key_of(record) in self.records else None

    # What is the same

    def check_format(self, path: Path, theirs: int, ours: int) -> None:
        """Raise MatchError for a file of another format."""
        if theirs != ours:
            raise MatchError(f"{path}: format {theirs} is unknown; this is {ours}")

    def compare_fields(self, path: Path, theirs: msgspec.Struct, ours: msgspec.Struct) -> None:
        """Raise MatchError with the first field in which what is run differs."""
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
            problem = self.problem_of(record)
            if problem is not None:
                raise MatchError(f"{path}: line {place}: {problem}")
            self.records[self.key_of(record)] = record

    @contextmanager
    def open(self) -> Iterator[None]:
        """Lock the file for a block, in which records may be added."""
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

    def add(self, record: _Record) -> None:
        """Add the record of a finished part; it is in the file when this returns."""
        self.records[self.key_of(record)] = record
        if self._path is not None:
            file = require_present(self._file, f"the open file of the {self.what}")
            with _telling(self._path):
                file.append(msgspec.json.encode(record) + b"\n")


class GameLog(RunLog[int, _Record]):
    """The log of a run of games, whose numbers are below *games*."""

    def __init__(self, games: int, path: Path | None) -> None:
        """Start, or resume from what *path* holds."""
        self._games = games
        super().__init__(path)

    def problem_of(self, record: _Record) -> str | None:
        """Return why a game that was read is none of this run; None if it is."""
        number = self.key_of(record)
        if number in self.records or not 0 <= number < self._games:
            games = f"the {self._games} of the {self.what}"
            return f"game {number} is duplicate, or not one of {games}"
        return None

    @property
    def missing(self) -> list[int]:
        """Return the numbers of the games that have not been played."""
        return [number for number in range(self._games) if number not in self.records]

    @property
    def played(self) -> list[_Record]:
        """Return the finished games, sorted by number."""
        return [self.records[number] for number in sorted(self.records)]


@contextmanager
def _telling(path: Path) -> Iterator[None]:
    """Raise MatchError for errors of the system with a file."""
    try:
        yield
    except FileInUse as error:
        raise MatchError(f"{path}: another run is writing this file") from error
    except OSError as error:
        raise MatchError(f"{path}: can't be used as a file: {error.strerror}") from error
