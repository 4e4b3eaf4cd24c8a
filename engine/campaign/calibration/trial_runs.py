"""Fighting the battles of a calibration on any executor."""

from __future__ import annotations

from concurrent.futures import FIRST_COMPLETED, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from typing import TYPE_CHECKING, Final

from engine.campaign.calibration.trial_battles import Fought, fight_all
from engine.errors import CampaignError
from engine.sentences import Sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from concurrent.futures import Executor, Future

_BATCH: Final = 4
_AHEAD: Final = 2
"""Batches queued per worker, so that none is idle while results are written."""


def run(missing: Iterable[int], executor: Executor | None, workers: int) -> Iterator[Fought]:
    """Fight the battles of some numbers, and yield each as it finishes, in any order.

    Without an executor they are fought in this process. What a battle raises ends the run;
    CampaignError if a worker process dies.
    """
    batches = _batches(missing)
    if executor is None:
        for batch in batches:
            yield from fight_all(batch)
        return
    under_way: set[Future[list[Fought]]] = set()
    try:
        while True:
            free = workers * _AHEAD - len(under_way)
            under_way |= {executor.submit(fight_all, batch) for batch in islice(batches, free)}
            if not under_way:
                return
            done, under_way = wait(under_way, return_when=FIRST_COMPLETED)
            for future in done:
                yield from future.result()
    except BrokenProcessPool as error:
        raise CampaignError(Sentence("campaign.worker-died")) from error
    finally:
        for future in under_way:
            future.cancel()


def _batches(missing: Iterable[int]) -> Iterator[list[int]]:
    left = iter(missing)
    while batch := list(islice(left, _BATCH)):
        yield batch
