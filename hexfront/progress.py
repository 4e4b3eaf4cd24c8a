"""Matches on the command line: worker processes, and progress bars on stderr."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from client.streams import say
from engine.errors import EngineError
from engine.players.arena.running import open_pool, run
from hexfront.ending import FAILED

if TYPE_CHECKING:
    from rich.progress import TaskID

    from engine.players.arena.match_log import MatchLog


def default_workers() -> int:
    """Return the number of processors."""
    count = os.cpu_count()
    return 1 if count is None else count


def play_out(
    match_logs: Sequence[MatchLog], workers: int | None, names: Sequence[str] | None = None
) -> None:
    """Play the missing games of each match, each with a progress bar named by *names*.

    One worker plays in this process; None is one worker per processor.
    """
    count = default_workers() if workers is None else workers
    if names is None:
        names = [f"{one.match.a} against {one.match.b}" for one in match_logs]
    pool = contextlib.nullcontext() if count == 1 else open_pool(count)
    with pool as executor, make_bars() as progress:
        for name, match_log in zip(names, match_logs, strict=True):
            games = match_log.match.games
            task = progress.add_task(name, total=games, completed=len(match_log.records))
            for _ in run(match_log, executor, count):
                progress.advance(task)


def make_bars() -> Progress:
    """Return progress bars on stderr: work done, total work, and time remaining."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    return Progress(*columns, console=Console(stderr=True))


class Bars:
    """A progress bar for each stage of a task that reports its progress."""

    def __init__(self, progress: Progress) -> None:
        """Show the bars in *progress*."""
        self._progress = progress
        self._tasks: dict[str, TaskID] = {}

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Show how much of a stage is *done*."""
        if stage not in self._tasks:
            # What was done before a pause says nothing about the pace.
            self._tasks[stage] = self._progress.add_task(stage, total=total, completed=done)
        self._progress.update(self._tasks[stage], completed=done)


@contextlib.contextmanager
def failing_clearly(kept_in: str | None) -> Iterator[None]:
    """Print the message of an error on stderr and exit with its code.

    *kept_in* is where finished work is kept after a stop: "file", "folder", or None for nowhere.
    """
    try:
        yield
    except EngineError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(FAILED) from error
    except KeyboardInterrupt as error:
        going_on = "begins anew" if kept_in is None else f"goes on from its {kept_in}"
        say(f"stopped; the same command {going_on}")
        raise typer.Exit(FAILED) from error
