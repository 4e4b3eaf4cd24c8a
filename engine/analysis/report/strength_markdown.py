"""The tables of the levels' strength in Markdown, as docs/opponents.md shows them."""

from __future__ import annotations

from typing import Final

from engine.players.strength import LevelResult, StrengthTable

PART: Final = "strength"
"""The name of the part of a page that holds the tables."""
_SHOWN: Final = 12
"""Digits shown of the policy's SHA-256."""


def write_tables(table: StrengthTable) -> str:
    """Return each level's rating and times, its win rates, and every pairing in full."""
    opponents = list(dict.fromkeys(row.opponent for row in table.rows))
    factions = sorted({faction for row in table.rows for faction in row.by_faction})
    points = table.ratings[table.anchor].rating
    head = (
        f"Policy `{table.policy[:_SHOWN]}`, rules version {table.rules_version}, seed {table.seed}."
        f" Ratings are Elo points, {points:.0f} for {table.anchor}; milliseconds are those of a"
        " decision, of all of them, ACTIVATE and forced ones counted:"
    )
    return "\n".join(
        [
            head,
            "",
            "| level | rating | decisions | mean ms | half within | 95 % within | cut short |",
            "|---|---|---|---|---|---|---|",
            *(_level(table, level) for level in table.milliseconds),
            "",
            "How often a level beats whom, a draw counted half:",
            "",
            f"| | {' | '.join(opponents)} |",
            f"|---{'|---' * len(opponents)}|",
            *(_rates(table, level, opponents) for level in table.milliseconds),
            "",
            "Every pairing, with the 95 % interval:",
            "",
            "| level | against | games | won | drawn | lost | wins | interval | as ONE | as TWO |",
            "|---|---|---|---|---|---|---|---|---|---|",
            *map(_row, table.rows),
            "",
            "By the faction that the level leads, and in how many games:",
            "",
            f"| level | against | {' | '.join(factions)} |",
            f"|---|---{'|---' * len(factions)}|",
            *(_by_faction(row, factions) for row in table.rows),
        ]
    )


def _level(table: StrengthTable, level: str) -> str:
    rating, pace = table.ratings[level], table.milliseconds[level]
    return (
        f"| {level} | {rating.rating:.0f} ± {rating.error:.0f} | {pace.decisions}"
        f" | {pace.mean:.2f} | {pace.p50:.2f} | {pace.p95:.2f} | {table.cuts[level]} |"
    )


def _rates(table: StrengthTable, level: str, opponents: list[str]) -> str:
    rows = (table.row(level, opponent) for opponent in opponents)
    cells = ("" if row is None else f"{row.win_rate:.1%}" for row in rows)
    return f"| {level} | {' | '.join(cells)} |"


def _row(row: LevelResult) -> str:
    low, high = row.interval
    seats = " | ".join(f"{seat.win_rate:.1%}" for seat in row.by_seat.values())
    return (
        f"| {row.level} | {row.opponent} | {row.games} | {row.wins} | {row.draws} | {row.losses}"
        f" | {row.win_rate:.1%} | {low:.1%} to {high:.1%} | {seats} |"
    )


def _by_faction(row: LevelResult, factions: list[str]) -> str:
    parts = (row.by_faction.get(faction) for faction in factions)
    cells = ("" if one is None else f"{one.win_rate:.1%} of {one.games}" for one in parts)
    return f"| {row.level} | {row.opponent} | {' | '.join(cells)} |"
