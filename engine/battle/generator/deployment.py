"""The deployment of a generated battle: mirrored places, in which no unit is a target."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.battle.battlefield import is_visible
from engine.battle.scenario import Placement
from engine.battle.side import Side
from engine.hexgrid import cells_of

if TYPE_CHECKING:
    from engine.battle.generator.armies import Army
    from engine.battle.generator.board_sketch import BoardSketch
    from engine.data.catalog import Catalog
    from engine.hexgrid import Cell
    from engine.random_source import RandomSource


def range_of(catalog: Catalog, unit: str) -> int:
    """Return the range of a unit's farthest weapon, in hexes; 0 if it has no ranged weapon."""
    codes = catalog.units[unit].rng_weapon_codes
    return max((catalog.weapons[code].rng for code in codes), default=0)


def draw_deployment(
    rng: RandomSource, sketch: BoardSketch, depth: int, armies: tuple[Army, Army], catalog: Catalog
) -> tuple[Placement, ...] | None:
    """Return drawn places of both armies in the first and the last *depth* columns; None if
    impossible.

    Units of the same rank by range stand in mirrored places. The army with fewer units has images
    of some of the other's places.
    """
    geometry = sketch.geometry
    ranks = [_ranked(army, catalog) for army in armies]
    ranges = [
        max(range_of(catalog, army[place]) for army, place in zip(armies, pair, strict=True))
        for pair in zip(*ranks, strict=False)
    ]
    longer = max((0, 1), key=lambda side: len(armies[side]))
    rest = ranks[longer][len(ranges) :]
    ranges += [range_of(catalog, armies[longer][place]) for place in rest]
    zone = cells_of(geometry.columns_up_to(depth) & sketch.ground)
    cells = _draw_cells(rng, sketch, zone, ranges)
    if cells is None:
        return None
    placed = []
    for side, army, ranked in zip(Side, armies, ranks, strict=True):
        images = cells if side is Side.ONE else [geometry.image[cell] for cell in cells]
        for cell, place in sorted(zip(images, ranked, strict=False), key=lambda pair: pair[1]):
            placed.append(Placement(side, army[place], geometry.grid.offsets[cell]))
    return tuple(placed)


def _ranked(army: Army, catalog: Catalog) -> list[int]:
    """Return the indices of an army's units, the longest range first."""
    return sorted(range(len(army)), key=lambda place: -range_of(catalog, army[place]))


def _draw_cells(
    rng: RandomSource, sketch: BoardSketch, zone: list[Cell], ranges: list[int]
) -> list[Cell] | None:
    """Return a drawn cell of ONE's for each of *ranges*, descending; None if there are not enough.

    No unit with that range, in the cell or in its image, has an enemy in range and in sight.
    """
    chosen: list[tuple[Cell, int]] = []
    free = [*rng.shuffled(zone)]
    for range_ in ranges:
        # The ranges are descending, so that of two cells the one chosen first has the longer range.
        found = next(
            (
                cell
                for cell in free
                if all(_is_safe(sketch, cell, *pair) for pair in (*chosen, (cell, range_)))
            ),
            None,
        )
        if found is None:
            return None
        free.remove(found)
        chosen.append((found, range_))
    return [cell for cell, _ in chosen]


def _is_safe(sketch: BoardSketch, cell: Cell, other: Cell, range_: int) -> bool:
    """Whether *cell* and the image of *other* are out of range or sight of each other."""
    grid, image = sketch.geometry.grid, sketch.geometry.image[other]
    if grid.distance(cell, image) > range_:
        return True
    return not is_visible(grid, sketch.walls, cell, image)
