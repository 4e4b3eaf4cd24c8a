"""The figures of a battle's report in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from client.text.catalogue import name, text
from client.text.format import amount, percent
from engine.battle.actions import Activate, Charge, Fight, Shoot, from_text
from engine.battle.side import Side

if TYPE_CHECKING:
    from client.text.names import BattleNames
    from engine.analysis.battle_report.figures import BattleReport, DecisionCost, UnitFigures


_EXAMPLE: Final = 0.9
"""The luck by which its figures are explained."""


class FigureRow(NamedTuple):
    """A row of figures: its label, and those of ONE and TWO."""

    label: str
    one: str
    two: str


def figure_rows(report: BattleReport) -> list[FigureRow]:
    """Return damage, kills and luck of both sides."""
    sides = report.luck.sides
    return [
        FigureRow(text("report.dealt"), *map(str, report.dealt)),
        FigureRow(text("report.taken"), *map(str, report.taken)),
        FigureRow(text("report.kills"), *map(str, report.kills)),
        FigureRow(
            text("report.rolled"),
            *(
                text("report.rolled.of", rolled=one.rolled, expected=amount(one.expected))
                for one in sides
            ),
        ),
        FigureRow(text("report.luck"), *(_luck(one.rank) for one in sides)),
        FigureRow(text("report.overall"), *(_luck(report.luck.overall_of(one)) for one in Side)),
    ]


def luck_note() -> tuple[str, ...]:
    """Return what the figures of luck mean, in sentences."""
    share = percent(_EXAMPLE)
    note = text("report.luck.note", share=share, n=round(100 * _EXAMPLE))
    return note, text("report.luck.all"), text("report.luck.average")


def _luck(rank: float | None) -> str:
    return text("report.no-attack") if rank is None else percent(rank)


def unit_words(unit: UnitFigures) -> str:
    """Return what a unit did."""
    kills = len(unit.kills)
    return text("report.unit", dealt=unit.dealt, taken=unit.taken, kills=kills)


def cost_words(cost: DecisionCost, names: BattleNames) -> tuple[str, str]:
    """Return a decision and what it cost, and the action taken with the better one.

    The cost is in chances of victory.
    """
    taken, best = action_words(cost.taken, names), action_words(cost.best, names)
    below = text("report.instead", taken=taken, best=best)
    if taken == best:
        below = text("report.elsewhere", taken=taken)
    share = percent(cost.cost / 2)
    if cost.unit is None:
        phase = name("phase", cost.phase.value)
        return text("report.cost.phase", round=cost.round, phase=phase, cost=share), below
    unit = names.unit(cost.unit)
    return text("report.cost", round=cost.round, unit=unit, cost=share), below


def action_words(written: str, names: BattleNames) -> str:
    """Return an action, given as in saves, in words."""
    action = from_text(written)
    key = f"report.action.{action.word}"
    match action:
        case Activate(unit) | Charge(unit) | Shoot(_, unit, _) | Fight(_, unit, _):
            return text(key, unit=names.unit(unit))
        case _:
            return text(key)
