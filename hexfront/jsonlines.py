"""A battle as JSON lines: its start, every action with its events, the result."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import typer

from engine.battle import Event, Game, Side
from engine.plaintext import escape_json


def print_opening(game: Game) -> None:
    """Print the start of the battle and the events before the first decision."""
    header = game.header
    _print(
        scenario=header.scenario.name,
        seed=header.seed,
        players=header.players,
        events=game.opening,
    )


def print_action(action: str, side: Side, events: Sequence[Event]) -> None:
    """Print an action of a side and its events."""
    _print(action=action, side=side, events=events)


def print_result(game: Game, torn: str | None = None) -> None:
    """Print how the battle ended, or where its record ends; *torn* is an incomplete last line."""
    _print(result=game.result, records=game.records, checksum=game.checksum(), torn=torn)


def _print(**facts: object) -> None:
    typer.echo(escape_json(msgspec.json.encode(facts).decode()))
