"""`hexfront strength`: every level against every bot and every other level, and the table of it."""

from __future__ import annotations

import hashlib
import os
import re
from itertools import combinations, product
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from engine.analysis.plans import StrengthPlan, load_plans
from engine.analysis.report.strength_markdown import PART, write_tables
from engine.analysis.strength_results import sum_up_strength
from engine.errors import MatchError, ModelError
from engine.files import write
from engine.players.arena.match import Match
from engine.players.arena.match_log import MatchLog
from engine.players.levels import level_names
from engine.players.scripted_bots import bot_names
from engine.players.strength import read_strength
from hexfront.command_options import AsJson, Notes, Page, Repeats, Scenarios, Seed, Workers
from hexfront.output import output_of
from hexfront.pages import read_part, write_part
from hexfront.progress import failing_clearly, play_out


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command("strength")(strength)


def strength(  # noqa: PLR0913, PLR0917 - a parameter is an option here
    context: typer.Context,
    scenarios: Scenarios = None,
    repeats: Repeats = None,
    seed: Seed = None,
    workers: Workers = None,
    folder: Notes = None,
    table: Annotated[Path | None, typer.Option(help="Write the result into this file.")] = None,
    page: Page = None,
    as_json: AsJson = False,
) -> None:
    """Measure how strong the levels are. Defaults come from assets/arena.toml."""
    plan = load_plans().strength.override(scenarios=scenarios, repeats=repeats, seed=seed)
    place = Path(plan.folder) if folder is None else folder
    file = Path(plan.table) if table is None else table
    with failing_clearly("folder"):
        if not file.absolute().parent.is_dir():
            raise MatchError(f"there is no folder {file.absolute().parent} for the table")
        _require_table(file)
        if page is not None:
            read_part(page, PART)
        match_logs = _open(plan, place)
        play_out(match_logs, workers)
        result = sum_up_strength(level_names(), match_logs, plan.rating)
        write(file, msgspec.json.format(msgspec.json.encode(result), indent=1) + b"\n")
        tables = write_tables(result)
        if page is not None:
            write_part(page, PART, tables)
    output_of(context, as_json=as_json).report(msgspec.to_builtins(result), tables)


def _require_table(file: Path) -> None:
    """Raise MatchError if the table would replace something else, such as a save."""
    if file.is_dir():
        raise MatchError(f"{file} is a folder; the table must be a file")
    if not os.path.lexists(file):
        return
    try:
        read_strength(file)
    except ModelError as error:
        message = f"{file}: this file exists and is not a strength table"
        raise MatchError(f"{message}; name another file, or move it") from error


def _open(plan: StrengthPlan, folder: Path) -> list[MatchLog]:
    """Open the match log of every pairing; another policy or other numbers use other files."""
    levels = level_names()
    pairs = [*product(levels, bot_names()), *combinations(levels, 2)]
    matches = [plan.match(a, b) for a, b in pairs]
    return [MatchLog(match, folder / _file_name(match)) for match in matches]


def _file_name(match: Match) -> str:
    digest = hashlib.sha256(msgspec.json.encode(match)).hexdigest()
    return re.sub(r"\W+", "_", f"{match.a}-{match.b}-{digest[:8]}") + ".jsonl"
