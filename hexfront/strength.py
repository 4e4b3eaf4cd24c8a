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

from engine.errors import MatchError, ModelError
from engine.files import write
from engine.players.arena.match import Match
from engine.players.arena.match_log import MatchLog
from engine.players.arena.score import DRAW, latency_of, tally, tally_by_faction, tally_by_seat
from engine.players.laboratory.rating import Result, rate
from engine.players.levels import level_names, packaged_levels, packaged_model
from engine.players.scripted_bots import bot_names
from engine.players.strength import Row, Strength, read_strength
from engine.versions import RULES_VERSION
from hexfront.options import AsJson, Notes, Page, Repeats, Scenarios, Seed, Workers
from hexfront.output import output_of
from hexfront.pages import read_part, write_part
from hexfront.plans import RatingNumbers, StrengthNumbers, load_plans
from hexfront.progress import default_workers, failing_clearly, play_out
from hexfront.strength_page import PART, write_tables


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
    """Measure how strong the levels are. What is not said comes from assets/arena.toml."""
    plan = load_plans().strength.but(scenarios=scenarios, repeats=repeats, seed=seed)
    place = Path(plan.folder) if folder is None else folder
    file = Path(plan.table) if table is None else table
    with failing_clearly("folder"):
        if not file.absolute().parent.is_dir():
            raise MatchError(f"there is no folder {file.absolute().parent} for the table")
        _require_table(file)
        if page is not None:
            read_part(page, PART)
        match_logs = _open(plan, place)
        named = [(f"{one.match.a} against {one.match.b}", one) for one in match_logs]
        play_out(named, default_workers() if workers is None else workers)
        result = sum_up(match_logs, plan.rating)
        write(file, msgspec.json.format(msgspec.json.encode(result), indent=1) + b"\n")
        tables = write_tables(result)
        if page is not None:
            write_part(page, PART, tables)
    output_of(context, as_json=as_json).report(msgspec.to_builtins(result), tables)


def _require_table(file: Path) -> None:
    """Raise MatchError when the table would take the place of something else, such as a battle."""
    if file.is_dir():
        raise MatchError(f"{file} is a folder, where the table is to be a file")
    if not os.path.lexists(file):
        return
    try:
        read_strength(file)
    except ModelError as error:
        message = f"{file}: this file exists already and holds no table of strength; name another"
        raise MatchError(f"{message}, or move it away") from error


def _open(plan: StrengthNumbers, folder: Path) -> list[MatchLog]:
    """Plan every pairing and open its file: another policy, or other numbers, get other files."""
    levels = level_names()
    pairs = [*product(levels, bot_names()), *combinations(levels, 2)]
    matches = [plan.match(a, b) for a, b in pairs]
    return [MatchLog(match, folder / _file_name(match)) for match in matches]


def _file_name(match: Match) -> str:
    digest = hashlib.sha256(msgspec.json.encode(match)).hexdigest()
    return re.sub(r"\W+", "_", f"{match.a}-{match.b}-{digest[:8]}") + ".jsonl"


def sum_up(match_logs: list[MatchLog], numbers: RatingNumbers) -> Strength:
    """Make the table of games that were played."""
    levels = level_names()
    matches = [(one.match, one.played) for one in match_logs]
    rows = [
        _row(match_log, level, place)
        for level in levels
        for match_log in match_logs
        for place in (0, 1)
        if (match_log.match.a, match_log.match.b)[place] == level
    ]
    met = [_row(match_log, match_log.match.a, 0) for match_log in match_logs]
    results = [Result(o.level, o.opponent, o.wins + DRAW * o.draws, o.games) for o in met]
    return Strength(
        policy=packaged_model().card.sha256,
        levels=packaged_levels().fingerprint,
        rules_version=RULES_VERSION,
        seed=match_logs[0].match.seed,
        anchor=numbers.anchor,
        ratings=rate(results, numbers.anchor, numbers.points, numbers.drawn),
        milliseconds={level: latency_of(level, matches) for level in levels},
        cuts={level: _cuts_of(level, match_logs) for level in levels},
        rows=tuple(rows),
    )


def _row(match_log: MatchLog, level: str, place: int) -> Row:
    """Sum up a pairing for a level that is A or B, by its *place*."""
    match = match_log.match
    opponent = (match.a, match.b)[1 - place]
    games = []
    for record in match_log.played:
        seat = match.game(record.number).seat
        games.append((record, seat.other if place else seat))
    whole = tally(games)
    return Row(
        level=level,
        opponent=opponent,
        games=whole.games,
        wins=whole.wins,
        draws=whole.draws,
        losses=whole.losses,
        win_rate=whole.win_rate,
        interval=whole.interval,
        by_seat=tally_by_seat(games),
        by_faction=tally_by_faction(games),
    )


def _cuts_of(level: str, match_logs: list[MatchLog]) -> int:
    return sum(
        record.cuts[place]
        for match_log in match_logs
        for place in (0, 1)
        if (match_log.match.a, match_log.match.b)[place] == level
        for record in match_log.played
    )
