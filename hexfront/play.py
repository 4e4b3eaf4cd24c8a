"""`hexfront play`: a battle in the terminal, in text."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Annotated, Final

import typer

from engine import limits
from hexfront.output import output_of
from hexfront.terminal.start import Beginning, Wishes, begin, play_bots_as_json, play_here

SEEDS: Final = 2**31
"""Without --seed one below this is drawn, and said."""


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command("play")(play)


def play(  # noqa: PLR0913, PLR0917 - a parameter is an option here
    context: typer.Context,
    scenario: Annotated[
        str | None,
        typer.Argument(
            metavar="SCENARIO",
            help="The name of a scenario that comes with the game or is in your own folder,"
            " a file, or random:NUMBER, which is generated. Without one: the smallest that comes"
            " with the game.",
        ),
    ] = None,
    one: Annotated[
        str | None,
        typer.Option(help="Who plays ONE: person, a level such as veteran, or bot:NAME."),
    ] = None,
    two: Annotated[str | None, typer.Option(help="Who plays TWO, bot:greedy unless told.")] = None,
    seed: Annotated[
        int | None, typer.Option(min=0, max=limits.SEED, help="The seed of all dice.")
    ] = None,
    load: Annotated[Path | None, typer.Option(help="Go on with the battle in this file.")] = None,
    save: Annotated[
        Path | None, typer.Option(help="Save after every action: a new file, or that of --load.")
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Two bots only: print events and result as JSON lines.")
    ] = False,
) -> None:
    """Play a battle in the terminal, against another person, a level or a bot."""
    drawn = secrets.randbelow(SEEDS) if seed is None else seed
    if load is not None and (scenario is not None or seed is not None):
        raise typer.BadParameter("--load brings its own scenario and seed")
    wishes = Wishes(scenario, (one, two), drawn, load, save)
    beginning: Beginning = begin(wishes)
    if output_of(context, as_json=as_json).as_json:
        code = play_bots_as_json(beginning)
    else:
        code = play_here(beginning)
    raise typer.Exit(code)
