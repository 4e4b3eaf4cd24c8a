"""The terrain of a generated board: ridges, houses, woods and mires, with paths left open."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from engine.battle.battlefield import is_visible
from engine.battle.flood_fill import step_layers
from engine.battle.generator.board_sketch import BoardSketch
from engine.hexgrid import cells_of

if TYPE_CHECKING:
    from engine.battle.generator.board_sketch import BoardGeometry
    from engine.battle.generator.generator_numbers import GroundKind, ShareSpan, Span
    from engine.hexgrid import Cell, CellSet
    from engine.random_source import RandomSource


def draw_terrain(
    rng: RandomSource, geometry: BoardGeometry, kind: GroundKind, kept: CellSet
) -> BoardSketch:
    """Return a drawn board; the cells *kept* have no WALL, and all ground is connected."""
    sketch = BoardSketch(geometry)
    _draw_walls(rng, sketch, kind, kept)
    free = sketch.ground
    wanted = _number(rng, geometry, kind.rough_share)
    sketch.rough = _draw_clumps(
        rng, geometry, free & ~sketch.cover, wanted, kind.rough_clump, kind.rough_stretch
    )
    free &= ~sketch.rough & ~sketch.cover
    wanted = _number(rng, geometry, kind.cover_share) - sketch.cover.bit_count()
    sketch.cover |= _draw_clumps(rng, geometry, free, wanted, kind.cover_clump, kind.cover_stretch)
    return sketch


def _number(rng: RandomSource, geometry: BoardGeometry, share: ShareSpan) -> int:
    """Return a drawn number of hexes, a share of the board."""
    return int(rng.between(*share) * len(geometry.grid.cells))


def _draw_walls(rng: RandomSource, sketch: BoardSketch, kind: GroundKind, kept: CellSet) -> None:
    """Draw walls until there are enough, except those that would cut off some ground."""
    geometry = sketch.geometry
    wanted = _number(rng, geometry, kind.wall_share)
    for start in rng.shuffled(geometry.grid.cells):
        if sketch.walls.bit_count() >= wanted:
            return
        floor = 0
        if rng.chance(kind.house_share):
            wall, floor = _draw_house(rng, geometry, start, kind.doors)
        else:
            wall = _draw_ridge(rng, geometry, start, kind)
        wall = geometry.with_image(wall & ~kept)
        joins = rng.chance(kind.wall_joins)
        if not joins and geometry.grid.neighbours(wall) & sketch.walls:
            continue
        if geometry.is_whole(sketch.ground & ~wall):
            sketch.walls |= wall
            sketch.cover = (sketch.cover | geometry.with_image(floor)) & ~sketch.walls


def _draw_ridge(
    rng: RandomSource, geometry: BoardGeometry, start: Cell, kind: GroundKind
) -> CellSet:
    """Return the cells of a walk from *start*, straight or bending, as far as the board goes."""
    directions = geometry.directions
    cell, ridge = start, 1 << start
    heading = rng.integer(0, len(directions) - 1)
    for _ in range(rng.integer(*kind.wall_length) - 1):
        if rng.chance(kind.wall_bend):
            heading = (heading + rng.pick((-1, 1))) % len(directions)
        cell += directions[heading]
        if cell < 0 or not geometry.grid.board >> cell & 1:
            break
        ridge |= 1 << cell
    return ridge


def _draw_house(
    rng: RandomSource, geometry: BoardGeometry, middle: Cell, doors: Span
) -> tuple[CellSet, CellSet]:
    """Return the walls, with doors, and the floor of a ruined house around *middle*."""
    grid = geometry.grid
    floor = grid.near[middle] | 1 << middle
    outline = grid.neighbours(floor) & ~floor
    order = rng.shuffled(cells_of(outline))
    openings = itertools.islice(order, rng.integer(*doors))
    return outline & ~sum(1 << cell for cell in openings), floor


def _draw_clumps(
    rng: RandomSource,
    geometry: BoardGeometry,
    free: CellSet,
    wanted: int,
    size: Span,
    stretch: float,
) -> CellSet:
    """Return clumps grown on *free* cells until there are as many cells as wanted."""
    painted = 0
    for start in rng.shuffled(cells_of(free)):
        if painted.bit_count() >= wanted:
            break
        if not painted >> start & 1:
            clump = _grow(rng, geometry, start, free & ~painted, rng.integer(*size), stretch)
            painted |= geometry.with_image(clump)
    return painted


def _grow(
    rng: RandomSource,
    geometry: BoardGeometry,
    start: Cell,
    free: CellSet,
    size: int,
    stretch: float,
) -> CellSet:
    clump = last = 1 << start
    while clump.bit_count() < size:
        around = geometry.grid.neighbours(clump) & free & ~clump
        ahead = geometry.grid.neighbours(last) & around
        if not around:
            break
        last = 1 << rng.pick(cells_of(ahead if ahead and rng.chance(stretch) else around))
        clump |= last
    return clump


def count_paths(sketch: BoardSketch, start: CellSet, most: int) -> int:
    """Return the number of paths from *start* to its image that share no hex, up to *most*.

    It is a lower bound: there may be more.
    """
    geometry, free = sketch.geometry, sketch.ground
    goal = geometry.mirrored(start)
    for count in range(most):
        layers = step_layers(geometry.grid, start & free, free)
        steps = next((steps for steps, layer in enumerate(layers) if layer & goal), None)
        if steps is None:
            return count
        step = layers[steps] & goal
        for layer in layers[steps::-1]:
            step = geometry.grid.neighbours(step) & layer or step & layer
            step &= -step
            free &= ~step
    return most


def measure_open_sight(sketch: BoardSketch, depth: int) -> float:
    """Return the share of pairs of hexes at the fronts of the two starts that see each other."""
    geometry, walls = sketch.geometry, sketch.walls
    line = cells_of(geometry.columns_up_to(depth) & ~geometry.columns_up_to(depth - 1) & ~walls)
    # From one to the image of another is seen as from this one to the image of the first.
    pairs = [*itertools.combinations_with_replacement(line, 2)]
    seen = sum(is_visible(geometry.grid, walls, one, geometry.image[other]) for one, other in pairs)
    return seen / max(1, len(pairs))
