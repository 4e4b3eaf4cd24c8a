"""The hex grid: cells and sets of cells as whole numbers (R1.1, R1.2, R1.4, R1.6)."""

from __future__ import annotations

import functools
import itertools
from typing import TYPE_CHECKING, Final, TypeAlias, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Cell: TypeAlias = int
"""A hex of one grid: the position of its bit in a cell set."""
CellSet: TypeAlias = int
"""A set of hexes of one grid: one bit a cell."""
Offset: TypeAlias = tuple[int, int]
"""A hex as people write it: (column, row), (0, 0) at the top left, odd columns half a hex lower."""
Axial: TypeAlias = tuple[int, int]
"""A hex or a step in axial coordinates (q, r): q is the column, r runs down along it."""

NEIGHBOURS: Final = 6
"""The hexes around a hex in the middle of a board."""

_T = TypeVar("_T")
_BITS_TO_FLAGS: Final = bytes.maketrans(b"01", b"\0\1")


class Grid:
    """Number the hexes of a board of *columns* × *rows* so that a neighbour is one shift away.

    A column takes *rows* + 2 bits less the half hex it is skewed by, so that one or two unused bits
    part it from the next: a step off the board lands on one of them and one AND takes it away.
    """

    def __init__(self, columns: int, rows: int) -> None:
        """Make the tables of a board; both sizes are at least 1."""
        self.columns: Final = columns
        self.rows: Final = rows
        self.stride: Final = rows + 2
        offsets = [(column, row) for column in range(columns) for row in range(rows)]
        self.cells: Final[tuple[Cell, ...]] = tuple(self._bit(*offset) for offset in offsets)
        self.offsets: Final[dict[Cell, Offset]] = dict(zip(self.cells, offsets, strict=True))
        self.board: Final[CellSet] = sum(1 << cell for cell in self.cells)
        self.width: Final = self.board.bit_length()
        self.near: Final[dict[Cell, CellSet]] = {c: self.neighbours(1 << c) for c in self.cells}

    def _bit(self, column: int, row: int) -> int:
        return column * self.stride + row - column // 2 + 1

    def holds(self, offset: Offset) -> bool:
        """Tell whether *offset* is on the board."""
        column, row = offset
        return 0 <= column < self.columns and 0 <= row < self.rows

    def cell(self, offset: Offset) -> Cell:
        """Give the cell of the hex at *offset*, which must be on the board."""
        if not self.holds(offset):
            msg = f"hex {offset} is off a board of {self.columns} x {self.rows}"
            raise ValueError(msg)
        return self._bit(*offset)

    def cell_set(self, offsets: Iterable[Offset]) -> CellSet:
        """Gather the hexes at *offsets*, all on the board, into a set."""
        gathered = 0
        for offset in offsets:
            gathered |= 1 << self.cell(offset)
        return gathered

    def offsets_of(self, cells: CellSet) -> list[Offset]:
        """List the hexes of a set as offsets, column by column from the left, each from the top."""
        return [self.offsets[cell] for cell in cells_of(cells)]

    def neighbours(self, cells: CellSet) -> CellSet:
        """Gather every hex of the board that is adjacent to one of *cells*."""
        stride = self.stride
        # The step to the right and the one up and right share a shift, as do their opposites.
        down, up = cells << 1, cells >> 1
        return (down | up | (cells | up) << stride | (cells | down) >> stride) & self.board

    def distance(self, a: Cell, b: Cell) -> int:
        """Count the hexes from *a* to *b* (R1.2)."""
        return length(step_between(self.offsets[a], self.offsets[b]))

    def mirror(self, offset: Offset) -> Offset:
        """Map a hex by the board's one symmetry (R1.6)."""
        column, row = offset
        if self.columns % 2:
            return self.columns - 1 - column, row
        return self.columns - 1 - column, self.rows - 1 - row

    def shift(self, step: Axial) -> int:
        """Tell by how many bits a *step* moves a cell."""
        return step[0] * self.stride + step[1]


def cells_of(cells: CellSet) -> list[Cell]:
    """List the members of a cell set (or of any set kept as bits), lowest first."""
    return select(range(cells.bit_length()), cells)


def select(items: Sequence[_T], members: int) -> list[_T]:
    """List those *items* whose place is a bit of *members*, in order."""
    if not members:
        return []
    lowest = (members & -members).bit_length() - 1
    flags = bin(members >> lowest)[:1:-1].encode().translate(_BITS_TO_FLAGS)
    return list(itertools.compress(items[lowest:], flags))


def to_axial(offset: Offset) -> Axial:
    """Convert an offset to axial coordinates."""
    column, row = offset
    return column, row - column // 2


def step_between(start: Offset, end: Offset) -> Axial:
    """Give the axial step from *start* to *end*."""
    (q, r), (end_q, end_r) = to_axial(start), to_axial(end)
    return end_q - q, end_r - r


def length(step: Axial) -> int:
    """Count the hexes of an axial *step*: its cube distance."""
    q, r = step
    return max(abs(q), abs(r), abs(q + r))


@functools.cache
def lines(step: Axial) -> tuple[tuple[Axial, ...], tuple[Axial, ...]]:
    """Give the hexes strictly between the ends of a *step*, as steps from its start (R1.4).

    The first line takes the left hex wherever a point lies on the border of two, the second the
    right one. All in whole numbers: a point's coordinates are kept times the number of parts.
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
    """List the one hex, or the two, that hold the point *part* / *parts* of the way along *step*.

    The longest of the three cube coordinates grows by one a part, so it is whole at every point,
    and only one other coordinate is left to round.
    """
    q, r = step
    if abs(q) == parts:
        return [(q // parts * part, row) for row in _nearest(r * part, parts)]
    if abs(r) == parts:
        return [(column, r // parts * part) for column in _nearest(q * part, parts)]
    third = -(q + r) // parts * part
    return [(column, -column - third) for column in _nearest(q * part, parts)]


def _nearest(numerator: int, denominator: int) -> list[int]:
    """List the whole numbers nearest to a fraction: one, or two when it lies half way."""
    whole, rest = divmod(numerator, denominator)
    if 2 * rest == denominator:
        return [whole, whole + 1]
    return [whole + (2 * rest > denominator)]
