"""`hexfront play`: a battle in the terminal, in text."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from engine import limits
from engine.errors import DataError, MatchError, SaveError
from hexfront import jsonlines
from hexfront.ending import FAILED
from hexfront.output import output_of

if TYPE_CHECKING:
    from client.terminal.start import Beginning, Wishes

_ARMY_HELP: Final = (
    "The army of ONE in place of the scenario's: a file, or the name of one in your own folder."
)
SEEDS: Final = 2**31
"""Without --seed, a random one below this is used and printed."""


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
    two: Annotated[str | None, typer.Option(help="Who plays TWO; bot:greedy by default.")] = None,
    seed: Annotated[
        int | None, typer.Option(min=0, max=limits.SEED, help="The seed of all dice.")
    ] = None,
    load: Annotated[Path | None, typer.Option(help="Continue the battle in this file.")] = None,
    save: Annotated[
        Path | None, typer.Option(help="Save after every action: a new file, or that of --load.")
    ] = None,
    army_one: Annotated[str | None, typer.Option(metavar="ARMY", help=_ARMY_HELP)] = None,
    army_two: Annotated[
        str | None, typer.Option(metavar="ARMY", help="Likewise, the army of TWO.")
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Two bots only: print events and result as JSON lines.")
    ] = False,
) -> None:
    """Play a battle in the terminal, against another person, a level or a bot."""
    drawn = secrets.randbelow(SEEDS) if seed is None else seed
    if load is not None and any(one is not None for one in (scenario, seed, army_one, army_two)):
        raise typer.BadParameter("--load brings its own scenario, armies and seed")
    from client.terminal.start import Wishes

    wishes = Wishes(scenario, (one, two), drawn, load, save, (army_one, army_two))
    _run(wishes, as_json=output_of(context, as_json=as_json).as_json)


def _run(wishes: Wishes, *, as_json: bool) -> None:
    """Play the battle that the options describe."""
    from client.terminal.language import use_settings_language
    from client.terminal.start import InvalidOption, begin, play_here
    from client.text.catalogue import render, text
    from client.text.problems import problem_text

    if not as_json:
        use_settings_language()
    try:
        beginning = begin(wishes)
        problem = _print_battle(beginning) if as_json else play_here(beginning)
    except InvalidOption as error:
        raise typer.BadParameter(render(error.sentence)) from error
    except (DataError, MatchError, SaveError) as error:
        typer.echo(render(error), err=True)
        raise typer.Exit(FAILED) from error
    if problem is not None:
        typer.echo(text("terminal.save_failed", reason=problem_text(problem)), err=True)
        raise typer.Exit(FAILED)


def _print_battle(beginning: Beginning) -> OSError | None:
    """Play the battle of two bots to the end, and print it as JSON lines."""
    from client.terminal.start import close, play_bots

    steps = play_bots(beginning)
    jsonlines.print_opening(beginning.game)
    for step in steps:
        jsonlines.print_action(step.action.to_text(), step.before.to_act, step.events)
    jsonlines.print_result(beginning.game, torn=beginning.torn)
    return close(beginning.kept)
