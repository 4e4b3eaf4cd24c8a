"""Pools of worker processes that end with the process that started them, and at once on request."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from concurrent.futures import ProcessPoolExecutor
from typing import Final

from engine.validation import require_present

_LEFT_TO_PARENT: Final = ("SIGINT", "SIGHUP")
"""Signals that a terminal sends to every process in it; the process that started a worker
ends it.
"""


def open_pool(workers: int) -> ProcessPoolExecutor:
    """Return a pool of spawned processes; each is started when there is work for it."""
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=begin_work)


def end_pool(pool: ProcessPoolExecutor, seconds: float) -> None:
    """End the processes of a pool, whatever they are doing, and wait for them up to *seconds* each.

    They are killed: a worker has nothing that could be lost, and may be stopped or unresponsive.
    """
    # `kill_workers` does this from Python 3.14 on. A pool that was shut down has none.
    processes = list((pool._processes or {}).values())  # noqa: SLF001 - there is no other way yet
    for process in processes:
        process.kill()
    pool.shutdown(wait=False, cancel_futures=True)
    for process in processes:
        process.join(seconds)


def begin_work() -> None:
    """Leave a terminal's signals to the process that started this one, and end when it ends."""
    for name in _LEFT_TO_PARENT:
        if name in signal.Signals.__members__:
            signal.signal(signal.Signals[name], signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, name="watch", daemon=True).start()


def _end_with_parent() -> None:
    parent = require_present(multiprocessing.parent_process(), "the process that started this one")
    parent.join()
    os._exit(1)
