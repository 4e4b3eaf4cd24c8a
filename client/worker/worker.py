"""The worker process of the window, so that the window never waits for bots or files.

Decisions are sent to the process at once. Other tasks wait in a queue here, and are sent one by
one, in slices, while no decision is pending.
"""

from __future__ import annotations

import enum
import heapq
import itertools
import logging
from concurrent.futures import CancelledError
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING, Any, Final, Generic, ParamSpec, TypeVar

import msgspec

from client.text.problems import problem_text, reason_text
from client.tuning import load_tuning
from client.worker.at_once import AtOnce
from client.worker.decisions import BattleDecisions, WorkerError
from client.worker.process import begin, get_ready, run_slice
from engine.players.think_time import AS_MEASURED
from engine.validation import require_present
from engine.workers import end_pool, open_pool

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future, ProcessPoolExecutor

    from client.worker.protocol import MeasuredSteps, SliceResult, TaskKind
    from engine.battle.scenario import Scenario

log = logging.getLogger(__name__)

_P = ParamSpec("_P")
_T = TypeVar("_T")


class WorkerEvent(enum.Enum):
    """What happened to the worker process, or to a player in it."""

    RESTARTED = enum.auto()
    """It died and was replaced; the request was repeated."""
    GONE = enum.auto()
    """The replacement died, too; `Worker.restart` starts another one."""
    UNSTARTED = enum.auto()
    """It can't be started; `Worker.failure` is the reason, `Worker.restart` tries again."""
    FAILED = enum.auto()
    """A player failed; `Worker.failure` is the reason, `Worker.replace_player` lets the stand-in
    take over.
    """


class Task(Generic[_T]):
    """A call in the worker process that gives way to decisions."""

    def __init__(
        self,
        worker: Worker,
        order: tuple[int, int],
        call: Callable[..., MeasuredSteps[_T]],
        *given: object,
    ) -> None:
        """Create a task; *order* is its kind, then its number.

        *share* is how much of it is done, from 0 to 1, as far as it says.
        """
        self.order: Final = order
        self.call: Final = call
        self.arguments: Final = given
        self.share = 0.0
        self._worker = worker
        self._result: _T | None = None
        self._error: BaseException | None = None
        self._is_lost = False
        self._is_dropped = False

    def __lt__(self, other: Task[Any]) -> bool:
        """Whether this task goes before another one."""
        return self.order < other.order

    @property
    def is_lost(self) -> bool:
        """Whether there will be no result: there is no worker, or it died while working on it."""
        return self._is_lost

    @property
    def is_dropped(self) -> bool:
        """Whether the task was cancelled."""
        return self._is_dropped

    def take(self) -> _T | None:
        """Return the result, once; never waits. Errors of the task are raised here."""
        self._worker.advance()
        error, self._error = self._error, None
        if error is not None:
            raise error
        result, self._result = self._result, None
        return result

    def drop(self) -> None:
        """Cancel the task and drop its result."""
        self._is_dropped = True
        self._result = self._error = None

    def finish(self, result: _T | None) -> None:
        """Set the result."""
        if not self._is_dropped:
            self._result = result

    def fail(self, error: BaseException) -> None:
        """Set the error of the task."""
        if not self._is_dropped:
            self._error = error

    def lose(self) -> None:
        """Record that there will be no result."""
        self._is_lost = True


class _Slice:
    """The slice of a task that was sent to the process."""

    def __init__(self, task: Task[Any], future: Future[SliceResult[Any]]) -> None:
        self.task = task
        self.future = future


