"""The latest question to the worker: an answer belongs to it, or it is dropped."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from client.battle.model.latest_task import LatestTask
from client.worker.protocol import TaskKind
from engine.errors import EngineError


class Asked:
    """A task that answers, or fails, when it is told to."""

    def __init__(self) -> None:
        self.result: str | EngineError | None = None
        self.is_lost = False
        self.is_dropped = False

    def take(self) -> str | None:
        if isinstance(self.result, EngineError):
            raise self.result
        return self.result

    def drop(self) -> None:
        self.is_dropped = True


class Desk:
    """A worker that keeps what it is asked."""

    def __init__(self) -> None:
        self.asked: list[Asked] = []

    def send(self, _kind: TaskKind, _call: Callable[..., Any], *_given: object) -> Asked:
        self.asked.append(Asked())
        return self.asked[-1]


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def latest(desk: Desk) -> LatestTask[str, str]:
    return LatestTask(desk)


def ask(latest: LatestTask[str, str], question: str) -> None:
    latest.ask(question, TaskKind.HINT, str)


@pytest.mark.parametrize("earlier", ["answer", EngineError("no policy plays this")])
def test_what_was_answered_before_is_gone_with_the_next_question(
    desk: Desk, latest: LatestTask[str, str], earlier: str | EngineError
) -> None:
    ask(latest, "one")
    desk.asked[0].result = earlier
    latest.update()
    assert (latest.answer or latest.failure) == earlier
    ask(latest, "two")
    assert (latest.question, latest.answer, latest.failure) == ("two", None, None)
    assert latest.is_waiting


def test_an_answer_to_an_earlier_question_is_never_taken(
    desk: Desk, latest: LatestTask[str, str]
) -> None:
    ask(latest, "one")
    ask(latest, "two")
    first, second = desk.asked
    assert (first.is_dropped, second.is_dropped) == (True, False)
    first.result = "late"
    latest.update()
    assert latest.answer is None
    second.result = "right"
    latest.update()
    assert (latest.question, latest.answer) == ("two", "right")


def test_a_lost_task_is_told_from_one_that_answered(
    desk: Desk, latest: LatestTask[str, str]
) -> None:
    ask(latest, "one")
    assert not latest.is_lost
    desk.asked[0].is_lost = True
    latest.update()
    assert latest.is_lost
    ask(latest, "two")
    assert not latest.is_lost
