"""Cell sets as rows, ways to goals, and what can be fired at from each cell."""

from __future__ import annotations

import math
import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.battle import fields
from engine.battle.battlefield import Battlefield, Sight
from engine.hexgrid import cells_of
from tests.engine.differential.slow_board import neighbours
from tests.engine.generated import MIDDLING, SMALL, terrains

COSTS = {".": 1, "%": 1}


def slow_ways(field: Battlefield, goals: list[tuple[int, int]]) -> dict[tuple[int, int], float]:
    """Relax the ways from every hex until nothing gets shorter; entering a hex costs its points."""
    grid = field.grid
    costs = {**COSTS, "~": field.rough_cost}
    ground = {
        offset: costs[field.terrain[offset[1]][offset[0]]]
        for offset in grid.offsets.values()
        if field.terrain[offset[1]][offset[0]] != "#"
    }
    far = dict.fromkeys(grid.offsets.values(), math.inf)
    far |= {goal: 0 for goal in goals if goal in ground}
    shorter = True
    while shorter:
        shorter = False
        for hex_ in ground:
            steps = [far[to] + ground[to] for to in neighbours(hex_) if to in ground]
            best = min([far[hex_], *steps])
            shorter = shorter or best < far[hex_]
            far[hex_] = best
    return far


@settings(max_examples=40)
@given(terrains(SMALL), st.integers(1, 4), st.integers(0, 2**32 - 1))
def test_ways_are_those_of_a_slow_search(
    terrain: tuple[str, ...], rough_cost: int, seed: int
) -> None:
    field = Battlefield(terrain, rough_cost)
    chooser = random.Random(seed)
    goals = chooser.sample(list(field.grid.offsets.values()), chooser.randint(0, 4))
    ways = fields.path_costs(field, field.grid.cell_set(goals))
    slow = slow_ways(field, goals)
    for cell, offset in field.grid.offsets.items():
        assert ways[cell] == slow[offset], offset


def test_no_way_leads_from_behind_a_wall_or_to_nowhere() -> None:
    field = Battlefield((".#.", ".#.", ".#."), 2)
    ways = fields.path_costs(field, field.grid.cell_set([(0, 0)]))
    assert [ways[field.grid.cell((0, row))] for row in range(3)] == [0, 1, 2]
    assert all(ways[field.grid.cell((column, 1))] == np.inf for column in (1, 2))
    assert np.isinf(fields.path_costs(field, 0)).all()
    assert np.isinf(fields.path_costs(field, field.walls)).all()


def test_rough_ground_costs_whoever_enters_it() -> None:
    field = Battlefield((".~.",), 3)
    ways = fields.path_costs(field, field.grid.cell_set([(2, 0)]))
    assert [ways[field.grid.cell((column, 0))] for column in range(3)] == [4, 1, 0]


@settings(max_examples=40)
@given(terrains(MIDDLING), st.integers(0, 2**32 - 1))
def test_flags_are_the_bits_of_each_set(terrain: tuple[str, ...], seed: int) -> None:
    field = Battlefield(terrain, 2)
    chooser = random.Random(seed)
    sets = [chooser.getrandbits(field.grid.width) & field.grid.board for _ in range(3)]
    sets += [0, field.grid.board, field.walls]
    rows = fields.flags(field, sets)
    assert rows.shape == (len(sets), field.grid.width)
    for row, cells in zip(rows, sets, strict=True):
        assert np.flatnonzero(row).tolist() == cells_of(cells)
        assert set(row.tolist()) <= {0, 1}


def test_no_sets_are_no_rows() -> None:
    field = Battlefield(("...", "..."), 2)
    assert fields.flags(field, []).shape == (0, field.grid.width)


@settings(max_examples=15)
@given(terrains(SMALL), st.integers(1, 24))
def test_the_fire_table_holds_what_is_in_range_and_in_sight(
    terrain: tuple[str, ...], range_: int
) -> None:
    field = Battlefield(terrain, 2)
    table = fields.fire_table(field, range_)
    assert len(table) == field.grid.width
    for a in field.grid.cells:
        inside = {
            b
            for b in field.grid.cells
            if field.grid.distance(a, b) <= range_ and field.sight(a, b) is not Sight.BLOCKED
        }
        assert set(cells_of(table[a])) == inside
        assert all(table[b] >> a & 1 for b in inside), "sight is symmetric"


@pytest.mark.parametrize("cells", [0, 1])
def test_maps_of_boards_are_made_once(cells: int) -> None:
    field = Battlefield(("...", "..."), 2)
    goals = cells << field.grid.cell((1, 1))
    assert fields.path_costs(field, goals) is fields.path_costs(field, goals)
    assert fields.fire_table(field, 3) is fields.fire_table(field, 3)
