"""Maps over the board: path costs, lines of fire, and what can be done from each hex.

A map has one number per cell, at the index of the cell's bit, so that maps, cell sets and the cells
of units fit together. The spare bits between columns have entries too, which mean nothing. Bots,
observations and the threat map of the window read the same maps.
"""

from __future__ import annotations

import functools
import itertools
import operator
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
import numpy.typing as npt

from engine import limits
from engine.battle.attack import Circumstances
from engine.battle.flood_fill import path_cost_layers
from engine.battle.forecast import DamageSummary, damage_forecasts_of
from engine.hexgrid import select, to_axial
from engine.object_cache import remember

if TYPE_CHECKING:
    from engine.battle.battlefield import Battlefield
    from engine.battle.state import BattleState, Unit
    from engine.data.catalog import Weapon
    from engine.dice import DiceValue
    from engine.hexgrid import Cell, CellSet

Map: TypeAlias = npt.NDArray[np.float32]
"""FloatArray per cell, shape `(cells,)`, or `(items, cells)`."""

AttackValue: TypeAlias = Callable[["Unit", DamageSummary], float]
"""Return the value of an attack on a unit from the attack's expected damage."""

_BYTE: Final = np.iinfo(np.uint8).bits
Flags: TypeAlias = npt.NDArray[np.uint8]
"""0 or 1 per cell, shape `(sets, cells)`."""

UNREACHABLE: Final = np.float32(np.inf)
"""The path cost from a cell from which there is no path."""


