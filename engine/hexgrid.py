"""The hex grid: cells and sets of cells as integers (R1.1, R1.2, R1.4, R1.6).

A cell is the position of a bit, and a set of cells is an integer with these bits:

>>> grid = Grid(4, 3)
>>> cell = grid.cell((2, 1))
>>> grid.offsets[cell]
(2, 1)
>>> cells = grid.cell_set([(0, 0), (2, 1), (3, 2)])
>>> bool(cells >> cell & 1), cells.bit_count()
(True, 3)

Set operations are those of integers:

>>> grid.offsets_of(cells & ~(1 << cell))
[(0, 0), (3, 2)]
>>> grid.offsets_of(grid.near[cell])
[(1, 0), (1, 1), (2, 0), (2, 2), (3, 0), (3, 1)]
>>> grid.distance(grid.cell((0, 0)), cell)
2

As a picture, for a debugger or a failing test:

>>> print(grid.draw(grid.near[cell]))
. x x x
. x . x
. . x .
"""

from __future__ import annotations

import functools
import itertools
from typing import TYPE_CHECKING, Final, TypeAlias, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Cell: TypeAlias = int
"""A hex of one grid: the position of its bit in a cell set."""
CellSet: TypeAlias = int
"""A set of hexes of one grid: one bit per cell. `Grid.draw` shows it."""
Offset: TypeAlias = tuple[int, int]
"""A hex as people write it: (column, row) from (0, 0) at the top left; odd columns are half a hex
lower.
"""
Axial: TypeAlias = tuple[int, int]
"""A hex or a step in axial coordinates (q, r): q is the column, r runs down along it."""

NEIGHBOURS: Final = 6
"""The number of hexes around a hex."""

_T = TypeVar("_T")
_BITS_TO_FLAGS: Final = bytes.maketrans(b"01", b"\0\1")


class Lattice:
    """Base class of hexes as bits, arranged so that each neighbour is one shift away.

    *stride* is the number of bits from a hex to the next column, *board* the bits that are hexes.
    """

    stride: int
    board: CellSet

    def neighbours(self, cells: CellSet) -> CellSet:
        """Return every hex that is adjacent to one of *cells*."""
        stride = self.stride
        # The step to the right and the one up and right share a shift, as do their opposites.
        down, up = cells << 1, cells >> 1
        return (down | up | (cells | up) << stride | (cells | down) >> stride) & self.board


class Grid(Lattice):
    """A board of *columns* × *rows*, its hexes numbered so that each neighbour is one shift away.

    A column takes *rows* + 2 bits less the half hex it is skewed by, so that one or two unused bits
    separate it from the next: a step off the board lands on one of them and one AND takes it away.
    *cells* are in the order of the columns; *width* is the number of bits of a cell set; *near* is
    the neighbours of each cell.
    """

    def __init__(self, columns: int, rows: int) -> None:
        """Make the tables of a board; both sizes are at least 1."""
        self.columns: Final = columns
        self.rows: Final = rows
        offsets = [(column, row) for column in range(columns) for row in range(rows)]
        self.stride = rows + 2
        self.cells: Final[tuple[Cell, ...]] = tuple(self._bit(*offset) for offset in offsets)
        self.board = sum(1 << cell for cell in self.cells)
        self.offsets: Final[dict[Cell, Offset]] = dict(zip(self.cells, offsets, strict=True))
        self.width: Final = self.board.bit_length()
        self.near: Final[dict[Cell, CellSet]] = {c: self.neighbours(1 << c) for c in self.cells}

    def _bit(self, column: int, row: int) -> int:
        return column * self.stride + row - column // 2 + 1

    def holds(self, offset: Offset) -> bool:
        """Whether *offset* is on the board."""
        column, row = offset
        return 0 <= column < self.columns and 0 <= row < self.rows

    def cell(self, offset: Offset) -> Cell:
        """Return the cell of the hex at *offset*; ValueError if it is off the board."""
        if not self.holds(offset):
            msg = f"hex {offset} is off a board of {self.columns} x {self.rows}"
            raise ValueError(msg)
        return self._bit(*offset)

    def cell_set(self, offsets: Iterable[Offset]) -> CellSet:
        """Return the set of the hexes at *offsets*; ValueError if one is off the board."""
        gathered = 0
        for offset in offsets:
            gathered |= 1 << self.cell(offset)
        return gathered

    def offsets_of(self, cells: CellSet) -> list[Offset]:
        """Return the hexes of a set as offsets, column by column from the left, each from the
        top.
        """
        return [self.offsets[cell] for cell in cells_of(cells)]

    def distance(self, a: Cell, b: Cell) -> int:
        """Return the number of hexes from *a* to *b* (R1.2)."""
        return length(step_between(self.offsets[a], self.offsets[b]))

    def mirror(self, offset: Offset) -> Offset:
        """Return the image of a hex by the board's symmetry (R1.6)."""
        column, row = offset
        if self.columns % 2:
            return self.columns - 1 - column, row
        return self.columns - 1 - column, self.rows - 1 - row

    def draw(self, cells: CellSet) -> str:
        """Return a picture of a set, one line per row: `x` for its hexes, `.` for others."""
        rows = (
            "x" if cells >> self._bit(column, row) & 1 else "."
            for row in range(self.rows)
            for column in range(self.columns)
        )
        return "\n".join(" ".join(itertools.islice(rows, self.columns)) for _ in range(self.rows))

    def __repr__(self) -> str:
        """Return the grid with its size."""
        return f"Grid({self.columns}, {self.rows})"

    def shift(self, step: Axial) -> int:
        """Return the number of bits by which a *step* moves a cell."""
        return step[0] * self.stride + step[1]


