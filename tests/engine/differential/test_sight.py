"""The engine's sight tables against lines drawn on paper in exact fractions (R1.2 to R1.4)."""

from __future__ import annotations

import itertools
import random
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.battle.battlefield import Battlefield, Sight, is_visible
from engine.battle.scenario_files import load_board
from engine.data.datafiles import names_of, packaged_data
from tests.engine.differential.slow_board import (
    SlowBoard,
    distance,
    holds,
    lines_of,
    neighbours,
    pairs,
)
from tests.engine.generated import ANY, LARGEST, PACKAGED_RULES, SMALL, SeededChooser, terrain
from tests.engine.generated import terrains as drawn_terrains

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from engine.hexgrid import Offset

BOARDS = {
    name: load_board(packaged_data(), name, PACKAGED_RULES)
    for name in names_of(packaged_data(), "board")
}
SAMPLE = 1_500
"""Pairs of hexes that are drawn where all would take minutes."""
SMALL_ENOUGH = 600
QUICK = 250


def size_of(rows: tuple[str, ...]) -> int:
    return len(rows) * len(rows[0])


def require_same_sight(field: Battlefield, some: Iterable[tuple[Offset, Offset]]) -> None:
    board = SlowBoard(field.terrain, field.rough_cost)
    cell = field.grid.cell
    for a, b in some:
        assert field.sight(cell(a), cell(b)).value == board.sight(a, b), (a, b, field.terrain)


def drawn_pairs(hexes: list[Offset], chooser: random.Random) -> Iterator[tuple[Offset, Offset]]:
    return ((chooser.choice(hexes), chooser.choice(hexes)) for _ in range(SAMPLE))


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=[pytest.mark.slow] * (size_of(rows) > QUICK))
        for name, rows in BOARDS.items()
    ],
)
def test_r1_4_sight_on_every_packaged_board(name: str) -> None:
    field = Battlefield(BOARDS[name], 2)
    every = list(field.grid.offsets.values())
    if len(every) <= SMALL_ENOUGH:
        require_same_sight(field, pairs(every))
    else:
        require_same_sight(field, drawn_pairs(every, random.Random(name)))


@pytest.mark.parametrize(
    "seed", [*range(9, 12), *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(9))]
)
def test_r1_4_sight_on_generated_boards(seed: int) -> None:
    limits = LARGEST if seed == 0 else ANY
    field = Battlefield(terrain(SeededChooser(seed), limits), 2)
    require_same_sight(field, drawn_pairs(list(field.grid.offsets.values()), random.Random(seed)))


@settings(max_examples=30)
@given(drawn_terrains(SMALL))
def test_r1_4_sight_anywhere(rows: tuple[str, ...]) -> None:
    field = Battlefield(rows, 2)
    require_same_sight(field, pairs(list(field.grid.offsets.values())))


def test_r1_4_sight_is_symmetric_and_adjacent_hexes_see_each_other() -> None:
    for seed in range(8):
        field = Battlefield(terrain(SeededChooser(seed), SMALL), 2)
        for a in field.grid.cells:
            for b in field.grid.cells:
                assert field.sight(a, b) is field.sight(b, a)
                if field.grid.near[a] >> b & 1:
                    assert field.sight(a, b).value == "clear"


def test_r1_4_tables_say_what_sight_says() -> None:
    field = Battlefield(terrain(SeededChooser(3), SMALL), 2)
    for a in field.grid.cells:
        for b in field.grid.cells:
            seen = field.sight(a, b).value
            assert bool(field.clear[a] >> b & 1) == (seen == "clear")
            assert bool(field.visible[a] >> b & 1) == (seen != "blocked")


@settings(max_examples=30)
@given(drawn_terrains(SMALL))
def test_r1_4_boards_without_tables_see_as_those_with_them(rows: tuple[str, ...]) -> None:
    field = Battlefield(rows, 2)
    for a in field.grid.cells:
        for b in field.grid.cells:
            seen = field.sight(a, b) is not Sight.BLOCKED
            assert is_visible(field.grid, field.walls, a, b) == seen


@settings(max_examples=60)
@given(st.integers(0, 1), st.integers(-43, 43), st.integers(-59, 59))
def test_r1_4_the_lines_on_paper_are_lines(parity: int, columns: int, rows: int) -> None:
    """Both go hex by hex from one end to the other, as a check of the check."""
    for line in lines_of(parity, columns, rows):
        way = [(parity, 0), *((parity + c, r) for c, r in line), (parity + columns, rows)]
        if way[0] != way[-1]:
            assert all(b in neighbours(a) for a, b in itertools.pairwise(way))


def test_r1_2_distances_and_neighbours() -> None:
    for size in ((5, 5), (6, 9), (44, 60)):
        field = Battlefield(tuple("." * size[0] for _ in range(size[1])), 2)
        hexes = field.grid.offsets
        chooser = random.Random(size[0])
        for cell, hex_ in hexes.items():
            beside = {other for other in neighbours(hex_) if field.grid.holds(other)}
            assert set(field.grid.offsets_of(field.grid.near[cell])) == beside
            for other in chooser.choices(field.grid.cells, k=10):
                assert field.grid.distance(cell, other) == distance(hex_, hexes[other])
                within = field.within(cell, 7) >> other & 1
                assert bool(within) == (distance(hex_, hexes[other]) <= 7)


def test_the_paper_hex_holds_its_corners_only_with_its_neighbours() -> None:
    corner = (Fraction(1), Fraction(0))
    assert sorted(h for h in [(0, 0), (1, 0), (1, -1), (0, 1)] if holds(h, corner)) == [
        (0, 0),
        (1, -1),
        (1, 0),
    ]
