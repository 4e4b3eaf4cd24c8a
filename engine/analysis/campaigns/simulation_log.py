"""The log of a simulation, from which it is resumed: JSON Lines, first the plan, then a game each.

A file of the same plan is resumed, and a torn last line of it dropped.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import msgspec
from msgspec.structs import asdict

from engine import limits
from engine.analysis.campaigns.game_record import GameRecord
from engine.analysis.campaigns.simulation_plan import SimulationPlan
from engine.append_file import AppendFile, FileInUse
from engine.errors import MatchError
from engine.validation import UNREADABLE, require_present

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FORMAT: Final = 2


class Heading(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The first line of a log."""

    simulation: int
    plan: SimulationPlan


class SimulationLog:
    """The finished games of a simulation, kept in a file if there is one.

    MatchError refuses a file of another plan, and one that another run is writing; both stay as
    they are.
    """

    def __init__(self, plan: SimulationPlan, path: Path | None) -> None:
        """Start, or resume from what *path* holds."""
        self.plan = plan
        self.records: dict[int, GameRecord] = {}
        self._path = path
        self._file: AppendFile | None = None
        if path is None:
            return
        with _telling(path):
            file = AppendFile.open_or_create(path, self._heading(), limits.MATCH_LOG_BYTES)
            try:
                self._take_up(path, file)
                file.sync()
            finally:
                file.close()

    def _heading(self) -> bytes:
        return msgspec.json.encode(Heading(FORMAT, self.plan)) + b"\n"

    def _take_up(self, path: Path, file: AppendFile) -> None:
        lines, torn = file.read_lines()
        if lines:
            self._compare(path, lines[0])
            self._read(path, lines[1:])
            file.cut_torn_line()
            return
        heading = self._heading()
        if not heading.startswith(torn):
            raise MatchError(f"{path}: this is not the log of a simulation")
        file.append(heading[len(torn) :])

    def _compare(self, path: Path, line: bytes) -> None:
        try:
            heading = msgspec.json.decode(line, type=Heading)
        except UNREADABLE as error:
            raise MatchError(
                f"{path}: line 1: this is not the log of a simulation: {error}"
            ) from error
        if heading.simulation != FORMAT:
            raise MatchError(f"{path}: format {heading.simulation} is unknown; this is {FORMAT}")
        for field in msgspec.structs.fields(SimulationPlan):
            theirs, ours = (asdict(one)[field.name] for one in (heading.plan, self.plan))
            if theirs != ours:
                raise MatchError(
                    f"{path}: this is another simulation: its {field.name} differs;"
                    " name another file, or remove this one"
                )

    def _read(self, path: Path, lines: list[bytes]) -> None:
        for number, line in enumerate(lines, 2):
            try:
                record = msgspec.json.decode(line, type=GameRecord)
            except UNREADABLE as error:
                raise MatchError(f"{path}: line {number}: {error}") from error
            if record.game in self.records or not 0 <= record.game < self.plan.games:
                raise MatchError(
                    f"{path}: line {number}: game {record.game} is duplicate,"
                    f" or not one of the {self.plan.games} of the simulation"
                )
            self.records[record.game] = record

    @contextmanager
    def open(self) -> Iterator[None]:
        """Lock the file for a block, in which games may be added."""
        if self._path is None:
            yield
            return
        with _telling(self._path):
            self._file = AppendFile.open(self._path, limits.MATCH_LOG_BYTES)
        try:
            yield
            with _telling(self._path):
                self._file.sync()
        finally:
            self._file.close()
            self._file = None

    @property
    def missing(self) -> list[int]:
        """Return the numbers of the games that have not been played."""
        return [number for number in range(self.plan.games) if number not in self.records]

    @property
    def played(self) -> list[GameRecord]:
        """Return the finished games, sorted by number."""
        return [self.records[number] for number in sorted(self.records)]

    def add(self, record: GameRecord) -> None:
        """Add a finished game; it is in the file when this returns."""
        self.records[record.game] = record
        if self._path is not None:
            file = require_present(self._file, "the open file of the simulation")
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
