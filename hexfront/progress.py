"""Playing matches on the command line: a pool of processes, and a bar on stderr."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from engine.errors import DataError, MatchError
from engine.players.arena.running import open_pool, run
from hexfront.program import FAILED

if TYPE_CHECKING:
    from engine.players.arena.ledger import Ledger


def default_workers() -> int:
    """Count the processors: that many workers play unless told otherwise."""
    count = os.cpu_count()
    return 1 if count is None else count


def play_out(ledgers: Sequence[tuple[str, Ledger]], workers: int) -> None:
    """Play what is missing in each ledger, its name beside the bar; one worker plays right here."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    pool = contextlib.nullcontext() if workers == 1 else open_pool(workers)
    with pool as executor, Progress(*columns, console=Console(stderr=True)) as progress:
        for name, ledger in ledgers:
            games = ledger.match.games
            task = progress.add_task(name, total=games, completed=len(ledger.records))
            for _ in run(ledger, executor, workers):
                progress.advance(task)


@contextlib.contextmanager
def failing_clearly() -> Iterator[None]:
    """Answer what can't be played with its sentence on stderr and the exit code for it."""
    try:
        yield
    except (MatchError, DataError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(FAILED) from error
    except KeyboardInterrupt as error:
        typer.echo("stopped; the same command goes on from its file", err=True)
        raise typer.Exit(FAILED) from error
