"""`hexfront replay`: replays a save and prints its log."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import msgspec
import typer

from client.terminal.language import use_settings_language
from client.terminal.log_names import LogNames
from client.terminal.printer import Printer
from client.text.battle_log import LogLine, log_lines
from client.text.catalogue import name, render, text
from client.text.names import scenario_name
from engine.battle import Game
from engine.battle.activation import charge_needs
from engine.battle.game import Conceded, Played, TakenBack
from engine.battle.save import Save, read_save
from engine.errors import SaveError
from engine.plaintext import escape_json
from hexfront import jsonlines
from hexfront.ending import FAILED
from hexfront.output import output_of


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command("replay")(replay)


def replay(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A save, autosave or replay.")],
    verbose: Annotated[bool, typer.Option("--verbose", help="Print every die, too.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print events as JSON lines.")] = False,
) -> None:
    """Play the battle in FILE again by the rules and print its log."""
    output = output_of(context, as_json=as_json)
    if not output.as_json:
        use_settings_language()
    try:
        save = read_save(file)
        if output.as_json:
            _print_battle(save)
        else:
            _tell_battle(save, dice=verbose or output.verbose)
    except SaveError as error:
        if output.as_json:
            typer.echo(escape_json(msgspec.json.encode({"error": str(error)}).decode()))
        typer.echo(render(error), err=True)
        raise typer.Exit(FAILED) from error


def _tell_battle(save: Save, *, dice: bool) -> None:
    game = Game.from_header(save.header)
    screen = Printer()
    names = LogNames(game.state.setup)
    one, two = save.header.players
    begins = text(
        "terminal.begins",
        scenario=scenario_name(save.header.scenario.name),
        one=name("player", one),
        two=name("player", two),
        seed=save.header.seed,
    )
    screen.show(begins, "bold")
    lines: list[LogLine] = log_lines(game.opening, names)
    _show(screen, lines, dice=dice)
    before = game.state
    for step in game.replay(save):
        match step:
            case Played(action=action, events=events):
                needed = charge_needs(before, action)
                _show(screen, log_lines(events, names, needed), dice=dice)
            case TakenBack():
                screen.show(f"   {text('terminal.undone')}")
            case Conceded(events=events):
                _show(screen, log_lines(events, names), dice=dice)
        before = step.after
    if save.torn is not None:
        screen.show(text("terminal.torn", line=save.torn), "yellow")
    if game.result is None:
        screen.show(text("terminal.unfinished", side=names.side(game.state.to_act)), "bold")


def _show(screen: Printer, lines: list[LogLine], *, dice: bool) -> None:
    for line in lines:
        screen.show_line(line, dice=dice)


def _print_battle(save: Save) -> None:
    game = Game.from_header(save.header)
    jsonlines.print_opening(game)
    for step in game.replay(save):
        match step:
            case Played(side, action, events, _):
                jsonlines.print_action(action.to_text(), side, events)
            case TakenBack(after):
                jsonlines.print_action("TAKE BACK", after.to_act, [])
            case Conceded(side, events, _):
                jsonlines.print_action("CONCEDE", side, events)
    jsonlines.print_result(game, torn=save.torn)
