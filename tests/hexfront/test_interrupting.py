"""A match ends at once when it is interrupted, whatever its players do, and says so."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil
import pytest

ROOT = Path(__file__).parents[2]
PATIENCE = 60.0
AT_ONCE = 10.0
INTERRUPTED = 128 + signal.SIGINT
PLAYERS = """
import os, time
from pathlib import Path

class Endless:
    name = "endless"
    def choose(self, state, actions):
        Path({folder!r}, f"playing-{{os.getpid()}}").touch()
        while True:
            pass

class Asleep(Endless):
    def choose(self, state, actions):
        Path({folder!r}, f"playing-{{os.getpid()}}").touch()
        time.sleep(10_000)
"""

pytestmark = pytest.mark.skipif(os.name == "nt", reason="sends SIGINT to a group of processes")


@contextmanager
def begin(folder: Path, player: str, workers: int) -> Iterator[subprocess.Popen[str]]:
    """Start a match, and leave nothing of it behind, however the test ends."""
    file = folder / "players.py"
    file.write_text(PLAYERS.format(folder=str(folder)), encoding="utf-8")
    command = [sys.executable, "-m", "hexfront", "arena", "--a", f"py:{file}:{player}"]
    command += ["--b", "bot:random", "--scenarios", "first_landing", "--games", "8"]
    match = subprocess.Popen(
        [*command, "--workers", str(workers)],
        env=os.environ | {"PYTHONPATH": str(ROOT)}, cwd=ROOT, start_new_session=True, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    try:
        yield match
    finally:
        with suppress(ProcessLookupError):
            os.killpg(match.pid, signal.SIGKILL)
        match.communicate()


def those_who_play(folder: Path, count: int) -> list[int]:
    """Wait until so many processes play, and return their numbers."""
    end = time.monotonic() + PATIENCE
    while True:
        found = [int(file.name.removeprefix("playing-")) for file in folder.glob("playing-*")]
        if len(found) >= count:
            return found
        assert time.monotonic() < end, "nobody began to play"
        time.sleep(0.05)


@pytest.mark.parametrize("player", ["Endless", "Asleep"])
@pytest.mark.parametrize("workers", [1, 2])
def test_ctrl_c_ends_a_match_and_all_who_play_it(player: str, workers: int, tmp_path: Path) -> None:
    with begin(tmp_path, player, workers) as match:
        playing = those_who_play(tmp_path, workers)
        os.killpg(match.pid, signal.SIGINT)
        _, said = match.communicate(timeout=AT_ONCE)
    assert match.returncode == INTERRUPTED
    assert said.splitlines()[-1].startswith("stopped")
    assert "Traceback" not in said
    assert not any(psutil.pid_exists(pid) for pid in playing)


def test_a_match_that_is_killed_ends_all_who_play_it_and_says_nothing(tmp_path: Path) -> None:
    """Semaphores of a killed process are removed by a process of Python's, which must not report
    that at the prompt that the shell has printed since.
    """
    with begin(tmp_path, "Asleep", 2) as match:
        those_who_play(tmp_path, 2)
        match.kill()
        _, said = match.communicate(timeout=AT_ONCE)  # to the end of all who could say something
    assert not said


def test_a_match_whose_workers_can_not_be_started_says_so(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hexfront", "arena", "--a", "bot:random", "--b", "bot:random"]
    command += ["--scenarios", "first_landing", "--games", "4", "--workers", "2"]
    done = subprocess.run(
        ["/bin/sh", "-c", 'ulimit -n 14 && exec "$@"', "sh", *command], text=True, cwd=tmp_path,
        capture_output=True, env=os.environ | {"PYTHONPATH": str(ROOT)}, timeout=PATIENCE,
        check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "a worker process can't be started" in done.stderr
    assert "Traceback" not in done.stderr
