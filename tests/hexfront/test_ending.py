"""What the system says of disks, paths, pipes and signals: a sentence and an exit code."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from engine.errors import describe
from hexfront.__main__ import _run
from hexfront.ending import end_clearly
from tests.hexfront.typed import BOTS

ROOT = Path(__file__).parents[2]
LONG = "x" * 300
POSIX = pytest.mark.skipif(os.name == "nt", reason="asks the system in its own way")
NEEDS_FULL = pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device")
MATCH = ("--a", "bot:random", "--b", "bot:random", "--scenarios", "first_landing", "--games", "2")
ALONE = ("--workers", "1")


def hexfront(
    *arguments: object, redirected: str = "", cwd: Path = ROOT
) -> subprocess.CompletedProcess[bytes]:
    """Run the program with what a shell redirects; nothing is typed."""
    words = [sys.executable, "-m", "hexfront", *map(str, arguments)]
    return subprocess.run(
        ["sh", "-c", f"{shlex.join(words)} {redirected}"],
        capture_output=True,
        stdin=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        cwd=cwd,
        check=False,
        timeout=120,
    )


def require_sentence(done: subprocess.CompletedProcess[bytes]) -> str:
    told = done.stderr.decode() + done.stdout.decode()
    assert "Traceback" not in told
    assert done.returncode in {1, 2}, told
    assert told.strip()
    return told


@pytest.fixture
def places(tmp_path: Path) -> dict[str, Path]:
    """Make places where no file can be written or read."""
    (tmp_path / "plain").write_text("no file of ours")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    (tmp_path / "folder").mkdir()
    return {
        "long": tmp_path / LONG,
        "loop": tmp_path / "loop",
        "folder": tmp_path / "folder",
        "below a file": tmp_path / "plain" / "x",
        "forbidden": Path("/proc/1/mem"),
        "no text": Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff")),
    }


@POSIX
@pytest.mark.parametrize(
    "command",
    [
        ("play", "--load", "{}"),
        ("replay", "{}"),
        ("replay", "{}", "--json"),
        ("validate", "{}"),
        ("arena", *MATCH[:4], "--scenarios", "{}", "--games", "2", *ALONE),
        ("arena", *MATCH[2:], "--a", "py:{}:X", *ALONE),
        ("arena", *MATCH[2:], "--a", "model:{}", *ALONE),
        ("puzzles", "--player", "bot:random", "--count", "1", "--page", "{}"),
        ("ladder", "--page", "{}"),
        ("strength", "--page", "{}"),
        ("balance", "--page", "{}"),
        ("encodings", "--recipe", "{}"),
        ("train", "{}", "--folder", "{}"),
    ],
    ids=" ".join,
)
def test_what_cannot_be_read_is_a_sentence(
    command: tuple[str, ...],
    places: dict[str, Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    for place in places.values():
        require_told(monkeypatch, capsys, *[word.format(place) for word in command])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder", "loop", "plain"]


def require_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *arguments: object
) -> None:
    """Run the program in this process, which it must refuse with a sentence."""
    monkeypatch.setattr(sys, "argv", ["hexfront", *map(str, arguments)])
    code = end_clearly(_run)
    told = "".join(capsys.readouterr())
    assert code in {1, 2}, told
    assert told.strip()
    assert "Traceback" not in told


@POSIX
@pytest.mark.parametrize("place", ["long", "folder", "below a file", "forbidden"])
def test_what_cannot_be_written_is_a_sentence(
    place: str,
    places: dict[str, Path],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = places[place]
    for command in (
        ("play", "first_landing", *BOTS, "--save", path),
        ("arena", *MATCH, *ALONE, "--resume", path),
    ):
        require_told(monkeypatch, capsys, *command)
    if place != "folder":
        small = ("--games", "4", "--scenario-games", "0", "--baseline-games", "0")
        require_told(monkeypatch, capsys, "balance", *small, *ALONE, "--folder", path)


@POSIX
def test_a_limit_on_the_size_of_files_is_a_full_disk_in_the_middle_of_a_match(
    tmp_path: Path,
) -> None:
    # Python ignores the signal that comes with it, so that the write fails.
    words = [sys.executable, "-m", "hexfront", "arena", *MATCH[:-1], "40", *ALONE]
    match_log = tmp_path / "match.jsonl"
    limited = f"ulimit -f 2; {shlex.join([*words, '--resume', str(match_log)])}"
    done = subprocess.run(
        ["sh", "-c", limited],
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        cwd=ROOT,
        check=False,
        timeout=120,
    )
    assert "File too large" in require_sentence(done)
    assert hexfront("arena", *MATCH[:-1], "40", *ALONE, "--resume", match_log).returncode == 0


# ---------------------------------------------------------------- streams


@NEEDS_FULL
@pytest.mark.parametrize("command", [("--version",), ("--version", "--json"), ("--help",)])
def test_an_answer_that_cannot_be_written_is_a_failure(command: tuple[str, ...]) -> None:
    done = hexfront(*command, redirected="> /dev/full")
    assert b"No space left on device" in done.stderr
    assert b"Traceback" not in done.stderr
    assert done.returncode == 1


@pytest.fixture(scope="session")
def save(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("saved") / "battle.jsonl"
    hexfront("play", "first_landing", *BOTS, "--seed", "3", "--save", path)
    return path


@POSIX
@pytest.mark.parametrize("mode", [(), ("--json",)])
def test_a_reader_that_has_read_enough_is_no_failure_to_tell(
    save: Path, mode: tuple[str, ...]
) -> None:
    done = hexfront("replay", save, *mode, redirected="| head -1")
    assert done.stdout.count(b"\n") == 1
    assert not done.stderr


@POSIX
@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "2>/dev/full"])
def test_streams_that_are_closed_change_nothing_but_what_is_seen(save: Path, closed: str) -> None:
    done = hexfront("replay", save, redirected=closed)
    assert done.returncode == 0
    assert not done.stderr
    assert bool(done.stdout) is (closed != ">&-")
    failed = hexfront("replay", "nowhere.jsonl", redirected=closed)
    assert failed.returncode == 1
    assert b"Traceback" not in failed.stderr


@POSIX
@pytest.mark.parametrize("nothing", ["<&-", "< /dev/null"])
def test_playing_without_anything_to_read_ends_in_a_sentence(nothing: str) -> None:
    done = hexfront("play", "first_landing", redirected=nothing)
    assert done.returncode == 0
    assert b"End of input" in done.stdout.splitlines()[-1]
    assert not done.stderr


@POSIX
def test_what_is_typed_and_is_no_text_is_not_understood() -> None:
    play = shlex.join([sys.executable, "-m", "hexfront", "play", "first_landing"])
    done = subprocess.run(
        ["sh", "-c", rf"printf '\377\nquit\n' | {play}"],
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        cwd=ROOT,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0
    assert b"Traceback" not in done.stderr
    assert b"\\xff" in done.stdout


# ---------------------------------------------------------------- signals


@POSIX
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT"])
@pytest.mark.parametrize(
    "command",
    [
        ("play", "first_landing", "--save"),
        ("arena", *MATCH[:-1], "4000", "--workers", "2", "--resume"),
        ("arena", *MATCH[:-1], "4000", *ALONE, "--resume"),
    ],
    ids=["play", "arena of processes", "arena"],
)
def test_a_signal_ends_a_command_with_its_own_code_and_no_traceback(
    command: tuple[str, ...], name: str, tmp_path: Path
) -> None:
    number, file = signal.Signals[name], tmp_path / "kept.jsonl"
    with subprocess.Popen(
        [sys.executable, "-m", "hexfront", *command, str(file)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        cwd=ROOT,
        # A test that is run in the background has Ctrl+C ignored.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # noqa: PLW1509
    ) as process:
        end = time.monotonic() + 60
        while not file.exists() or (command[0] == "arena" and file.read_bytes().count(b"\n") < 2):
            assert time.monotonic() < end, "it never began"
            time.sleep(0.05)
        process.send_signal(number)
        said, complaint = process.communicate(timeout=60)
    assert process.returncode == 128 + number
    assert b"Traceback" not in said + complaint
    assert said.strip() or complaint.strip()
    whole = file.read_bytes()
    assert whole.endswith(b"\n")


# ---------------------------------------------------------------- sentences


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (OSError(28, "No space left on device"), "No space left on device"),
        (OSError(2, "No such file", "a.toml"), "a.toml: No such file"),
        (OSError("only words"), "only words"),
        (OSError(), "OSError"),
        (TimeoutError(), "TimeoutError"),
    ],
)
def test_an_error_of_the_system_always_says_something(error: OSError, sentence: str) -> None:
    assert describe(error) == sentence
