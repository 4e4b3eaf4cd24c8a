"""`hexfront campaign replay`: replays a campaign and tells its turns."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import typer

from hexfront.campaign.translated_help import TranslatedCommand
from hexfront.ending import FAILED, MISUSED
from hexfront.output import output_of

_ALL: Final = "--all"


def register(app: typer.Typer) -> None:
    """Add the command to `campaign`."""
    app.command("replay", cls=TranslatedCommand, help="campaign-option.replay")(replay)


def replay(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="campaign-option.file")],
    turn: Annotated[int | None, typer.Option(min=1, help="campaign-option.turn")] = None,
    verify: Annotated[bool, typer.Option("--verify", help="campaign-option.verify")] = False,
    everything: Annotated[bool, typer.Option(_ALL, help="campaign-option.all")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="campaign-option.replay-json")] = False,
) -> None:
    """Play the campaign in FILE again by the rules and print what happened in it."""
    from client.terminal.language import use_settings_language
    from client.text.catalogue import render
    from engine.errors import CampaignError, DataError, SaveError
    from hexfront.campaign.replay_json import print_campaign, print_error

    as_lines = output_of(context, as_json=as_json).as_json
    if not as_lines:
        use_settings_language()
    try:
        _require_turn(file, turn)
        if as_lines:
            print_campaign(file, turn, verify=verify, everything=everything)
        else:
            _tell(file, turn, verify=verify, everything=everything)
    except (CampaignError, DataError, SaveError) as error:
        if as_lines:
            print_error(error)
        typer.echo(render(error), err=True)
        raise typer.Exit(FAILED) from error


def _require_turn(file: Path, turn: int | None) -> None:
    """Say that the campaign in a file has not come to a turn, and exit; SaveError if the file is
    broken.
    """
    from client.text.catalogue import plural
    from engine.campaign.save import read_save

    if turn is None:
        return
    played = len(read_save(file).turns)
    if turn > played:
        typer.echo(plural("campaign-play.replay-no-turn", played, turn=turn), err=True)
        raise typer.Exit(MISUSED)


def _tell(file: Path, turn: int | None, *, verify: bool, everything: bool) -> None:
    from client.terminal.campaign.retelling import listener_of, tell_campaign
    from client.terminal.printer import WrappingPrinter
    from client.text.campaign.campaign_names import house_name
    from client.text.catalogue import plural, text

    screen = WrappingPrinter()
    listener = listener_of(file, everything=everything)
    if listener is not None:
        house = house_name(listener)
        screen.show(text("campaign-play.replay-fog", house=house, option=_ALL), "bold")
    campaign, battles = tell_campaign(file, screen, turn, verify=verify, listener=listener)
    if campaign.finish is None:
        screen.show(text("campaign-play.replay-unfinished", turn=campaign.turn), "bold")
    if verify:
        screen.show(plural("campaign-play.verified", battles))
