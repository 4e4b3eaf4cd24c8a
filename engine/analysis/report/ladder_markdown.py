"""The tables of a ladder in Markdown, as docs/opponents.md shows them."""

from __future__ import annotations

from typing import Final

from engine.analysis.ladder_results import Ladder
from engine.players.arena.score import Latency, Score

PART: Final = "ladder"
"""The name of the part of a page that holds the tables."""


def write_tables(result: Ladder) -> str:
    """Return the win rates of all pairings, each pairing with its interval, and the times of
    decisions.
    """
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
            "Milliseconds per decision, of all decisions, ACTIVATE and forced ones counted:",
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
