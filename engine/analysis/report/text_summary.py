"""The most important results as plain text for a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from engine.analysis.tables import Cell, Table

_SHOWN = ("pairings", "seats", "styles", "claims", "without")
"""Tables that are shown whole."""
_CODES = {"weapons": "weapon", "rules": "rule", "actions": "action"}
"""Tables of which only the entries that are dead, or unused by choice, are named, by this
column.
"""
_DIGITS = 4


def summarise(tables: Sequence[Table]) -> str:
    """Return the tables about fairness, the outliers, and the dead entries."""
    parts = [f"{table.name}\n{write(table)}" for table in tables if table.name in _SHOWN]
    for table in tables:
        if table.name == "units":
            found = [row for row in table.records if row["stands_out"]]
            parts.append(_list("units that stand out", "unit", found))
        elif table.name in _CODES:
            dead = [row for row in table.records if row["dead"]]
            parts.append(_list(f"dead {table.name}", _CODES[table.name], dead))
            unwanted = [row for row in table.records if row["by_random"] and not row["used"]]
            title = f"{table.name} used in random play alone"
            parts.append(_list(title, _CODES[table.name], unwanted))
    return "\n\n".join(parts)


def _list(title: str, key: str, rows: Sequence[dict[str, Cell]]) -> str:
    return f"{title}: {', '.join(str(row[key]) for row in rows) or 'none'}"


def write(table: Table) -> str:
    """Return a table as text, each column as wide as its widest cell."""
    rows = [table.columns, *([_cell(cell) for cell in row] for row in table.rows)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(table.columns))]
    return "\n".join(
        "  " + "  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True))
        for row in rows
    )


def _cell(cell: Cell) -> str:
    match cell:
        case None:
            return "-"
        case bool():
            return "yes" if cell else "no"
        case float():
            return f"{cell:.{_DIGITS}g}" if abs(cell) >= 1 else f"{cell:.3f}"
        case _:
            return str(cell)
