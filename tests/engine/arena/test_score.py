"""Rates, intervals, times: against values worked out elsewhere."""

from __future__ import annotations

import pytest

from engine.players.arena.latency import measured, together
from engine.players.arena.score import count, games_for, wilson


@pytest.mark.parametrize(
    ("points", "games", "low", "high"),
    [
        (0, 10, 0.0, 0.2775),  # Wilson's interval, as tables and textbooks give it
        (10, 10, 0.7225, 1.0),
        (5, 10, 0.2366, 0.7634),
        (81, 263, 0.2553, 0.3662),
        (550, 1000, 0.5190, 0.5806),
    ],
)
def test_the_interval_is_wilsons(points: float, games: int, low: float, high: float) -> None:
    assert wilson(points, games) == pytest.approx((low, high), abs=5e-5)


def test_without_games_nothing_is_known() -> None:
    assert wilson(0, 0) == (0.0, 1.0)


def test_a_draw_counts_half() -> None:
    counted = count(wins=3, draws=2, losses=5)
    assert counted.games == 10
    assert counted.win_rate == pytest.approx(0.4)
    assert counted.interval == pytest.approx(wilson(4, 10), abs=1e-4)


@pytest.mark.parametrize(("points", "games"), [(2, 2401), (3, 1068), (5, 385)])
def test_a_claim_of_some_points_needs_so_many_games(points: int, games: int) -> None:
    assert games_for(points) == games


def test_times_come_out_as_they_were_to_a_few_per_cent() -> None:
    times = measured([number / 1000 for number in range(1, 1001)])  # 1 ms to 1 s
    assert times.decisions == 1000
    assert times.mean == pytest.approx(500.5)
    assert times.percentile(50) == pytest.approx(500, rel=0.1)
    assert times.percentile(95) == pytest.approx(950, rel=0.1)


def test_times_of_games_add_up() -> None:
    fast, slow = measured([1e-5] * 30), measured([0.02] * 10)
    both = together([slow, fast, measured([])])
    assert both.decisions == 40
    assert both == measured([1e-5] * 30 + [0.02] * 10)
    assert both.percentile(50) == pytest.approx(0.01, rel=0.2)
    assert both.percentile(95) == pytest.approx(20, rel=0.2)
