"""Playstyles of factions: what each does per 100 VALUE, and what it does most."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engine.analysis.tables import AnalysedGame, Cell, Table, ratio
from engine.battle.side import Side

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from engine.analysis.measures import Measures
    from engine.analysis.statistics.counts import SideCount
    from engine.data.catalog import UnitEntry

STYLES: Final = (
    "hexes_moved",
    "ranged_damage",
    "melee_damage",
    "hit_points_saved",
    "objective_points",
)
_HUNDRED: Final = 100


def compare_styles(
    games: Sequence[AnalysedGame], units: Mapping[str, UnitEntry], measures: Measures
) -> Table:
    """Return what each faction does per 100 VALUE, and where it leads all others."""
    drawn = [game for game in games if game.generated]
    factions = sorted({faction for game in drawn for faction in game.record.factions})
    figures: dict[str, list[float | None]] = {}
    values: dict[str, int] = {}
    for faction in factions:
        sides = [
            game.counts.sides[side.index]
            for game in drawn
            for side in Side
            if game.record.factions[side.index] == faction
        ]
        values[faction] = sum(_value(side, units) for side in sides)
        sums = [sum(amounts) for amounts in zip(*(_amounts(side) for side in sides), strict=True)]
        figures[faction] = [ratio(amount, values[faction], _HUNDRED) for amount in sums]
    rows: list[tuple[Cell, ...]] = [
        (faction, values[faction], *figures[faction], ", ".join(_leads(faction, figures, measures)))
        for faction in factions
    ]
    return Table("styles", ("faction", "value", *STYLES, "leads"), tuple(rows))


def _value(side: SideCount, units: Mapping[str, UnitEntry]) -> int:
    return sum(units[code].value * unit.count for code, unit in side.units.items())


def _amounts(side: SideCount) -> tuple[float, ...]:
    units = side.units.values()
    return (
        sum(unit.moved for unit in units),
        sum(unit.ranged for unit in units),
        sum(unit.melee for unit in units),
        sum(unit.saved for unit in units),
        side.points,
    )


def _leads(
    faction: str, figures: Mapping[str, Sequence[float | None]], measures: Measures
) -> list[str]:
    """Return what a faction does more than every other, by the threshold of a lead."""
    led = []
    for place, style in enumerate(STYLES):
        own = figures[faction][place] or 0
        others = [values[place] or 0 for name, values in figures.items() if name != faction]
        if others and own > 0 and own >= measures.lead * max(others):
            led.append(style)
    return led
