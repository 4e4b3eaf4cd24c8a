"""Copies of a board in one number: every step does to each of them what a board does to itself."""

from __future__ import annotations

import random

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.battle import fields
from engine.battle.battlefield import Battlefield
from engine.battle.flood_fill import JoinedBoards, flood
from engine.battle.layer_counts import count_layers, most_adjacent
from tests.engine.generated import SMALL, terrains

COPIES = 4
MOST_POINTS = 8


@settings(max_examples=60)
@given(terrains(SMALL), st.integers(1, 4), st.integers(0, 2**32 - 1))
def test_copies_flood_as_one_board_does(
    terrain: tuple[str, ...], rough_cost: int, seed: int
) -> None:
    field, draw = Battlefield(terrain, rough_cost), random.Random(seed)
    boards = JoinedBoards(field, COPIES)
    starts = [1 << draw.choice(field.grid.cells) for _ in range(COPIES)]
    free = field.ground & draw.getrandbits(field.grid.width)
    points = [draw.randint(0, MOST_POINTS) for _ in range(COPIES)]
    joined = boards.join(starts)
    assert boards.part(joined) == starts
    assert boards.part(boards.neighbours(joined)) == [field.grid.neighbours(s) for s in starts]
    reached = boards.part(boards.spread(joined, free, points))
    for start, most, cells in zip(starts, points, reached, strict=True):
        expected = 0
        for layer in flood(field, start, free, most):
            expected |= layer
        assert cells == expected


@settings(max_examples=60)
@given(terrains(SMALL), st.integers(1, 4), st.integers(0, 2**32 - 1))
def test_counts_tell_with_how_few_points_a_charge_gets_beside_a_cell(
    terrain: tuple[str, ...], rough_cost: int, seed: int
) -> None:
    field, draw = Battlefield(terrain, rough_cost), random.Random(seed)
    grid = field.grid
    boards = JoinedBoards(field, COPIES)
    starts = [1 << draw.choice(grid.cells) for _ in range(COPIES)]
    free = field.ground & draw.getrandbits(grid.width)
    every = boards.join([1] * COPIES)
    ends = boards.charge_ends(boards.join(starts), every * free, every * field.ground, MOST_POINTS)
    counts = most_adjacent(boards, count_layers(boards, ends))
    for start, row in zip(starts, counts, strict=True):
        layers = flood(field, start, free, MOST_POINTS)
        beside = grid.neighbours(start)
        for points in range(len(ends)):
            if points:
                for spent, layer in enumerate(layers[:points]):
                    slow = field.rough if spent + rough_cost <= points else 0
                    end = grid.neighbours(layer) & field.ground & (~field.rough | slow)
                    beside |= grid.neighbours(end)
            np.testing.assert_array_equal(
                row >= len(ends) - points, fields.flags(field, [beside])[0]
            )
