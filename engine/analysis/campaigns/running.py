"""Running a simulation: games go to any executor, and come back in the order of their numbers."""

from __future__ import annotations

import functools
from collections import deque
from itertools import islice
from typing import TYPE_CHECKING, Final, TypeAlias

from engine.analysis.campaigns.playing import play_game
from engine.errors import MatchError
from engine.validation import require_present

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from concurrent.futures import Executor, Future

    from engine.analysis.campaigns.game_record import GameRecord, GameReport
    from engine.analysis.campaigns.simulation_log import SimulationLog
    from engine.analysis.campaigns.simulation_plan import SimulationPlan

_AHEAD: Final = 4
"""Games queued per worker, so that none is idle while an earlier game takes long."""


Play: TypeAlias = "Callable[[SimulationPlan, int], GameReport]"
"""Plays a game of a plan in whatever process: a function of a module, or a `partial` of one."""


def run(
    log: SimulationLog, executor: Executor | None, workers: int, play: Play = play_game
) -> Iterator[GameRecord]:
    """Play the missing games of a log, adding and yielding each in the order of their numbers.

    Without an executor they are played in this process. MatchError if one can't be finished: those
    before it are logged.
    """
    play_one = functools.partial(play, log.plan)
    with log.open():
        reports = (
            map(play_one, log.missing)
            if executor is None
            else _spread(play_one, log.missing, executor, workers)
        )
        for report in reports:
            if report.failure is not None:
                raise MatchError(report.failure)
            record = require_present(report.record, "the record of a game that was finished")
            log.add(record)
            yield record


def _spread(
    play_one: Callable[[int], GameReport],
    missing: Sequence[int],
    executor: Executor,
    workers: int,
) -> Iterator[GameReport]:
    waiting = iter(missing)
    under_way: deque[Future[GameReport]] = deque()
    try:
        while True:
            free = workers * _AHEAD - len(under_way)
            under_way.extend(executor.submit(play_one, one) for one in islice(waiting, free))
            if not under_way:
                return
            yield under_way.popleft().result()
    finally:
        for future in under_way:
            future.cancel()
