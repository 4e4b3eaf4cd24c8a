"""The result of a ladder: every player against every other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from engine.players.arena.score import Latency, Score, latency_of, score

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.players.arena.match_log import MatchLog


class Ladder(msgspec.Struct, frozen=True):
    """A score for each pairing, and each player's time per decision over all of its games."""

    players: list[str]
    pairings: list[Score]
    milliseconds: dict[str, Latency]
    seed: int

    def rate(self, spec: str, other: str) -> float | None:
        """Return the win rate of a player against another, 0 to 1; None against itself."""
        for one in self.pairings:
            if (one.a, one.b) == (spec, other):
                return one.win_rate
            if (one.b, one.a) == (spec, other):
                return 1 - one.win_rate
        return None


def sum_up_ladder(players: Sequence[str], match_logs: Sequence[MatchLog]) -> Ladder:
    """Return the result of the finished games of all pairings."""
    matches = [(one.match, one.played) for one in match_logs]
    return Ladder(
        players=list(players),
        pairings=[score(match, played) for match, played in matches],
        milliseconds={player: latency_of(player, matches) for player in players},
        seed=match_logs[0].match.seed,
    )
