"""In every mode the game reaches for no network, looks no name up, and writes where it may.

What is run is watched by strace, as on a stranger's machine: without `CI`, with an empty home.
`.ci/run` checks the bundle by the same script, which fails where strace is missing.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "scripts" / "check_silence.py"
OWN = ("--own", ".local/share/hexfront")
HERE = ("--set", f"PYTHONPATH={ROOT}")
WITHOUT_A_SCREEN = ("--set", "SDL_VIDEODRIVER=dummy", "--set", "SDL_AUDIODRIVER=dummy")
GAME = (sys.executable, "-m", "hexfront")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("strace") is None, reason="needs Linux and strace"),
]


def check(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(SCRIPT), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


MODES = {
    "selftest": (*GAME, "--selftest"),
    "window": (sys.executable, "-m", "tests.silence.window"),
    "terminal": (*GAME, "play", "first_landing", "--one", "veteran", "--two", "recruit"),
    "arena": (
        *(*GAME, "arena", "--a", "soldier", "--b", "commander", "--scenarios", "first_landing"),
        *("--games", "2", "--workers", "2"),
    ),
}


@pytest.mark.parametrize("mode", MODES)
def test_the_game_is_silent(mode: str) -> None:
    done = check(*HERE, *OWN, *WITHOUT_A_SCREEN, "--", *MODES[mode])
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.splitlines()[-1].endswith("exit code 0, 0 breaches of silence")


SUPPRESSING = "import socket, contextlib\nwith contextlib.suppress(OSError):\n    "
REACH = "lambda: socket.socket().connect_ex(('127.0.0.1', 9))"
BREACHES = {
    "a connection": (
        "import socket; socket.socket().connect_ex(('127.0.0.1', 9))",
        "reached for the network: connect",
    ),
    "a connection of another kind": (
        "import socket; socket.socket(socket.AF_INET6).connect_ex(('::1', 9))",
        "reached for the network: connect",
    ),
    "a datagram": (
        SUPPRESSING + "socket.socket(type=socket.SOCK_DGRAM).sendto(b'x', ('10.0.0.1', 53))",
        "reached for the network: sendto",
    ),
    "a look-up": (
        SUPPRESSING + "socket.getaddrinfo('telemetry.example', 443)",
        "looked a name up",
    ),
    "a listener": (
        "import socket; socket.socket().bind(('127.0.0.1', 0))",
        "reached for the network: bind",
    ),
    "a cache": (
        "from pathlib import Path; (Path.home() / '.cache' / 'maker').mkdir(parents=True)",
        "/home/.cache/maker",
    ),
    "a file here": ("open('here', 'w')", "/work/here"),
    "a file that is gone again": ("import os; open('x', 'w'); os.remove('x')", "changed a file"),
    "a temporary file": ("import tempfile; tempfile.mkstemp()", "left behind"),
    "a child's file": (
        "import subprocess, sys; subprocess.run([sys.executable, '-c', 'open(\"made\", \"w\")'])",
        "/work/made",
    ),
    "what a thread does": (
        f"import socket, threading; threading.Thread(target={REACH}).start()",
        "reached for the network: connect",
    ),
}


@pytest.mark.parametrize("name", BREACHES)
def test_a_breach_of_silence_is_noticed(name: str) -> None:
    code, says = BREACHES[name]
    done = check("--", sys.executable, "-c", code)
    assert done.returncode == 1
    assert says in done.stdout


def test_what_is_allowed_is_no_breach(tmp_path: Path) -> None:
    code = (
        "import socket, tempfile; from pathlib import Path\n"
        "(Path.home() / '.local/share/hexfront').mkdir(parents=True)\n"
        "(Path.home() / '.local/share/hexfront/settings').write_text('x')\n"
        f"Path({str(tmp_path)!r}, 'named').write_text('x')\n"
        "tempfile.TemporaryFile().write(b'x')\n"
        "socket.socket(socket.AF_UNIX).connect_ex('/nowhere')\n"
    )
    done = check(*OWN, "--allow", str(tmp_path), "--", sys.executable, "-c", code)
    assert done.returncode == 0, done.stdout


def test_a_command_that_fails_is_not_called_silent() -> None:
    done = check("--", sys.executable, "-c", "raise SystemExit(3)")
    assert done.returncode == 1
    assert "exit code 3, 0 breaches" in done.stdout
