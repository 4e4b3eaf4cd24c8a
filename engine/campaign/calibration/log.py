"""The log of the battles of a calibration, from which it is resumed: JSON Lines, first what they
depend on, then a line for each battle.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

import msgspec

from engine.campaign.calibration.trial_battles import Fought, fingerprint
from engine.run_log import RunLog

if TYPE_CHECKING:
    from pathlib import Path

FORMAT: Final = 1


class Heading(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The first line: the fingerprint of all that the battles depend on."""

    calibration_log: int
    fitted_to: str


class CalibrationLog(RunLog[int, Fought]):
    """The battles that were fought, by their numbers; it may hold more than are asked for."""

    what: ClassVar[str] = "calibration"
    log: ClassVar[str] = "the log of a calibration"

    def heading(self) -> Heading:
        """Return the first line of the file."""
        return Heading(FORMAT, fingerprint())

    def compare_heading(self, path: Path, line: bytes) -> None:
        """Raise MatchError, or what decoding raises, unless the battles were fought with the data
        and rules of now.
        """
        heading = msgspec.json.decode(line, type=Heading)
        self.check_format(path, heading.calibration_log, FORMAT)
        self.compare_fields(path, heading, self.heading())

    def decode(self, line: bytes) -> Fought:
        """Return the battle of a line."""
        return msgspec.json.decode(line, type=Fought)

    def key_of(self, record: Fought) -> int:
        """Return the number of a battle."""
        return record.number

    def missing(self, battles: int) -> list[int]:
        """Return the numbers of the first *battles* that were not fought yet."""
        return [number for number in range(battles) if number not in self.records]

    def first(self, battles: int) -> list[Fought]:
        """Return the first *battles*, in the order of their numbers; all must have been fought."""
        return [self.records[number] for number in range(battles)]
