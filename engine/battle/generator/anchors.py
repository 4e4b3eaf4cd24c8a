"""The objectives of a generated battle (R9.1), spread over the board; their set is its own
image.
"""

from __future__ import annotations

import itertools
from string import ascii_uppercase
from typing import TYPE_CHECKING

from engine.battle.scenario import Objective

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.battle.generator.board_sketch import BoardGeometry
    from engine.battle.generator.generator_numbers import GeneratorNumbers
    from engine.hexgrid import Cell, CellSet
    from engine.random_source import RandomSource


def draw_centres(
    rng: RandomSource, geometry: BoardGeometry, starts: CellSet, numbers: GeneratorNumbers
) -> list[Cell] | None:
    """Return the most widely spread of several drawn sets of centres of objectives.

    The centres and their six neighbours lie on the board and off the *starts*. None if no set had
    room.
    """
    low, high = numbers.objectives
    odd = geometry.grid.columns % 2
    # Under the half turn no hex is its own image: there, objectives come in pairs.
    count = rng.pick([n for n in range(low, high + 1) if odd or n % 2 == 0])
    centres = _centres(geometry, starts)
    sets = []
    for _ in range(numbers.objective_draws):
        alone = rng.pick(range(count % 2, count + 1, 2)) if odd else 0
        order = rng.shuffled(centres)
        chosen = _choose(geometry, order, alone, count - alone, numbers.objective_distance)
        if len(chosen) == count:
            sets.append(sorted(chosen))
    return max(sets, key=lambda chosen: _least_distance(geometry, chosen), default=None)


def _choose(
    geometry: BoardGeometry, centres: Iterable[Cell], alone: int, paired: int, apart: int
) -> list[Cell]:
    """Return centres, taken in their order while they fit: *alone* their own images, *paired* in
    pairs.
    """
    chosen: list[Cell] = []
    for cell in centres:
        if not alone + paired:
            break
        image = geometry.image[cell]
        added = [cell] if cell == image else [cell, image]
        left = alone if cell == image else paired
        pairs = [(cell, other) for other in (*chosen, *added[1:])]
        # Between their images it is as far as between the two.
        if left and all(geometry.grid.distance(*pair) >= apart for pair in pairs):
            chosen += added
            if cell == image:
                alone -= len(added)
            else:
                paired -= len(added)
    return chosen


def _centres(geometry: BoardGeometry, starts: CellSet) -> list[Cell]:
    """Return the cells that have six neighbours and, with these, lie off the starts."""
    near = geometry.grid.near
    return [
        cell
        for cell in geometry.grid.cells
        if near[cell].bit_count() == len(geometry.directions)
        and not (near[cell] | 1 << cell) & starts
    ]


def _least_distance(geometry: BoardGeometry, cells: list[Cell]) -> int:
    """Return the distance between the nearest two of some cells, in hexes."""
    pairs = itertools.combinations(cells, 2)
    farthest = len(geometry.grid.cells)
    return min((geometry.grid.distance(*pair) for pair in pairs), default=farthest)


def area_of(geometry: BoardGeometry, centre: Cell) -> CellSet:
    """Return the hexes of an objective: its centre and its neighbours."""
    return geometry.grid.near[centre] | 1 << centre


def objectives_of(geometry: BoardGeometry, centres: list[Cell]) -> tuple[Objective, ...]:
    """Return objectives around *centres*, with letters from A in their order."""
    return tuple(
        Objective(letter, tuple(geometry.grid.offsets_of(area_of(geometry, centre))))
        for letter, centre in zip(ascii_uppercase, centres, strict=False)
    )
