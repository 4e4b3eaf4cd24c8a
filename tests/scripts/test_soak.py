"""The soak: what it judges, and a short one of each kind."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from scripts.soak import Sample, courses, judge

ROOT = Path(__file__).parents[2]


def samples(*megabytes: float, files: tuple[int, ...] = (), name: str = "window") -> list[Sample]:
    """Return samples of one process, ten of each number: a tenth each where there are ten."""
    handles = files or (8,) * len(megabytes)
    return [
        Sample(name, 10 * tenth + number + 1, one, handles[tenth], 3)
        for tenth, one in enumerate(megabytes)
        for number in range(10)
    ]


def test_what_is_loaded_in_the_first_tenth_does_not_count() -> None:
    course = judge(samples(50, *(150,) * 9))
    assert (course.megabytes_second_tenth, course.megabytes_last_tenth) == (150, 150)
    assert course.flat
    assert course.nothing_left_over


@pytest.mark.parametrize(
    ("second", "last", "flat"),
    [(100, 109, True), (100, 111, False), (300, 314, True), (300, 316, False), (100, 89, False)],
)
def test_memory_is_flat_within_five_per_cent_or_ten_megabytes(
    second: float, last: float, *, flat: bool
) -> None:
    assert judge(samples(second, second, *(200,) * 7, last)).flat is flat


def test_a_handle_that_is_left_over_is_told() -> None:
    growing = judge(samples(*(100,) * 10, files=(8, 8, 8, 8, 8, 8, 8, 8, 8, 9)))
    assert not growing.nothing_left_over
    assert judge(samples(*(100,) * 10, files=(8, 9, 8, 8, 8, 8, 8, 8, 8, 9))).nothing_left_over


def test_each_process_is_judged_by_itself() -> None:
    found = courses([*samples(*(100,) * 10), *samples(*range(100, 200, 10), name="worker 1")])
    assert [(one.process, one.flat) for one in found] == [("window", True), ("worker 1", False)]


def soak(tmp_path: Path, *arguments: str) -> dict[str, object]:
    """Run a soak so short that memory can't be judged; give what it prints."""
    environment = os.environ | {"HEXFRONT_HOME": str(tmp_path), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, str(ROOT / "scripts" / "soak.py"), *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.stdout, done.stderr
    said: dict[str, object] = msgspec.json.decode(done.stdout)
    return said


@pytest.mark.slow
def test_battles_in_one_window_leave_no_handle_and_no_thread(tmp_path: Path) -> None:
    players = ("--players", "bot:greedy,bot:random", "--scenarios", "first_landing")
    said = soak(tmp_path, "window", "--battles", "3", *players)
    found = msgspec.convert(said["processes"], list[dict[str, object]])
    assert [one["process"] for one in found] == ["window", "worker 1"]
    assert all(one["battles"] == 3 for one in found)
    assert all(one["nothing_left_over"] for one in found)


@pytest.mark.slow
def test_games_of_a_match_leave_no_handle_and_no_thread(tmp_path: Path) -> None:
    players = ("--a", "bot:greedy", "--b", "bot:random", "--workers", "1")
    said = soak(tmp_path, "arena", "--games", "12", *players)
    found = msgspec.convert(said["processes"], list[dict[str, object]])
    assert [one["process"] for one in found] == ["arena", "worker 1"]
    assert all(one["battles"] == 12 for one in found)
    assert all(one["nothing_left_over"] for one in found)
