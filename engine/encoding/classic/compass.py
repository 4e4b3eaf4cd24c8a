"""Directions as a side reads them: east is towards the enemy's end of the board (R1.6)."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from engine.battle.side import Side

if TYPE_CHECKING:
    from engine.encoding.side_view import CellIndex, SideView
    from engine.hexgrid import Cell

_WINDS: Final = (
    "north",
    "north-north-east",
    "north-east",
    "east-north-east",
    "east",
    "east-south-east",
    "south-east",
    "south-south-east",
    "south",
    "south-south-west",
    "south-west",
    "west-south-west",
    "west",
    "west-north-west",
    "north-west",
    "north-north-west",
)
_COLUMN: Final = math.sqrt(3) / 2
"""The distance between columns of flat-top hexes, in heights of a hex."""


def sector_names(sectors: int) -> tuple[str, ...]:
    """Return the names of 4, 8 or 16 sectors of the compass, clockwise from the north."""
    return _WINDS[:: len(_WINDS) // sectors]


def relative_positions(
    view: SideView, start: Cell, cells: CellIndex
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Return the columns to the east and the rows to the south from *start* to *cells*, each
    `(n,)`.

    Odd columns lie half a row lower (R1.1). Side TWO sees the board mirrored.
    """
    east = (view.q[cells] - view.q[start]).astype(np.float64)
    south = view.r[cells] - view.r[start] + east / 2
    if view.side is Side.ONE:
        return east, south
    # The one symmetry: left-right with an odd number of columns, else the half turn.
    return -east, south if view.field.grid.columns % 2 else -south


def sectors_of(
    view: SideView, start: Cell, cells: CellIndex, sectors: int
) -> npt.NDArray[np.int64]:
    """Return the sector of each of *cells* as seen from *start*, `(n,)`: 0 is north, then
    clockwise.

    A sector extends half its angle to both sides of its direction; *start* itself is in none.
    """
    east, south = relative_positions(view, start, cells)
    angle = np.arctan2(east * _COLUMN, -south)
    found: npt.NDArray[np.int64] = np.floor(angle / math.tau * sectors + 1 / 2).astype(np.int64)
    return found % sectors
