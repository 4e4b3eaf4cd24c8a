"""A board under construction: everything is drawn on both of its halves (R1.6)."""

from __future__ import annotations

import functools
import itertools
import operator
from typing import TYPE_CHECKING, Final

from engine.battle.battlefield import Terrain
from engine.battle.flood_fill import step_layers
from engine.hexgrid import Cell, CellSet, Grid, cells_of

if TYPE_CHECKING:
    from collections.abc import Mapping


class BoardGeometry:
    """The geometry shared by all boards of a size.

    *image* maps each cell by the board's symmetry. *directions* are the steps to the six neighbours
    in order, as differences of cells; a step off the board ends off `grid.board`.
    """

    def __init__(self, columns: int, rows: int) -> None:
        """Make the grid of a size of boards."""
        self.grid: Final = Grid(columns, rows)
        offsets = self.grid.offsets
        self.image: Final[Mapping[Cell, Cell]] = {
            cell: self.grid.cell(self.grid.mirror(offset)) for cell, offset in offsets.items()
        }
        columns_alone = (
            self.grid.cell_set((column, row) for row in range(rows)) for column in range(columns)
        )
        self._left: Final[list[CellSet]] = [0, *itertools.accumulate(columns_alone, operator.or_)]
        stride = self.grid.stride
        self.directions: Final = (-1, stride - 1, stride, 1, 1 - stride, -stride)

    def mirrored(self, cells: CellSet) -> CellSet:
        """Return the image of a set."""
        return sum(1 << self.image[cell] for cell in cells_of(cells))

    def with_image(self, cells: CellSet) -> CellSet:
        """Return the union of a set and its image."""
        return cells | self.mirrored(cells)

    def columns_up_to(self, depth: int) -> CellSet:
        """Return the cells of the first *depth* columns, where ONE starts."""
        return self._left[depth]

    def is_whole(self, cells: CellSet) -> bool:
        """Whether a set is connected."""
        return sum(step_layers(self.grid, cells & -cells, cells)) == cells


@functools.lru_cache
def board_geometry_of(columns: int, rows: int) -> BoardGeometry:
    """Return the geometry of a size, shared by all boards of it."""
    return BoardGeometry(columns, rows)


class BoardSketch:
    """A board as drawn so far: each set of cells is its own image."""

    def __init__(self, geometry: BoardGeometry) -> None:
        """Start with open ground."""
        self.geometry: Final = geometry
        self.walls: CellSet = 0
        self.cover: CellSet = 0
        self.rough: CellSet = 0

    @property
    def ground(self) -> CellSet:
        """Return the cells that can be entered."""
        return self.geometry.grid.board & ~self.walls

    def terrain(self) -> tuple[str, ...]:
        """Return the board as rows of characters (R1.3)."""
        grid = self.geometry.grid
        rows = [[Terrain.OPEN.value] * grid.columns for _ in range(grid.rows)]
        for cells, terrain in (
            (self.walls, Terrain.WALL),
            (self.cover, Terrain.COVER),
            (self.rough, Terrain.ROUGH),
        ):
            for column, row in grid.offsets_of(cells):
                rows[row][column] = terrain.value
        return tuple("".join(row) for row in rows)
