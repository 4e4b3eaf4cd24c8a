"""`hexfront campaign NAME`: campaigns of houses among worlds, in the terminal and as pictures.

`hexfront campaign FILE` goes on with the campaign in a save.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any, Final

import typer

from hexfront.campaign.translated_help import TranslatedGroup

COMMANDS: Final = (
    "hexfront.campaign.map",
    "hexfront.campaign.play",
    "hexfront.campaign.replay",
    "hexfront.campaign.simulate",
    "hexfront.campaign.balance",
    "hexfront.campaign.export",
    "hexfront.campaign.calibrate",
)
"""The modules of the commands. Each has `register(app)`, which adds its command to `campaign`, and
imports heavy modules when it runs.
"""
CONTINUE: Final = "continue"
"""The command that a file stands for."""


class CampaignGroup(TranslatedGroup):
    """The commands of `campaign`; a word that is none of them is a save to go on with."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401 - click's own
        """Parse arguments, with the command inserted that a file stands for."""
        if args and args[0] not in self.commands and _may_be_file(args[0]):
            args = [CONTINUE, *args]
        return super().parse_args(ctx, args)


def _may_be_file(word: str) -> bool:
    """Whether a word names a save rather than a mistyped command."""
    path = Path(word)
    return not word.startswith("-") and (bool(path.suffix) or len(path.parts) > 1 or path.exists())


def register(app: typer.Typer) -> None:
    """Add the command to the program, with its subcommands."""
    campaign = typer.Typer(
        cls=CampaignGroup,
        help="campaign-option.campaign",
        short_help="Play a campaign of houses among worlds in the terminal, and measure campaigns.",
    )
    campaign.callback()(_group)
    for module in COMMANDS:
        import_module(module).register(campaign)
    app.add_typer(campaign, name="campaign")


def _group() -> None:
    """Keep `campaign` a group, whatever the number of its commands."""
