"""Running a simulation: games go to any executor, and come back in the order of their numbers."""

from __future__ import annotations

import functools
from collections import deque
from itertools import islice
from typing import TYPE_CHECKING, Final

from engine.analysis.campaigns.playing import play_game
from engine.errors import MatchError
from engine.validation import require_present

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from concurrent.futures import Executor, Future

    from engine.analysis.campaigns.game_record import GameRecord, GameReport
    from engine.analysis.campaigns.simulation_log import SimulationLog
    from engine.analysis.campaigns.simulation_plan import SimulationPlan

_AHEAD: Final = 4
"""Games queued per worker, so that none is idle while an earlier game takes long."""


def run(log: SimulationLog, executor: Executor | None, workers: int) -> Iterator[GameRecord]:
    """Play the missing games of a log, adding and yielding each in the order of their numbers.

    Without an executor they are played in this process. MatchError if one can't be finished: those
    before it are logged.
    """
    play = functools.partial(play_game, log.plan)
    with log.open():
        reports = (
            map(play, log.missing)
            if executor is None
            else _spread(log.plan, log.missing, executor, workers)
        )
        for report in reports:
            if report.failure is not None:
                raise MatchError(report.failure)
            record = require_present(report.record, "the record of a game that was finished")
            log.add(record)
            yield record


def _spread(
    plan: SimulationPlan, missing: Sequence[int], executor: Executor, workers: int
) -> Iterator[GameReport]:
    waiting = iter(missing)
    under_way: deque[Future[GameReport]] = deque()
    try:
        while True:
            free = workers * _AHEAD - len(under_way)
            under_way.extend(executor.submit(play_game, plan, one) for one in islice(waiting, free))
            if not under_way:
                return
            yield under_way.popleft().result()
    finally:
        for future in under_way:
            future.cancel()
