"""`hexfront campaign balance`: the figures by which campaigns count as balanced."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer
from msgspec.structs import replace

from hexfront.campaign.simulate import FirstSeed, Houses, Resume, play_out
from hexfront.command_options import AsJson, Page, Workers
from hexfront.output import output_of
from hexfront.pages import read_part, write_part
from hexfront.progress import failing_clearly

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.analysis.campaigns.kpis import Kpi

_Games = Annotated[int | None, typer.Option(min=1, help="Number of campaigns.")]


def register(app: typer.Typer) -> None:
    """Add the command to `campaign`."""
    app.command("balance")(balance)


def balance(  # noqa: PLR0913, PLR0917 - a parameter is an option here
    context: typer.Context,
    games: _Games = None,
    houses: Houses = None,
    seed: FirstSeed = None,
    workers: Workers = None,
    page: Page = None,
    resume: Resume = None,
    as_json: AsJson = False,
) -> None:
    """Play campaigns and hold their figures to the bars of assets/campaign_balance.toml."""
    from engine.analysis.campaigns.balance_bars import load_bars
    from engine.analysis.campaigns.kpis import measure
    from engine.analysis.campaigns.markdown import PART, write_tables
    from engine.analysis.campaigns.simulation_log import SimulationLog
    from engine.analysis.campaigns.simulation_plan import make_plan

    bars = load_bars()
    with failing_clearly("file" if resume is not None else None):
        if page is not None:
            read_part(page, PART)  # before minutes of play
        asked = {
            "houses": bars.houses if houses is None else houses,
            "seed": bars.seed if seed is None else seed,
        }
        plan = replace(make_plan(bars.games if games is None else games, asked), why=True)
        log = SimulationLog(plan, resume)
        play_out(log, workers)
        if page is not None:
            write_part(page, PART, write_tables(log.played, bars))
    kpis = measure(log.played, bars)
    facts = {"games": plan.games, "seed": plan.seed, "kpis": [kpi._asdict() for kpi in kpis]}
    output_of(context, as_json=as_json).report(facts, _text(kpis))


def _text(kpis: Sequence[Kpi]) -> str:
    width = max(len(kpi.name) for kpi in kpis)
    lines = [
        f"{'   ' if kpi.holds else 'NO '} {kpi.name:{width}}  {kpi.bar:24} {kpi.value:>8}"
        f"  ({kpi.low} to {kpi.high})"
        for kpi in kpis
    ]
    missed = sum(not kpi.holds for kpi in kpis)
    return "\n".join([*lines, f"{missed} of {len(kpis)} figures miss their bars"])
