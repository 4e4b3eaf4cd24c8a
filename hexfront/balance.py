"""`hexfront balance`: plays thousands of games and reports what is unfair."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from msgspec.structs import replace

from engine.analysis.ablation import compare_pairs, pairs_of, plan_ablation
from engine.analysis.balance_experiment import (
    folder_of,
    games_of,
    open_match_logs,
    plan_experiments,
)
from engine.analysis.balance_tables import make_tables
from engine.analysis.plans import BalancePlan, load_plans
from engine.analysis.report.balance_markdown import PART, write_tables
from engine.analysis.report.html_page import Facts, write_page
from engine.analysis.report.table_files import write_csv, write_parquet
from engine.analysis.report.text_summary import summarise
from engine.analysis.tables import Table
from engine.data.datafiles import packaged_data
from engine.data.factions import load_catalog
from engine.errors import MatchError
from engine.players.arena.match_log import MatchLog
from engine.versions import RULES_VERSION
from hexfront.command_options import AsJson, Page, Seed, Workers, refuse_combination
from hexfront.output import output_of
from hexfront.pages import read_part, write_part
from hexfront.progress import failing_clearly, play_out
from hexfront.version import VERSION

_Player = Annotated[str | None, typer.Option(metavar="SPEC", help="Who plays both sides.")]
_BaselineGames = Annotated[
    int | None,
    typer.Option(min=0, help="Games of random players, the baseline of what can be used."),
]
_Games = Annotated[
    int | None, typer.Option(min=0, help="Games per pairing of factions; with --without: battles.")
]
_Factions = Annotated[
    str | None, typer.Option(metavar="LIST", help="Comma-separated; all by default.")
]
_ScenarioGames = Annotated[int | None, typer.Option(min=0, help="Games per scenario.")]
_Scenarios = Annotated[
    str | None, typer.Option(metavar="LIST", help="Comma-separated, as `arena` takes them.")
]
_FirstSeed = Annotated[int | None, typer.Option(min=0, help="First seed of the generated battles.")]
_Without = Annotated[
    str | None,
    typer.Option(metavar="CODES", help="Play with and without these units or weapons instead."),
]
_Folder = Annotated[
    Path | None,
    typer.Option(help="Games and reports go below it, a folder for each set of options."),
]


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command("balance")(balance)


def balance(  # noqa: PLR0913, PLR0917 - a parameter is an option here
    context: typer.Context,
    player: _Player = None,
    games: _Games = None,
    factions: _Factions = None,
    scenario_games: _ScenarioGames = None,
    scenarios: _Scenarios = None,
    baseline_games: _BaselineGames = None,
    first_seed: _FirstSeed = None,
    seed: Seed = None,
    without: _Without = None,
    workers: Workers = None,
    folder: _Folder = None,
    page: Page = None,
    as_json: AsJson = False,
) -> None:
    """Measure how fair factions, scenarios and seats are. Defaults come from assets/arena.toml."""
    options: dict[str, object] = {
        "player": player,
        "games": games,
        "scenario_games": scenario_games,
        "scenarios": scenarios,
        "baseline_games": baseline_games,
        "first_seed": first_seed,
        "seed": seed,
        "without_games": games,
        "folder": None if folder is None else str(folder),
    }
    plan = _plan(options)
    with failing_clearly("file"):
        _check(page, without, options | {"factions": factions})
        if without is None:
            tables, place = play_pairings(plan, _named(factions), workers)
        else:
            tables, place = play_ablations(plan, _listed(without), workers)
        _write(page, tables)
    facts = {table.name: table.records for table in tables if table.name != "games"}
    text = f"{summarise(tables)}\n\nWritten to {place}"
    output_of(context, as_json=as_json).report({"folder": str(place), **facts}, text)


def _plan(options: dict[str, object]) -> BalancePlan:
    """Return the default plan, updated by the options that were given."""
    changed = {name: value for name, value in options.items() if value is not None}
    return replace(load_plans().balance, **changed)


def _check(page: Path | None, without: str | None, options: dict[str, object]) -> None:
    """Check, before hours of play, that the page can be written and the options fit --without."""
    if without is None:
        if page is not None:
            read_part(page, PART)
        return
    of_pairings = ("factions", "scenarios", "scenario_games", "baseline_games")
    others = {f"--{key.replace('_', '-')}": options[key] for key in of_pairings}
    refuse_combination("--without", others | {"--page": page})


def _write(page: Path | None, tables: Sequence[Table]) -> None:
    if page is not None:
        write_part(page, PART, write_tables(tables))


def _listed(words: str) -> list[str]:
    return [word.strip() for word in words.split(",")]


def _named(factions: str | None) -> list[str]:
    known = sorted(load_catalog(packaged_data()).factions)
    if factions is None:
        return known
    named = _listed(factions)
    for name in named:
        if name not in known:
            raise MatchError(f"faction {name!r} does not exist; there are: {', '.join(known)}")
    return named


def play_pairings(
    plan: BalancePlan, factions: Sequence[str], workers: int | None
) -> tuple[list[Table], Path]:
    """Play all pairings and scenarios; return the tables and the folder they are written to."""
    experiments = plan_experiments(plan, factions)
    place = folder_of([one.match for one in experiments], Path(plan.folder))
    match_logs = open_match_logs(experiments, place)
    play_out(match_logs, workers, [one.name for one in experiments])
    played = games_of(experiments, match_logs, baseline=False)
    baseline = games_of(experiments, match_logs, baseline=True)
    tables = make_tables(played, baseline, load_catalog(packaged_data()), plan.measures)
    facts = Facts(
        player=plan.player,
        games=len(played),
        baseline=len(baseline),
        data=experiments[0].match.data[:8],
        seed=plan.seed,
        first_seed=plan.first_seed,
        rules=RULES_VERSION,
        version=VERSION,
    )
    write_csv(tables, place)
    try:
        write_parquet(tables, place)
        write_page(tables, facts, plan.measures, place)
    except ImportError as error:
        typer.echo(f"only CSV was written: the rest needs the `lab` extra ({error})", err=True)
    return tables, place


def play_ablations(
    plan: BalancePlan, codes: Sequence[str], workers: int | None
) -> tuple[list[Table], Path]:
    """Play with and without units or weapons; return the tables and their folder."""
    experiments = {code: plan_ablation(plan, code) for code in codes}
    place = folder_of([one.match for one in experiments.values()], Path(plan.folder))
    match_logs = [
        MatchLog(one.match, place / f"without_{code}.jsonl") for code, one in experiments.items()
    ]
    play_out(match_logs, workers, [f"without {code}" for code in codes])
    pairs = {
        code: pairs_of(one, match_log)
        for (code, one), match_log in zip(experiments.items(), match_logs, strict=True)
    }
    tables = [compare_pairs(pairs)]
    write_csv(tables, place)
    return tables, place
