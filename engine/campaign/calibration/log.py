"""The log of the battles of a calibration, from which one that was stopped goes on: JSON Lines,
first what they depend on, then a line for each battle.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import msgspec

from engine import limits
from engine.append_file import AppendFile, FileInUse
from engine.campaign.calibration.trial_battles import Fought, fingerprint
from engine.errors import CampaignError
from engine.sentences import Sentence
from engine.system_errors import reason_of
from engine.validation import UNREADABLE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from engine.sentences import Renderable

FORMAT: Final = 1


class Heading(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The first line: the fingerprint of all that the battles depend on."""

    calibration_log: int
    fitted_to: str


class CalibrationLog:
    """The battles that were fought, kept in a file if there is one."""

    def __init__(self, file: AppendFile | None, known: Sequence[Fought]) -> None:
        """Go on from what is known; see `open_log`."""
        self._file = file
        self._known = {one.number: one for one in known}

    def missing(self, battles: int) -> list[int]:
        """Return the numbers of the first *battles* that were not fought yet."""
        return [number for number in range(battles) if number not in self._known]

    def first(self, battles: int) -> list[Fought]:
        """Return the first *battles*, in the order of their numbers; all must have been fought."""
        return [self._known[number] for number in range(battles)]

    def add(self, fought: Fought) -> None:
        """Add a battle; OSError if it can't be written."""
        self._known[fought.number] = fought
        if self._file is not None:
            self._file.append(msgspec.json.encode(fought) + b"\n")


@contextmanager
def open_log(path: Path | None) -> Iterator[CalibrationLog]:
    """Open the log of a calibration for a block; CampaignError for any other file."""
    if path is None:
        yield CalibrationLog(None, [])
        return
    heading = Heading(FORMAT, fingerprint())
    try:
        file = AppendFile.open_or_create(
            path, msgspec.json.encode(heading) + b"\n", limits.MATCH_LOG_BYTES
        )
    except FileInUse as error:
        raise _unusable(path, Sentence("campaign.log.in-use")) from error
    except OSError as error:
        raise _unusable(path, reason_of(error)) from error
    try:
        known = _read(path, file, heading)
        file.cut_torn_line()
        yield CalibrationLog(file, known)
        file.sync()
    finally:
        file.close()


def _read(path: Path, file: AppendFile, heading: Heading) -> list[Fought]:
    lines, _ = file.read_lines()
    try:
        found = msgspec.json.decode(lines[0] if lines else b"", type=Heading)
    except UNREADABLE as error:
        raise _unusable(path, Sentence("campaign.log.foreign")) from error
    if found != heading:
        raise _unusable(path, Sentence("campaign.log.other"))
    known = []
    for number, line in enumerate(lines[1:], 2):
        try:
            known.append(msgspec.json.decode(line, type=Fought))
        except UNREADABLE as error:
            sentence = Sentence("campaign.log.line", line=number, detail=str(error))
            raise _unusable(path, sentence) from error
    return known


def _unusable(path: Path, reason: Renderable | str) -> CampaignError:
    return CampaignError(Sentence("campaign.log.unusable", file=str(path), reason=reason))
