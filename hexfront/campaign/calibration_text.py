"""A calibration of the resolver as text: for a terminal, and for a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from engine.campaign.calibration.fitting import STEPS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from engine.campaign.calibration.report import Calibration

PART: Final = "calibration"
"""The part of a page that holds the tables."""
_Row: TypeAlias = tuple[str, ...]


def page_text(found: Calibration) -> str:
    """Return the tables of a calibration in Markdown."""
    tables = _tables(found)
    return "\n\n".join([_heading(found), *(_markdown(rows) for rows in tables)])


def plain_text(found: Calibration) -> str:
    """Return the tables of a calibration in columns."""
    tables = _tables(found)
    return "\n\n".join([_heading(found), *(_columns(rows) for rows in tables)])


def _heading(found: Calibration) -> str:
    fitted = found.battles - found.held_out
    return (
        f"{found.battles:,} landings were fought by two equal tacticians; the tables are fitted to"
        f" {fitted:,} of them, and measured on the other {found.held_out:,}."
    )


def _tables(found: Calibration) -> list[list[_Row]]:
    return [_tenths(found), _kinds(found), _losses(found), _entries(found)]


def _tenths(found: Calibration) -> list[_Row]:
    rows: list[_Row] = [("Predicted", "Battles", "Mean prediction", "Won", "95 % interval")]
    for one in found.tenths:
        low, high = one.interval
        share, interval = f"{one.least}–{one.least + 10} %", f"{low:.1f}–{high:.1f} %"
        rows.append((share, str(one.battles), _share(one.predicted), _share(one.won), interval))
    return rows


def _kinds(found: Calibration) -> list[_Row]:
    rows: list[_Row] = [("Landings", "Battles", "Mean prediction", "Won")]
    return rows + [
        (one.kind, str(one.battles), _share(one.predicted), _share(one.won)) for one in found.kinds
    ]


def _losses(found: Calibration) -> list[_Row]:
    rows: list[_Row] = [("Side", "Battles", "Table", "Lost on average", "When resolved")]
    return rows + [
        (one.side, str(one.battles), _share(one.table), _share(one.lost), _share(one.resolved))
        for one in found.losses
    ]


def _entries(found: Calibration) -> list[_Row]:
    columns = STEPS, found.chance, found.winner_loses, found.loser_loses
    entries = [tuple(map(str, entry)) for entry in zip(*columns, strict=True)]
    return [("x", "Chance", "Winner loses", "Loser loses"), *entries]


def _share(percent: float) -> str:
    return f"{percent:.1f} %"


def _markdown(rows: Sequence[_Row]) -> str:
    head, *body = rows
    rule = ["---", *(["---:"] * (len(head) - 1))]
    return "\n".join(_bar(row) for row in (head, rule, *body))


def _bar(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _columns(rows: Sequence[_Row]) -> str:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = []
    for first, *rest in rows:
        cells = [first.ljust(widths[0])]
        cells += [cell.rjust(width) for cell, width in zip(rest, widths[1:], strict=True)]
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)
