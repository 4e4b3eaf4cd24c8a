"""Running a match: batches of games go to any executor and are logged as they finish."""

from __future__ import annotations

import contextlib
import functools
import multiprocessing
from concurrent.futures import FIRST_COMPLETED, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import groupby, islice
from typing import TYPE_CHECKING, Final, ParamSpec, TypeVar

from engine.errors import MatchError
from engine.players.arena.match_game import BatchReport, GameResult, play_batch
from engine.workers import WorkerPool

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from concurrent.futures import Executor, Future

    from engine.players.arena.match import GameSpec, Match
    from engine.players.arena.match_log import MatchLog

_P = ParamSpec("_P")
_T = TypeVar("_T")

_BATCH: Final = 2
_AHEAD: Final = 2
"""Batches queued per worker, so that none is idle while results are written."""


class _MatchPool(WorkerPool):
    """Worker processes that are started on demand."""

    def submit(self, call: Callable[_P, _T], /, *given: _P.args, **named: _P.kwargs) -> Future[_T]:
        """Submit a call; MatchError if no process can be started."""
        try:
            return super().submit(call, *given, **named)
        except BrokenProcessPool:
            raise  # it is a RuntimeError that says more
        except (OSError, RuntimeError) as error:
            raise MatchError(f"a worker process can't be started: {error}") from error


@contextlib.contextmanager
def open_pool(workers: int) -> Iterator[Executor]:
    """Yield a pool of processes; they are killed if the block fails."""
    others = multiprocessing.active_children()
    with _MatchPool(workers) as pool:
        try:
            yield pool
        except BaseException:
            for process in multiprocessing.active_children():
                if process not in others:
                    process.kill()
            raise


def run(match_log: MatchLog, executor: Executor | None, workers: int) -> Iterator[GameResult]:
    """Play the missing games of *match_log*, adding and yielding each as it finishes.

    Without an executor they are played in this process. MatchError if one can't be finished: no
    further batch is started, those under way are waited for and logged.
    """
    waiting = _batches(match_log.match, match_log.missing)
    play = functools.partial(play_batch, collector=match_log.collector)
    reports = map(play, waiting) if executor is None else _spread(play, waiting, executor, workers)
    failures: list[str] = []
    with match_log.open():
        for report in reports:
            for record in report.records:
                match_log.add(record)
                yield record
            if report.failure is not None:
                failures.append(report.failure)
                if executor is None:
                    break
    if failures:
        raise MatchError(failures[0])


def _batches(match: Match, missing: list[int]) -> Iterator[list[GameSpec]]:
    """Yield batches of neighbouring games, such as both seats of a seed, which share a board's
    tables.
    """
    for _, numbers in groupby(missing, key=lambda number: number // _BATCH):
        yield [match.game(number) for number in numbers]


def _spread(
    play: Callable[[list[GameSpec]], BatchReport],
    waiting: Iterator[list[GameSpec]],
    executor: Executor,
    workers: int,
) -> Iterator[BatchReport]:
    under_way: set[Future[BatchReport]] = set()
    failed = False
    try:
        while True:
            if not failed:
                free = workers * _AHEAD - len(under_way)
                under_way |= {executor.submit(play, one) for one in islice(waiting, free)}
            if not under_way:
                return
            done, under_way = wait(under_way, return_when=FIRST_COMPLETED)
            for report in [future.result() for future in done]:
                if report.failure is not None and not failed:
                    failed = True
                    under_way = {future for future in under_way if not future.cancel()}
                yield report
    except BrokenProcessPool as error:
        raise MatchError("a worker process died; its games are lost") from error
    except GeneratorExit:
        for future in under_way:
            future.cancel()
        raise
