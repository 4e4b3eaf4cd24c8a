from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from click.testing import Result

from hexfront.bench import timing
from hexfront.bench.rules import BOARDS


@pytest.mark.slow
def test_rules_are_measured_three_times_beside_a_fixed_loop(
    hexfront: Callable[..., Result],
) -> None:
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
