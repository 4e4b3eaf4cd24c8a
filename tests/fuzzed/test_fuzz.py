"""Fuzzing: a short run over every loader, and what a run must notice."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import msgspec
import pytest

from client import settings
from client.folders import move_aside
from client.own_record import own_record_file
from client.puzzles import score_file
from client.settings import Settings
from client.tutorial import progress_file
from scripts import fuzz_table
from scripts.fuzz import Done, FuzzError, open_run, portions, sum_up, tell
from scripts.fuzz_inputs import make_input, read_message, write_message
from scripts.fuzz_loaders import Loader
from scripts.fuzz_table import LOADERS
from scripts.fuzz_user_files import full_settings
from scripts.fuzz_workers import Found, Tally, Task, is_stopped, read_one, run_task
from tests.fuzzed import bad_loader

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="processes are watched as Linux can"
)

INPUTS = 40


@pytest.mark.fuzz
@pytest.mark.parametrize("name", LOADERS)
def test_damaged_files_are_read_or_refused(name: str, tmp_path: Path) -> None:
    tally = run_task(Task(name, 20, 0, INPUTS), tmp_path)
    assert not tally.found, [(one, list(tmp_path.rglob("what.txt"))) for one in tally.found]
    assert tally.accepted + tally.refused == INPUTS


@pytest.mark.parametrize("name", LOADERS)
def test_every_loader_reads_the_files_that_are_right(name: str, tmp_path: Path) -> None:
    loader = LOADERS[name]
    prepared = loader.prepare(tmp_path)
    (tmp_path / loader.file).parent.mkdir(parents=True, exist_ok=True)
    read = 0
    for sample in prepared.samples:
        (tmp_path / loader.file).write_bytes(sample)
        prepared.read(tmp_path / loader.file)  # raises what it refuses
        read += 1
    assert read


def test_no_setting_of_the_fuzzed_ones_has_its_usual_value() -> None:
    usual, full = msgspec.structs.asdict(Settings()), msgspec.structs.asdict(full_settings())
    assert [key for key, value in full.items() if value == usual[key]] == ["version"]


@pytest.mark.parametrize(
    ("name", "valid", "broken"),
    [
        ("settings", b'theme = "dusk"\n', b'theme = "none"\n'),
        ("own_record", b'{"own_record":1}\n', b'{"own_record":2}\n'),
        ("puzzle_scores", b'{"best": 3}', b'{"best": -3}'),
        ("lesson_progress", b'{"done": ["move"]}', b'{"done": ["flying"]}'),
    ],
)
def test_a_broken_file_of_a_player_that_is_not_kept_is_found(
    name: str, valid: bytes, broken: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loader = LOADERS[name]
    prepared = loader.prepare(tmp_path)
    assert read_one(prepared, tmp_path / loader.file, valid) is None
    assert isinstance(read_one(prepared, tmp_path / loader.file, broken), loader.errors)

    def empty(path: Path) -> Path:
        path.write_bytes(b"")
        return move_aside(path)

    for module in (settings, own_record_file, score_file, progress_file):
        monkeypatch.setattr(module, "move_aside", empty)
    assert isinstance(read_one(prepared, tmp_path / loader.file, broken), AssertionError)


def read_badly(tmp_path: Path, inputs: int) -> Tally:
    task = Task(bad_loader.NAME, 1, 0, inputs, seconds=0.5, memory=500_000_000)
    return run_task(task, tmp_path, bad_loader.read_badly)


def test_hangs_crashes_memory_and_raw_errors_are_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kind = Loader("bad.bin", "bytes", bad_loader.prepare, (bad_loader.RefusalError,))
    monkeypatch.setitem(fuzz_table.LOADERS, bad_loader.NAME, kind)
    tally = read_badly(tmp_path, 60)
    assert {one.how for one in tally.found} == {
        "the process ended: more than 0.5 seconds of processor",
        "the process ended: SIGABRT",
        "raised MemoryError",
        "raised RuntimeError",
    }
    assert tally.accepted
    assert tally.accepted + tally.refused + len(tally.found) == 60
    # Each can be made again, and the raw error's input has shrunk to what it needs.
    kept = {one.number: tmp_path / f"bad-1-{one.number}" for one in tally.found}
    assert all((folder / "what.txt").is_file() for folder in kept.values())
    raw = next(one.number for one in tally.found if one.how == "raised RuntimeError")
    assert (kept[raw] / "bad.bin").read_bytes() == b"\x03"


def test_a_process_that_somebody_stops_is_known_as_stopped() -> None:
    process = multiprocessing.get_context("spawn").Process(target=time.sleep, args=(60,))
    process.start()
    assert process.pid is not None
    try:
        assert not is_stopped(process)
        os.kill(process.pid, signal.SIGSTOP)
        end = time.monotonic() + 30
        while not is_stopped(process):
            assert time.monotonic() < end
    finally:
        process.kill()
        process.join()
    assert not is_stopped(process)


def test_the_same_number_is_the_same_input() -> None:
    samples = [b'kind = "board"\nterrain = """\n..\n..\n"""\n']
    made = [make_input("x", "toml", samples, 1, number) for number in range(50)]
    assert made == [make_input("x", "toml", samples, 1, number) for number in range(50)]
    assert len(set(made)) > 25
    assert made != [make_input("x", "toml", samples, 2, number) for number in range(50)]


def test_messages_are_taken_apart_and_put_together() -> None:
    message = bytes([0x08, 0x96, 0x01, 0x12, 0x03, 0x61, 0x62, 0x63])
    assert [field.value for field in read_message(message)] == [b"\x96\x01", b"abc"]
    assert write_message(read_message(message)) == message
    with pytest.raises(ValueError, match="cut off"):
        read_message(message[:-1])


def test_a_run_goes_on_where_it_was(tmp_path: Path) -> None:
    file = tmp_path / "build" / "run.jsonl"
    done = Done("save", 250, 250, Tally(accepted=3))
    line = msgspec.json.encode(done) + b"\n"
    with open_run(file, 7) as (run, known):
        assert known == []
        run.append(line)
    whole = file.read_bytes()
    file.write_bytes(whole + line[:-9])
    with open_run(file, 7) as (_, known):
        assert known == [done]
    assert file.read_bytes() == whole, "what was cut short is read again"
    missing = [(one.first, one.count) for one in portions(["save"], 600, [done])]
    assert missing == [(0, 250), (500, 100)]
    with pytest.raises(FuzzError, match="seed 7, not 8"), open_run(file, 8):
        pass


@pytest.mark.parametrize("content", ['{"match_log": 1}\n', "my diary", "my diary\nof", ""])
def test_a_file_of_something_else_is_refused_and_left_alone(tmp_path: Path, content: str) -> None:
    file = tmp_path / "run.jsonl"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(FuzzError, match="no file of a run"), open_run(file, 1):
        pass
    assert file.read_text(encoding="utf-8") == content


def test_a_second_run_on_the_same_file_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "run.jsonl"
    with open_run(file, 1):
        command = [sys.executable, "-m", "scripts.fuzz", "--loader", "save", "--inputs", "1"]
        done = subprocess.run(
            [*command, "--resume", str(file), "--findings", str(tmp_path / "found")],
            cwd=Path(__file__).parents[2],
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr == f"{file}: another run is writing this file\n"
    assert file.read_bytes().count(b"\n") == 1


def test_findings_of_a_kind_are_told_once() -> None:
    found = [Found("save", number, "raised KeyError", "battle/game.py:7") for number in range(3)]
    rows = sum_up([Done("save", 0, 250, Tally(200, 47, 0.5, 3.0, found))])
    told = list(tell(rows))
    assert "save: raised KeyError at battle/game.py:7 (3 times)" in told
    assert told[-1] == "250 inputs, 3 findings"
