"""The protocol between the window and its worker process: decisions, and tasks in slices."""

from __future__ import annotations

import enum
from collections.abc import Generator
from typing import Generic, NamedTuple, TypeAlias, TypeVar

T = TypeVar("T")

Steps: TypeAlias = Generator[None, None, T]
"""A task in progress: it yields where it may be interrupted, and returns its result."""

MeasuredSteps: TypeAlias = Generator[float | None, None, T]
"""A task that also yields which share of it is done, from 0 to 1; None where it doesn't say."""


class TaskKind(enum.IntEnum):
    """The kinds of work for the worker; of several waiting, the one with the lowest number goes
    first.

    A decision is not interrupted; everything else runs in slices and gives way to it.
    """

    DECIDE = 0
    THREAT = 1
    TEACH = 2
    HINT = 3
    EXPLAIN = 4
    SUMMARISE = 5
    REPORT = 6
    JUDGE = 7
    PREPARE_PUZZLE = 8


class DecisionRequest(NamedTuple):
    """A decision of *player* at a *ply* of a battle, with the *scenario* and *state* encoded.

    *number* is that of the request: it may be asked to be answered at once. A player that searches
    thinks for *percent* of the time that it was measured with.
    """

    number: int
    percent: int
    ply: int
    player: str
    side: str
    seed: int
    scenario: bytes
    state: bytes


class ThreatRequest(NamedTuple):
    """The threat map of a *side* in a battle, with the *scenario* and *state* encoded.

    The map is about *unit*, or about the whole side if it is None (`threat_map`).
    """

    side: str
    unit: int | None
    scenario: bytes
    state: bytes


class AdviceRequest(NamedTuple):
    """The favourites of a policy in a decision, at most *most*, with the *scenario* and the *state*
    encoded. *taken* is the text of the action that was taken, if one was.
    """

    scenario: bytes
    state: bytes
    most: int
    taken: str | None


class SliceResult(NamedTuple, Generic[T]):
    """The outcome of a slice of a task: its *result* if it is *done*, else the *share* that is, if
    the task has said.
    """

    done: bool
    result: T | None
    share: float | None = None
