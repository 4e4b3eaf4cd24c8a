"""The suggested players of a new battle: the last ones, or the next level after a beaten one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from client.tuning import load_tuning
from engine.players import scripted_bots
from engine.players.levels import level_names

if TYPE_CHECKING:
    from client.settings import Settings
    from engine.battle.side import Side


def suggested_players(settings: Settings) -> tuple[str, str]:
    """Return the players of ONE and TWO in the next battle, unless that is changed."""
    if settings.players is None:
        return scripted_bots.PERSON, load_tuning().opponent.first
    return settings.players


def note_result(settings: Settings, players: tuple[str, str], winner: Side | None) -> Settings:
    """Return the settings after a battle of *players*, in the order of sides.

    After a person's victory over the suggested level, the next level is suggested; otherwise
    nothing changes.
    """
    if winner is None or players != suggested_players(settings):
        return settings
    winning, beaten = players[winner.index], players[winner.other.index]
    levels = level_names()
    if winning != scripted_bots.PERSON or beaten not in levels[:-1]:
        return settings
    following = list(players)
    following[winner.other.index] = levels[levels.index(beaten) + 1]
    return msgspec.structs.replace(settings, players=tuple(following))
