"""Two windows, each a process, on one user folder."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from client.battle.model.autosave import newest_first
from client.folders import Folders
from client.settings import Pace, read_settings
from engine.battle import Game

ROOT = Path(__file__).parents[3]
WINDOW = ROOT / "tests/client/app/neighbour.py"

pytestmark = [pytest.mark.slow, pytest.mark.timeout(180)]


class Neighbour:
    """A window of another process; every call tells how things stand there after it."""

    def __init__(self, folders: Folders) -> None:
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "HEXFRONT_HOME": str(folders.root)}
        self.process = subprocess.Popen(
            [sys.executable, str(WINDOW)],
            env=environment,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self.first = self._read()

    def _read(self) -> dict[str, Any]:
        assert self.process.stdout is not None
        while not (line := self.process.stdout.readline()).startswith("{"):
            assert line, "it ended by itself"
        stand = json.loads(line)
        assert isinstance(stand, dict)
        return stand

    def __call__(self, word: str, value: object = "") -> dict[str, Any]:
        self.write(word, value)
        return self._read()

    def write(self, word: str, value: object = "") -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{word} {value}\n")
        self.process.stdin.flush()

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()


Open = Callable[[], Neighbour]


@pytest.fixture
def open_window(folders: Folders) -> Iterator[Open]:
    opened: list[Neighbour] = []

    def open_one() -> Neighbour:
        opened.append(Neighbour(folders))
        return opened[-1]

    yield open_one
    for window in opened:
        window.kill()
        for pipe in (window.process.stdin, window.process.stdout):
            assert pipe is not None
            pipe.close()


def test_a_battle_belongs_to_the_window_that_plays_it_until_that_ends(
    open_window: Open, folders: Folders
) -> None:
    one = open_window()
    one("start", 5)
    one("play", 4)
    two = open_window()
    assert two.first["offered"] == "in use"
    refused = two("continue", "*.jsonl")
    assert refused["offered"] == "in use"
    assert "being played in another window" in refused["told"][0]
    stand = one("play", 6)
    assert stand["told"] == []
    (file,) = newest_first(folders.autosaves)
    assert Game.load(file).checksum() == stand["checksum"]
    # Each plays its own battle.
    two("start", 6)
    two("play", 3)
    stand, other = one("play", 2), two("play", 2)
    assert stand["told"] == other["told"] == []
    held = {Game.load(file).checksum() for file in newest_first(folders.autosaves)}
    assert held == {stand["checksum"], other["checksum"]}
    # What a killed window has played is the other one's to continue.
    one.kill()
    two("title")
    taken = two("continue", file.name)
    assert (taken["seed"], taken["ply"]) == (5, stand["ply"])
    assert taken["checksum"] == stand["checksum"]
    assert len(newest_first(folders.autosaves)) == 2


def test_a_stopped_window_keeps_its_battle(open_window: Open, folders: Folders) -> None:

    one = open_window()
    one("start", 5)
    stand = one("play", 3)
    one.process.send_signal(signal.SIGSTOP)
    two = open_window()
    assert two.first["offered"] == "in use"
    two("start", 6)
    two("play", 2)
    one.process.send_signal(signal.SIGCONT)
    assert one("play", 1)["ply"] == stand["ply"] + 1
    assert one("look")["told"] == []
    assert len(newest_first(folders.autosaves)) == 2


def test_both_windows_settings_are_kept(open_window: Open, folders: Folders) -> None:
    one, two = open_window(), open_window()
    for pace in (Pace.FAST, Pace.INSTANT, Pace.FASTEST):
        asked = read_settings(folders.settings).settings.ask_before_end
        # Both at once.
        one.write("pace", pace.value)
        two.write("asking")
        assert one._read()["told"] == two._read()["told"] == []
        now = read_settings(folders.settings)
        assert now.problem is None
        assert now.settings.pace is pace
        assert now.settings.ask_before_end is not asked
    assert list(folders.root.glob("settings.toml.*")) == []
