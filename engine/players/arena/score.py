"""The score of a match: wins, draws, losses, win rates with intervals, decision times."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import msgspec
from msgspec.structs import asdict

from engine.battle.side import Side
from engine.players.arena.latency import LatencyHistogram, together

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from engine.players.arena.match import Match
    from engine.players.arena.match_game import GameResult

Z: Final = 1.959963984540054
"""Half-width, in standard deviations, of an interval that holds 95 % of a normal distribution."""
DRAW: Final = 0.5
"""Points of a draw."""
_DIGITS: Final = 4
_TIME_DIGITS: Final = 3


def wilson(points: float, games: int) -> tuple[float, float]:
    """Return the 95 % Wilson interval of the rate *points* / *games*; (0, 1) without games."""
    if not games:
        return 0.0, 1.0
    rate, square = points / games, Z * Z
    centre = (rate + square / (2 * games)) / (1 + square / games)
    spread = rate * (1 - rate) / games + square / (4 * games * games)
    half = Z * math.sqrt(spread) / (1 + square / games)
    return max(0.0, centre - half), min(1.0, centre + half)


def games_for(points: float) -> int:
    """Return the games after which the interval of an even rate is within *points* percentage
    points.
    """
    return math.ceil(Z * Z * DRAW * DRAW / (points / 100) ** 2)


class Tally(msgspec.Struct, frozen=True):
    """Wins, draws and losses of a player; *win_rate*, 0 to 1, counts a draw as half a win."""

    games: int
    wins: int
    draws: int
    losses: int
    win_rate: float
    interval: tuple[float, float]


class Latency(msgspec.Struct, frozen=True):
    """Milliseconds per decision, over all *decisions*: ACTIVATE and forced ones are included."""

    decisions: int
    mean: float
    p50: float
    p95: float


class Score(Tally, frozen=True):
    """The result of a match for A; *by_seat* and *by_faction* are A's own.

    *milliseconds* are the times of both players, by "a" and "b".
    """

    a: str
    b: str
    by_seat: dict[str, Tally]
    by_faction: dict[str, Tally]
    milliseconds: dict[str, Latency]


def count(wins: int, draws: int, losses: int) -> Tally:
    """Return the tally of so many wins, draws and losses."""
    games = wins + draws + losses
    points = wins + DRAW * draws
    low, high = wilson(points, games)
    rate = points / games if games else DRAW
    interval = (round(low, _DIGITS), round(high, _DIGITS))
    return Tally(games, wins, draws, losses, round(rate, _DIGITS), interval)


def points_of(result: GameResult, side: Side) -> float:
    """Return what a side got out of a game: 1 for a win, 0 for a loss, `DRAW` for a draw."""
    return DRAW if result.winner is None else float(result.winner is side)


def tally(games: Sequence[tuple[GameResult, Side]]) -> Tally:
    """Return the tally of a player that was on the side given with each game."""
    wins = sum(record.winner is side for record, side in games)
    draws = sum(record.winner is None for record, _ in games)
    return count(wins, draws, len(games) - wins - draws)


def pace(times: LatencyHistogram) -> Latency:
    """Return the latency of a histogram."""
    figures = (times.mean, times.percentile(50), times.percentile(95))
    return Latency(times.decisions, *(round(figure, _TIME_DIGITS) for figure in figures))


def latency_of(spec: str, matches: Sequence[tuple[Match, Sequence[GameResult]]]) -> Latency:
    """Return the latency of one player over all its matches."""
    return pace(
        together(
            record.times[place]
            for match, records in matches
            for place in (0, 1)
            if (match.a, match.b)[place] == spec
            for record in records
        )
    )


def score(match: Match, records: Sequence[GameResult]) -> Score:
    """Return the score of the finished games of a match."""
    games = [(record, match.game(record.number).seat) for record in records]
    return Score(
        **asdict(tally(games)),
        a=match.a,
        b=match.b,
        by_seat=tally_by_seat(games),
        by_faction=tally_by_faction(games),
        milliseconds={
            "a": pace(together(record.times[0] for record in records)),
            "b": pace(together(record.times[1] for record in records)),
        },
    )


def tally_by_seat(games: Sequence[tuple[GameResult, Side]]) -> dict[str, Tally]:
    """Return a player's tally by the side it was on, given with each game."""
    return _by(games, lambda _, side: side.name)


def tally_by_faction(games: Sequence[tuple[GameResult, Side]]) -> dict[str, Tally]:
    """Return a player's tally by the faction of the side it was on, given with each game."""
    return _by(games, lambda record, side: record.factions[side.index])


def _by(
    games: Sequence[tuple[GameResult, Side]], key: Callable[[GameResult, Side], str]
) -> dict[str, Tally]:
    names = sorted({key(*game) for game in games})
    return {name: tally([game for game in games if key(*game) == name]) for name in names}
