"""The tables of docs/campaign-balance.md."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engine.analysis.campaigns.kpis import measure, reasons, speed, totals
from engine.analysis.campaigns.level_matches import match_levels
from engine.analysis.campaigns.plain_words import plain_reason

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from engine.analysis.campaigns.balance_bars import Bars
    from engine.analysis.campaigns.game_record import GameRecord

PART: Final = "campaign-balance"
"""The part of the page between its marks that holds the tables."""
LEVELS_PART: Final = "campaign-levels"
"""The part that holds the table of the levels."""
KINDS: Final = ("verbs", "messages", "spy_missions", "effects", "things", "events", "deeds", "ends")

_NEVER: Final = "**never**"


def write_tables(games: Sequence[GameRecord], bars: Bars) -> str:
    """Return the tables of the page in Markdown."""
    seeds = [game.seed for game in games]
    houses = sorted({len(game.houses) for game in games})
    counts = ", ".join(map(str, houses))
    head = f"{len(games)} games, seeds {min(seeds)}-{max(seeds)}, {counts} houses"
    return "\n\n".join(
        [
            head,
            _kpis(games, bars),
            _speed(games, bars),
            _reasons(games, bars),
            *[_totals(games, kind) for kind in KINDS],
        ]
    )


def write_levels(games: Sequence[GameRecord], levels: Sequence[str], bars: Bars) -> str:
    """Return the table of the levels, each against the one below it, in Markdown."""
    seeds = [game.seed for game in games]
    matches = match_levels(levels, games, bars)
    head = (
        f"{matches[0].games} games of two houses for each row, seeds {min(seeds)}-{max(seeds)},"
        " each played twice with sides changed"
    )
    rows = [
        (
            f"{one.level} against {one.below}",
            f"≥ {100 * bars.level_wins:.0f} %",
            f"{100 * one.share:.1f} %",
            f"{100 * one.low:.1f} % to {100 * one.high:.1f} %",
            "yes" if one.holds else "**no**",
            f"{one.milliseconds:.1f}",
        )
        for one in matches
    ]
    columns = ("level", "bar", "games won", "interval", "holds", "milliseconds of a turn, median")
    return f"{head}\n\n{_table(columns, rows)}"


def _kpis(games: Sequence[GameRecord], bars: Bars) -> str:
    rows = [
        (kpi.name, kpi.bar, kpi.value, f"{kpi.low} to {kpi.high}", "yes" if kpi.holds else "**no**")
        for kpi in measure(games, bars)
    ]
    return _table(("figure", "bar", "measured", "interval", "holds"), rows)


def _speed(games: Sequence[GameRecord], bars: Bars) -> str:
    median, slowest = speed(games, bars.last_turns)
    rows = [
        (
            f"a turn, last {bars.last_turns} turns, median game",
            f"{median:.1f}",
            f"≤ {bars.median_ms:g}",
        ),
        ("the slowest turn of all", f"{slowest:.1f}", f"≤ {bars.slowest_ms:g}"),
    ]
    return _table(("milliseconds of", "measured", "bar"), rows)


def _reasons(games: Sequence[GameRecord], bars: Bars) -> str:
    rows = [
        (plain_reason(reason), str(number), f"{number / len(games):.1f}")
        for reason, number in reasons(games, bars.reasons)
    ]
    return _table(("wish that was not followed, and why", "times", "a game"), rows)


def _totals(games: Sequence[GameRecord], kind: str) -> str:
    rows = [
        (f"`{key}`", str(number), f"{100 * occurring / len(games):.1f} %")
        if number
        else (f"`{key}`", "0", _NEVER)
        for key, number, occurring in totals(games, kind)
    ]
    return _table((kind.replace("_", " "), "number", "share of games"), rows)


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [f"| {' | '.join(columns)} |", "|---" * len(columns) + "|"]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in rows)])
