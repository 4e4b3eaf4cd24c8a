"""Kills of the window: a few here, hundreds by `hexfront bench kills`; and what it would find."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from client.folders import Folders
from engine.append_file import AppendFile
from engine.battle import Game, load_scenario
from engine.files import temporary_name
from engine.players.greedy import GreedyBot
from hexfront.bench.kept_battles import KeptBattles, KeptBattlesReport, Key
from hexfront.bench.killed import Answered

ROOT = Path(__file__).parents[2]
KILLS = 4
LIMIT = 10_000
REST = '"slow":false,"doing":"title","answered":0,"lost":0,"faults":[]'


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_a_window_that_is_killed_at_random_moments_loses_nothing(tmp_path: Path) -> None:
    resume = tmp_path / "kills.jsonl"
    done = kill(KILLS, resume)
    assert done.returncode == 0, done.stdout + done.stderr
    report = json.loads(done.stdout)
    assert report["kills"] == sum(report["while"].values()) == KILLS
    assert report["answered"] > 0
    assert report["lost"] == 0
    assert report["faults"] == []
    again = kill(KILLS, resume)
    assert json.loads(again.stdout) == report, "there was nothing left to do"


def kill(kills: int, resume: Path, seed: int = 1) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "hexfront", "bench", "kills", "--kills", str(kills)]
    return subprocess.run(
        [*command, "--seed", str(seed), "--resume", str(resume)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('{"number": 0}\n', "this is no file of kills"),
        ("my diary", "this is no file of kills"),
        ("my diary\nof the war", "this is no file of kills"),
        (
            f'{{"number":0,"seed":9,{REST}}}\n{{"number":1,',
            "these are the kills of another seed",
        ),
    ],
)
def test_another_file_is_not_gone_on_with(tmp_path: Path, content: str, message: str) -> None:
    resume = tmp_path / "other.jsonl"
    resume.write_text(content)
    done = kill(1, resume)
    assert done.returncode == 1
    assert message in done.stderr
    assert resume.read_text() == content


def test_a_second_run_on_the_same_file_is_refused(tmp_path: Path) -> None:
    resume = tmp_path / "kills.jsonl"
    file = AppendFile.create(resume, b"", LIMIT)
    done = kill(1, resume)
    file.close()
    assert done.returncode == 1
    assert done.stderr == f"{resume}: another run is writing this file\n"


# What is looked for after a kill


@pytest.fixture
def folders(user_folder: Path) -> Folders:
    made = Folders(user_folder)
    made.require_writable()
    return made


@pytest.fixture
def kept(folders: Folders) -> KeptBattles:
    return KeptBattles(folders)


def play(actions: int) -> Game:
    game = Game.start(load_scenario("first_landing"), 11, ("person", "person"))
    for _ in range(actions):
        if game.result is not None:
            break
        game.apply(GreedyBot().choose(game.state, game.legal_actions()))
    return game


def answered(game: Game) -> dict[Key, Answered]:
    scenario, seed = game.header.scenario.name, game.header.seed
    last = Answered(scenario, seed, game.records, game.checksum())
    return {(scenario, seed): last}


def test_a_file_with_every_action_that_was_answered_is_whole(
    kept: KeptBattles, folders: Folders
) -> None:
    play(12).save(folders.autosaves / "one.jsonl")
    assert kept.look_through(answered(play(12)), started=True) == KeptBattlesReport(0, [])
    assert kept.look_through(answered(play(11)), started=True) == KeptBattlesReport(0, [])
    assert kept.unfinished


def test_actions_that_were_answered_and_are_in_no_file_are_counted(
    kept: KeptBattles, folders: Folders
) -> None:
    assert kept.look_through(answered(play(9)), started=True).lost == 9
    play(7).save(folders.autosaves / "one.jsonl")
    assert kept.look_through(answered(play(9)), started=True) == KeptBattlesReport(2, [])


def test_another_state_than_was_answered_is_found(kept: KeptBattles, folders: Folders) -> None:
    game = play(8)
    other = Game.start(load_scenario("first_landing"), 11, ("person", "person"))
    for _ in range(8):
        other.apply(other.legal_actions()[-1])
    other.save(folders.autosaves / "one.jsonl")
    (fault,) = kept.look_through(answered(game), started=True).faults
    assert "another state after 8 actions" in fault


@pytest.mark.parametrize("content", ["", "not a battle\n"])
@pytest.mark.parametrize("name", ["saves", "autosaves", "autosaves/finished"])
def test_a_file_that_can_not_be_loaded_is_found(
    kept: KeptBattles, folders: Folders, name: str, content: str
) -> None:
    (folders.root / name / "one.jsonl").write_text(content)
    (fault,) = kept.look_through({}, started=True).faults
    assert "one.jsonl: line 1" in fault


def test_a_line_that_is_cut_short_is_found(kept: KeptBattles, folders: Folders) -> None:
    path = folders.saves / "one.jsonl"
    play(3).save(path)
    path.write_bytes(path.read_bytes()[:-5])
    (fault,) = kept.look_through({}, started=True).faults
    assert "the last line is cut short" in fault


def test_two_files_of_one_battle_are_found(kept: KeptBattles, folders: Folders) -> None:
    for name in ("one", "two"):
        play(3).save(folders.autosaves / f"{name}.jsonl")
    (fault,) = kept.look_through({}, started=True).faults
    assert fault == "two files of ('first_landing', 11)"


def test_what_was_not_in_its_place_must_be_gone_after_the_next_start(
    kept: KeptBattles, folders: Folders
) -> None:
    left = temporary_name(folders.autosaves / "x")
    left.write_text("half")
    assert kept.look_through({}, started=True).faults == [], "this kill may have left it"
    assert kept.look_through({}, started=False).faults == [], "nothing could remove it yet"
    (fault,) = kept.look_through({}, started=True).faults
    assert fault == f"{left.name} in autosaves was not removed"


def test_a_finished_battle_is_none_to_continue(kept: KeptBattles, folders: Folders) -> None:
    game = play(5000)
    game.save(folders.finished / "one.jsonl")
    assert kept.look_through(answered(game), started=True) == KeptBattlesReport(0, [])
    assert not kept.unfinished


def test_settings_that_can_not_be_read_are_found(kept: KeptBattles, folders: Folders) -> None:
    folders.settings.write_text('theme = "du')
    (fault,) = kept.look_through({}, started=True).faults
    assert fault.startswith("settings: ")
    folders.settings.rename(folders.root / "settings.toml.broken-1")
    (fault,) = kept.look_through({}, started=True).faults
    assert fault == "settings.toml.broken-1 is there"


def test_a_line_of_the_file_of_kills_that_was_cut_short_is_left_out(tmp_path: Path) -> None:
    from hexfront.bench.kills import _read

    whole = '{"number":0,"seed":1,"slow":false,"doing":"title","answered":4,"lost":0,"faults":[]}\n'
    path = tmp_path / "kills.jsonl"
    path.write_text(f'{whole}{{"number":1,"se')
    file = AppendFile.open(path, LIMIT)
    (one,) = _read(file, 1)
    file.close()
    assert one.answered == 4
    assert path.read_text() == whole
