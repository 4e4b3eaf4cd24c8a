"""Playing matches on the command line: a pool of processes, and a bar on stderr."""

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
    """Count the processors: that many workers play unless told otherwise."""
    count = os.cpu_count()
    return 1 if count is None else count


def play_out(match_logs: Sequence[tuple[str, MatchLog]], workers: int) -> None:
    """Play the games that each match lacks, with progress bars; one worker plays in process."""
    pool = contextlib.nullcontext() if workers == 1 else open_pool(workers)
    with pool as executor, make_bars() as progress:
        for name, match_log in match_logs:
            games = match_log.match.games
            task = progress.add_task(name, total=games, completed=len(match_log.records))
            for _ in run(match_log, executor, workers):
                progress.advance(task)


def make_bars() -> Progress:
    """Make bars on stderr: what is done, of how much, and the time it will still take."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    return Progress(*columns, console=Console(stderr=True))


class Bars:
    """Show a bar a stage of something that tells how far it is."""

    def __init__(self, progress: Progress) -> None:
        """Take where bars are shown."""
        self._progress = progress
        self._tasks: dict[str, TaskID] = {}

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Take the stage, and how much of it is done."""
        if stage not in self._tasks:
            # What was done before a pause says nothing about the pace.
            self._tasks[stage] = self._progress.add_task(stage, total=total, completed=done)
        self._progress.update(self._tasks[stage], completed=done)


@contextlib.contextmanager
def failing_clearly(kept_in: str | None) -> Iterator[None]:
    """Answer what can't be done with its sentence on stderr and the exit code for it.

    *kept_in* says where what was done before a stop is kept: a file, a folder, None for nowhere.
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
