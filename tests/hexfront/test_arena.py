"""`hexfront arena` from the command line."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from engine.battle import Side

Command = Callable[..., Result]

MATCH = ("arena", "--a", "bot:greedy", "--b", "bot:random", "--scenarios", "first_landing")


def test_a_match_is_told_in_words_and_in_json(hexfront: Command) -> None:
    arguments = (*MATCH, "--games", 4, "--seed", 2, "--workers", 1)
    told = json.loads(hexfront(*arguments, "--json").stdout)
    assert told["games"] == 4 == told["wins"] + told["draws"] + told["losses"]
    assert set(told) >= {"win_rate", "interval", "by_seat", "by_faction", "milliseconds"}
    low, high = told["interval"]
    assert 0 <= low <= told["win_rate"] <= high <= 1
    assert set(told["by_seat"]) == {side.name for side in Side}
    for pace in told["milliseconds"].values():
        assert set(pace) == {"decisions", "mean", "p50", "p95"}
    said = hexfront(*arguments).stdout
    assert "bot:greedy against bot:random" in said
    assert f"{told['win_rate']:.1%}" in said


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"--games": 3}, "multiple of 2, twice the number of scenarios"),
        ({"--scenarios": "nowhere"}, "unknown scenario"),
        ({"--a": "bot:nobody"}, "bot:greedy"),
        ({"--b": "nobody"}, "unknown player 'nobody'; expected one of"),
    ],
)
def test_what_cannot_be_played_is_refused_with_a_sentence(
    hexfront: Command, changed: dict[str, object], said: str
) -> None:
    options: dict[str, object] = dict(zip(MATCH[1::2], MATCH[2::2], strict=True))
    options |= {"--games": 4} | changed
    done = hexfront("arena", *(word for option in options.items() for word in option))
    assert done.exit_code == 1
    assert said in done.stderr
    assert not done.stdout


@pytest.mark.slow
def test_a_match_that_was_killed_goes_on_to_the_same_result(
    hexfront: Command, tmp_path: Path
) -> None:
    file = tmp_path / "match.jsonl"
    arguments = [*MATCH, "--games", "400", "--workers", "2"]
    command = [sys.executable, "-m", "hexfront", *arguments, "--resume", str(file)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as started:
        while not file.exists() or file.read_bytes().count(b"\n") < 10:
            assert started.poll() is None, "it ended before it could be killed"
        started.kill()
    after = file.read_bytes().count(b"\n")
    assert 10 <= after < 401
    resumed = json.loads(hexfront(*arguments, "--resume", file, "--json").stdout)
    straight = json.loads(hexfront(*arguments, "--json").stdout)
    resumed.pop("milliseconds")
    straight.pop("milliseconds")
    assert resumed == straight
