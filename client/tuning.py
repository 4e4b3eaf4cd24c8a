"""The window's numbers that are data: sizes, steps of the UI scale, how much is kept."""

from __future__ import annotations

import functools

import msgspec

from engine import resources

FILE = "client.toml"


class WindowNumbers(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Hold the window's sizes in pixels, and its pace."""

    size: tuple[int, int]
    smallest: tuple[int, int]
    frames_a_second: int


class ScaleNumbers(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Hold the UI scales in per cent, and which of them are offered."""

    steps: tuple[int, ...]
    least_points: tuple[int, int]
    desktop_height: int


class AutosaveNumbers(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Hold how many files of battles that are over are kept."""

    kept_finished: int


class LogNumbers(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Hold how many logs are kept, and how much of one a crash report carries."""

    kept: int
    reported_lines: int


class SeedNumbers(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Hold the largest seed that is rolled, and the most digits that may be typed."""

    largest: int
    digits: int


class ScenarioNumbers(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Hold which packaged scenarios are listed first."""

    first: tuple[str, ...]


class ThinkingNumbers(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Hold how long a player may think, and who plays on for one that failed."""

    most_seconds: float
    stand_in: str


class OpponentNumbers(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Hold who sits across from a person at first, and once a battle has been fought to its end."""

    first: str
    usual: str


class Tuning(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind", tag="client"
):
    """Hold everything the file says."""

    window: WindowNumbers
    scale: ScaleNumbers
    autosave: AutosaveNumbers
    log: LogNumbers
    seed: SeedNumbers
    scenarios: ScenarioNumbers
    thinking: ThinkingNumbers
    opponent: OpponentNumbers


@functools.cache
def load_tuning() -> Tuning:
    """Load the packaged file."""
    return msgspec.toml.decode(resources.read_text(FILE), type=Tuning)
