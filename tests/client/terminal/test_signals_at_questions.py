"""A signal ends the wait for a typed line at whatever moment it comes, without another key."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.hexfront.campaign_person import Terminal

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no terminals of this kind")

ROOT = Path(__file__).parents[3]
MOMENTS = 120
LATEST = 0.0003
"""Seconds after the prompt up to which signals are sent: by then the program waits for a key."""
AT_ONCE = 50
COMPLETIONS = 3
PATIENCE = 60.0
ASKING = """
import signal, sys, time
from client.signals import Request, raising
{prepare}
while True:
    request = Request()
    with raising(request):
        try:
            {ask}
        except KeyboardInterrupt:  # Stopped, or what input() makes of two of them
            print("stopped by", request.number, flush=True)
            time.sleep({pause})
"""
BATTLE = ("from client.terminal.typed_line import read_line", 'read_line("> ")')
"""How the terminal's battle asks."""
CAMPAIGN = ("from client.terminal.campaign.line_input import LineInput", "LineInput(list).read()")
"""How the terminal's campaign asks: with completed words."""
EDITED = ("import readline; from client.terminal.typed_line import read_line", BATTLE[1])
"""How a battle asks that is fought in a campaign."""
PIPED = ("import os; sys.stdin = open(os.pipe()[0]); " + BATTLE[0], BATTLE[1])
"""How a battle asks whose lines come from a script."""
COMPLETING = (
    """
import time
from client.terminal.campaign.line_input import LineInput
def complete(line):
    print("completing", flush=True)
    end = time.monotonic() + 0.3
    while time.monotonic() < end:
        pass
    return []
""",
    "LineInput(complete).read()",
)
"""The campaign's question, with words that take their time to be found."""


class Program:
    """A program that asks at a terminal of its own."""

    def __init__(self, process: subprocess.Popen[bytes], terminal: int) -> None:
        self._process = process
        self._terminal = terminal
        self._printed = b""

    def read_to(self, wanted: bytes) -> bytes:
        """Return what is printed up to what is wanted, and all of it if that never comes."""
        end = time.monotonic() + PATIENCE
        while wanted not in self._printed:
            wait = max(0.0, end - time.monotonic())
            if not select.select([self._terminal], [], [], wait)[0]:
                break
            try:
                self._printed += os.read(self._terminal, 4096)
            except OSError:  # Linux: the program has ended
                break
        found, part, self._printed = self._printed.partition(wanted)
        return found + part

    def type(self, keys: bytes) -> None:
        os.write(self._terminal, keys)

    def send(self, number: signal.Signals) -> None:
        self._process.send_signal(number)


@contextmanager
def asking(prepare: str, ask: str, pause: float = 0.0) -> Iterator[Program]:
    """Start a program that asks again whenever a signal has ended a question, after a
    pause in which further signals are ignored.
    """
    import pty

    master, slave = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", ASKING.format(prepare=prepare, ask=ask, pause=pause)],
        stdin=slave, stdout=slave, stderr=slave, cwd=ROOT, start_new_session=True,
        env=os.environ | {"PYTHONPATH": str(ROOT), "TERM": "dumb"},
    )  # fmt: skip
    os.close(slave)
    try:
        yield Program(process, master)
    finally:
        process.kill()
        process.wait()
        os.close(master)


QUESTIONS = [BATTLE, EDITED, CAMPAIGN, PIPED]
QUESTION_NAMES = ["plain", "edited", "campaign", "piped"]


@pytest.mark.parametrize("question", QUESTIONS, ids=QUESTION_NAMES)
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_is_noticed_at_every_moment_after_a_question(
    question: tuple[str, str], number: signal.Signals
) -> None:
    with asking(*question) as program:
        for moment in range(MOMENTS):
            assert program.read_to(b"> ").endswith(b"> ")
            due = time.perf_counter() + LATEST * moment / MOMENTS
            while time.perf_counter() < due:
                pass
            program.send(number)
            said = program.read_to(b"stopped by %d" % number)
            assert b"stopped" in said, f"not noticed after question {moment}: {said!r}"


@pytest.mark.parametrize("question", QUESTIONS, ids=QUESTION_NAMES)
def test_two_signals_at_once_end_a_question_like_one(question: tuple[str, str]) -> None:
    with asking(*question, pause=0.02) as program:
        for _ in range(AT_ONCE):
            assert program.read_to(b"> ").endswith(b"> ")
            program.send(signal.SIGTERM)
            program.send(signal.SIGHUP)
            said = program.read_to(b"stopped by")
            assert said.endswith(b"stopped by"), said


def test_a_signal_that_comes_while_words_are_completed_is_noticed() -> None:
    pytest.importorskip("readline")
    with asking(*COMPLETING) as program:
        for _ in range(COMPLETIONS):
            assert program.read_to(b"> ").endswith(b"> ")
            program.type(b"a\t")
            assert b"completing" in program.read_to(b"completing")
            program.send(signal.SIGTERM)
            said = program.read_to(b"stopped by %d" % signal.SIGTERM)
            assert b"stopped" in said, said


@pytest.mark.parametrize("moment", range(6))
def test_a_signal_ends_a_battle_that_asks(moment: int, tmp_path: Path) -> None:
    terminal = Terminal(tmp_path, "play", "first_landing")
    terminal.read()
    time.sleep(moment * 0.0001)
    terminal.signal(signal.SIGTERM)
    terminal.read()
    assert terminal.wait() == 128 + signal.SIGTERM
    assert "Traceback" not in terminal.printed
