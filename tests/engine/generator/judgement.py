"""What every generated scenario must be: the checks that all tests of the generator share."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from engine.battle.battlefield import is_visible
from engine.battle.side import Side
from engine.hexgrid import Grid

if TYPE_CHECKING:
    from engine.battle.generator import Materials
    from engine.battle.scenario import Placement, Scenario
    from engine.hexgrid import CellSet


grid_of = functools.cache(Grid)


def army(scenario: Scenario, side: Side) -> list[Placement]:
    return [placed for placed in scenario.units if placed.side is side]


def points(scenario: Scenario, side: Side) -> int:
    return sum(scenario.profiles[placed.unit].value for placed in army(scenario, side))


def walls_of(scenario: Scenario, grid: Grid) -> CellSet:
    return grid.cell_set(
        (column, row)
        for row, line in enumerate(scenario.terrain)
        for column, character in enumerate(line)
        if character == "#"
    )


def reached_from(grid: Grid, start: CellSet, ground: CellSet) -> CellSet:
    reached, before = start, 0
    while reached != before:
        before, reached = reached, reached | grid.neighbours(reached) & ground
    return reached


def judge(scenario: Scenario, materials: Materials) -> None:
    """Assert everything that holds for whatever seed."""
    grid = grid_of(len(scenario.terrain[0]), len(scenario.terrain))
    walls = walls_of(scenario, grid)
    ground = grid.board & ~walls
    assert reached_from(grid, ground & -ground, ground) == ground, "no ground is cut off"
    judge_mirror(scenario, grid)
    judge_objectives(scenario, grid, walls, materials)
    judge_armies(scenario, materials)
    judge_starts(scenario, grid, walls)


def judge_mirror(scenario: Scenario, grid: Grid) -> None:
    """Terrain, objectives and places map onto themselves (R1.6)."""
    for column, row in grid.offsets.values():
        across, down = grid.mirror((column, row))
        assert scenario.terrain[row][column] == scenario.terrain[down][across], (column, row)
    objectives = {frozenset(objective.hexes) for objective in scenario.objectives}
    images = {frozenset(map(grid.mirror, hexes)) for hexes in objectives}
    assert objectives == images
    one, two = ({placed.hex for placed in army(scenario, side)} for side in Side)
    images = {grid.mirror(place) for place in one}
    assert images <= two or two <= images, "the smaller army stands in images of places"


def judge_objectives(scenario: Scenario, grid: Grid, walls: CellSet, materials: Materials) -> None:
    least, most = materials.numbers.objectives
    areas = [grid.cell_set(objective.hexes) for objective in scenario.objectives]
    assert least <= len(areas) <= most
    assert [objective.code for objective in scenario.objectives] == list("ABCDEF")[: len(areas)]
    deepest = materials.numbers.start_depth[1]
    together = 0
    for area, objective in zip(areas, scenario.objectives, strict=True):
        assert 1 <= len(objective.hexes) <= 7
        assert not area & (walls | together), "no hex is a WALL, or in two objectives"
        together |= area
        for column, _ in objective.hexes:
            assert min(column, grid.columns - 1 - column) >= materials.numbers.start_depth[0]
    starts = {min(p.hex[0], grid.columns - 1 - p.hex[0]) for p in scenario.units}
    assert max(starts) < deepest
    assert not {p.hex for p in scenario.units} & {h for o in scenario.objectives for h in o.hexes}


def judge_armies(scenario: Scenario, materials: Materials) -> None:
    least, most = materials.numbers.units
    values = [points(scenario, side) for side in Side]
    assert min(values) > 0
    assert max(values) - min(values) <= 0.03 * max(values)
    homes = materials.catalog.factions
    for side in Side:
        codes = [placed.unit for placed in army(scenario, side)]
        assert least <= len(codes) <= most
        home = [set(one.units) for one in homes.values() if set(codes) <= set(one.units)]
        assert len(home) == 1, "an army is of one faction"
        assert len(set(codes)) > 1 or len(home[0]) == 1, "an army is of several kinds"
    assert set(scenario.profiles) == {placed.unit for placed in scenario.units}
    assert scenario.rules == materials.rules


def judge_starts(scenario: Scenario, grid: Grid, walls: CellSet) -> None:
    """Nobody has an enemy in range and in sight where both stand (R6.3)."""
    for placed in scenario.units:
        codes = scenario.profiles[placed.unit].rng_weapon_codes
        reach = max((scenario.weapons[code].rng for code in codes), default=0)
        cell = grid.cell(placed.hex)
        for enemy in army(scenario, placed.side.other):
            there = grid.cell(enemy.hex)
            if grid.distance(cell, there) <= max(1, reach):
                assert grid.distance(cell, there) > 1
                assert not is_visible(grid, walls, cell, there), (placed, enemy)
