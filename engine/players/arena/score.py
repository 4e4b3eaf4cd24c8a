"""What a match says: wins, draws, losses, rates with their intervals, times."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import msgspec

from engine.battle.side import Side
from engine.players.arena.latency import LatencyHistogram, together

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from engine.players.arena.game import GameResult
    from engine.players.arena.match import Match

Z: Final = 1.959963984540054
"""Standard deviations to either side that hold 95 % of a normal distribution."""
DRAW: Final = 0.5
"""What a draw counts."""
_DIGITS: Final = 4
_TIME_DIGITS: Final = 3


def wilson(points: float, games: int) -> tuple[float, float]:
    """Give the 95 % Wilson interval of the rate *points* / *games*; all of it without games."""
    if not games:
        return 0.0, 1.0
    rate, square = points / games, Z * Z
    centre = (rate + square / (2 * games)) / (1 + square / games)
    spread = rate * (1 - rate) / games + square / (4 * games * games)
    half = Z * math.sqrt(spread) / (1 + square / games)
    return max(0.0, centre - half), min(1.0, centre + half)


def games_for(points: float) -> int:
    """Count the games after which an even rate's interval reaches *points* per cent either way."""
    return math.ceil(Z * Z * DRAW * DRAW / (points / 100) ** 2)


class Tally(msgspec.Struct, frozen=True):
    """Hold wins, draws and losses of somebody; *win_rate* counts a draw half."""

    games: int
    wins: int
    draws: int
    losses: int
    win_rate: float
    interval: tuple[float, float]


class Latency(msgspec.Struct, frozen=True):
    """Hold milliseconds a decision: of all *decisions*, ACTIVATE and forced ones counted."""

    decisions: int
    mean: float
    p50: float
    p95: float


class Score(msgspec.Struct, frozen=True):
    """Hold what a match says about A; *by_seat* and *by_faction* are A's own."""

    a: str
    b: str
    games: int
    wins: int
    draws: int
    losses: int
    win_rate: float
    interval: tuple[float, float]
    by_seat: dict[str, Tally]
    by_faction: dict[str, Tally]
    milliseconds: dict[str, Latency]


def count(wins: int, draws: int, losses: int) -> Tally:
    """Make a tally."""
    games = wins + draws + losses
    points = wins + DRAW * draws
    low, high = wilson(points, games)
    rate = points / games if games else DRAW
    interval = (round(low, _DIGITS), round(high, _DIGITS))
    return Tally(games, wins, draws, losses, round(rate, _DIGITS), interval)


def tally(games: Sequence[tuple[GameResult, Side]]) -> Tally:
    """Count the games of somebody who sat on the side beside each."""
    wins = sum(record.winner is side for record, side in games)
    draws = sum(record.winner is None for record, _ in games)
    return count(wins, draws, len(games) - wins - draws)


def pace(times: LatencyHistogram) -> Latency:
    """Sum up how long decisions took."""
    figures = (times.mean, times.percentile(50), times.percentile(95))
    return Latency(times.decisions, *(round(figure, _TIME_DIGITS) for figure in figures))


def latency_of(spec: str, matches: Sequence[tuple[Match, Sequence[GameResult]]]) -> Latency:
    """Sum up how long the decisions of one player took in all its matches."""
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
    """Sum up the games of a match that were played."""
    games = [(record, match.game(record.number).seat) for record in records]
    whole = tally(games)
    return Score(
        a=match.a,
        b=match.b,
        games=whole.games,
        wins=whole.wins,
        draws=whole.draws,
        losses=whole.losses,
        win_rate=whole.win_rate,
        interval=whole.interval,
        by_seat=tally_by_seat(games),
        by_faction=tally_by_faction(games),
        milliseconds={
            "a": pace(together(record.times[0] for record in records)),
            "b": pace(together(record.times[1] for record in records)),
        },
    )


def tally_by_seat(games: Sequence[tuple[GameResult, Side]]) -> dict[str, Tally]:
    """Count the games of somebody apart, by the side beside each."""
    return _by(games, lambda _, side: side.name)


def tally_by_faction(games: Sequence[tuple[GameResult, Side]]) -> dict[str, Tally]:
    """Count the games of somebody apart, by the faction of the side beside each."""
    return _by(games, lambda record, side: record.factions[side.index])


def _by(
    games: Sequence[tuple[GameResult, Side]], key: Callable[[GameResult, Side], str]
) -> dict[str, Tally]:
    names = sorted({key(*game) for game in games})
    return {name: tally([game for game in games if key(*game) == name]) for name in names}
