"""The strength of the levels, from their games against bots and against each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import asdict

from engine.analysis.rating import PairingResult, rate
from engine.players.arena.score import DRAW, latency_of, tally, tally_by_faction, tally_by_seat
from engine.players.levels import packaged_levels, packaged_model
from engine.players.strength import LevelResult, StrengthTable
from engine.versions import RULES_VERSION

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.analysis.plans import RatingSettings
    from engine.players.arena.match_log import MatchLog


def sum_up_strength(
    levels: Sequence[str], match_logs: Sequence[MatchLog], settings: RatingSettings
) -> StrengthTable:
    """Return the table of the finished games of all pairings, with ratings by *settings*."""
    matches = [(one.match, one.played) for one in match_logs]
    rows = [
        _result_of(match_log, level, place)
        for level in levels
        for match_log in match_logs
        for place in (0, 1)
        if (match_log.match.a, match_log.match.b)[place] == level
    ]
    met = [_result_of(match_log, match_log.match.a, 0) for match_log in match_logs]
    results = [PairingResult(o.level, o.opponent, o.wins + DRAW * o.draws, o.games) for o in met]
    return StrengthTable(
        policy=packaged_model().card.sha256,
        levels=packaged_levels().fingerprint,
        rules_version=RULES_VERSION,
        seed=match_logs[0].match.seed,
        anchor=settings.anchor,
        ratings=rate(results, settings.anchor, settings.points, settings.drawn),
        milliseconds={level: latency_of(level, matches) for level in levels},
        cuts={level: _cuts_of(level, match_logs) for level in levels},
        rows=tuple(rows),
    )


def _result_of(match_log: MatchLog, level: str, place: int) -> LevelResult:
    """Return the result of a pairing for a level that is A or B, by its *place*, 0 or 1."""
    match = match_log.match
    games = []
    for result in match_log.played:
        seat = match.game(result.number).seat
        games.append((result, seat.other if place else seat))
    return LevelResult(
        **asdict(tally(games)),
        level=level,
        opponent=(match.a, match.b)[1 - place],
        by_seat=tally_by_seat(games),
        by_faction=tally_by_faction(games),
    )


def _cuts_of(level: str, match_logs: Sequence[MatchLog]) -> int:
    return sum(
        result.cuts[place]
        for match_log in match_logs
        for place in (0, 1)
        if (match_log.match.a, match_log.match.b)[place] == level
        for result in match_log.played
    )
