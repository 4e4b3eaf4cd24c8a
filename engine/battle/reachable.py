"""The cells that units can reach: moves and advances (R4.2, R5.2), charges (R7.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.battle.flood_fill import cheapest_path, flood
from engine.hexgrid import Cell, CellSet, Offset

if TYPE_CHECKING:
    from engine.battle.side import Side
    from engine.battle.state import BattleState, Unit, UnitSet


def open_cells(state: BattleState, side: Side) -> CellSet:
    """Return the cells a unit of *side* may move through and stop in (R4.2)."""
    occupied = state.occupied[0] | state.occupied[1]
    return state.field.ground & ~occupied & ~state.zone_of_control(side)


def can_step(state: BattleState, unit: Unit, open_to: CellSet, points: int) -> bool:
    """Whether *unit* has a destination within *points*: the first hex of any path is one."""
    steps = state.field.grid.near[unit.cell] & open_to
    if points < state.field.rough_cost:
        steps &= ~state.field.rough
    return bool(steps) and points > 0


def step_starts(state: BattleState, side: Side, points: int) -> CellSet:
    """Return the cells from which a unit of *side* has a destination within *points*."""
    open_to = open_cells(state, side)
    if points < state.field.rough_cost:
        open_to &= ~state.field.rough
    return state.field.grid.neighbours(open_to) if points > 0 else 0


def destinations(state: BattleState, unit: Unit, points: int) -> CellSet:
    """Return the cells *unit* can move to with *points* movement points (R4.2)."""
    return _union(move_layers(state, unit, points)[1:])


def move_path(state: BattleState, unit: Unit, end: Cell, points: int) -> tuple[Offset, ...]:
    """Return the path of a legal move, its start first."""
    path = cheapest_path(state.field, move_layers(state, unit, points), end)
    return tuple(state.field.grid.offsets[cell] for cell in path)


def path_cost(state: BattleState, path: tuple[Offset, ...]) -> int:
    """Return the movement points of a path; its start costs nothing."""
    field = state.field
    return sum(field.cost(field.grid.cell(offset)) for offset in path[1:])


def move_layers(state: BattleState, unit: Unit, points: int) -> list[CellSet]:
    """Return the cells *unit* can move to, by the points needed; the first is its own (R4.2)."""
    return flood(state.field, 1 << unit.cell, open_cells(state, unit.side), points)


def _union(layers: list[CellSet]) -> CellSet:
    cells = 0
    for layer in layers:
        cells |= layer
    return cells


def charge_starts(state: BattleState, side: Side, points: int) -> CellSet:
    """Return the cells from which a charge of *points* reaches any enemy of *side* (R7.3).

    Until its path first touches its target a charge is adjacent to no enemy at all, and the hex
    where it does is an end hex: so any path to an enemy will do, and one flood back from all of
    them finds every such path. Walked backwards a path costs the same.
    """
    foes = state.occupied[side.other.index]
    free = state.field.ground & ~(state.occupied[0] | state.occupied[1])
    layers = flood(state.field, foes, free, points)
    return state.field.grid.neighbours(_union(layers[1:]))


def charge_targets(state: BattleState, unit: Unit, points: int) -> UnitSet:
    """Return the enemies that a charge of *points* movement points would reach (R7.3).

    One flood serves for all of them, as for `charge_starts`.
    """
    field = state.field
    foes = state.occupied[unit.side.other.index]
    if not field.within(unit.cell, points + 1) & foes:
        return 0
    layers = flood(field, 1 << unit.cell, open_cells(state, unit.side), points)
    ends = _ends(state, layers, points)
    return state.units_in(field.grid.neighbours(ends) & foes)


def _ends(state: BattleState, layers: list[CellSet], points: int) -> CellSet:
    """Return the free cells one step beyond *layers* that *points* suffice to enter."""
    field = state.field
    free = field.ground & ~(state.occupied[0] | state.occupied[1])
    neighbours = field.grid.neighbours
    ends = 0
    if points > 0:
        ends = neighbours(_union(layers[:points])) & free & ~field.rough
    if points >= field.rough_cost:
        slow = layers[: points - field.rough_cost + 1]
        ends |= neighbours(_union(slow)) & free & field.rough
    return ends


def charge_ends(state: BattleState, unit: Unit, target: Unit, points: int) -> CellSet:
    """Return the cells where a charge of *points* on *target* may end (R7.3)."""
    layers = _charge_layers(state, unit, target, points)
    return _ends(state, layers, points) & state.field.grid.near[target.cell]


def charge_path(
    state: BattleState, unit: Unit, target: Unit, end: Cell, points: int
) -> tuple[Offset, ...]:
    """Return the path of a legal charge, its start first: a cheapest one, always the same.

    LookupError if no path of *points* leads to *end*.
    """
    field = state.field
    layers = _charge_layers(state, unit, target, points)
    for layer in layers:
        before = field.grid.near[end] & layer
        if before:
            last = (before & -before).bit_length() - 1
            path = [*cheapest_path(field, layers, last), end]
            return tuple(field.grid.offsets[cell] for cell in path)
    msg = f"no charge path to {field.grid.offsets[end]}"
    raise LookupError(msg)


def charge_cost(state: BattleState, unit: Unit, target: Unit, points: int) -> int | None:
    """Return the movement points a charge on *target* needs; None if *points* do not suffice."""
    field = state.field
    ends = field.grid.near[target.cell] & field.ground & ~(state.occupied[0] | state.occupied[1])
    smooth, slow = (field.grid.neighbours(ends & where) for where in (~field.rough, field.rough))
    # No end is cheaper than a smooth one next to the first layer that has one.
    layers = _charge_layers(state, unit, target, points, smooth)
    cheapest = points + 1
    for before, cost in ((smooth, 1), (slow, field.rough_cost)):
        for spent in range(min(len(layers), cheapest - cost)):
            if layers[spent] & before:
                cheapest = spent + cost
                break
    return cheapest if cheapest <= points else None


def _charge_layers(
    state: BattleState, unit: Unit, target: Unit, points: int, goal: CellSet = 0
) -> list[CellSet]:
    others = state.occupied[unit.side.other.index] & ~(1 << target.cell)
    occupied = state.occupied[0] | state.occupied[1]
    free = state.field.ground & ~occupied & ~state.field.grid.neighbours(others)
    return flood(state.field, 1 << unit.cell, free, points, goal)
