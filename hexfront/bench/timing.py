"""Measurement: the same work three times, each with a fixed loop that shows how fast Python is."""

from __future__ import annotations

import json
import platform
import time
from collections.abc import Callable
from typing import Final

import msgspec
import typer

RUNS: Final = 3
LOOPS: Final = 2_000_000
DIGITS: Final = 4


class Measurement(msgspec.Struct, frozen=True):
    """The seconds that *work* took in each run, and those of the fixed loop run after it."""

    seconds: tuple[float, ...]
    loop_seconds: tuple[float, ...]


def measure(
    work: Callable[[], object], clock: Callable[[], float] = time.perf_counter
) -> Measurement:
    """Measure *work* in three runs by a *clock* in seconds."""
    loops, seconds = [], []
    for _ in range(RUNS):
        loops.append(time_of(run_loop, clock))
        seconds.append(time_of(work, clock))
    return Measurement(tuple(seconds), tuple(loops))


def time_of(work: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    """Return the seconds that *work* takes."""
    began = clock()
    work()
    return clock() - began


def run_loop() -> int:
    """Run a fixed workload: a sum in pure Python that no interpreter can shorten."""
    total = 0
    for number in range(LOOPS):
        total = (total * 31 + number) & 0xFFFF
    return total


def report(facts: dict[str, object]) -> None:
    """Print what was measured."""
    python = f"{platform.python_implementation()} {platform.python_version()}"
    about = {"python": python, "machine": platform.machine(), "loops": LOOPS}
    typer.echo(json.dumps({**facts, "here": about}, indent=2))


def rounded(values: tuple[float, ...] | list[float], factor: float = 1) -> list[float]:
    """Return values times *factor*, rounded to significant digits."""
    return [round(value * factor, DIGITS) for value in values]
