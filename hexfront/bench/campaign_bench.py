"""`hexfront bench campaign`: turns of campaigns with personas, memory, opening a save."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from hexfront.bench import timing

GAMES: Final = 8
"""Campaigns of each number of houses, from seed 0 on."""
MEMORY_GAMES: Final = 200


def register(app: typer.Typer) -> None:
    """Add the command to `bench`."""
    app.command("campaign")(bench_campaign)


def bench_campaign(
    games: Annotated[
        int, typer.Option(min=1, help="Campaigns of each number of houses, in each run.")
    ] = GAMES,
    memory_games: Annotated[
        int, typer.Option(min=10, help="Campaigns that are played for the memory.")
    ] = MEMORY_GAMES,
) -> None:
    """Measure turns at turn 35 and 100 in processor time, opening a save, and memory."""
    from hexfront.bench import campaign_runs

    timing.report(
        {
            "turns": [campaign_runs.turns(houses, games) for houses in campaign_runs.HOUSES],
            "saves": [campaign_runs.opening(turns) for turns in campaign_runs.TURNS],
            "memory": campaign_runs.memory(memory_games),
        }
    )
