"""Matches whose games are counted: a collector follows each, and the log keeps what it returns."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest
from msgspec.structs import replace

from engine.analysis.statistics.collector import COLLECTOR
from engine.analysis.statistics.counts import Statistics
from engine.errors import MatchError
from engine.players.arena.match import make_match
from engine.players.arena.match_log import MatchLog
from engine.players.arena.running import run
from engine.players.scenario_list import read_scenario_list

if TYPE_CHECKING:
    from pathlib import Path

    from engine.players.arena.match import Match


@pytest.fixture(scope="module")
def match() -> Match:
    sources = read_scenario_list("first_landing")
    return make_match("bot:random", "bot:random", sources, 2, 0, with_statistics=True)


def test_a_log_gives_back_the_statistics_of_its_games(match: Match, tmp_path: Path) -> None:
    path = tmp_path / "match.jsonl"
    played = list(run(MatchLog(match, path, COLLECTOR), None, 1))
    assert all(isinstance(result.counts, Statistics) for result in played)
    assert all(result.counts.decisions for result in played)
    assert MatchLog(match, path, COLLECTOR).played == played


@pytest.mark.parametrize("counts", ["null", "[1]", '"many"'])
def test_a_line_without_its_statistics_is_refused(
    match: Match, tmp_path: Path, counts: str
) -> None:
    path = tmp_path / "match.jsonl"
    (first, *_) = run(MatchLog(match, path, COLLECTOR), None, 1)
    heading = path.read_bytes().splitlines(keepends=True)[0]
    line = msgspec.json.encode(replace(first, counts=msgspec.Raw(counts.encode())))
    path.write_bytes(heading + line + b"\n")
    with pytest.raises(MatchError, match="line 2"):
        MatchLog(match, path, COLLECTOR)


def test_a_collector_belongs_to_a_match_with_statistics(match: Match) -> None:
    with pytest.raises(ValueError, match="with statistics"):
        MatchLog(match, None)
    with pytest.raises(ValueError, match="with statistics"):
        MatchLog(replace(match, with_statistics=False), None, COLLECTOR)
