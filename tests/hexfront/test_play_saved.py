"""Battles that `hexfront play` saves and goes on with."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from engine.appending import AppendFile
from engine.battle import Game
from tests.full_disk import fill_up_after
from tests.hexfront.typed import BOTS, PEOPLE, script_of

Command = Callable[..., Result]


def test_a_saved_battle_goes_on_where_it_was_left(hexfront: Command, tmp_path: Path) -> None:
    typed, game = script_of("lock_keepers", 3, numbers=False)
    half, file = len(typed) // 2, tmp_path / "half.jsonl"
    hexfront(
        "play",
        "lock_keepers",
        *PEOPLE,
        "--seed",
        3,
        typed="\n".join([*typed[:half], f"save {file}"]),
    )
    rest = "\n".join([*typed[half:]])
    done = hexfront("play", "--load", file, "--save", file, typed=f"log\n{rest}\n")
    assert done.exit_code == 0
    assert "-- Round 1" in done.stdout.split("> log")[1]
    assert Game.load(file).checksum() == game.checksum()


def test_a_loaded_battle_may_get_other_players(hexfront: Command, tmp_path: Path) -> None:
    file = tmp_path / "battle.jsonl"
    hexfront("play", "lock_keepers", "--seed", 3, "--save", file)
    done = hexfront("play", "--load", file, *BOTS, "--save", file)
    assert done.exit_code == 0
    assert Game.load(file).result is not None


def test_a_torn_last_line_is_told_and_left_out(hexfront: Command, tmp_path: Path) -> None:
    file = tmp_path / "battle.jsonl"
    hexfront("play", "lock_keepers", *BOTS, "--seed", 3, "--save", file)
    file.write_bytes(file.read_bytes()[:-9])
    done = hexfront("play", "--load", file)
    assert done.exit_code == 0
    assert "was cut short and is left out" in done.stdout


def test_saving_never_overwrites_what_is_no_battle(hexfront: Command, tmp_path: Path) -> None:
    diary = tmp_path / "diary.txt"
    diary.write_text("dear diary\n", encoding="utf-8")
    one = ("--one", "person", "--seed", 1)
    said = hexfront("play", "lock_keepers", *one, typed=f"save {diary}").stdout
    assert "Not saved: " in said
    done = hexfront("play", "lock_keepers", *BOTS, "--seed", 1, "--save", diary)
    assert done.exit_code == 1
    assert "diary.txt: line 1: not a JSON object" in done.stderr
    assert not done.stdout, "that is told before the battle"
    assert diary.read_text(encoding="utf-8") == "dear diary\n"


def test_every_action_is_in_the_file_before_the_next_one_is_asked_for(tmp_path: Path) -> None:
    file = tmp_path / "battle.jsonl"
    command = [sys.executable, "-m", "hexfront", "play", "lock_keepers", *PEOPLE, "--seed", "3"]
    with subprocess.Popen(
        [*command, "--save", str(file)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as playing:
        assert playing.stdin is not None
        assert playing.stdout is not None
        for number in range(1, 6):
            playing.stdin.write("1\n")
            playing.stdin.flush()
            while "> 1" not in playing.stdout.readline():
                pass
            wait_for(lambda number=number: Game.load(file).records == number)
        playing.send_signal(signal.SIGKILL)
    assert Game.load(file).records == 5


def wait_for(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_a_file_that_another_run_writes_is_refused(hexfront: Command, tmp_path: Path) -> None:
    file = tmp_path / "battle.jsonl"
    hexfront("play", "lock_keepers", *BOTS, "--seed", 3, "--save", file)
    before = file.read_bytes()
    held = AppendFile.open(file, len(before))
    done = hexfront("play", "lock_keepers", *BOTS, "--seed", 4, "--save", file)
    held.close()
    assert done.exit_code == 1
    assert "another run is writing this file" in done.stderr
    assert file.read_bytes() == before


def test_a_full_disk_is_told_once_and_at_the_end(
    hexfront: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "battle.jsonl"
    hexfront("play", "lock_keepers", *PEOPLE, "--seed", 3, "--save", file)
    fill_up_after(100, monkeypatch)
    done = hexfront("play", "--load", file, *PEOPLE, "--save", file, typed="1\n1\n1\n1\n1\n")
    assert done.exit_code == 1
    assert done.stdout.count("can’t be saved at the moment") == 1
    assert "No space left on device" in done.stderr
    assert Game.load(file).records < 5


def test_a_battle_is_not_saved_over_one_that_another_run_plays(
    hexfront: Command, tmp_path: Path
) -> None:
    file, own = tmp_path / "battle.jsonl", tmp_path / "own.jsonl"
    hexfront("play", "lock_keepers", *BOTS, "--seed", 3, "--save", file)
    before = file.read_bytes()
    held = AppendFile.open(file, len(before))
    command = ("play", "lock_keepers", *PEOPLE, "--seed", 4, "--save", own)
    done = hexfront(*command, typed=f"save {file}\n1\nsave {own}\n1\n")
    held.close()
    assert "another run is writing this file" in done.stdout
    assert file.read_bytes() == before
    assert f"Saved: {own}" in done.stdout
    assert Game.load(own).records == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["battle.jsonl", "own.jsonl"]
