"""Trouble that comes and goes is told: each time it is new, and not every second."""

from __future__ import annotations

import itertools

from client.battle.model.outage import Outage
from client.tuning import load_tuning

SETTLED = load_tuning().autosave.settled_seconds
CALM = load_tuning().autosave.calm_seconds
STEP = 0.125
"""Seconds, and no rounding."""


def told(outage: Outage, spells: list[tuple[bool, float]]) -> list[float]:
    """Return the seconds at which an outage is reported, in *spells* with trouble or without."""
    now, times = 100.0, []
    for is_wrong, seconds in spells:
        for _ in range(round(seconds / STEP)):
            if outage.is_news(is_wrong=is_wrong, now=now):
                times.append(now - 100.0)
            now += STEP
    return times


def test_lasting_trouble_is_told_once() -> None:
    assert told(Outage(), [(False, 3), (True, 10 * CALM)]) == [3]


def test_trouble_that_comes_again_once_it_was_over_is_told_again() -> None:
    spells = [(True, 2), (False, SETTLED + 1), (True, 2), (False, SETTLED + 1), (True, CALM)]
    assert told(Outage(), spells) == [0, SETTLED + 3, 2 * (SETTLED + 3)]


def test_trouble_that_flickers_is_told_once_in_a_while_and_not_forgotten() -> None:
    times = told(Outage(), [(True, 1), (False, 1)] * round(2 * CALM))
    assert len(times) == 4
    assert times[0] == 0
    assert all(later - one >= CALM for one, later in itertools.pairwise(times))


def test_trouble_that_stays_after_it_flickered_is_told_in_the_end() -> None:
    times = told(Outage(), [(True, 1), (False, 1), (True, 1), (False, 1), (True, 3 * CALM)])
    assert len(times) == 2
    assert CALM <= times[1] < CALM + 1
