"""The construction of the program from its options and the commands that this call needs."""

from __future__ import annotations

from typing import Annotated

import typer

from engine.versions import RULES_VERSION, SAVE_FORMAT
from hexfront.command_options import AsJson
from hexfront.commands import COMMANDS, OPEN, register_command
from hexfront.output import Output
from hexfront.startup import show_window, start_logging
from hexfront.version import VERSION, read_build


def build_program(arguments: list[str]) -> typer.Typer:
    """Build the program with the commands that *arguments* need: the one named, or all for help."""
    app = typer.Typer(
        name="hexfront",
        help="A hex battlefield for two. Without a command, `hexfront [SCENARIO_OR_SAVE]` opens"
        " the window.",
        add_completion=False,
        pretty_exceptions_enable=False,
    )
    app.callback(invoke_without_command=True)(start)
    app.command(OPEN, hidden=True)(open_window)
    named = first_word(arguments)
    if named in COMMANDS:
        register_command(app, named)
    elif "--help" in arguments:
        for name in COMMANDS:
            register_command(app, name)
    return app


def first_word(arguments: list[str]) -> str | None:
    """Return the first argument that is no option; the program's own options take no values."""
    return next((word for word in arguments if not word.startswith("-")), None)


def complete_arguments(arguments: list[str]) -> list[str]:
    """Insert the default command if the first word is not a command but a target."""
    named = first_word(arguments)
    if named is None or named in COMMANDS or named == OPEN:
        return arguments
    options = [word for word in arguments if word.startswith("-")]
    words = [word for word in arguments if not word.startswith("-")]
    return [*options, OPEN, *words]


def start(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version and stop.")] = False,
    selftest: Annotated[
        bool, typer.Option("--selftest", help="Check this installation and stop.")
    ] = False,
    verbose: Annotated[bool, typer.Option("--verbose", help="Log everything on stderr.")] = False,
    as_json: AsJson = False,
    speaks: Annotated[
        bool,
        typer.Option(
            "--text", help="Say what the window shows, in lines on stdout, for screen readers."
        ),
    ] = False,
) -> None:
    """Do what the program's own options ask; without a command, open the window."""
    if speaks and (selftest or version or context.invoked_subcommand not in {None, OPEN}):
        raise typer.BadParameter("--text is for the window alone")
    start_logging(verbose=verbose)
    output = Output(verbose=verbose, as_json=as_json)
    context.obj = output
    if version:
        report_version(output)
        raise typer.Exit
    if selftest:
        from hexfront.selftest import run_selftest

        raise typer.Exit(run_selftest(output))
    if context.invoked_subcommand is None:
        raise typer.Exit(show_window(None, speaks=speaks))


def report_version(output: Output) -> None:
    """Print the version, the build it comes from and what its saves can be read by."""
    build = read_build()
    facts = {
        "version": VERSION,
        "build": None if build is None else build.number,
        "commit": None if build is None else build.commit,
        "rules": RULES_VERSION,
        "save_format": SAVE_FORMAT,
    }
    origin = "no build" if build is None else str(build)
    formats = f"rules {RULES_VERSION}, saves {SAVE_FORMAT}"
    output.report(facts, f"hexfront {VERSION} ({origin}; {formats})")


def open_window(
    context: typer.Context,
    target: Annotated[
        str | None,
        typer.Argument(
            metavar="SCENARIO_OR_SAVE",
            help="What to open first: a scenario by name, file or random:NUMBER, or a save.",
        ),
    ] = None,
) -> None:
    """Open the window, on a scenario or a save if one is named."""
    raise typer.Exit(show_window(target, speaks=context.find_root().params["speaks"]))
