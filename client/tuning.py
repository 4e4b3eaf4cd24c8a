"""The window's numbers that are data: sizes, steps of the UI scale, retention limits."""

from __future__ import annotations

import functools
from typing import Annotated

import msgspec
from msgspec import Meta

from engine import resources
from engine.players.levels import level_names
from engine.players.scripted_bots import bot_names
from engine.sentences import Sentence
from engine.validation import Findings, decode_toml

FILE = "client.toml"
KIND = "client"


class WindowNumbers(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The window's sizes in pixels, and its frame rate.

    Once nothing has moved for *calm_seconds*, *still_frames_a_second* are drawn until it does.
    """

    size: tuple[int, int]
    offered: tuple[tuple[int, int], ...]
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
    """The number of finished battles that are kept, and the time to wait for files, in seconds."""

    kept_finished: int
    retry_seconds: float
    look_seconds: float
    close_seconds: float
    lock_seconds: float
    settled_seconds: float
    calm_seconds: float
    reasons_shown: int


class SpeechNumbers(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The limits of text mode: lines that wait for a reader, and seconds for the last of them."""

    most_waiting: int
    patience_seconds: float


class LogNumbers(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The number of logs, and of reports of crashes, that are kept."""

    kept: int
    kept_crashes: Annotated[int, Meta(ge=1)]


class SeedNumbers(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The largest seed that is rolled, and the maximum number of digits to type."""

    largest: int
    digits: int


class ScenarioNumbers(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The packaged scenarios that are listed first, and how many units the larger side of a *small*
    and of a *medium* one has at most.
    """

    first: tuple[str, ...]
    small_units: Annotated[int, Meta(ge=1)]
    medium_units: Annotated[int, Meta(ge=1)]


class WorkerNumbers(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Time limits of the worker in seconds, and the bot that stands in for late or failed players.

    A player may take *most_seconds*, in which a frame counts for at most *longest_frame*; a killed
    process is awaited for *end_seconds*; a task gives way to decisions after *slice_seconds*.
    """

    most_seconds: float
    longest_frame: float
    end_seconds: float
    slice_seconds: float
    stand_in: str


class SoundNumbers(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The volumes in per cent that the settings offer."""

    volumes: tuple[int, ...]


class ThreatNumbers(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The colours of the threat map: from which shares of the unit's hit points each of the higher
    four levels starts. Damage below *least* is written as less than it; *listed* enemies are named
    beside the board.
    """

    levels: tuple[float, float, float, float]
    least: float
    listed: int


class ExplanationNumbers(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How long the mouse rests, in seconds, until what is under it is explained: on the panels,
    and on the board, where an explanation covers other hexes.
    """

    panel_seconds: float
    board_seconds: float


class ReportNumbers(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a report judges decisions, and how many of the costliest *decisions* it shows: those that
    cost at *least* so much.

    Each of the policy's *favourites* is judged by *samples* rolls of a *seed* of their own.
    """

    samples: Annotated[int, Meta(ge=1)]
    favourites: Annotated[int, Meta(ge=1)]
    decisions: Annotated[int, Meta(ge=1)]
    least: Annotated[float, Meta(ge=0, le=2)]
    seed: Annotated[int, Meta(ge=0)]


class OpponentNumbers(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The opponent of a person who has not started a battle yet."""

    first: str


class FollowingNumbers(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How the opponent is followed, in milliseconds at normal speed.

    A unit that it activates is shown for *named* before it acts; after each action there is a
    *pause*; the trail of the last move or shot fades in the time *trail*.
    """

    named: Annotated[int, Meta(ge=0)]
    pause: Annotated[int, Meta(ge=0)]
    trail: Annotated[int, Meta(ge=1)]


class CameraNumbers(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The seconds that the camera takes to move to a unit, by the setting."""

    slow: Annotated[float, Meta(gt=0)]
    normal: Annotated[float, Meta(gt=0)]
    fast: Annotated[float, Meta(gt=0)]


class PuzzleNumbers(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The number of puzzles in a run."""

    run: int


class TutorialNumbers(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The seconds that mouse or cursor must rest on what a step of a lesson asks to point at."""

    point_seconds: Annotated[float, Meta(gt=0)]


class AdviceNumbers(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How many of the policy's *favourites* hints show, and how many *facts* about each.

    An explanation can go back through the last *explained* actions of a side.
    """

    favourites: Annotated[int, Meta(ge=1)]
    facts: Annotated[int, Meta(ge=1)]
    explained: Annotated[int, Meta(ge=1)]


class TeachingNumbers(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """When a lesson offers to take an action back: it must *cost* so much at least, of the 2 that
    lie between a lost and a won battle. What is not known after *most_seconds* is not offered.
    """

    cost: Annotated[float, Meta(gt=0, le=2)]
    most_seconds: float


class ThinkingNumbers(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The think times that the settings offer, in per cent of what the players' data say."""

    percents: tuple[Annotated[int, Meta(ge=1)], ...]


class ArmyNumbers(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The points limits that the army builder offers, and the one of a new army."""

    limits: Annotated[tuple[Annotated[int, Meta(ge=1)], ...], Meta(min_length=1)]
    first: Annotated[int, Meta(ge=1)]


class CampaignScreenNumbers(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the terminal shows of campaigns: `sure` resolves landings from *sure_percent* on; charts
    have *chart_rows* and at most *chart_columns*, and so many *fighters* are named at the end.
    """

    sure_percent: Annotated[int, Meta(ge=0, le=100)]
    chart_rows: Annotated[int, Meta(ge=2)]
    chart_columns: Annotated[int, Meta(ge=2)]
    fighters: Annotated[int, Meta(ge=0)]


class SaveNumbers(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Maximum length of the name of a save, in characters."""

    longest_name: Annotated[int, Meta(ge=1)]


class Tuning(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind", tag=KIND):
    """The content of the file."""

    window: WindowNumbers
    scale: ScaleNumbers
    autosave: AutosaveNumbers
    saves: SaveNumbers
    log: LogNumbers
    seed: SeedNumbers
    scenarios: ScenarioNumbers
    worker: WorkerNumbers
    report: ReportNumbers
    opponent: OpponentNumbers
    sound: SoundNumbers
    threats: ThreatNumbers
    explanations: ExplanationNumbers
    advice: AdviceNumbers
    teaching: TeachingNumbers
    thinking: ThinkingNumbers
    campaign: CampaignScreenNumbers
    puzzles: PuzzleNumbers
    following: FollowingNumbers
    camera: CameraNumbers
    tutorial: TutorialNumbers
    armies: ArmyNumbers
    speech: SpeechNumbers


@functools.cache
def load_tuning() -> Tuning:
    """Load the packaged file; DataError if it names a player that does not exist."""
    return read_tuning(resources.read_text(FILE))


def read_tuning(content: str) -> Tuning:
    """Parse the file's text; DataError if it is invalid or names a player that does not exist.

    A name that is neither a level nor a bot would otherwise count as a person.
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
