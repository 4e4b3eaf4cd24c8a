"""Pools of worker processes that end with the process that started them, and at once on request."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
import threading
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import resource_tracker
from typing import TYPE_CHECKING, Final, ParamSpec, TypeVar

from engine.validation import require_present

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from concurrent.futures import Future

_P = ParamSpec("_P")
_T = TypeVar("_T")

_LEFT_TO_PARENT: Final = ("SIGINT", "SIGHUP")
"""Signals that a terminal sends to every process in it; the process that started a worker
ends it.
"""
_WARNINGS: Final = "PYTHONWARNINGS"
_UNTOLD: Final = "ignore::UserWarning:multiprocessing.resource_tracker"


def begin_work() -> None:
    """Ignore the terminal's signals, which the parent process handles, and end when that ends."""
    for name in _LEFT_TO_PARENT:
        if name in signal.Signals.__members__:
            signal.signal(signal.Signals[name], signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, name="watch", daemon=True).start()


def _end_with_parent() -> None:
    parent = require_present(multiprocessing.parent_process(), "the process that started this one")
    parent.join()
    os._exit(1)


class WorkerPool(ProcessPoolExecutor):
    """Spawned processes, each started when there is work for it."""

    def __init__(
        self, workers: int, begin: Callable[..., None] = begin_work, *given: object
    ) -> None:
        """Create a pool of at most *workers* processes, each of which calls *begin* first."""
        _start_tracker()
        context = multiprocessing.get_context("spawn")
        super().__init__(workers, mp_context=context, initializer=begin, initargs=given)

    def submit(self, call: Callable[_P, _T], /, *given: _P.args, **named: _P.kwargs) -> Future[_T]:
        """Submit a call; OSError or RuntimeError if no process can be started.

        Ctrl+C does not reach a process that is being started: it would end it with a traceback.
        """
        with _without_interrupts():
            try:
                return super().submit(call, *given, **named)
            except BrokenProcessPool:
                raise
            except (OSError, RuntimeError):
                self._forget()
                raise

    def _forget(self) -> None:
        """Drop submitted calls if there is no process to run them: they would be waited for."""
        if self._processes:
            return
        for number, item in list(self._pending_work_items.items()):
            if not item.future.cancel():
                del self._pending_work_items[number]


def open_pool(workers: int, begin: Callable[..., None] = begin_work, *given: object) -> WorkerPool:
    """Return a pool of spawned processes; each is started when there is work for it.

    Each calls *begin* first, with what is *given*: `begin_work`, or a function that calls it.
    """
    return WorkerPool(workers, begin, *given)


def end_pool(pool: ProcessPoolExecutor, seconds: float) -> None:
    """End the processes of a pool at once, and wait for each up to *seconds*.

    They are killed: a worker has nothing that could be lost, and may be stopped or unresponsive.
    """
    # `kill_workers` does this from Python 3.14 on. A pool that was shut down has none.
    processes = list((pool._processes or {}).values())  # noqa: SLF001 - there is no other way yet
    for process in processes:
        process.kill()
    pool.shutdown(wait=False, cancel_futures=True)
    for process in processes:
        process.join(seconds)


def _start_tracker() -> None:
    """Start the process that removes the semaphores of a pool once this one has been killed.

    It would report those as leaked, at the prompt that the shell has printed since. They have names
    in the system as long as another worker may be started, so that they can't be removed earlier.
    """
    if sys.platform == "win32":  # semaphores end with their processes
        return
    before = os.environ.get(_WARNINGS)
    os.environ[_WARNINGS] = _UNTOLD if before is None else f"{before},{_UNTOLD}"
    try:
        resource_tracker.ensure_running()
    finally:
        if before is None:
            del os.environ[_WARNINGS]
        else:
            os.environ[_WARNINGS] = before


@contextlib.contextmanager
def _without_interrupts() -> Iterator[None]:
    """Defer Ctrl+C; processes that are started meanwhile never receive it."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
