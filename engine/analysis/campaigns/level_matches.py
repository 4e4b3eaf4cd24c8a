"""The levels of personas against each other: each one in games with the one below it."""

from __future__ import annotations

import statistics
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from engine.players.arena.score import wilson

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.analysis.campaigns.balance_bars import Bars
    from engine.analysis.campaigns.game_record import GameRecord


class LevelMatch(NamedTuple):
    """The games of a level against the one below it: those that it won, and between what shares
    its wins lie with 95 % confidence.
    """

    level: str
    below: str
    games: int
    wins: int
    low: float
    high: float
    holds: bool
    milliseconds: float
    """Of a turn of both houses, in the median game."""

    @property
    def share(self) -> float:
        """Return the share of the games that the level won."""
        return self.wins / self.games


def match_levels(
    levels: Sequence[str], games: Sequence[GameRecord], bars: Bars
) -> list[LevelMatch]:
    """Return the match of each level with the one before it in *levels*, held to the bar."""
    return [
        _match(level, below, games, bars)
        for below, level in pairwise(levels)
        if any(_levels_of(game) == {below, level} for game in games)
    ]


def _match(level: str, below: str, games: Sequence[GameRecord], bars: Bars) -> LevelMatch:
    played = [game for game in games if _levels_of(game) == {below, level}]
    wins = sum(
        game.winner is not None and game.house(game.winner).level == level for game in played
    )
    return LevelMatch(
        level,
        below,
        len(played),
        wins,
        *wilson(wins, len(played)),
        holds=wins >= bars.level_wins * len(played),
        milliseconds=statistics.median(statistics.median(game.milliseconds) for game in played),
    )


def _levels_of(game: GameRecord) -> set[str]:
    return {house.level for house in game.houses}
