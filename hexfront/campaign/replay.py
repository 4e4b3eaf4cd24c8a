"""`hexfront campaign replay`: replays a campaign and tells its turns."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from hexfront.ending import FAILED


def register(app: typer.Typer) -> None:
    """Add the command to `campaign`."""
    app.command("replay")(replay)


def replay(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The save of a campaign.")],
    turn: Annotated[int | None, typer.Option(min=1, help="Tell this turn alone.")] = None,
    verify: Annotated[
        bool, typer.Option("--verify", help="Replay the record of every battle, too.")
    ] = False,
) -> None:
    """Play the campaign in FILE again by the rules and print what happened in it."""
    from client.terminal.campaign.retelling import tell_campaign
    from client.terminal.language import use_settings_language
    from client.terminal.printer import Printer
    from client.text.catalogue import plural, render, text
    from engine.errors import CampaignError, DataError, SaveError

    use_settings_language()
    screen = Printer()
    try:
        campaign, battles = tell_campaign(file, screen, turn, verify=verify)
    except (CampaignError, DataError, SaveError) as error:
        typer.echo(render(error), err=True)
        raise typer.Exit(FAILED) from error
    if campaign.finish is None:
        screen.show(text("campaign-play.replay-unfinished", turn=campaign.turn), "bold")
    if verify:
        screen.show(plural("campaign-play.verified", battles))
