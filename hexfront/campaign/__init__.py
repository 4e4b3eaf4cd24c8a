"""`hexfront campaign NAME`: campaigns of houses among worlds, in the terminal and as pictures."""

from __future__ import annotations

from importlib import import_module
from typing import Final

import typer

COMMANDS: Final = ("hexfront.campaign.map", "hexfront.campaign.calibrate")
"""The modules of the commands. Each has `register(app)`, which adds its command to `campaign`, and
imports heavy modules when it runs.
"""


def register(app: typer.Typer) -> None:
    """Add the command to the program, with its subcommands."""
    campaign = typer.Typer(help="Campaigns: maps of worlds that houses fight for.")
    campaign.callback()(_group)
    for module in COMMANDS:
        import_module(module).register(campaign)
    app.add_typer(campaign, name="campaign")


def _group() -> None:
    """Keep `campaign` a group, whatever the number of its commands."""
