"""The time until the window is visible, measured by its pixels, of the program users start."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

from client.folders import HOME_VARIABLE
from hexfront.bench import timing
from hexfront.bench.display import Display, a_display

PATIENCE: Final = 60.0
WINDOWED: Final = "hexfront"
"""The bundle's executable that opens the window."""


def window_command() -> list[str]:
    """Return the command that starts the window of this installation, as a user would."""
    if "frozen" in vars(sys):
        return [str(Path(sys.executable).with_name(WINDOWED))]
    return [sys.executable, "-m", "hexfront"]


def measure_first_frame(command: list[str]) -> timing.Measurement:
    """Measure three starts, from the call to the first picture on a private display."""
    seconds, loops = [], []
    with a_display() as display:
        for _ in range(timing.RUNS):
            loops.append(timing.time_of(timing.run_loop))
            seconds.append(_wait_for_first_frame(command, display))
    return timing.Measurement(tuple(seconds), tuple(loops))


def own_environment(display: Display, home: str) -> dict[str, str]:
    """Return the environment of a program with its window on *display* and its files in *home*."""
    inherited = {key: value for key, value in os.environ.items() if key != "LD_LIBRARY_PATH"}
    # A bundle's program started by another one must not take itself for its child.
    fresh = {"PYINSTALLER_RESET_ENVIRONMENT": "1", HOME_VARIABLE: home}
    return {**inherited, **display.environment(), **fresh}


def stop(program: subprocess.Popen[str]) -> None:
    """Terminate a program and wait until it has ended."""
    program.terminate()
    try:
        program.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        program.kill()
        program.wait()


def _wait_for_first_frame(command: list[str], display: Display) -> float:
    with tempfile.TemporaryDirectory(prefix="hexfront-bench-") as home:
        environment = own_environment(display, home)
        began = time.perf_counter()
        program = subprocess.Popen(command, env=environment, text=True)  # noqa: S603 - our own program
        try:
            display.wait_for_picture(program, PATIENCE)
            return time.perf_counter() - began
        finally:
            stop(program)
            display.wait_until_empty(PATIENCE)
