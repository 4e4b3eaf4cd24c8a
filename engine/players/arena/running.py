"""Running a match: its games go out in batches to any executor and come back as they finish."""

from __future__ import annotations

import contextlib
import multiprocessing
from concurrent.futures import FIRST_COMPLETED, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import groupby, islice
from typing import TYPE_CHECKING, Final, ParamSpec, TypeVar

from engine.errors import MatchError
from engine.players.arena.game import BatchReport, GameResult, play_batch
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
"""Batches that wait for each worker, so that none is idle while answers are written down."""


class _MatchPool(WorkerPool):
    """Processes to play games in."""

    def submit(self, call: Callable[_P, _T], /, *given: _P.args, **named: _P.kwargs) -> Future[_T]:
        """Let a process call a function; MatchError when none can be started."""
        try:
            return super().submit(call, *given, **named)
        except BrokenProcessPool:
            raise  # it is a RuntimeError that says more
        except (OSError, RuntimeError) as error:
            raise MatchError(f"a process to play games in can't be started: {error}") from error


@contextlib.contextmanager
def open_pool(workers: int) -> Iterator[Executor]:
    """Start processes to play in. They end at once, whatever they do, when the block fails."""
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
    """Play what is missing in *match_log*, noting and yielding every game as it finishes.

    Without an executor the games are played here. MatchError when one can't be finished: no batch
    is begun after it, those under way are waited for and noted.
    """
    waiting = _batches(match_log.match, match_log.missing)
    reports = map(play_batch, waiting) if executor is None else _spread(waiting, executor, workers)
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
    """Put neighbours together, as both seats of a deal are: they share the tables of a board."""
    for _, numbers in groupby(missing, key=lambda number: number // _BATCH):
        yield [match.game(number) for number in numbers]


def _spread(
    waiting: Iterator[list[GameSpec]], executor: Executor, workers: int
) -> Iterator[BatchReport]:
    under_way: set[Future[BatchReport]] = set()
    failed = False
    try:
        while True:
            if not failed:
                free = workers * _AHEAD - len(under_way)
                under_way |= {executor.submit(play_batch, one) for one in islice(waiting, free)}
            if not under_way:
                return
            done, under_way = wait(under_way, return_when=FIRST_COMPLETED)
            for report in [future.result() for future in done]:
                if report.failure is not None and not failed:
                    failed = True
                    under_way = {future for future in under_way if not future.cancel()}
                yield report
    except BrokenProcessPool as error:
        raise MatchError("a process that played games died; what it played is lost") from error
    except GeneratorExit:
        for future in under_way:
            future.cancel()
        raise
