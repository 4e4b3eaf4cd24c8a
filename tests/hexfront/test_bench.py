from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from click.testing import Result

from hexfront.bench import timing
from hexfront.bench.rules import BOARDS


class Clock:
    """A clock that moves a second at every look, and more while work is done."""

    def __init__(self) -> None:
        self.now = 0.0
        self.works = 0

    def __call__(self) -> float:
        self.now += 1
        return self.now

    def work(self) -> None:
        self.works += 1
        self.now += 10 * self.works


def test_work_is_measured_three_times_beside_a_fixed_loop() -> None:
    clock = Clock()
    measured = timing.measure(clock.work, clock)
    assert clock.works == 3
    assert measured.seconds == (11, 21, 31)
    assert measured.loop_seconds == (1, 1, 1)


@pytest.mark.slow
def test_rules_are_measured_beside_a_fixed_loop(
    hexfront: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timing, "RUNS", 1)
    done = hexfront("bench", "rules", "--battles", 1)
    assert done.exit_code == 0
    report = json.loads(done.stdout)
    decisions = report["decisions"]
    assert len(decisions["per_second"]) == timing.RUNS
    assert decisions["per_second_best"] == max(decisions["per_second"]) > 0
    assert decisions["decisions"] > 100
    assert [(table["columns"], table["rows"]) for table in report["tables"]] == list(BOARDS)
    generator = report["generator"]
    assert generator["milliseconds_best"] == min(generator["milliseconds"]) > 0
    for measured in (decisions, *report["tables"], generator):
        assert len(measured["loop_seconds"]) == timing.RUNS
        assert all(seconds > 0 for seconds in measured["loop_seconds"])
    for table in report["tables"]:
        assert table["milliseconds_best"] == min(table["milliseconds"])


def test_the_fixed_loop_never_changes() -> None:
    assert timing.LOOPS == 2_000_000
    assert timing.run_loop() == 49728


def test_bench_names_its_benches(hexfront: Callable[..., Result]) -> None:
    done = hexfront("bench", "--help")
    assert done.exit_code == 0
    assert "rules" in done.stdout
    assert hexfront("bench", "nothing").exit_code == 2
