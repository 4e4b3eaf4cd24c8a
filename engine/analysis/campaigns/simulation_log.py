"""The log of a simulation, from which it is resumed: JSON Lines, first the plan, then a game each.

A file of the same plan is resumed, and a torn last line of it dropped.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

import msgspec

from engine.analysis.campaigns.game_record import GameRecord
from engine.analysis.campaigns.simulation_plan import SimulationPlan
from engine.run_log import GameLog

if TYPE_CHECKING:
    from pathlib import Path

FORMAT: Final = 3


class Heading(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The first line of a log."""

    simulation: int
    plan: SimulationPlan


class SimulationLog(GameLog[GameRecord]):
    """The finished games of a simulation, kept in a file if there is one."""

    what: ClassVar[str] = "simulation"
    log: ClassVar[str] = "the log of a simulation"

    def __init__(self, plan: SimulationPlan, path: Path | None) -> None:
        """Start, or resume from what *path* holds."""
        self.plan = plan
        super().__init__(plan.games, path)

    def heading(self) -> Heading:
        """Return the first line of the file."""
        return Heading(FORMAT, self.plan)

    def compare_heading(self, path: Path, line: bytes) -> None:
        """Raise MatchError, or what decoding raises, unless a first line is that of this plan."""
        heading = msgspec.json.decode(line, type=Heading)
        self.check_format(path, heading.simulation, FORMAT)
        self.compare_fields(path, heading.plan, self.plan)

    def decode(self, line: bytes) -> GameRecord:
        """Return the game of a line."""
        return msgspec.json.decode(line, type=GameRecord)

    def key_of(self, record: GameRecord) -> int:
        """Return the number of a game."""
        return record.game
