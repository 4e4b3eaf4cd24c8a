"""The threat map of a battle at this screen, requested from the worker as the battle goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple, Protocol

import msgspec

from client.worker.protocol import TaskKind, ThreatRequest
from client.worker.threats import map_threats

if TYPE_CHECKING:
    from collections.abc import Callable

    from client.battle.model.session import Session
    from engine.battle.actions import UnitId
    from engine.battle.side import Side
    from engine.battle.threat_map import ThreatMap


class ThreatTask(Protocol):
    """A task of the worker, as the watch sees it."""

    @property
    def is_lost(self) -> bool:
        """Whether there will be no result."""
        ...

    def take(self) -> ThreatMap | None:
        """Return the result, once."""
        ...

    def drop(self) -> None:
        """Cancel the task."""
        ...


class TaskWorker(Protocol):
    """The worker, as the watch sees it."""

    def send(self, kind: TaskKind, call: Callable[..., Any], *given: object) -> ThreatTask:
        """Queue a call."""
        ...


class ThreatQuestion(NamedTuple):
    """What a threat map is about: a *side*, one *unit* of it or None, at a *ply* of the battle."""

    ply: int
    side: Side
    unit: UnitId | None


class ThreatWatch:
    """The answer to the latest question; answers to earlier ones are dropped."""

    def __init__(self, session: Session, worker: TaskWorker) -> None:
        """Watch a session; nothing is requested yet."""
        self._session: Final = session
        self._worker: Final = worker
        self._scenario: Final = msgspec.json.encode(session.game.header.scenario)
        self._question: ThreatQuestion | None = None
        self._task: ThreatTask | None = None
        self._answer: ThreatMap | None = None

    @property
    def question(self) -> ThreatQuestion | None:
        """Return what was asked last."""
        return self._question

    @property
    def answer(self) -> ThreatMap | None:
        """Return the answer to the last question, if it has arrived."""
        return self._answer

    @property
    def is_waiting(self) -> bool:
        """Whether an answer is still to come."""
        return self._task is not None

    def ask(self, side: Side, unit: UnitId | None) -> None:
        """Request the map at this ply, unless that is what was asked last."""
        question = ThreatQuestion(self._session.records, side, unit)
        if question == self._question:
            return
        self.forget()
        self._question = question
        request = ThreatRequest(side.name, unit, self._scenario, self._session.state.to_bytes())
        self._task = self._worker.send(TaskKind.THREAT, map_threats, request)

    def update(self) -> None:
        """Take the answer if it has arrived; a lost task is sent again at the next ply."""
        if self._task is None:
            return
        self._answer = self._task.take()
        if self._answer is not None or self._task.is_lost:
            self._task = None

    def forget(self) -> None:
        """Drop the question and its answer."""
        if self._task is not None:
            self._task.drop()
        self._task = self._question = self._answer = None
