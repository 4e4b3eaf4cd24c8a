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

    from engine.battle.generator.draw import Draw
    from engine.battle.generator.numbers import GeneratorNumbers
    from engine.battle.generator.sketch import Frame
    from engine.hexgrid import Cell, CellSet


def draw_centres(
    draw: Draw, frame: Frame, starts: CellSet, numbers: GeneratorNumbers
) -> list[Cell] | None:
    """Return the most widely spread of several drawn sets of centres of objectives.

    The centres and their six neighbours lie on the board and off the *starts*. None if no set had
    room.
    """
    low, high = numbers.objectives
    odd = frame.grid.columns % 2
    # Under the half turn no hex is its own image: there, objectives come in pairs.
    count = draw.pick([n for n in range(low, high + 1) if odd or n % 2 == 0])
    centres = _centres(frame, starts)
    sets = []
    for _ in range(numbers.objective_draws):
        alone = draw.pick(range(count % 2, count + 1, 2)) if odd else 0
        order = draw.in_any_order(centres)
        chosen = _choose(frame, order, alone, count - alone, numbers.objective_distance)
        if len(chosen) == count:
            sets.append(sorted(chosen))
    return max(sets, key=lambda chosen: _least_distance(frame, chosen), default=None)


def _choose(
    frame: Frame, centres: Iterable[Cell], alone: int, paired: int, apart: int
) -> list[Cell]:
    """Return centres, taken in their order while they fit: *alone* their own images, *paired* in
    pairs.
    """
    chosen: list[Cell] = []
    for cell in centres:
        if not alone + paired:
            break
        image = frame.image[cell]
        added = [cell] if cell == image else [cell, image]
        left = alone if cell == image else paired
        pairs = [(cell, other) for other in (*chosen, *added[1:])]
        # Between their images it is as far as between the two.
        if left and all(frame.grid.distance(*pair) >= apart for pair in pairs):
            chosen += added
            if cell == image:
                alone -= len(added)
            else:
                paired -= len(added)
    return chosen


def _centres(frame: Frame, starts: CellSet) -> list[Cell]:
    """Return the cells that have six neighbours and, with these, lie off the starts."""
    near = frame.grid.near
    return [
        cell
        for cell in frame.grid.cells
        if near[cell].bit_count() == len(frame.directions) and not (near[cell] | 1 << cell) & starts
    ]


def _least_distance(frame: Frame, cells: list[Cell]) -> int:
    """Return the distance between the nearest two of some cells, in hexes."""
    pairs = itertools.combinations(cells, 2)
    farthest = len(frame.grid.cells)
    return min((frame.grid.distance(*pair) for pair in pairs), default=farthest)


def area_of(frame: Frame, centre: Cell) -> CellSet:
    """Return the hexes of an objective: its centre and its neighbours."""
    return frame.grid.near[centre] | 1 << centre


def objectives_of(frame: Frame, centres: list[Cell]) -> tuple[Objective, ...]:
    """Return objectives around *centres*, with letters from A in their order."""
    return tuple(
        Objective(letter, tuple(frame.grid.offsets_of(area_of(frame, centre))))
        for letter, centre in zip(ascii_uppercase, centres, strict=False)
    )