class Worker:
    """The owner of the worker process: one for all battles, started before the first one.

    *most_seconds* is the time after which the stand-in decides instead of a player; those that
    search think for *think_percent* of the time that they were measured with. If no process
    can be started, everything else works: battles between people need none. The object belongs to
    the main thread; only `battle` may be called from another one. *starts* counts the processes
    that
    were started.
    """

    def __init__(self) -> None:
        """Start the process, which gets ready in the background."""
        self.most_seconds = load_tuning().worker.most_seconds
        self.think_percent = AS_MEASURED.percent
        self._at_once: AtOnce | None = None
        self._requests = itertools.count(1)
        self.failure = ""
        self.starts = 0
        self._event: WorkerEvent | None = None
        self._asker: BattleDecisions | None = None
        self._deaths = 0
        self._executor: ProcessPoolExecutor | None = None
        self._ready: Future[int] | None = None
        self._urgent: list[Future[Any]] = []
        self._numbers = itertools.count()
        self._queue: list[Task[Any]] = []
        self._slice: _Slice | None = None
        self._dropped: list[int] = []
        self._start()

    # The process

    def _start(self) -> bool:
        """Start a process; return whether it could be started."""
        self._end()
        try:
            # Pipes, a process and a thread: the system may have run out of any of them.
            if self._at_once is None:
                self._at_once = AtOnce()
            self._executor = open_pool(1, begin, self._at_once)
            self._ready = self._executor.submit(get_ready)
        except (OSError, RuntimeError) as error:
            self._note_unstarted(error)
            return False
        self.starts += 1
        return True

    def _note_unstarted(self, error: OSError | RuntimeError) -> None:
        self.failure = reason_text(error) if isinstance(error, OSError) else str(error)
        log.warning("no worker process can be started: %s", self.failure)
        self._end()
        self._lose_queue()
        self._event = WorkerEvent.UNSTARTED

    def _end(self) -> None:
        """End the process if there is one, whatever it is doing; its task is lost.

        Waiting tasks start in the next process.
        """
        if self._executor is not None:
            end_pool(self._executor, load_tuning().worker.end_seconds)
        self._executor = self._ready = None
        self._collect()
        if self._slice is not None:
            self._slice.task.lose()
        self._slice = None
        self._urgent.clear()
        self._dropped.clear()

    @property
    def is_ready(self) -> bool:
        """Whether the process has started, so that requests are answered at once."""
        return self._ready is not None and self._ready.done()

    def close(self) -> None:
        """End the process at once."""
        self._end()
        self._lose_queue()

    # Decisions

    def battle(self, scenario: Scenario, seed: int) -> BattleDecisions:
        """Return the decisions of a battle. Only this method may be called from any thread."""
        return BattleDecisions(self, msgspec.json.encode(scenario), seed)

    def listen_to(self, asker: BattleDecisions) -> None:
        """Serve this battle from now on, and cancel the request of another one."""
        if self._asker is not None and self._asker is not asker:
            self._asker.forget()
        self._asker = asker

    def number_request(self) -> int:
        """Return the number of the next request."""
        return next(self._requests)

    def answer_at_once(self, number: int) -> None:
        """Have the request *number* answered at once, with the best that was found so far."""
        if self._at_once is not None:
            self._at_once.ask(number)

    def submit(self, call: Callable[_P, _T], *arguments: _P.args, **named: _P.kwargs) -> Future[_T]:
        """Call a function in the worker as soon as it is free, before all tasks.

        WorkerError if there is no worker and none can be started.
        """
        future = self._submit(call, *arguments, **named)
        self._urgent.append(future)
        return future

    def _submit(
        self, call: Callable[_P, _T], *arguments: _P.args, **named: _P.kwargs
    ) -> Future[_T]:
        if self._executor is not None:
            try:
                return self._executor.submit(call, *arguments, **named)
            except (OSError, RuntimeError):
                log.warning("the worker process ended while it had nothing to do")
        if self._start():
            executor = require_present(self._executor, "the process that was just started")
            try:
                return executor.submit(call, *arguments, **named)
            except (OSError, RuntimeError) as error:
                self._note_unstarted(error)
        raise WorkerError(self.failure)

    def pass_time(self, seconds: float) -> None:
        """Count a frame as time to decide, and continue with the tasks.

        A frame longer than the limit counts only up to it: the machine slept, or was stopped.
        """
        if self._asker is not None and self.is_ready:
            self._asker.pass_time(min(seconds, load_tuning().worker.longest_frame))
        self.advance()

    # Tasks

    def send(
        self, kind: TaskKind, call: Callable[..., MeasuredSteps[_T]], *given: object
    ) -> Task[_T]:
        """Queue a call of a module-level function; it is lost if there is no worker.

        Its arguments and its result are pickled.
        """
        task: Task[_T] = Task(self, (kind, next(self._numbers)), call, *given)
        if self._executor is None:
            task.lose()
        else:
            heapq.heappush(self._queue, task)
            self.advance()
        return task

    def advance(self) -> None:
        """Collect what the process has finished, and send it the next slice unless it must
        decide.
        """
        self._collect()
        self._urgent = [future for future in self._urgent if not future.done()]
        if self._slice is not None or self._urgent:
            return
        while self._queue and self._queue[0].is_dropped:
            self._dropped.append(heapq.heappop(self._queue).order[1])
        if not self._queue:
            return
        task = heapq.heappop(self._queue)
        dropped, seconds = tuple(self._dropped), load_tuning().worker.slice_seconds
        try:
            future = self._submit(
                run_slice, task.order[1], task.call, task.arguments, seconds, dropped
            )
        except WorkerError:
            task.lose()
            return
        self._dropped.clear()
        self._slice = _Slice(task, future)

    def _collect(self) -> None:
        """Collect the result of the slice that the process has finished, if it has."""
        if self._slice is None or not self._slice.future.done():
            return
        task, future, self._slice = self._slice.task, self._slice.future, None
        error = CancelledError() if future.cancelled() else future.exception()
        if isinstance(error, BrokenProcessPool | CancelledError):
            log.warning("a task was lost with the worker process")
            task.lose()
        elif error is not None:
            task.fail(error)
        elif future.result().done:
            task.finish(future.result().result)
        else:
            share = future.result().share
            task.share = task.share if share is None else share
            heapq.heappush(self._queue, task)

    def _lose_queue(self) -> None:
        for task in self._queue:
            task.lose()
        self._queue.clear()

    # Events

    def poll_event(self) -> WorkerEvent | None:
        """Return what happened to the worker since the last call, if anything did."""
        event, self._event = self._event, None
        return event

    def restart(self) -> None:
        """Start another process after `GONE` or `UNSTARTED` and repeat the request."""
        self._deaths = 0
        if self._start() and self._asker is not None:
            self._asker.ask_again()

    def replace_player(self) -> None:
        """Replace the player that failed by the stand-in, for the rest of this battle."""
        if self._asker is not None:
            self._asker.replace_player()

    def player_failed(self, error: BaseException) -> None:
        """Record that a player raised an error instead of deciding."""
        log.error("a player failed", exc_info=error)
        self.failure = problem_text(error)
        self._event = WorkerEvent.FAILED

    def give_up_waiting(self) -> None:
        """End the process that does not answer, and start another one."""
        self._start()

    def worker_died(self, asker: BattleDecisions) -> None:
        """Record that the process ended without an answer; restart it, once per request."""
        self._deaths += 1
        log.error("the worker process ended by itself (%d)", self._deaths)
        if self._deaths > 1:
            self._end()
            self._lose_queue()
            self._event = WorkerEvent.GONE
        elif self._start():
            self._event = WorkerEvent.RESTARTED
            asker.ask_again()

    def worker_answered(self) -> None:
        """Record that the process works."""
        self._deaths = 0
