"""The tables of a ladder, as docs/opponents.md shows them."""

from __future__ import annotations

from typing import Final

import msgspec

from engine.players.arena.score import Latency, Score

PART: Final = "ladder"
"""Names the marks of the page between which the tables stand."""


class Ladder(msgspec.Struct, frozen=True):
    """Hold how everybody did: a score a pairing, and everybody's pace over all of theirs."""

    players: list[str]
    pairings: list[Score]
    milliseconds: dict[str, Latency]
    seed: int

    def rate(self, spec: str, other: str) -> float | None:
        """Give the win rate of a player against another; None against itself."""
        for one in self.pairings:
            if (one.a, one.b) == (spec, other):
                return one.win_rate
            if (one.b, one.a) == (spec, other):
                return 1 - one.win_rate
        return None


def write_tables(result: Ladder) -> str:
    """Write who beats whom, every pairing with its interval, and how long everybody thinks."""
    return "\n".join(
        [
            f"How often the row beats the column, a draw counted half (seed {result.seed}):",
            "",
            *_matrix(result),
            "",
            "Every pairing, with the 95 % interval:",
            "",
            "| player | against | games | won | drawn | lost | wins | interval | as ONE | as TWO |",
            "|---|---|---|---|---|---|---|---|---|---|",
            *(_pairing(one) for one in result.pairings),
            "",
            "Milliseconds a decision, of all decisions, ACTIVATE and forced ones counted:",
            "",
            "| player | decisions | mean | half of them within | 95 % within |",
            "|---|---|---|---|---|",
            *(_pace(spec, result.milliseconds[spec]) for spec in result.players),
        ]
    )


def _matrix(result: Ladder) -> list[str]:
    rows = [f"| | {' | '.join(result.players)} |", f"|---{'|---' * len(result.players)}|"]
    for spec in result.players:
        rates = (result.rate(spec, other) for other in result.players)
        cells = ("" if rate is None else f"{rate:.1%}" for rate in rates)
        rows.append(f"| {spec} | {' | '.join(cells)} |")
    return rows


def _pairing(one: Score) -> str:
    low, high = one.interval
    seats = " | ".join(f"{seat.win_rate:.1%}" for seat in one.by_seat.values())
    return (
        f"| {one.a} | {one.b} | {one.games} | {one.wins} | {one.draws} | {one.losses}"
        f" | {one.win_rate:.1%} | {low:.1%} to {high:.1%} | {seats} |"
    )


def _pace(spec: str, pace: Latency) -> str:
    return f"| {spec} | {pace.decisions} | {pace.mean:.2f} | {pace.p50:.2f} | {pace.p95:.2f} |"
