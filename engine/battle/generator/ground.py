"""The terrain of a generated board: ridges, houses, woods and mires, with paths left open."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from engine.battle.battlefield import is_visible
from engine.battle.generator.sketch import Sketch
from engine.hexgrid import cells_of

if TYPE_CHECKING:
    from engine.battle.generator.draw import Draw
    from engine.battle.generator.numbers import GroundKind, ShareSpan, Span
    from engine.battle.generator.sketch import Frame
    from engine.hexgrid import Cell, CellSet


def draw_ground(draw: Draw, frame: Frame, kind: GroundKind, kept: CellSet) -> Sketch:
    """Return a drawn board; the cells *kept* have no WALL, and all ground is connected."""
    sketch = Sketch(frame)
    _draw_walls(draw, sketch, kind, kept)
    free = sketch.ground
    wanted = _number(draw, frame, kind.rough_share)
    sketch.rough = _draw_clumps(
        draw, frame, free & ~sketch.cover, wanted, kind.rough_clump, kind.rough_stretch
    )
    free &= ~sketch.rough & ~sketch.cover
    wanted = _number(draw, frame, kind.cover_share) - sketch.cover.bit_count()
    sketch.cover |= _draw_clumps(draw, frame, free, wanted, kind.cover_clump, kind.cover_stretch)
    return sketch


def _number(draw: Draw, frame: Frame, share: ShareSpan) -> int:
    """Return a drawn number of hexes, a share of the board."""
    return int(draw.between(*share) * len(frame.grid.cells))


def _draw_walls(draw: Draw, sketch: Sketch, kind: GroundKind, kept: CellSet) -> None:
    """Put up walls until there are enough, except those that would cut off some ground."""
    frame = sketch.frame
    wanted = _number(draw, frame, kind.wall_share)
    for start in draw.in_any_order(frame.grid.cells):
        if sketch.walls.bit_count() >= wanted:
            return
        floor = 0
        if draw.chance(kind.house_share):
            wall, floor = _draw_house(draw, frame, start, kind.doors)
        else:
            wall = _draw_ridge(draw, frame, start, kind)
        wall = frame.both(wall & ~kept)
        joins = draw.chance(kind.wall_joins)
        if not joins and frame.grid.neighbours(wall) & sketch.walls:
            continue
        if frame.is_whole(sketch.ground & ~wall):
            sketch.walls |= wall
            sketch.cover = (sketch.cover | frame.both(floor)) & ~sketch.walls


def _draw_ridge(draw: Draw, frame: Frame, start: Cell, kind: GroundKind) -> CellSet:
    """Return the cells of a walk from *start*, straight or bending, as far as the board goes."""
    directions = frame.directions
    cell, ridge = start, 1 << start
    heading = draw.whole(0, len(directions) - 1)
    for _ in range(draw.whole(*kind.wall_length) - 1):
        if draw.chance(kind.wall_bend):
            heading = (heading + draw.pick((-1, 1))) % len(directions)
        cell += directions[heading]
        if cell < 0 or not frame.grid.board >> cell & 1:
            break
        ridge |= 1 << cell
    return ridge


def _draw_house(draw: Draw, frame: Frame, middle: Cell, doors: Span) -> tuple[CellSet, CellSet]:
    """Return the walls, with doors, and the floor of a ruined house around *middle*."""
    grid = frame.grid
    floor = grid.near[middle] | 1 << middle
    outline = grid.neighbours(floor) & ~floor
    order = draw.in_any_order(cells_of(outline))
    openings = itertools.islice(order, draw.whole(*doors))
    return outline & ~sum(1 << cell for cell in openings), floor


def _draw_clumps(
    draw: Draw, frame: Frame, free: CellSet, wanted: int, size: Span, stretch: float
) -> CellSet:
    """Return clumps grown on *free* cells until there are as many cells as wanted."""
    painted = 0
    for start in draw.in_any_order(cells_of(free)):
        if painted.bit_count() >= wanted:
            break
        if not painted >> start & 1:
            clump = _grow(draw, frame, start, free & ~painted, draw.whole(*size), stretch)
            painted |= frame.both(clump)
    return painted


def _grow(
    draw: Draw, frame: Frame, start: Cell, free: CellSet, size: int, stretch: float
) -> CellSet:
    clump = last = 1 << start
    while clump.bit_count() < size:
        around = frame.grid.neighbours(clump) & free & ~clump
        ahead = frame.grid.neighbours(last) & around
        if not around:
            break
        last = 1 << draw.pick(cells_of(ahead if ahead and draw.chance(stretch) else around))
        clump |= last
    return clump


def count_ways(sketch: Sketch, start: CellSet, most: int) -> int:
    """Return the number of paths from *start* to its image that share no hex, up to *most*.

    It is a lower bound: there may be more.
    """
    frame, free = sketch.frame, sketch.ground
    goal = frame.mirrored(start)
    for count in range(most):
        layers = frame.spread(start & free, free)
        steps = next((steps for steps, layer in enumerate(layers) if layer & goal), None)
        if steps is None:
            return count
        step = layers[steps] & goal
        for layer in layers[steps::-1]:
            step = frame.grid.neighbours(step) & layer or step & layer
            step &= -step
            free &= ~step
    return most


def measure_open_sight(sketch: Sketch, depth: int) -> float:
    """Return the share of pairs of hexes at the fronts of the two starts that see each other."""
    frame, walls = sketch.frame, sketch.walls
    line = cells_of(frame.columns_up_to(depth) & ~frame.columns_up_to(depth - 1) & ~walls)
    # From one to the image of another is seen as from this one to the image of the first.
    pairs = [*itertools.combinations_with_replacement(line, 2)]
    seen = sum(is_visible(frame.grid, walls, one, frame.image[other]) for one, other in pairs)
    return seen / max(1, len(pairs))
