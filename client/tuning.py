"""The window's numbers that are data: sizes, steps of the UI scale, how much is kept."""

from __future__ import annotations

import functools

import msgspec

from engine import resources
from engine.players.levels import level_names
from engine.players.scripted_bots import bot_names
from engine.sentences import Sentence
from engine.validation import Findings, decode_toml

FILE = "client.toml"
KIND = "client"


class WindowNumbers(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The window's sizes in pixels, and its pace.

    Once nothing has moved for *calm_seconds*, *still_frames_a_second* are drawn until it does.
    """

    size: tuple[int, int]
    smallest: tuple[int, int]
    largest: tuple[int, int]
    frames_a_second: int
    still_frames_a_second: int
    calm_seconds: float


class ScaleNumbers(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The UI scales in per cent, and which of them are offered."""

    steps: tuple[int, ...]
    least_points: tuple[int, int]
    desktop_height: int


class AutosaveNumbers(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How many finished battles are kept, and how long files are waited for, in seconds."""

    kept_finished: int
    retry_seconds: float
    look_seconds: float
    close_seconds: float
    lock_seconds: float
    settled_seconds: float
    calm_seconds: float
    reasons_shown: int


class LogNumbers(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How many logs are kept, and how much of one a crash report carries."""

    kept: int
    reported_lines: int


class SeedNumbers(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The largest seed that is rolled, and the most digits that may be typed."""

    largest: int
    digits: int


class ScenarioNumbers(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which packaged scenarios are listed first."""

    first: tuple[str, ...]


class WorkerNumbers(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Time limits of the worker in seconds, and the bot that stands in for late or failed players.

    A player may take *most_seconds*, of which a frame counts *longest_frame* at most; a killed
    process is waited for *end_seconds*; a task gives way to decisions after *slice_seconds*.
    """

    most_seconds: float
    longest_frame: float
    end_seconds: float
    slice_seconds: float
    stand_in: str


class OpponentNumbers(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The opponent of a person who has begun no battle yet."""

    first: str


class Tuning(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind", tag=KIND):
    """Everything the file says."""

    window: WindowNumbers
    scale: ScaleNumbers
    autosave: AutosaveNumbers
    log: LogNumbers
    seed: SeedNumbers
    scenarios: ScenarioNumbers
    worker: WorkerNumbers
    opponent: OpponentNumbers


@functools.cache
def load_tuning() -> Tuning:
    """Load the packaged file; DataError names who is to play and does not exist."""
    return read_tuning(resources.read_text(FILE))


def read_tuning(content: str) -> Tuning:
    """Read the file's text; DataError says what is wrong, and who is to play and does not exist.

    Who is no level and no bot would be taken for a person.
    """
    tuning = decode_toml(content, FILE, Tuning, KIND)
    findings = Findings(FILE)
    for table, key, player, known in (
        ("opponent", "first", tuning.opponent.first, [*level_names(), *bot_names()]),
        ("worker", "stand_in", tuning.worker.stand_in, bot_names()),
    ):
        if player not in known:
            sentence = Sentence("data.unknown-player", player=repr(player), known=", ".join(known))
            findings.add(table, key, sentence, KIND)
    findings.raise_if_any()
    return tuning
