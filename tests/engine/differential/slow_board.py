"""Sight, reach and charges a second time: slow, in plain offsets, straight from the rules' words.

Nothing here looks at the engine's grid, floods or lines; it shares with it only the pictures of
boards and where the units stand.
"""

from __future__ import annotations

import functools
import heapq
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

    from engine.battle.state import BattleState, Unit
    from engine.hexgrid import Offset

Point = tuple[Fraction, Fraction]
WALL, ROUGH = "#", "~"
HALF = Fraction(1, 2)


# ---------------------------------------------------------------- geometry (R1.1, R1.2, R1.4)


def centre(hex_: Offset) -> Point:
    """Place a hex on paper; heights are measured in hexes, so that every number is a fraction.

    A flat-top hex of side 1 is as high as the root of 3; divided by that root, its corners are
    (1, 0), (1/2, 1/2), (-1/2, 1/2) and so on, and its neighbour's centre is one lower.
    """
    column, row = hex_
    return Fraction(3 * column, 2), row + (HALF if column % 2 else Fraction(0))


def holds(hex_: Offset, point: Point) -> bool:
    """Whether a point lies in a hex or on its border."""
    x, y = centre(hex_)
    across, down = abs(point[0] - x), abs(point[1] - y)
    return down <= HALF and across + down <= 1


def hexes_at(point: Point) -> list[Offset]:
    """List every hex, on the board or off it, that holds a point."""
    column, row = round(point[0] / Fraction(3, 2)), round(point[1])
    near = [(column + dc, row + dr) for dc in (-1, 0, 1) for dr in (-1, 0, 1)]
    return [hex_ for hex_ in near if holds(hex_, point)]


@functools.cache
def neighbours(hex_: Offset) -> tuple[Offset, ...]:
    """List the six hexes whose centres are nearest: those a border is shared with."""
    column, row = hex_
    x, y = centre(hex_)
    found = []
    for other in [(column + dc, row + dr) for dc in (-1, 0, 1) for dr in (-1, 0, 1)]:
        middle = ((x + centre(other)[0]) / 2, (y + centre(other)[1]) / 2)
        if other != hex_ and holds(hex_, middle) and holds(other, middle):
            found.append(other)
    assert len(found) == 6
    return tuple(found)


def distance(a: Offset, b: Offset) -> int:
    """Count steps: sideways each of them also covers half a row, the rest goes up or down."""
    sideways = abs(a[0] - b[0])
    down = abs(centre(a)[1] - centre(b)[1])
    steps = sideways + max(Fraction(0), down - Fraction(sideways, 2))
    assert steps.denominator == 1
    return int(steps)


@functools.cache
def lines_of(parity: int, columns: int, rows: int) -> tuple[tuple[Offset, ...], tuple[Offset, ...]]:
    """List the hexes of the left and of the right line from (parity, 0), as offsets from there.

    Moving both ends by two columns, or by rows, moves the line with them: so it is drawn once.
    """
    start, end = (parity, 0), (parity + columns, rows)
    (x, y), (end_x, end_y) = centre(start), centre(end)
    parts = distance(start, end)
    left, right = [], []
    for part in range(1, parts):
        share = Fraction(part, parts)
        found = hexes_at((x + share * (end_x - x), y + share * (end_y - y)))
        assert len(found) in (1, 2), "a point lies in one hex or on the border of two"

        def side_of(hex_: Offset) -> Fraction:
            """Return how far a hex lies to the right; rows run downwards."""
            hex_x, hex_y = centre(hex_)
            return (end_x - x) * (hex_y - y) - (end_y - y) * (hex_x - x)

        found.sort(key=side_of)
        if len(found) == 2:
            assert side_of(found[0]) < 0 < side_of(found[1])
        left.append((found[0][0] - parity, found[0][1]))
        right.append((found[-1][0] - parity, found[-1][1]))
    return tuple(left), tuple(right)


# ---------------------------------------------------------------- boards


class SlowBoard(NamedTuple):
    terrain: tuple[str, ...]
    rough_cost: int

    def hexes(self) -> list[Offset]:
        return [(c, r) for c in range(len(self.terrain[0])) for r in range(len(self.terrain))]

    def at(self, hex_: Offset) -> str | None:
        column, row = hex_
        if 0 <= column < len(self.terrain[0]) and 0 <= row < len(self.terrain):
            return self.terrain[row][column]
        return None

    def is_ground(self, hex_: Offset) -> bool:
        return self.at(hex_) not in (WALL, None)

    def cost(self, hex_: Offset) -> int:
        return self.rough_cost if self.at(hex_) == ROUGH else 1

    def sight(self, a: Offset, b: Offset) -> str:
        """Judge a line of sight (R1.4): clear, obscured or blocked."""
        clear = 0
        for line in lines_of(a[0] % 2, b[0] - a[0], b[1] - a[1]):
            # The start of the drawn line is in the same parity, so rows need no correction.
            clear += all(self.at((a[0] + dc, a[1] + dr)) != WALL for dc, dr in line)
        return ("blocked", "obscured", "clear")[clear]

    def cheapest(
        self, start: Offset, through: AbstractSet[Offset], ends: AbstractSet[Offset]
    ) -> dict[Offset, int]:
        """Return the points of the cheapest path from *start* to each of *ends* (Dijkstra).

        Only hexes of *through* may be passed; the start may be left whatever it is.
        """
        best: dict[Offset, int] = {}
        queue: list[tuple[int, Offset]] = [(0, start)]
        settled = set()
        while queue:
            spent, hex_ = heapq.heappop(queue)
            if hex_ in settled:
                continue
            settled.add(hex_)
            if hex_ in ends:
                best[hex_] = spent
            if hex_ != start and hex_ not in through:
                continue
            for following in neighbours(hex_):
                if following in through or following in ends:
                    heapq.heappush(queue, (spent + self.cost(following), following))
        best.pop(start, None)
        return best


# ---------------------------------------------------------------- moves (R4.2) and charges (R7.3)


class SlowReach:
    """The hexes where one unit of a state may go."""

    def __init__(self, state: BattleState, unit: Unit) -> None:
        self.board = SlowBoard(state.setup.scenario.terrain, state.setup.rules.rough_cost)
        self.start = state.offset(unit)
        living = [other for other in state.units if other.hp > 0]
        taken = {state.offset(other) for other in living}
        self.free = {h for h in self.board.hexes() if self.board.is_ground(h) and h not in taken}
        self.enemies = {o.id: state.offset(o) for o in living if o.side is not unit.side}

    def _beside_no_enemy(self, but: int | None = None) -> set[Offset]:
        enemies = [place for number, place in self.enemies.items() if number != but]
        beside = {hex_ for place in enemies for hex_ in neighbours(place)}
        return self.free - beside

    def destinations(self) -> dict[Offset, int]:
        """Return every hex a move may end in, with the points of the cheapest path."""
        allowed = self._beside_no_enemy()
        return self.board.cheapest(self.start, allowed, allowed)

    def charge_ends(self, target: int) -> dict[Offset, int]:
        """Return every hex a charge may end in, with the points of the cheapest path."""
        ends = self.free & set(neighbours(self.enemies[target]))
        return self.board.cheapest(self.start, self._beside_no_enemy(but=target), ends)


def pairs(hexes: list[Offset]) -> Iterator[tuple[Offset, Offset]]:
    return ((a, b) for a in hexes for b in hexes)
