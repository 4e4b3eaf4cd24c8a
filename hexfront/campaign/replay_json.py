"""A campaign as JSON lines: how it begins, each turn with its events, how it ends or goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import typer

from client.terminal.campaign.retelling import verify_battles
from engine.campaign.campaign import Campaign
from engine.campaign.history import standings_of
from engine.plaintext import escape_json

if TYPE_CHECKING:
    from pathlib import Path


def print_campaign(path: Path, turn: int | None, *, verify: bool) -> None:
    """Print all turns of a save, or one *turn*; docs/replays.md says what the lines are.

    SaveError as for `tell_campaign`.
    """
    battles = 0
    for campaign, line in Campaign.replay(path, turn):
        state = campaign.state
        if line is None:
            _print(
                seed=state.setup.seed,
                turns=state.setup.turns,
                houses=state.setup.houses,
                standings=standings_of(state),
            )
            continue
        if turn is None or line.turn == turn:
            _print(
                turn=line.turn,
                packets=line.packets,
                events=state.events,
                standings=standings_of(state),
            )
        if verify:
            battles += verify_battles(path, campaign)
    _print(
        next_turn=campaign.turn,
        finish=campaign.finish,
        checksum=campaign.checksum,
        verified=battles if verify else None,
    )


def print_error(error: Exception) -> None:
    """Print why a campaign can't be replayed."""
    _print(error=str(error))


def _print(**facts: object) -> None:
    typer.echo(escape_json(msgspec.json.encode(facts).decode()))
