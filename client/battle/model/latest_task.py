"""The latest question to the worker and its answer; what is answered to earlier ones is dropped."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Generic, Protocol, TypeVar

from engine.errors import EngineError

if TYPE_CHECKING:
    from collections.abc import Callable

    from client.worker.protocol import TaskKind

Q = TypeVar("Q")
A = TypeVar("A")


class WorkerTask(Protocol):
    """A task of the worker, as whoever asked sees it."""

    @property
    def is_lost(self) -> bool:
        """Whether there will be no result."""
        ...

    def take(self) -> Any:  # noqa: ANN401 - each kind of task has a result of its own
        """Return the result, once; errors of the task are raised here."""
        ...

    def drop(self) -> None:
        """Cancel the task."""
        ...


class TaskWorker(Protocol):
    """The worker, as whoever asks sees it."""

    def send(self, kind: TaskKind, call: Callable[..., Any], *given: object) -> WorkerTask:
        """Queue a call."""
        ...


class LatestTask(Generic[Q, A]):
    """The latest question and its answer.

    *question* is what was asked last. Its *answer* is None until it has arrived; *failure* is the
    error of the engine instead of an answer.
    """

    def __init__(self, worker: TaskWorker) -> None:
        """Start with nothing asked."""
        self._worker: Final = worker
        self._task: WorkerTask | None = None
        self.question: Q | None = None
        self.answer: A | None = None
        self.failure: EngineError | None = None

    @property
    def is_waiting(self) -> bool:
        """Whether an answer is still to come."""
        return self._task is not None

    @property
    def is_lost(self) -> bool:
        """Whether a question will not be answered, as the process for it is gone."""
        settled = self.answer is not None or self.failure is not None
        return self.question is not None and not self.is_waiting and not settled

    def ask(self, question: Q, kind: TaskKind, call: Callable[..., Any], *given: object) -> None:
        """Request the answer to a question, and drop the one before."""
        self.forget()
        self.question = question
        self._task = self._worker.send(kind, call, *given)

    def update(self) -> None:
        """Take the answer if it has arrived."""
        if self._task is None:
            return
        try:
            self.answer = self._task.take()
        except EngineError as error:
            self.failure = error
        if self.answer is not None or self.failure is not None or self._task.is_lost:
            self._task = None

    def forget(self) -> None:
        """Drop the question and its answer."""
        if self._task is not None:
            self._task.drop()
        self._task = self.question = self.answer = self.failure = None
