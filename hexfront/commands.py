"""The list of commands. A command is one module, imported only when it is named on the command
line or when help is shown; its `register` adds it to the program.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final, Protocol, cast

if TYPE_CHECKING:
    import typer  # the window starts without it

COMMANDS: Final[dict[str, str]] = {
    "arena": "hexfront.arena",
    "balance": "hexfront.balance",
    "bench": "hexfront.bench",
    "campaign": "hexfront.campaign",
    "encodings": "hexfront.encodings",
    "ladder": "hexfront.ladder",
    "play": "hexfront.play",
    "puzzles": "hexfront.puzzles",
    "replay": "hexfront.replay",
    "strength": "hexfront.strength",
    "train": "hexfront.train",
    "validate": "hexfront.validate",
}
"""Command name to module name. The module has `register(app)`, which calls `app.command(name)` for
a plain command or `app.add_typer(sub, name=name)` for one with subcommands.
"""

OPEN: Final = "open"
"""The default command, which opens the window."""


class CommandModule(Protocol):
    """The interface of a command's module."""

    def register(self, app: typer.Typer) -> None:
        """Add the command to the program."""


def register_command(app: typer.Typer, name: str) -> None:
    """Import the module of the command *name* and register it; KeyError if there is none."""
    cast("CommandModule", import_module(COMMANDS[name])).register(app)
