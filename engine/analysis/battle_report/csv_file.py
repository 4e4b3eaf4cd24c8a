"""A battle's report as CSV, one figure a row."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Final

from engine.battle.side import Side

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from engine.analysis.battle_report.figures import BattleReport, DecisionCost

COLUMNS: Final = ("figure", "side", "round", "unit", "step", "value", "note")
_DIGITS: Final = 4

_Row = tuple[str, str, int | None, str, int | None, float | int | None, str]


def write_csv(report: BattleReport, costs: Iterable[DecisionCost]) -> bytes:
    """Return the content of a CSV file with all figures of a report and the *costs* given."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(_rows(report, costs))
    return out.getvalue().encode()


def _rows(report: BattleReport, costs: Iterable[DecisionCost]) -> Iterator[_Row]:
    for number, points in enumerate(report.points, start=1):
        for side in Side:
            yield "points", side.name, number, "", None, points[side.index], ""
    if report.result is not None:
        winner = "" if report.result.winner is None else report.result.winner.name
        yield "result", winner, None, "", None, None, report.result.reason.value
    for side in Side:
        luck = report.luck.sides[side.index]
        amounts: Sequence[tuple[str, float | None]] = (
            ("dealt", report.dealt[side.index]),
            ("taken", report.taken[side.index]),
            ("kills", report.kills[side.index]),
            ("attacks", luck.attacks),
            ("rolled", luck.rolled),
            ("expected", round(luck.expected, _DIGITS)),
            ("attack_luck", _rounded(luck.rank)),
            ("overall_luck", _rounded(report.luck.overall_of(side))),
        )
        for figure, value in amounts:
            yield figure, side.name, None, "", None, value, ""
    for unit in report.units:
        label = f"{unit.unit} {unit.code}"
        kills = " ".join(map(str, unit.kills))
        yield "unit_dealt", unit.side.name, None, label, None, unit.dealt, ""
        yield "unit_taken", unit.side.name, None, label, None, unit.taken, ""
        yield "unit_kills", unit.side.name, None, label, None, len(unit.kills), kills
        yield "unit_destroyed", unit.side.name, None, label, None, int(unit.destroyed), ""
    for one in report.luck.attacks:
        target = f"target {one.target}, rolled {one.rolled}, expected {one.expected:.{_DIGITS}f}"
        rank = round(one.rank, _DIGITS)
        yield "attack_rank", one.side.name, None, str(one.unit), one.step, rank, target
    for cost in costs:
        note = f"{cost.taken}; best: {cost.best}"
        value = round(cost.cost, _DIGITS)
        yield "decision_cost", cost.side.name, cost.round, "", cost.step, value, note


def _rounded(rank: float | None) -> float | None:
    return None if rank is None else round(rank, _DIGITS)
