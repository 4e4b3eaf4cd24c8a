"""The threat map of a battle at this screen, requested from the worker as the battle goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import msgspec

from client.battle.model.latest_task import LatestTask
from client.worker.protocol import TaskKind, ThreatRequest
from client.worker.threats import map_threats

if TYPE_CHECKING:
    from client.battle.model.latest_task import TaskWorker
    from client.battle.model.session import Session
    from engine.battle.actions import UnitId
    from engine.battle.side import Side
    from engine.battle.threat_map import ThreatMap


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
        self._scenario: Final = msgspec.json.encode(session.game.header.scenario)
        self._task: Final[LatestTask[ThreatQuestion, ThreatMap]] = LatestTask(worker)

    @property
    def question(self) -> ThreatQuestion | None:
        """Return what was asked last."""
        return self._task.question

    @property
    def answer(self) -> ThreatMap | None:
        """Return the answer to the last question, if it has arrived."""
        return self._task.answer

    @property
    def is_waiting(self) -> bool:
        """Whether an answer is still to come."""
        return self._task.is_waiting

    def ask(self, side: Side, unit: UnitId | None) -> None:
        """Request the map at this ply, unless that is what was asked last."""
        question = ThreatQuestion(self._session.records, side, unit)
        if question == self.question:
            return
        request = ThreatRequest(side.name, unit, self._scenario, self._session.state.to_bytes())
        self._task.ask(question, TaskKind.THREAT, map_threats, request)

    def update(self) -> None:
        """Take the answer if it has arrived; a lost task is sent again at the next ply."""
        self._task.update()

    def forget(self) -> None:
        """Drop the question and its answer."""
        self._task.forget()
