"""Deployment: the hexes that a scenario gives to armies of the players' own (R3.1), as a map in its
file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import msgspec

from engine.battle.battlefield import Terrain
from engine.battle.scenario import HexPlace
from engine.battle.side import Side
from engine.hexgrid import Grid
from engine.sentences import Sentence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.battle.scenario import Placement, Scenario
    from engine.hexgrid import CellSet
    from engine.validation import Findings

MARKS: Final = {Side.ONE: "1", Side.TWO: "2"}
"""The character of each side's hexes in a map."""
NOBODY: Final = "."
"""The character of all other hexes."""
_RULE: Final = "R3.1"
_FIELD: Final = "deployment"


class Deployment(msgspec.Struct, frozen=True):
    """The hexes in which each side may deploy: ONE's, then TWO's, column by column."""

    hexes: tuple[tuple[HexPlace, ...], tuple[HexPlace, ...]]

    def area(self, side: Side) -> tuple[HexPlace, ...]:
        """Return the hexes of a side."""
        return self.hexes[side.index]


class Battleground(NamedTuple):
    """A scenario, and where armies of the players' own may deploy in it; None if they may not."""

    scenario: Scenario
    deployment: Deployment | None


def deployment_of(grid: Grid, areas: tuple[CellSet, CellSet]) -> Deployment:
    """Return the deployment in two sets of cells, ONE's and TWO's."""
    one, two = (tuple(grid.offsets_of(area)) for area in areas)
    return Deployment((one, two))


def read_deployment(
    rows: tuple[str, ...],
    terrain: tuple[str, ...],
    units: Mapping[int, Placement],
    findings: Findings,
) -> Deployment | None:
    """Return the deployment in the *rows* of a map; None, with every problem noted, if it is
    invalid.

    *terrain* is a valid board, and *units* are those of the scenario by their index in its list:
    each must start in the area of its side, so that either army may be replaced without the other.
    """
    before = len(findings.problems)
    columns = len(terrain[0])
    if len(rows) != len(terrain) or any(len(row) != columns for row in rows):
        sentence = Sentence("data.deployment-size", columns=columns, rows=len(terrain))
        findings.add("", _FIELD, sentence, _RULE)
        return None
    _check_marks(rows, terrain, findings)
    grid = Grid(columns, len(terrain))
    found = deployment_of(grid, (_area(grid, rows, Side.ONE), _area(grid, rows, Side.TWO)))
    for side in Side:
        if not found.area(side):
            sentence = Sentence("data.deployment-empty", side=side.value, mark=MARKS[side])
            findings.add("", _FIELD, sentence, _RULE)
    one, two = (grid.cell_set(area) for area in found.hexes)
    for column, row in grid.offsets_of(grid.neighbours(one) & two):
        sentence = Sentence("data.deployment-adjacent", column=column, row=row)
        findings.add("", _FIELD, sentence, _RULE)
    _check_units(units, found, findings)
    return found if len(findings.problems) == before else None


def _area(grid: Grid, rows: tuple[str, ...], side: Side) -> CellSet:
    return grid.cell_set(
        (column, row)
        for row, line in enumerate(rows)
        for column, character in enumerate(line)
        if character == MARKS[side]
    )


def _check_marks(rows: tuple[str, ...], terrain: tuple[str, ...], findings: Findings) -> None:
    """Add a problem for characters without a meaning, and for hexes that nothing can enter."""
    for row, line in enumerate(rows):
        for column, character in enumerate(line):
            if character == NOBODY:
                continue
            sentence = None
            if character not in MARKS.values():
                known = " ".join((*MARKS.values(), NOBODY))
                found = repr(character)
                sentence = Sentence("data.deployment-mark", column=column, found=found, known=known)
            elif terrain[row][column] == Terrain.WALL.value:
                sentence = Sentence("data.hex-wall", column=column, row=row)
            if sentence is not None:
                findings.add(f"{_FIELD} row {row}", "", sentence, _RULE)


def _check_units(units: Mapping[int, Placement], found: Deployment, findings: Findings) -> None:
    for number, placed in units.items():
        if placed.hex not in found.area(placed.side):
            column, row = placed.hex
            side = placed.side.value
            sentence = Sentence("data.deployment-unit", column=column, row=row, side=side)
            findings.add(f"units[{number}]", "hex", sentence, _RULE)
