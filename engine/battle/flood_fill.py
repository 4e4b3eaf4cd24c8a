"""Floods: how far units get from cells, as sets that grow one movement point at a time.

A flood is a list of layers: layer n is the cells that need exactly n points. One step of a flood is
a few shifts of a whole set (`Lattice.neighbours`), whatever the size of the set. Entering a hex
costs 1 point, or `rough_cost` on ROUGH ground, so a layer consists of the smooth neighbours of the
layer before it and the rough neighbours of the layer `rough_cost` before it.

- `flood` spreads from cells through free cells: where a unit can move, and for how many points.
- `path_cost_layers` spreads backwards over the whole board, where the cost is that of the hex left
  behind: how far every cell is from some goals, with no units in the way.
- `cheapest_path` walks back through the layers of a flood.
- `step_layers` ignores the cost: every step is 1.
- `JoinedBoards.spread` and `.charge_ends` flood several copies of the board at once, one per unit,
  in one integer: all units of a side for little more than the price of one. They return unions
  instead of layers, which is what a threat needs.

They share no inner loop on purpose: each is the hottest loop of its callers, and a common one would
check in every step what only some of them need.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engine import limits
from engine.hexgrid import Lattice
from engine.object_cache import remember

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.battle.battlefield import Battlefield
    from engine.hexgrid import Cell, CellSet, Grid

BYTE: Final = int.from_bytes(b"\xff").bit_length()
"""Bits of a byte."""


def flood(
    field: Battlefield, start: CellSet, free: CellSet, points: int, goal: CellSet = 0
) -> list[CellSet]:
    """Return layers of cells reached from *start* through *free*: item n needs exactly n
    points.

    Item 0 is *start* itself. The list ends where nothing more can be reached, or with the first
    layer that contains a cell of *goal*.
    """
    neighbours = field.grid.neighbours
    rough_cost = field.rough_cost
    smooth, slow = free & ~field.rough, free & field.rough
    layers, around = [start], [neighbours(start)]
    unseen, empty = ~start, 0
    for spent in range(1, points + 1):
        if layers[-1] & goal:
            break
        layer = around[spent - 1] & smooth
        if spent >= rough_cost:
            layer |= around[spent - rough_cost] & slow
        layer &= unseen
        layers.append(layer)
        if layer:
            unseen ^= layer
            around.append(neighbours(layer))
            empty = 0
        else:
            around.append(0)
            empty += 1
            if empty == rough_cost:
                break
    return layers


def path_cost_layers(field: Battlefield, goals: CellSet) -> Iterator[CellSet]:
    """Yield the layers of the board by path cost to *goals*: layer n, from 0, is n points away.

    Units do not block. A path costs the points of the hexes it enters, so each layer spreads by
    the cost of entering the hexes of the layers before it.
    """
    neighbours = field.grid.neighbours
    layers, seen = [goals], goals
    yield goals
    while any(layers[-field.rough_cost :]):
        spent = len(layers)
        layer = neighbours(layers[spent - 1] & ~field.rough)
        if spent >= field.rough_cost:
            layer |= neighbours(layers[spent - field.rough_cost] & field.rough)
        layer &= field.ground & ~seen
        seen |= layer
        layers.append(layer)
        yield layer


def cheapest_path(field: Battlefield, layers: list[CellSet], end: Cell) -> list[Cell]:
    """Return a cheapest path to *end* through the *layers* of a flood, its start first.

    Of equally cheap paths it is always the same one: backwards from the end, the lowest cell.
    """
    spent = next(cost for cost, layer in enumerate(layers) if layer >> end & 1)
    path = [end]
    while spent > 0:
        spent -= field.cost(path[-1])
        before = field.grid.near[path[-1]] & layers[spent]
        path.append((before & -before).bit_length() - 1)
    return path[::-1]


def step_layers(grid: Grid, start: CellSet, free: CellSet) -> list[CellSet]:
    """Return the layers of *free* by the steps from *start*, which is layer 0."""
    layers, unseen = [start], free & ~start
    while layers[-1]:
        layers.append(grid.neighbours(layers[-1]) & unseen)
        unseen ^= layers[-1]
    return layers[:-1]


class JoinedBoards(Lattice):
    """*copies* copies of a board, so far apart that a step off one does not reach the next."""

    def __init__(self, field: Battlefield, copies: int) -> None:
        """Set the layout of the copies."""
        grid = field.grid
        self.copies: Final = copies
        self.width: Final = grid.width
        self.bytes: Final = -(-(grid.width + grid.stride) // BYTE)
        every = self.join([1] * copies)
        self.stride = grid.stride
        self.board = every * grid.board
        self._rough: Final = every * field.rough
        self._rough_cost: Final = field.rough_cost

    def join(self, sets: list[CellSet]) -> int:
        """Return cell sets side by side, one per copy."""
        size = self.bytes
        return int.from_bytes(
            b"".join([cells.to_bytes(size, "little") for cells in sets]), "little"
        )

    def part(self, cells: int) -> list[CellSet]:
        """Return the cell sets, one per copy, that are side by side in *cells*."""
        size = self.bytes
        joined = cells.to_bytes(size * self.copies, "little")
        places = range(0, len(joined), size)
        return [int.from_bytes(joined[place : place + size], "little") for place in places]

    def spread(self, start: int, free: CellSet, points: list[int]) -> int:
        """Return *start* and what *points*, one number per copy, reach from it through *free*."""
        neighbours, cost = self.neighbours, self._rough_cost
        smooth = slow = 0
        reached, around = start, [neighbours(start)]
        for spent in range(1, max(points) + 1):
            if spent == 1 or spent - 1 in points:
                going = self.join([spent <= most for most in points]) * free
                slow = going & self._rough
                smooth = going ^ slow
            layer = around[-1] & smooth
            if spent >= cost:
                layer |= around[spent - cost] & slow
            layer &= ~reached
            reached |= layer
            around.append(neighbours(layer) if layer else 0)
            if not layer and not any(around[-cost:]):
                break
        return reached

    def charge_ends(self, start: int, free: int, ends: int, points: int) -> list[int]:
        """Return the cells where charges may end; item n, from 0, is those that n points reach.

        Paths lead from *start* through *free* and end one step further, in *ends*, which contain
        all that is free (R7.3). The list stops where more points reach nothing more.
        """
        neighbours, cost = self.neighbours, self._rough_cost
        slow = ends & self._rough
        smooth = ends ^ slow
        around, reached = [neighbours(start)], [start]
        unseen = free & ~start
        for spent in range(1, points + 1):
            end = around[-1] & smooth
            if slow and spent >= cost:
                end |= around[spent - cost] & slow
            reached.append(reached[-1] | end)
            layer = end & unseen
            unseen ^= layer
            around.append(neighbours(layer) if layer and spent < points else 0)
            if not layer and not any(around[-cost:]):
                break
        return reached


@remember(limits.MAPS_KEPT)
def joined_boards_of(field: Battlefield, copies: int) -> JoinedBoards:
    """Return *copies* copies of a board, laid out once."""
    return JoinedBoards(field, copies)
