"""A battle's report as a table for spreadsheets, one figure a row, in the current language."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Final, NamedTuple

from client.text.catalogue import name, text
from client.text.format import comma_list, decimal
from client.text.report_text import action_words
from engine.battle.side import Side

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from client.text.names import BattleNames
    from engine.analysis.battle_report.figures import BattleReport, DecisionCost, UnitFigures

COLUMNS: Final = ("figure", "side", "round", "unit", "step", "value", "note")
"""The columns by their codes; the catalogue has their headings."""
_DIGITS: Final = 4


class Row(NamedTuple):
    """A figure by its code; *round* and *step* are None, and the others empty, where they do not
    apply.
    """

    figure: str
    side: str = ""
    round: int | None = None
    unit: str = ""
    step: int | None = None
    value: float | None = None
    note: str = ""


def write_table(report: BattleReport, costs: Iterable[DecisionCost], names: BattleNames) -> bytes:
    """Return the content of a CSV file with all figures of a report and the *costs* given.

    Columns are separated as spreadsheets in the language expect it.
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter=text("format.column-separator"), lineterminator="\n")
    writer.writerow([name("report-column", column) for column in COLUMNS])
    for row in _rows(report, costs, names):
        written = row._replace(figure=name("report-figure", row.figure))
        writer.writerow([_cell(one) for one in written])
    return out.getvalue().encode("utf-8-sig")  # by the mark spreadsheets know that it is UTF-8


def _cell(value: str | float | None) -> str:
    if value is None:
        return ""
    return decimal(value, _DIGITS) if isinstance(value, float) else str(value)


def _rows(report: BattleReport, costs: Iterable[DecisionCost], names: BattleNames) -> Iterator[Row]:
    for number, points in enumerate(report.points, start=1):
        for side in Side:
            yield Row("points", names.side(side), number, value=points[side.index])
    if (result := report.result) is not None:
        winner = "" if result.winner is None else names.side(result.winner)
        yield Row("result", winner, note=name("result", result.reason.value))
    for side in Side:
        yield from _rows_of_side(report, side, names.side(side))
    for unit in report.units:
        yield from _rows_of_unit(unit, names)
    for one in report.luck.attacks:
        note = text(
            "report-table.attack",
            target=names.unit(one.target),
            rolled=one.rolled,
            expected=decimal(one.expected, _DIGITS),
        )
        yield Row(
            "attack_rank",
            names.side(one.side),
            unit=names.unit(one.unit),
            step=one.step,
            value=one.rank,
            note=note,
        )
    for cost in costs:
        taken, best = action_words(cost.taken, names), action_words(cost.best, names)
        yield Row(
            "decision_cost",
            names.side(cost.side),
            cost.round,
            "" if cost.unit is None else names.unit(cost.unit),
            cost.step,
            cost.cost,
            text("report.instead", taken=taken, best=best),
        )


def _rows_of_side(report: BattleReport, side: Side, title: str) -> Iterator[Row]:
    luck = report.luck.sides[side.index]
    yield Row("dealt", title, value=report.dealt[side.index])
    yield Row("taken", title, value=report.taken[side.index])
    yield Row("kills", title, value=report.kills[side.index])
    yield Row("attacks", title, value=luck.attacks)
    yield Row("rolled", title, value=luck.rolled)
    yield Row("expected", title, value=luck.expected)
    yield Row("attack_luck", title, value=luck.rank)
    yield Row("overall_luck", title, value=report.luck.overall_of(side))


def _rows_of_unit(unit: UnitFigures, names: BattleNames) -> Iterator[Row]:
    side, title = names.side(unit.side), names.unit(unit.unit)
    kills = comma_list(names.unit(one) for one in unit.kills)
    yield Row("unit_dealt", side, unit=title, value=unit.dealt)
    yield Row("unit_taken", side, unit=title, value=unit.taken)
    yield Row("unit_kills", side, unit=title, value=len(unit.kills), note=kills)
    yield Row("unit_destroyed", side, unit=title, value=int(unit.destroyed))
