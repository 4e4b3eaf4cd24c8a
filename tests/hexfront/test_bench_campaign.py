"""The form of what `hexfront bench campaign` prints, and how it counts; no time is asserted."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from click.testing import Result

from hexfront.bench import campaign_runs, timing


def test_campaigns_are_measured_by_size_and_beside_a_fixed_loop(
    hexfront: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(campaign_runs, "HOUSES", (2, 3))
    monkeypatch.setattr(campaign_runs, "TURN", 2)
    monkeypatch.setattr(campaign_runs, "LATE_TURN", 4)
    monkeypatch.setattr(campaign_runs, "TURNS", (2, 4))
    done = hexfront("bench", "campaign", "--games", 2, "--memory-games", 10)
    assert done.exit_code == 0, done.output
    report = json.loads(done.stdout)
    assert [one["houses"] for one in report["turns"]] == [2, 3]
    for one in report["turns"]:
        assert (one["games"], one["late_games_lasting"]) == (2, 2)
        for name, best in (
            ("milliseconds", "milliseconds_best"),
            ("slowest", "slowest_best"),
            ("late_ratio", "late_ratio_best"),
        ):
            assert len(one[name]) == timing.RUNS
            assert one[best] == min(one[name]) > 0
        assert one["slowest_best"] >= one["milliseconds_best"]
        assert len(one["loop_seconds"]) == timing.RUNS
    assert [save["turns"] for save in report["saves"]] == [2, 4]
    for save in report["saves"]:
        assert save["seconds_best"] == min(save["seconds"]) > 0
        assert len(save["seconds"]) == len(save["loop_seconds"]) == timing.RUNS
        assert save["kilobytes"] > 0
    assert report["memory"]["games"] == 10
    assert report["memory"]["second_tenth_megabytes"] > 0
    assert report["memory"]["last_tenth_megabytes"] > 0


def test_too_few_campaigns_for_tenths_are_refused(hexfront: Callable[..., Result]) -> None:
    assert hexfront("bench", "campaign", "--memory-games", 9).exit_code == 2


def test_a_turn_counts_by_the_median_of_the_last_five_in_the_median_game() -> None:
    slow = (90.0, 8.0, 1.0, 9.0, 7.0, 2.0, 90.0)
    games = [slow, (3.0,) * 7, (50.0,) * 7]
    assert campaign_runs.median_at([slow], 6) == 7
    assert campaign_runs.median_at(games, 6) == 7
    assert campaign_runs.median_at([(5.0, 1.0, 3.0)], 100) == 3


def test_memory_compares_the_second_tenth_with_the_last() -> None:
    megabytes = [float(number) for number in range(40)]
    assert campaign_runs.tenths(megabytes) == (5.5, 37.5)
