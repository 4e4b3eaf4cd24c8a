"""A campaign as JSON lines: how it begins, each turn with its events, how it ends or goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import msgspec
import typer

from client.terminal.campaign.retelling import listener_of, verify_battles
from engine.campaign.campaign import Campaign
from engine.campaign.history import standings_of
from engine.plaintext import escape_json

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from engine.campaign.vocabulary import HouseId

T = TypeVar("T")


def print_campaign(path: Path, turn: int | None, *, verify: bool, everything: bool) -> None:
    """Print all turns of a save, or one *turn*; docs/campaign-data.md says what the lines are.

    Of a campaign that goes on, what its player was told, or *everything*. SaveError as for
    `tell_campaign`.
    """
    battles = 0
    listener = listener_of(path, everything=everything)
    for campaign, line in Campaign.replay(path, turn):
        state = campaign.state
        if line is None:
            _print(
                seed=state.setup.seed,
                turns=state.setup.turns,
                houses=state.setup.houses,
                standings=_of_listener(standings_of(state), listener),
                told_to=listener,
            )
            continue
        if turn is None or line.turn == turn:
            _print(
                turn=line.turn,
                packets=_of_listener(line.packets, listener),
                events=state.events if listener is None else campaign.report(listener),
                standings=_of_listener(standings_of(state), listener),
            )
        if verify:
            battles += verify_battles(path, campaign)
    _print(
        next_turn=campaign.turn,
        finish=campaign.finish,
        checksum=campaign.checksum,
        verified=battles if verify else None,
    )


def _of_listener(facts: Mapping[HouseId, T], listener: HouseId | None) -> dict[HouseId, T]:
    """Return facts by house: all of them, or those of a listener alone."""
    return {house: one for house, one in facts.items() if listener in {None, house}}


def print_error(error: Exception) -> None:
    """Print why a campaign can't be replayed."""
    _print(error=str(error))


def _print(**facts: object) -> None:
    typer.echo(escape_json(msgspec.json.encode(facts).decode()))
