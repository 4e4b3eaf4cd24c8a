"""`hexfront ladder`: every bot against every other, and the table of docs/opponents.md."""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from engine.analysis.ladder_results import sum_up_ladder
from engine.analysis.plans import PairingPlan, load_plans
from engine.analysis.report.ladder_markdown import PART, write_tables
from engine.errors import MatchError
from engine.players.arena.match_log import MatchLog
from engine.players.scripted_bots import bot_names
from hexfront.command_options import AsJson, Notes, Page, Repeats, Scenarios, Seed, Workers
from hexfront.output import output_of
from hexfront.pages import read_part, write_part
from hexfront.progress import failing_clearly, play_out


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command("ladder")(ladder)


def ladder(  # noqa: PLR0913, PLR0917 - a parameter is an option here
    context: typer.Context,
    players: Annotated[
        str | None, typer.Option(metavar="SPECS", help="Comma-separated; all bots by default.")
    ] = None,
    scenarios: Scenarios = None,
    repeats: Repeats = None,
    seed: Seed = None,
    workers: Workers = None,
    folder: Notes = None,
    page: Page = None,
    as_json: AsJson = False,
) -> None:
    """Play every player against every other. Defaults come from assets/arena.toml."""
    plan = load_plans().ladder.override(scenarios=scenarios, repeats=repeats, seed=seed)
    specs = bot_names() if players is None else [spec.strip() for spec in players.split(",")]
    place = Path(plan.folder) if folder is None else folder
    with failing_clearly("file"):
        if page is not None:
            read_part(page, PART)
        match_logs = _open(plan, specs, place)
        play_out(match_logs, workers)
        result = sum_up_ladder(specs, match_logs)
        tables = write_tables(result)
        if page is not None:
            write_part(page, PART, tables)
    output_of(context, as_json=as_json).report(msgspec.to_builtins(result), tables)


def _open(plan: PairingPlan, specs: list[str], folder: Path) -> list[MatchLog]:
    """Open the match log of every pairing."""
    if len(specs) < 2 or len(set(specs)) < len(specs):
        raise MatchError(f"a ladder needs at least two different players, not {', '.join(specs)}")
    return [
        MatchLog(plan.match(a, b), folder / f"{_file_name(a)}-{_file_name(b)}.jsonl")
        for a, b in combinations(specs, 2)
    ]


def _file_name(spec: str) -> str:
    return re.sub(r"\W+", "_", spec)
