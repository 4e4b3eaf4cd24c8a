"""`hexfront campaign balance`: the figures by which campaigns count as balanced."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer
from msgspec.structs import replace

from hexfront.campaign.simulate import FirstSeed, Houses, Resume, play_out
from hexfront.command_options import AsJson, Page, Workers, refuse_combination
from hexfront.output import output_of
from hexfront.pages import read_part, write_part
from hexfront.progress import failing_clearly

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.analysis.campaigns.balance_bars import Bars
    from engine.analysis.campaigns.game_record import GameRecord
    from engine.analysis.campaigns.kpis import Kpi
    from engine.analysis.campaigns.level_matches import LevelMatch
    from engine.analysis.campaigns.simulation_plan import SimulationPlan

_Games = Annotated[int | None, typer.Option(min=1, help="Number of campaigns.")]
_Levels = Annotated[
    bool,
    typer.Option(
        "--levels", help="Play games of two houses, of each level against the one below it."
    ),
]


def register(app: typer.Typer) -> None:
    """Add the command to `campaign`."""
    app.command("balance", short_help="campaign-option.balance")(balance)


def balance(  # noqa: PLR0913, PLR0917 - a parameter is an option here
    context: typer.Context,
    games: _Games = None,
    houses: Houses = None,
    seed: FirstSeed = None,
    levels: _Levels = False,
    workers: Workers = None,
    page: Page = None,
    resume: Resume = None,
    as_json: AsJson = False,
) -> None:
    """Play campaigns and hold their figures to the bars of assets/campaign_balance.toml.

    With --levels, --games is the number of games of each level against the one below it.
    """
    from engine.analysis.campaigns.balance_bars import load_bars
    from engine.analysis.campaigns.markdown import LEVELS_PART, PART, write_levels, write_tables
    from engine.analysis.campaigns.simulation_log import SimulationLog

    bars = load_bars()
    part = LEVELS_PART if levels else PART
    with failing_clearly("file" if resume is not None else None):
        if page is not None:
            read_part(page, part)  # before minutes of play
        plan = (
            _plan_levels(bars, games, houses, seed) if levels else _plan(bars, games, houses, seed)
        )
        log = SimulationLog(plan, resume)
        play_out(log, workers)
        played = log.played
        if page is not None:
            tables = (
                write_levels(played, plan.levels, bars) if levels else write_tables(played, bars)
            )
            write_part(page, part, tables)
    facts, text = _report_levels(played, plan, bars) if levels else _report(played, bars)
    output = output_of(context, as_json=as_json)
    output.report({"games": plan.games, "seed": plan.seed, **facts}, text)


def _report(played: Sequence[GameRecord], bars: Bars) -> tuple[dict[str, object], str]:
    from engine.analysis.campaigns.kpis import measure

    kpis = measure(played, bars)
    return {"kpis": [kpi._asdict() for kpi in kpis]}, _text(kpis)


def _report_levels(
    played: Sequence[GameRecord], plan: SimulationPlan, bars: Bars
) -> tuple[dict[str, object], str]:
    from engine.analysis.campaigns.level_matches import match_levels

    matches = match_levels(plan.levels, played, bars)
    return {"levels": [one._asdict() for one in matches]}, _level_text(matches)


def _plan(bars: Bars, games: int | None, houses: int | None, seed: int | None) -> SimulationPlan:
    from engine.analysis.campaigns.simulation_plan import make_plan

    asked = {
        "houses": bars.houses if houses is None else houses,
        "seed": bars.seed if seed is None else seed,
    }
    return replace(make_plan(bars.games if games is None else games, asked), why=True)


def _plan_levels(
    bars: Bars, games: int | None, houses: int | None, seed: int | None
) -> SimulationPlan:
    from engine.analysis.campaigns.simulation_plan import make_level_plan

    refuse_combination("--levels", {"--houses": houses})
    return make_level_plan(
        bars.level_games if games is None else games, bars.level_seed if seed is None else seed
    )


def _level_text(matches: Sequence[LevelMatch]) -> str:
    return "\n".join(
        f"{'   ' if one.holds else 'NO '} {one.level} against {one.below}:"
        f" {one.wins} of {one.games} games, {100 * one.share:.1f} %"
        f" ({100 * one.low:.1f} % to {100 * one.high:.1f} %), {one.milliseconds:.1f} ms a turn"
        for one in matches
    )


def _text(kpis: Sequence[Kpi]) -> str:
    width = max(len(kpi.name) for kpi in kpis)
    lines = [
        f"{'   ' if kpi.holds else 'NO '} {kpi.name:{width}}  {kpi.bar:24} {kpi.value:>8}"
        f"  ({kpi.low} to {kpi.high})"
        for kpi in kpis
    ]
    missed = sum(not kpi.holds for kpi in kpis)
    return "\n".join([*lines, f"{missed} of {len(kpis)} figures miss their bars"])
