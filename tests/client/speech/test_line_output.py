"""Lines on standard output: whatever becomes of it, the window goes on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from client.speech.line_output import LineOutput
from tests.client.app.hand import PATIENCE

ROOT = Path(__file__).parents[3]
POSIX = pytest.mark.skipif(os.name == "nt", reason="asks the system in its own way")
MANY = 4000
"""Lines that are more than a pipe holds."""
SCRIPT = """
import sys, time
from client.speech.line_output import LineOutput
output = LineOutput(int(sys.argv[2]))
for number in range(int(sys.argv[1])):
    output.say(f"{number} a line that is neither short nor long, with \\x1b[2J and\\nan end")
    if number < 2:
        time.sleep(0.2)
began = time.monotonic()
output.close(1.0)
sys.stderr.write(f"{time.monotonic() - began < 30}")
"""


def run(
    lines: int, most: int = 100000, script: str = 'exec "$0" "$@"', encoding: str = "utf-8"
) -> subprocess.CompletedProcess[str]:
    """Write *lines* in a process of its own, started by a shell command."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": encoding}
    return subprocess.run(
        ["sh", "-c", script, sys.executable, "-c", SCRIPT, str(lines), str(most)],
        capture_output=True,
        text=True,
        env=environment,
        timeout=PATIENCE,
        check=False,
    )


@POSIX
def test_every_utterance_is_one_line_without_control_characters() -> None:
    done = run(MANY)
    lines = done.stdout.splitlines()
    assert len(lines) == MANY
    assert lines[7].startswith("7 a line")
    assert lines[7].endswith("with \\x1b[2J and an end")
    assert (done.stderr, done.returncode) == ("True", 0)


@POSIX
@pytest.mark.parametrize(
    "script",
    [
        'exec "$0" "$@" >&-',
        '"$0" "$@" | head -n 1',
        '"$0" "$@" | exec sleep 3',
        'exec "$0" "$@" >/dev/full',
    ],
    ids=["closed", "broken pipe", "nobody reads", "full disk"],
)
def test_a_reader_that_is_not_there_is_no_failure(script: str) -> None:
    done = run(MANY, script=script)
    assert (done.stderr, done.returncode) == ("True", 0)
    assert len(done.stdout.splitlines()) <= 1


@POSIX
def test_beyond_what_may_wait_lines_are_dropped() -> None:
    done = run(MANY, 3, script='"$0" "$@" | (sleep 2; exec cat)')
    lines = done.stdout.splitlines()
    assert lines[0].startswith("0 ")
    assert len(lines) < MANY
    assert done.stderr == "True"


@POSIX
def test_what_the_encoding_of_stdout_lacks_is_escaped() -> None:
    script = "from client.speech.line_output import LineOutput\no = LineOutput(9)\n"
    script += "o.say('é … x'); o.close(5.0)"
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, env=environment, check=True
    )
    assert done.stdout == b"\\xe9 \\u2026 x\n"


def test_without_a_stream_nothing_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    output = LineOutput(5)
    output.say("x")
    output.close(1.0)
    assert not output._thread.is_alive()


# ---------------------------------------------------------------- the whole program


def start(*words: str, stdout: int = subprocess.PIPE) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "SDL_VIDEODRIVER": "dummy"}
    return subprocess.Popen(
        [sys.executable, "-m", "hexfront", *words],
        stdout=stdout,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
        cwd=ROOT,
    )


@POSIX
@pytest.mark.parametrize("words", [["--text"], ["--text", "crossroads"], ["--text", "open"]])
def test_the_window_speaks_on_standard_output(words: list[str]) -> None:
    with start(*words) as window:
        assert window.stdout is not None
        first = [window.stdout.readline() for _ in range(3)]
        window.send_signal(signal.SIGTERM)
        rest, errors = window.communicate(timeout=PATIENCE)
    assert first[0] == "Text mode: the key F12 has everything on the screen said.\n"
    if "crossroads" in words:
        assert any("Crossroads" in line for line in (*first, *rest.splitlines()))
    else:
        assert first[1] == "Hexfront\n"
    assert not errors
    assert window.returncode == 128 + signal.SIGTERM


@POSIX
def test_the_window_outlives_the_reader_of_its_lines() -> None:
    with start("--text") as window:
        assert window.stdout is not None
        window.stdout.readline()
        window.stdout.close()
        time.sleep(1)
        assert window.poll() is None
        window.send_signal(signal.SIGTERM)
        assert window.stderr is not None
        assert not window.stderr.read()
    assert window.returncode == 128 + signal.SIGTERM


def test_text_mode_is_for_the_window_alone() -> None:
    with start("--text", "validate") as command:
        _, errors = command.communicate(timeout=PATIENCE)
    assert "--text is for the window alone" in errors
    assert command.returncode == 2
