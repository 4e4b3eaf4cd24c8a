"""`hexfront campaign simulate`: campaigns that the computer's houses play among themselves."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer
from msgspec.structs import replace

from hexfront.command_options import AsJson, Workers, refuse_combination
from hexfront.output import output_of
from hexfront.progress import default_workers, failing_clearly, make_bars

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Executor

    from engine.analysis.campaigns.game_record import GameRecord
    from engine.analysis.campaigns.simulation_log import SimulationLog

Games = Annotated[int, typer.Option(min=1, help="Number of campaigns.")]
Houses = Annotated[int | None, typer.Option(help="Number of houses: 2, 3, 4 or 6.")]
Turns = Annotated[int | None, typer.Option(min=1, help="Turns of each campaign.")]
FirstSeed = Annotated[
    int | None, typer.Option("--seed", min=0, help="Seed of the first one; the others follow it.")
]
Setup = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="A setup file: who plays, instead of what seeds draw."),
]
Levels = Annotated[
    str | None,
    typer.Option(metavar="LIST", help="Levels dealt to the houses, comma-separated."),
]
Check = Annotated[bool, typer.Option("--check", help="Check all invariants after each turn.")]
_Why = Annotated[
    bool, typer.Option("--why", help="Count the wishes that personas could not follow, by reason.")
]
Battles = Annotated[
    float, typer.Option(min=0, max=1, help="Share of the landings that is fought on the board.")
]
Resume = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Keep finished games in this file, and go on from it."),
]


def register(app: typer.Typer) -> None:
    """Add the command to `campaign`."""
    app.command("simulate", short_help="campaign-option.simulate")(simulate)


def simulate(  # noqa: PLR0913, PLR0917 - a parameter is an option here
    context: typer.Context,
    games: Games = 1,
    houses: Houses = None,
    turns: Turns = None,
    seed: FirstSeed = None,
    levels: Levels = None,
    workers: Workers = None,
    setup: Setup = None,
    check: Check = False,
    why: _Why = False,
    battles: Battles = 0.0,
    resume: Resume = None,
    as_json: AsJson = False,
) -> None:
    """Play campaigns of the computer's houses, and print a line for each.

    With --json a line is a JSON object; docs/campaign-balance.md says what is in it. The same
    options give the same campaigns on any number of workers.
    """
    from engine.analysis.campaigns.simulation_log import SimulationLog
    from engine.analysis.campaigns.simulation_plan import make_plan

    as_lines = output_of(context, as_json=as_json).as_json
    with failing_clearly(None if resume is None else "file"):
        if setup is not None:
            refuse_combination("--setup", {"--houses": houses, "--levels": levels})
        asked = {"houses": houses, "turns": turns, "seed": seed}
        plan = make_plan(games, asked, listed(levels), setup)
        plan = replace(plan, check=check, why=why, battles=battles)
        log = SimulationLog(plan, resume)
        for record in log.played:
            _print(record, as_json=as_lines)
        play_out(log, workers, lambda record: _print(record, as_json=as_lines))


def listed(words: str | None) -> tuple[str, ...] | None:
    """Return the words of a list that are separated by commas; None for no list."""
    return None if words is None else tuple(word.strip() for word in words.split(","))


def play_out(
    log: SimulationLog, workers: int | None, show: Callable[[GameRecord], None] | None = None
) -> None:
    """Play the missing games of a log with a progress bar, showing each as it is finished.

    One worker plays in this process; None is one worker per processor.
    """
    from engine.analysis.campaigns.running import run

    count = default_workers() if workers is None else workers
    with open_workers(count) as executor, make_bars() as progress:
        task = progress.add_task("campaigns", total=log.plan.games, completed=len(log.records))
        for record in run(log, executor, count):
            if show is not None:
                show(record)
            progress.advance(task)


def open_workers(count: int) -> contextlib.AbstractContextManager[Executor | None]:
    """Return a pool of so many worker processes; None, for this process alone, if it is one."""
    from engine.players.arena.running import open_pool

    return contextlib.nullcontext() if count == 1 else open_pool(count)


def _print(record: GameRecord, *, as_json: bool) -> None:
    from engine.analysis.campaigns.plain_words import plain_end, plain_reason

    if as_json:
        typer.echo(msgspec.json.encode(record).decode())
        return
    typer.echo(f"seed {record.seed}: {plain_end(record)}")
    for reason, number in sorted(record.reasons.items(), key=lambda one: (-one[1], one[0])):
        typer.echo(f"  {number:6} {plain_reason(reason)}")
