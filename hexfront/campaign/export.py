"""`hexfront campaign export`: the decisions of personas as numbers, for learners."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import msgspec
import typer
from msgspec.structs import replace

from hexfront.campaign.simulate import (
    Battles,
    Check,
    FirstSeed,
    Games,
    Houses,
    Levels,
    Resume,
    Setup,
    Turns,
    listed,
    open_workers,
)
from hexfront.command_options import AsJson, Workers, refuse_combination
from hexfront.output import output_of
from hexfront.progress import default_workers, failing_clearly, make_bars

_Out = Annotated[
    Path, typer.Option("--out", metavar="DIR", help="Folder to write to; goes on with its export.")
]


def register(app: typer.Typer) -> None:
    """Add the command to `campaign`."""
    app.command("export", short_help="campaign-option.export")(export)


def export(  # noqa: PLR0913, PLR0917 - a parameter is an option here
    context: typer.Context,
    out: _Out,
    games: Games = 1,
    houses: Houses = None,
    turns: Turns = None,
    seed: FirstSeed = None,
    levels: Levels = None,
    workers: Workers = None,
    setup: Setup = None,
    check: Check = False,
    battles: Battles = 0.0,
    resume: Resume = None,
    as_json: AsJson = False,
) -> None:
    """Play campaigns of the computer's houses, and write every decision of theirs to a folder.

    docs/campaign-encoding.md says what is in it. The same options give the same files on any number
    of workers, and the same command goes on after it was stopped.
    """
    from engine.analysis.campaigns.exporting import export as export_games
    from engine.analysis.campaigns.exporting import open_export, summarise
    from engine.analysis.campaigns.simulation_plan import make_plan

    with failing_clearly("folder"):
        if setup is not None:
            refuse_combination("--setup", {"--houses": houses, "--levels": levels})
        asked = {"houses": houses, "turns": turns, "seed": seed}
        plan = replace(make_plan(games, asked, listed(levels), setup), check=check, battles=battles)
        log = open_export(plan, out, resume)
        count = default_workers() if workers is None else workers
        with open_workers(count) as executor, make_bars() as progress:
            task = progress.add_task("campaigns", total=plan.games, completed=len(log.records))
            for _ in export_games(log, out, executor, count):
                progress.advance(task)
        summary = summarise(log, out)
    output_of(context, as_json=as_json).report(
        msgspec.to_builtins(summary), f"{out}: {summary.to_text()}"
    )