def cells_of(cells: CellSet) -> list[Cell]:
    """Return the members of a cell set (or of any set kept as bits), lowest first.

    >>> cells_of(0b10110)
    [1, 2, 4]
    """
    return select(range(cells.bit_length()), cells)


def select(items: Sequence[_T], members: int) -> list[_T]:
    """Return the *items* whose index is a bit of *members*, in order."""
    if not members:
        return []
    lowest = (members & -members).bit_length() - 1
    flags = bin(members >> lowest)[:1:-1].encode().translate(_BITS_TO_FLAGS)
    return list(itertools.compress(items[lowest:], flags))


def to_axial(offset: Offset) -> Axial:
    """Return the axial coordinates of an offset."""
    column, row = offset
    return column, row - column // 2


def step_between(start: Offset, end: Offset) -> Axial:
    """Return the axial step from *start* to *end*."""
    (q, r), (end_q, end_r) = to_axial(start), to_axial(end)
    return end_q - q, end_r - r


def length(step: Axial) -> int:
    """Return the number of hexes of an axial *step*, its cube distance."""
    q, r = step
    return max(abs(q), abs(r), abs(q + r))


@functools.cache
def lines(step: Axial) -> tuple[tuple[Axial, ...], tuple[Axial, ...]]:
    """Return the hexes strictly between the ends of a *step*, as steps from its start (R1.4).

    The first line takes the left hex wherever a point lies on the border of two, the second the
    right one. All in integers: a point's coordinates are kept times the number of parts.
    """
    parts = length(step)
    left: list[Axial] = []
    right: list[Axial] = []
    for part in range(1, parts):
        hexes = _hexes_at(step, part, parts)
        # The cross product with the direction is negative on the left (rows run downwards).
        hexes.sort(key=lambda point: step[0] * point[1] - step[1] * point[0])
        left.append(hexes[0])
        right.append(hexes[-1])
    return tuple(left), tuple(right)


def _hexes_at(step: Axial, part: int, parts: int) -> list[Axial]:
    """Return the one hex, or the two, at the point *part* / *parts* of the way along *step*.

    The longest of the three cube coordinates grows by one per part, so it is an integer at every
    point, and only one other coordinate is left to round.
    """
    q, r = step
    if abs(q) == parts:
        return [(q // parts * part, row) for row in _nearest(r * part, parts)]
    if abs(r) == parts:
        return [(column, r // parts * part) for column in _nearest(q * part, parts)]
    third = -(q + r) // parts * part
    return [(column, -column - third) for column in _nearest(q * part, parts)]


def _nearest(numerator: int, denominator: int) -> list[int]:
    """Return the integers nearest to a fraction: one, or two if it lies halfway."""
    whole, rest = divmod(numerator, denominator)
    if 2 * rest == denominator:
        return [whole, whole + 1]
    return [whole + (2 * rest > denominator)]
