"""`hexfront campaign export`: the same folder on any number of workers, and after being killed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Command = Callable[..., Result]
ASKED = ("campaign", "export", "--games", 3, "--seed", 9, "--houses", 2, "--turns", 3)


def content(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in sorted(folder.iterdir())}


def test_the_decisions_of_all_games_are_in_the_folder(hexfront: Command, tmp_path: Path) -> None:
    result = hexfront(*ASKED, "--workers", 1, "--out", tmp_path / "out", "--json")
    assert result.exit_code == 0, result.output
    facts = json.loads(result.stdout)
    assert facts["games"] == 3
    assert facts["decisions"] > 60
    assert len(content(tmp_path / "out")) == 4


def test_the_same_command_says_the_same_again(hexfront: Command, tmp_path: Path) -> None:
    asked = (*ASKED, "--workers", 1, "--out", tmp_path / "out", "--resume", tmp_path / "log.jsonl")
    first, second = hexfront(*asked), hexfront(*asked)
    assert (first.exit_code, second.exit_code) == (0, 0)
    assert first.stdout == second.stdout
    assert "decisions" in first.stdout


def test_another_export_to_the_folder_is_refused(hexfront: Command, tmp_path: Path) -> None:
    asked = ("campaign", "export", "--houses", 2, "--turns", 1, "--workers", 1, "--out", tmp_path)
    assert hexfront(*asked).exit_code == 0
    before = content(tmp_path)
    refused = hexfront(*asked, "--seed", 5)
    assert refused.exit_code != 0
    assert "this is another simulation: its seed differs" in refused.stderr
    assert content(tmp_path) == before


@pytest.mark.slow
def test_killed_and_resumed_on_other_workers_it_writes_the_same(
    hexfront: Command, tmp_path: Path
) -> None:
    whole, stopped = tmp_path / "whole", tmp_path / "stopped"
    assert hexfront(*ASKED, "--workers", 1, "--out", whole).exit_code == 0
    command = [sys.executable, "-m", "hexfront", *map(str, ASKED), "--workers", "1"]
    with subprocess.Popen(
        [*command, "--out", str(stopped)],
        env={**os.environ},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        while process.poll() is None and not list(stopped.glob("game_000000.npz")):
            time.sleep(0.01)
        process.send_signal(signal.SIGKILL)
    (stopped / "hexfront-0a1b2c3d.new").write_bytes(b"left behind")
    assert len(list(stopped.glob("game_*.npz"))) < 3
    assert hexfront(*ASKED, "--workers", 2, "--out", stopped).exit_code == 0
    assert content(stopped) == content(whole)
