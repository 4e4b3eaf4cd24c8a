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

from engine.append_file import AppendFile
from engine.battle import Game
from tests.client.app.hand import PATIENCE
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
    assert "was cut short and has been left out" in done.stdout


def test_saving_never_overwrites_what_is_no_battle(hexfront: Command, tmp_path: Path) -> None:
    diary = tmp_path / "diary.txt"
    diary.write_text("dear diary\n", encoding="utf-8")
    one = ("--one", "person", "--seed", 1)
    said = hexfront("play", "lock_keepers", *one, typed=f"save {diary}").stdout
    assert "Not saved: " in said
    done = hexfront("play", "lock_keepers", *BOTS, "--seed", 1, "--save", diary)
    assert done.exit_code == 1
    assert "diary.txt: this file already exists" in done.stderr
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
    done = hexfront("play", "--load", file, "--save", file)
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


@pytest.mark.parametrize("loads", [False, True])
def test_a_battle_that_is_there_is_not_replaced(
    hexfront: Command, tmp_path: Path, *, loads: bool
) -> None:
    file, other = tmp_path / "battle.jsonl", tmp_path / "other.jsonl"
    for path in (file, other):
        hexfront("play", "lock_keepers", *BOTS, "--seed", 3, "--save", path)
    before = file.read_bytes()
    begun = ("--load", other) if loads else ("lock_keepers", "--seed", 4)
    done = hexfront("play", *begun, *BOTS, "--save", file)
    assert done.exit_code == 1
    assert done.stderr == (
        f"{file}: this file already exists: choose another name or move it away;"
        " to keep playing a battle in its own file, name it with both --load and --save\n"
    )
    assert not done.stdout, "that is told before the battle"
    assert file.read_bytes() == before


def test_a_link_that_leads_nowhere_is_not_replaced(hexfront: Command, tmp_path: Path) -> None:
    link = tmp_path / "link.jsonl"
    link.symlink_to(tmp_path / "unplugged" / "battle.jsonl")
    done = hexfront("play", "lock_keepers", *BOTS, "--seed", 3, "--save", link)
    assert done.exit_code == 1
    assert "this file already exists" in done.stderr
    assert link.is_symlink()


@pytest.mark.parametrize("name", ["./battle.jsonl", "link.jsonl", "twin.jsonl"])
def test_a_battle_goes_on_in_its_file_by_whatever_name(
    hexfront: Command, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "battle.jsonl"
    hexfront("play", "lock_keepers", *PEOPLE, "--seed", 3, "--save", file, typed="1\n1\n")
    before, number = file.read_bytes(), file.stat().st_ino
    (tmp_path / "link.jsonl").symlink_to(file)
    (tmp_path / "twin.jsonl").hardlink_to(file)
    done = hexfront("play", "--load", file, "--save", name, typed="1\n1\n")
    assert done.exit_code == 0
    assert file.read_bytes().startswith(before)
    assert Game.load(file).records == 4
    assert file.stat().st_ino == number
    assert (tmp_path / "link.jsonl").is_symlink()


def test_a_battle_goes_on_behind_its_last_whole_line(hexfront: Command, tmp_path: Path) -> None:
    file = tmp_path / "battle.jsonl"
    hexfront("play", "lock_keepers", *PEOPLE, "--seed", 3, "--save", file, typed="1\n1\n1\n")
    whole = file.read_bytes()
    for content, records in ((whole[:-9], 2), (whole[:-1], 3)):
        file.write_bytes(content)
        hexfront("play", "--load", file, "--save", file, typed="1\n")
        assert Game.load(file).records == records + 1
        assert file.read_bytes().count(b"\n") == 1 + records + 1


def test_who_can_not_go_on_leaves_the_file_as_it_was(hexfront: Command, tmp_path: Path) -> None:
    file = tmp_path / "battle.jsonl"
    hexfront("play", "lock_keepers", *PEOPLE, "--seed", 3, "--save", file, typed="1\n")
    before = file.read_bytes()
    done = hexfront("play", "--load", file, "--save", file, "--one", "bot:nobody")
    assert done.exit_code == 2
    assert file.read_bytes() == before
    AppendFile.open(file, len(before)).close()


def test_where_a_battle_goes_on_whose_file_was_moved_is_said_in_words(tmp_path: Path) -> None:
    file, moved = tmp_path / "mine.jsonl", tmp_path / "moved.jsonl"
    command = [sys.executable, "-m", "hexfront", "play", "lock_keepers", "--save", str(file)]
    with subprocess.Popen(
        [*command, "--one", "person", "--two", "person", "--seed", "3"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as window:
        deadline = time.monotonic() + PATIENCE
        while not file.exists():
            assert time.monotonic() < deadline, "the file is made at the start"
            time.sleep(0.05)
        file.rename(moved)
        said, logged = window.communicate("1\nquit\n", timeout=PATIENCE)
    assert f"The battle is now saved in {file}." in " ".join(said.split())
    assert logged == "", "no line of a log comes between the lines of the battle"
    assert Game.load(file).records == 1


def test_saving_by_name_makes_no_folders(hexfront: Command, tmp_path: Path) -> None:
    typed = f"save {tmp_path / 'none' / 'mine.jsonl'}\n"
    said = hexfront("play", "lock_keepers", *PEOPLE, "--seed", 3, typed=typed).stdout
    assert "there is no folder" in said
    assert not list(tmp_path.iterdir())


def test_a_battle_is_saved_by_name_again_but_not_over_another(
    hexfront: Command, tmp_path: Path
) -> None:
    file, other = tmp_path / "mine.jsonl", tmp_path / "other.jsonl"
    hexfront("play", "lock_keepers", *BOTS, "--seed", 3, "--save", other)
    before = other.read_bytes()
    typed = f"save {file}\n1\nsave {file}\n1\nundo\nsave {file}\nsave {other}\n"
    said = hexfront("play", "lock_keepers", *PEOPLE, "--seed", 3, typed=typed).stdout
    assert said.count(f"Saved: {file}") == 3
    assert f"Not saved: {other}: this file already exists" in said
    assert other.read_bytes() == before
    assert Game.load(file).records == 3
