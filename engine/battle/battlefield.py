"""The board of a battle: terrain, sight and distances, computed once and shared (R1)."""

from __future__ import annotations

import functools
from enum import Enum
from typing import Final

from engine import limits
from engine.hexgrid import Axial, Cell, CellSet, Grid, Offset, lines, step_between
from engine.object_cache import Memory


class Terrain(Enum):
    """The terrain of a hex (R1.3); the value is its character in a board file."""

    OPEN = "."
    WALL = "#"
    COVER = "%"
    ROUGH = "~"


class Sight(Enum):
    """The line of sight between two hexes (R1.4)."""

    CLEAR = "clear"
    OBSCURED = "obscured"
    BLOCKED = "blocked"


class Battlefield:
    """A board's terrain and everything that follows from it; it never changes.

    Cell sets: *walls*, *cover*, *rough*, and *ground*, the hexes that can be entered. By cell:
    *clear*, the cells seen on both lines; *visible*, those seen on at least one. *memory* keeps
    what other modules work out from the board.
    """

    def __init__(self, terrain: tuple[str, ...], rough_cost: int) -> None:
        """Compute the tables of a checked board: rows of equal length, one character per hex."""
        self.terrain: Final = terrain
        self.rough_cost: Final = rough_cost
        self.grid: Final = Grid(len(terrain[0]), len(terrain))
        self.walls: Final = self._cells_of(Terrain.WALL)
        self.cover: Final = self._cells_of(Terrain.COVER)
        self.rough: Final = self._cells_of(Terrain.ROUGH)
        self.ground: Final = self.grid.board & ~self.walls
        tables = _SightTables(self.grid, self.walls)
        self.clear: Final = tables.clear
        self.visible: Final = tables.visible
        self._discs: dict[Cell, list[CellSet]] = {}
        self.memory: Final[Memory] = {}

    def _cells_of(self, terrain: Terrain) -> CellSet:
        return self.grid.cell_set(
            (column, row)
            for row, line in enumerate(self.terrain)
            for column, character in enumerate(line)
            if character == terrain.value
        )

    def terrain_at(self, offset: Offset) -> Terrain:
        """Return the terrain of a hex of the board."""
        column, row = offset
        return Terrain(self.terrain[row][column])

    def within(self, cell: Cell, distance: int) -> CellSet:
        """Return the cells at most *distance* hexes from *cell*, itself included."""
        if cell not in self._discs:
            self._discs[cell] = [1 << cell]
        discs = self._discs[cell]
        while len(discs) <= distance and discs[-1] != self.grid.board:
            discs.append(discs[-1] | self.grid.neighbours(discs[-1]))
        return discs[min(distance, len(discs) - 1)]

    def sight(self, a: Cell, b: Cell) -> Sight:
        """Return the line of sight between two cells (R1.4)."""
        if self.clear[a] >> b & 1:
            return Sight.CLEAR
        return Sight.OBSCURED if self.visible[a] >> b & 1 else Sight.BLOCKED

    def cost(self, cell: Cell) -> int:
        """Return the number of movement points needed to enter *cell* (R1.3)."""
        return self.rough_cost if self.rough >> cell & 1 else 1


def is_visible(grid: Grid, walls: CellSet, start: Cell, end: Cell) -> bool:
    """Whether two cells of a board see each other (R1.4), for boards that have no tables yet."""
    stride = grid.stride
    for line in lines(step_between(grid.offsets[start], grid.offsets[end])):
        for across, down in line:
            if walls >> start + across * stride + down & 1:
                break
        else:
            return True
    return False


@functools.lru_cache(maxsize=limits.SETUPS_KEPT)
def battlefield_of(terrain: tuple[str, ...], rough_cost: int) -> Battlefield:
    """Return the battlefield of a board, shared by all battles on it."""
    return Battlefield(terrain, rough_cost)


class _SightTables:
    """The cells that each cell sees, computed for all pairs with the same step at once.

    The lines between two cells depend only on the step from one to the other, so shifting the walls
    back along each hex of a line yields, as one set, every start whose line is blocked.
    """

    def __init__(self, grid: Grid, walls: CellSet) -> None:
        self._grid = grid
        self._walls = walls
        size = grid.width
        self.clear: list[CellSet] = [0] * size
        self.visible: list[CellSet] = [0] * size
        self._columns = [
            grid.cell_set((column, row) for row in range(grid.rows))
            for column in range(grid.columns)
        ]
        for across in range(1 - grid.columns, grid.columns):
            self._look(across)

    def _look(self, across: int) -> None:
        """Fill in the sight of every cell to the cells *across* columns away."""
        rows = self._grid.rows
        # Steps that some pair of hexes this many columns apart can have, in axial rows.
        downs = range(1 - rows - (across + 1) // 2, rows - across // 2)
        blocked = [self._blocked(across, down) for down in downs]
        first = across * self._grid.stride + downs[0]
        self._spread(self.clear, [~(left | right) for left, right in blocked], across, first)
        self._spread(self.visible, [~(left & right) for left, right in blocked], across, first)

    def _blocked(self, across: int, down: int) -> tuple[CellSet, CellSet]:
        """Return the starts from which the left and the right line of a step meet a wall."""
        return _starts(self._grid, self._walls, (across, down))

    def _spread(self, table: list[CellSet], starts: list[CellSet], across: int, first: int) -> None:
        """Convert sets of starts, one per step, into sets of ends, one per start."""
        size = self._grid.width
        full = (1 << size) - 1
        rows = "".join(format(cells & full, f"0{size}b") for cells in reversed(starts))
        for column in range(max(0, -across), min(self._grid.columns, self._grid.columns - across)):
            ends = self._columns[column + across]
            for row in range(self._grid.rows):
                start = self._grid.cell((column, row))
                seen = int(rows[size - 1 - start :: size], 2)
                shift = start + first
                table[start] |= (seen << shift if shift >= 0 else seen >> -shift) & ends


def _starts(grid: Grid, walls: CellSet, step: Axial) -> tuple[CellSet, CellSet]:
    blocked = []
    for line in lines(step):
        cells = 0
        for between in line:
            shift = grid.shift(between)
            cells |= walls >> shift if shift >= 0 else walls << -shift
        blocked.append(cells)
    return blocked[0], blocked[1]
