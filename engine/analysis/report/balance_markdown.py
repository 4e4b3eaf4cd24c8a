"""The tables of a balance experiment in Markdown, as docs/balance.md shows them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from engine.analysis.tables import Cell, Table

PART: Final = "balance"
"""The name of the part of a page that holds the tables."""


class _Kept(NamedTuple):
    """The columns of a table that are shown; those in *shares* in per cent."""

    columns: tuple[str, ...]
    shares: tuple[str, ...]


_RATE: Final = ("win_rate", "low", "high")
_SIDES: Final = ("as_one", "as_two", "going_first")
_ONE: Final = ("one_wins", "one_low", "one_high")
_FIRST: Final = ("first_wins", "first_low", "first_high")
_ENDS: Final = ("never_changed", "elimination", "victory_points", "value", "draw")
_DEEDS: Final = (
    "hexes_moved",
    "ranged_damage",
    "melee_damage",
    "hit_points_saved",
    "objective_points",
)
_KEPT: Final = {
    "pairings": _Kept(("faction", "against", "games", *_RATE, *_SIDES, "fair"), (*_RATE, *_SIDES)),
    "seats": _Kept(("source", "games", *_ONE, *_FIRST, "fair"), (*_ONE, *_FIRST)),
    "styles": _Kept(("faction", *_DEEDS, "leads"), ()),
    "units": _Kept(
        ("unit", "faction", "value", "fielded", "points_per_100", "low", "high", "stands_out"), ()
    ),
    "lengths": _Kept(("source", "games", "rounds", "decisions", "lead_changes", *_ENDS), _ENDS),
}
_CODES: Final = {"weapons": "weapon", "rules": "rule", "actions": "action"}
"""Tables of which only the dead entries are named, by this column."""


def write_tables(tables: Sequence[Table]) -> str:
    """Return the tables of the page in Markdown, and the names of the dead entries."""
    parts = [_write(table, _KEPT[table.name]) for table in tables if table.name in _KEPT]
    for table in tables:
        if table.name in _CODES:
            dead = [f"`{row[_CODES[table.name]]}`" for row in table.records if row["dead"]]
            parts.append(f"Dead {table.name}: {', '.join(dead) or 'none'}.")
    return "\n\n".join(parts)


def _write(table: Table, kept: _Kept) -> str:
    dashes = "|---" * len(kept.columns) + "|"
    lines = [f"`{table.name}`", "", f"| {' | '.join(kept.columns)} |", dashes]
    for row in table.records:
        cells = (_cell(row[name], share=name in kept.shares) for name in kept.columns)
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def _cell(cell: Cell, *, share: bool) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return "yes" if cell else "no"
        case float() if share:
            return f"{cell:.1%}"
        case float():
            return f"{cell:.2f}"
        case _:
            return str(cell)