def flags(field: Battlefield, sets: Iterable[CellSet]) -> Flags:
    """Return cell sets as rows of 0 and 1, shape `(sets, cells)`."""
    width = field.grid.width
    size = -(-width // _BYTE)
    joined = b"".join([cells.to_bytes(size, "little") for cells in sets])
    rows = np.unpackbits(np.frombuffer(joined, np.uint8), bitorder="little")
    return rows.reshape(-1, size * _BYTE)[:, :width]


@remember(limits.MAPS_KEPT)
def path_costs(field: Battlefield, goals: CellSet) -> Map:
    """Return the path cost from each cell to the nearest of *goals*, with no units in the way.

    Shape `(cells,)`, in movement points; `UNREACHABLE` where there is no path.
    """
    rows = flags(field, path_cost_layers(field, goals & field.ground))
    far = np.full(field.grid.width, UNREACHABLE, np.float32)
    reached = rows.any(axis=0)
    far[reached] = rows.argmax(axis=0)[reached]
    return far


@remember(limits.MAPS_KEPT)
def path_costs_to_each(field: Battlefield, goals: tuple[CellSet, ...]) -> Map:
    """Return the path cost from each cell to each of some *goals*, shape `(goals, cells)`."""
    rows = np.array([path_costs(field, cells) for cells in goals], np.float32)
    return rows.reshape(len(goals), field.grid.width)


@remember(limits.MAPS_KEPT)
def fire_table(field: Battlefield, range_: int) -> tuple[CellSet, ...]:
    """Return, by cell, the cells within range and in sight.

    Sight is symmetric, so a set is both what can be fired at from a cell and where a cell can be
    fired at from.
    """
    grid = field.grid
    near = np.zeros((len(grid.cells), grid.width), np.bool_)
    near[:, grid.cells] = _distances(field) <= range_
    table = [0] * grid.width
    for cell, row in zip(grid.cells, np.packbits(near, axis=1, bitorder="little"), strict=True):
        table[cell] = field.visible[cell] & int.from_bytes(row.tobytes(), "little")
    return tuple(table)


@functools.lru_cache(maxsize=limits.DISTANCES_KEPT)
def _distances(field: Battlefield) -> npt.NDArray[np.int16]:
    """Return the distances in hexes between all cells (R1.2), shape `(n, n)`, in the order of the
    grid.
    """
    axial = [to_axial(offset) for offset in field.grid.offsets.values()]
    q, r = np.array(axial, np.int16).T
    across, down = q[:, None] - q, r[:, None] - r
    far: npt.NDArray[np.int16] = np.maximum(np.maximum(abs(across), abs(down)), abs(across + down))
    return far


@remember(limits.SETS_KEPT)
def fire_from(field: Battlefield, range_: int, cells: CellSet) -> CellSet:
    """Return the cells that can be fired at from at least one of *cells*."""
    return functools.reduce(operator.or_, select(fire_table(field, range_), cells), 0)


# What a unit could do from each cell


def shooting(
    state: BattleState, unit: Unit, value_of: AttackValue, *, advanced: bool = False
) -> Map:
    """Return the value of shooting from each cell had *unit* moved there (R6), shape `(cells,)`.

    In the cell of the unit it counts as it is, moved or not. Every weapon takes its best target;
    weapons with PISTOL and those without are not fired together, so the better group counts. With
    *advanced* only weapons with ASSAULT fire. Whether the unit is engaged in a cell is ignored.
    """
    lots = [np.zeros(state.field.grid.width, np.float32) for _ in (False, True)]
    for weapon in unit.profile.ranged:
        if weapon.assault or not advanced:
            lots[weapon.pistol] += _weapon_map(state, unit, weapon, value_of)
    best: Map = np.maximum(lots[0], lots[1])
    return best


def _weapon_map(state: BattleState, unit: Unit, weapon: Weapon, value_of: AttackValue) -> Map:
    """Return the value of firing one weapon at its best target from each cell, shape `(cells,)`."""
    field = state.field
    friends = state.occupied[unit.side.index] & ~(1 << unit.cell)
    shielded = field.grid.neighbours(friends)
    foes = [foe for foe in state.living(unit.side.other) if not shielded >> foe.cell & 1]
    if not foes:
        return np.zeros(field.grid.width, np.float32)
    table = fire_table(field, weapon.range)
    seen = flags(field, [table[foe.cell] for foe in foes])
    covered = flags(field, [_covered(field, foe.cell) for foe in foes])
    close = _close_flags(field, weapon, foes)
    moved = seen * _values(state, weapon, foes, value_of, covered, close, still=False)
    best: Map = moved.max(axis=0)
    if weapon.heavy and not (unit.marks.moved or unit.marks.advanced):
        here = slice(unit.cell, unit.cell + 1)
        at = (covered[:, here], None if close is None else close[:, here])
        still = seen[:, here] * _values(state, weapon, foes, value_of, *at, still=True)
        best[here] = still.max(axis=0)
    return best


def _covered(field: Battlefield, cell: Cell) -> CellSet:
    """Return the cells from which a target in *cell* is in COVER or at best OBSCURED (R8.4)."""
    return field.grid.board if field.cover >> cell & 1 else field.grid.board & ~field.clear[cell]


def _close_flags(field: Battlefield, weapon: Weapon, foes: list[Unit]) -> Flags | None:
    """Return the cells within half range of each foe, shape `(foes, cells)`.

    None for a weapon that half range does not matter to.
    """
    if not (weapon.rapid_fire or weapon.melta):
        return None
    return flags(field, [field.within(foe.cell, weapon.range // 2) for foe in foes])


def _values(
    state: BattleState,
    weapon: Weapon,
    foes: list[Unit],
    value_of: AttackValue,
    covered: Flags,
    close: Flags | None,
    *,
    still: bool,
) -> Map:
    """Return the value of firing at each foe from each cell, shape `(foes, cells)` or `(foes, 1)`.

    *covered* and *close* have the shape `(foes, cells)`.
    """
    standing = state.occupied[foes[0].side.index]
    blast_bonuses = [(state.field.grid.near[foe.cell] & standing).bit_count() // 2 for foe in foes]

    def column(*, cover: bool, close: bool) -> Map:
        here = Circumstances(cover, close, still)
        rows = [
            value_of(foe, _volley_summary(state, weapon, foe, here, blast_bonus))
            for foe, blast_bonus in zip(foes, blast_bonuses, strict=True)
        ]
        return np.array(rows, np.float32)[:, None]

    far = np.where(covered, column(cover=True, close=False), column(cover=False, close=False))
    if close is None:
        return far
    near = np.where(covered, column(cover=True, close=True), column(cover=False, close=True))
    return np.where(close, near, far)


def _volley_summary(
    state: BattleState, weapon: Weapon, target: Unit, here: Circumstances, blast_bonus: int
) -> DamageSummary:
    """Return the damage summary of a volley; *blast_bonus* is what BLAST adds."""
    added = (weapon.rapid_fire if here.close else 0) + (blast_bonus if weapon.blast else 0)
    return damage_forecasts_of(state.setup).of_volley(
        weapon, target.profile, here, added, target.hp
    )


def charging(state: BattleState, unit: Unit, value_of: AttackValue) -> Map:
    """Return the value of charging from each cell (R7), shape `(cells,)`.

    It is the chance to reach the best target times the value of the fight. Other units do not block
    the path, walls and rough ground count.
    """
    field = state.field
    best = np.zeros(field.grid.width, np.float32)
    if not unit.profile.melee:
        return best
    forecasts, roll = damage_forecasts_of(state.setup), state.setup.charge_roll
    for foe in state.living(unit.side.other):
        summary = forecasts.of_fight(unit.profile, foe.profile, foe.hp)
        value = value_of(foe, summary)
        if value > 0:
            np.maximum(best, value * _chances_to(field, foe.cell, roll), out=best)
    return best


@remember(limits.MAPS_KEPT)
def _chances_to(field: Battlefield, cell: Cell, roll: DiceValue) -> Map:
    """Return the chance that a charge from each cell gets next to *cell*, shape `(cells,)`.

    Units do not block.
    """
    layers = itertools.islice(
        path_cost_layers(field, field.grid.near[cell] & field.ground), roll.highest + 1
    )
    nearest = flags(field, layers)
    there: Map = (nearest * charge_chances(roll)[: len(nearest), None]).max(axis=0)
    return there


@functools.lru_cache
def charge_chances(roll: DiceValue) -> Map:
    """Return the chance that a roll suffices for each number of points from 0, shape `(highest +
    2,)`.

    The last is 0: more points than any roll.
    """
    points = range(roll.highest + 2)
    return np.array([roll.chance_at_least(needed) for needed in points], np.float32)
