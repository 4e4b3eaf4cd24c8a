"""`hexfront campaign play` and `hexfront campaign FILE`: a campaign in the terminal, in text."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from engine import limits
from engine.errors import CampaignError, DataError, MatchError, PlayerError, SaveError
from hexfront.campaign import CONTINUE
from hexfront.campaign.translated_help import TranslatedCommand
from hexfront.ending import FAILED

if TYPE_CHECKING:
    from collections.abc import Callable

    from client.terminal.campaign.start import CampaignBeginning

SEEDS: Final = 2**31
"""Without --seed, a random one below this is used and printed."""
LEVEL: Final = "soldier"
"""The level of the computer's houses if none is chosen."""

Opponent = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help="campaign-option.opponent",
    ),
]


def register(app: typer.Typer) -> None:
    """Add the commands to `campaign`."""
    app.command("play", cls=TranslatedCommand, help="campaign-option.play")(play)
    app.command(CONTINUE, cls=TranslatedCommand, help="campaign-option.continue", hidden=True)(
        go_on
    )


def play(  # noqa: PLR0913, PLR0917 - a parameter is an option here
    seed: Annotated[
        int | None, typer.Option(min=0, max=limits.SEED, help="campaign-option.seed")
    ] = None,
    you: Annotated[str | None, typer.Option(metavar="HOUSE", help="campaign-option.you")] = None,
    houses: Annotated[int, typer.Option(help="campaign-option.houses")] = 4,
    turns: Annotated[int | None, typer.Option(help="campaign-option.turns")] = None,
    level: Annotated[str, typer.Option(help="campaign-option.level")] = LEVEL,
    setup: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="campaign-option.setup"),
    ] = None,
    save: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="campaign-option.save",
        ),
    ] = None,
    opponent: Opponent = None,
) -> None:
    """Play a new campaign in the terminal; it is saved after every order, turn and battle."""
    from client.terminal.campaign.start import CampaignWishes, begin_campaign

    if setup is not None and (seed is not None or turns is not None):
        raise typer.BadParameter("--setup brings its own seed, houses and turns")
    drawn = secrets.randbelow(SEEDS) if seed is None else seed
    wishes = CampaignWishes(drawn, you, houses, turns, level, setup, save, opponent)
    _run(lambda: begin_campaign(wishes))


def go_on(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="campaign-option.file")],
    opponent: Opponent = None,
) -> None:
    """Go on with the campaign in FILE."""
    from client.terminal.campaign.start import resume_campaign

    _run(lambda: resume_campaign(file, opponent))


def _run(begin: Callable[[], CampaignBeginning]) -> None:
    from client.terminal.campaign.start import play_campaign
    from client.terminal.language import use_settings_language
    from client.text.catalogue import render, text
    from client.text.problems import problem_text

    use_settings_language()
    try:
        problem = play_campaign(begin())
    except (CampaignError, DataError, MatchError, PlayerError, SaveError) as error:
        typer.echo(render(error), err=True)
        raise typer.Exit(FAILED) from error
    if problem is not None:
        typer.echo(text("terminal.save_failed", reason=problem_text(problem)), err=True)
        raise typer.Exit(FAILED)
