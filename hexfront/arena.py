"""`hexfront arena`: a match between two players, each game from both seats."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import msgspec
import typer

from engine.players.arena.match import make_match
from engine.players.arena.match_log import MatchLog
from engine.players.arena.score import Latency, Score, Tally, score
from engine.players.scenario_list import read_scenario_list
from hexfront.command_options import AsJson, Workers
from hexfront.output import output_of
from hexfront.progress import failing_clearly, play_out

_SPEC = "a level, bot:NAME, model:FOLDER, or py:FILE.py:ClassName (made without arguments)"


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command("arena")(arena)


def arena(  # noqa: PLR0913, PLR0917 - a parameter is an option here
    context: typer.Context,
    a: Annotated[str, typer.Option("--a", metavar="SPEC", help=f"Who is A: {_SPEC}.")],
    b: Annotated[str, typer.Option("--b", metavar="SPEC", help="Who is B, in the same form.")],
    scenarios: Annotated[
        str,
        typer.Option(
            metavar="LIST",
            help="Comma-separated: names, files, folders, packaged (all that come with the game),"
            " random:SEED, random:FIRST..LAST.",
        ),
    ],
    games: Annotated[
        int,
        typer.Option(
            help="A multiple of twice the number of scenarios: each is played from both seats."
        ),
    ],
    seed: Annotated[int, typer.Option(min=0, help="Seed of all dice and draws.")] = 0,
    workers: Workers = None,
    resume: Annotated[
        Path | None, typer.Option(help="Log every game in this file; resume from it if it exists.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Play a match between A and B; the result does not depend on the number of workers."""
    with failing_clearly(None if resume is None else "file"):
        match = make_match(a, b, read_scenario_list(scenarios), games, seed)
        match_log = MatchLog(match, resume)
        play_out([match_log], workers)
    result = score(match, match_log.played)
    output_of(context, as_json=as_json).report(msgspec.to_builtins(result), in_words(result))


def in_words(result: Score) -> str:
    """Return a score as text: A against B, A by seat and faction, times of both players."""
    lines = [f"{result.a} against {result.b}", _line("all", result)]
    lines += [_line(f"as {seat}", one) for seat, one in result.by_seat.items()]
    lines += [_line(f"with {faction}", one) for faction, one in result.by_faction.items()]
    lines.append("milliseconds a decision")
    for letter, spec in (("a", result.a), ("b", result.b)):
        lines.append(_pace_line(spec, result.milliseconds[letter]))
    return "\n".join(lines)


def _line(what: str, one: Tally) -> str:
    low, high = one.interval
    return (
        f"  {what:<20} {one.games:>6} games {one.wins:>6} won {one.draws:>6} drawn"
        f" {one.losses:>6} lost {one.win_rate:>7.1%} ({low:.1%} to {high:.1%})"
    )


def _pace_line(spec: str, pace: Latency) -> str:
    return (
        f"  {spec:<20} {pace.decisions:>6} decisions, mean {pace.mean:.3f},"
        f" p50 {pace.p50:.3f}, p95 {pace.p95:.3f}"
    )
