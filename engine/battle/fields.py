"""Maps over the board: what can be done from each hex, and what can happen to a unit there.

A map has one number a cell: its place is the cell's bit, so that maps, cell sets and the cells of
units fit together. Spare bits between the columns are there and mean nothing. Bots, observations
and the threat map of the window read the same maps.
"""

from __future__ import annotations

import functools
import operator
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

import msgspec
import numpy as np
import numpy.typing as npt

from engine import limits
from engine.battle import reach
from engine.battle.attack import Circumstances
from engine.battle.forecast import Toll, tolls_of
from engine.hexgrid import select

if TYPE_CHECKING:
    from engine.battle.battlefield import Battlefield
    from engine.battle.catalog import Weapon
    from engine.battle.state import BattleState, Unit
    from engine.dice import DiceValue
    from engine.hexgrid import Cell, CellSet

Map: TypeAlias = npt.NDArray[np.float32]
"""One number a cell, or one row of them an item."""

Worth: TypeAlias = Callable[["Unit", Toll], float]
"""Says what an attack with a toll on a unit is worth to whoever asks."""

_BYTE: Final = np.iinfo(np.uint8).bits
Flags: TypeAlias = npt.NDArray[np.uint8]
"""0 or 1 a cell, one row of them an item."""

UNREACHABLE: Final = np.float32(np.inf)
"""The way from a cell that no way leads from."""


def flags(field: Battlefield, sets: Iterable[CellSet]) -> Flags:
    """Spread cell sets into rows of 0 and 1, one row a set, one column a cell."""
    width = field.grid.width
    size = -(-width // _BYTE)
    joined = b"".join([cells.to_bytes(size, "little") for cells in sets])
    rows = np.unpackbits(np.frombuffer(joined, np.uint8), bitorder="little")
    return rows.reshape(-1, size * _BYTE)[:, :width]


@functools.lru_cache(maxsize=limits.MAPS_KEPT)
def ways(field: Battlefield, goals: CellSet) -> Map:
    """Count the movement points from each cell to the nearest of *goals*, units not in the way."""
    rows = flags(field, field.ways_to(goals & field.ground))
    far = np.full(field.grid.width, UNREACHABLE, np.float32)
    reached = rows.any(axis=0)
    far[reached] = rows.argmax(axis=0)[reached]
    return far


@functools.lru_cache(maxsize=limits.MAPS_KEPT)
def fire_table(field: Battlefield, range_: int) -> tuple[CellSet, ...]:
    """Gather, by cell, the cells within range and in sight; sight is symmetric, so it serves both
    for what can be fired at from a cell and for where it can be fired at from.
    """
    table = [0] * field.grid.width
    for cell in field.grid.cells:
        table[cell] = field.visible[cell] & field.within(cell, range_)
    return tuple(table)


def _from_any(table: tuple[CellSet, ...], cells: CellSet) -> CellSet:
    """Gather the cells that can be fired at from at least one of *cells*."""
    return functools.reduce(operator.or_, select(table, cells), 0)


# What a unit could do from each cell


def shooting(state: BattleState, unit: Unit, worth: Worth, *, advanced: bool = False) -> Map:
    """Map what shooting from each cell would be *worth*, had *unit* moved there (R6).

    Where the unit stands it counts as it is, moved or not. Every weapon takes its best target;
    weapons with PISTOL and those without are not fired together, so the better lot counts. With
    *advanced* only weapons with ASSAULT fire. Whether the unit is engaged in a cell is not asked.
    """
    lots = [np.zeros(state.field.grid.width, np.float32) for _ in (False, True)]
    for weapon in unit.profile.ranged:
        if weapon.assault or not advanced:
            lots[weapon.pistol] += _weapon_map(state, unit, weapon, worth)
    best: Map = np.maximum(lots[0], lots[1])
    return best


def _weapon_map(state: BattleState, unit: Unit, weapon: Weapon, worth: Worth) -> Map:
    """Map the worth of one weapon at its best target from each cell."""
    field = state.field
    friends = state.occupied[unit.side.index] & ~(1 << unit.cell)
    shielded = field.grid.neighbours(friends)
    foes = [foe for foe in state.living(unit.side.other) if not shielded >> foe.cell & 1]
    if not foes:
        return np.zeros(field.grid.width, np.float32)
    table = fire_table(field, weapon.reach)
    seen = flags(field, [table[foe.cell] for foe in foes])
    covered = flags(field, [_covered(field, foe.cell) for foe in foes])
    close = _close_flags(field, weapon, foes)
    moved = seen * _values(state, weapon, foes, worth, covered, close, still=False)
    best: Map = moved.max(axis=0)
    if weapon.heavy and not (unit.moved or unit.advanced):
        here = slice(unit.cell, unit.cell + 1)
        at = (covered[:, here], None if close is None else close[:, here])
        still = seen[:, here] * _values(state, weapon, foes, worth, *at, still=True)
        best[here] = still.max(axis=0)
    return best


def _covered(field: Battlefield, cell: Cell) -> CellSet:
    """Gather the cells from which a target in *cell* is in COVER or at best OBSCURED (R8.4)."""
    return field.grid.board if field.cover >> cell & 1 else field.grid.board & ~field.clear[cell]


def _close_flags(field: Battlefield, weapon: Weapon, foes: list[Unit]) -> Flags | None:
    """Spread the cells within half range of each foe; None for a weapon that does not care."""
    if not (weapon.rapid_fire or weapon.melta):
        return None
    return flags(field, [field.within(foe.cell, weapon.reach // 2) for foe in foes])


def _values(
    state: BattleState,
    weapon: Weapon,
    foes: list[Unit],
    worth: Worth,
    covered: Flags,
    close: Flags | None,
    *,
    still: bool,
) -> Map:
    """Give the worth of firing at each foe (rows) under each cell's circumstances (columns)."""
    crowds = [(state.field.grid.near[foe.cell] & _own(state, foe)).bit_count() // 2 for foe in foes]

    def column(*, cover: bool, close: bool) -> Map:
        here = Circumstances(cover, close, still)
        rows = [
            worth(foe, _toll(state, weapon, foe, here, crowd))
            for foe, crowd in zip(foes, crowds, strict=True)
        ]
        return np.array(rows, np.float32)[:, None]

    far = np.where(covered, column(cover=True, close=False), column(cover=False, close=False))
    if close is None:
        return far
    near = np.where(covered, column(cover=True, close=True), column(cover=False, close=True))
    return np.where(close, near, far)


def _own(state: BattleState, unit: Unit) -> CellSet:
    """Gather the cells of a unit's side."""
    return state.occupied[unit.side.index]


def _toll(
    state: BattleState, weapon: Weapon, target: Unit, here: Circumstances, crowd: int
) -> Toll:
    """Give the toll of a volley; *crowd* is what BLAST adds where the target is."""
    added = (weapon.rapid_fire if here.close else 0) + (crowd if weapon.blast else 0)
    return tolls_of(state.setup).of_volley(weapon, target.profile, here, added, target.hp)


def charging(state: BattleState, unit: Unit, worth: Worth) -> Map:
    """Map what charging from each cell is *worth*: the chance to reach times the fight's (R7).

    The best target counts. Other units don't block the way here, walls and rough ground do.
    """
    field = state.field
    best = np.zeros(field.grid.width, np.float32)
    if not unit.profile.melee:
        return best
    chances = _chances(state.setup.charge_roll)
    for foe in state.living(unit.side.other):
        toll = tolls_of(state.setup).of_fight(unit.profile, foe.profile, foe.hp)
        value = worth(foe, toll)
        if value > 0:
            beside = field.grid.near[foe.cell]
            steps = np.minimum(ways(field, beside), len(chances) - 1)
            np.maximum(best, value * chances[steps.astype(np.int16)], out=best)
    return best


@functools.lru_cache
def _chances(roll: DiceValue) -> Map:
    """Give the chance that a roll suffices for each number of points, 0 for more than any roll."""
    points = range(roll.highest + 2)
    return np.array([roll.chance_at_least(needed) for needed in points], np.float32)


# What can happen to a unit in each cell


class Threat(NamedTuple):
    """Hold what each enemy can be expected to take from a unit in each cell in its next turn.

    *enemies* are the living ones by id; *ranged* and *melee* have one row for each of them, hit
    points in each cell, as if it went for this unit alone; *choices* counts how many other units
    of the same side it could shoot or charge instead.
    """

    enemies: list[Unit]
    ranged: Map
    melee: Map
    choices: Map

    @property
    def total(self) -> Map:
        """Add up what all enemies could take, if every one of them went for this unit."""
        total: Map = (self.ranged + self.melee).sum(axis=0)
        return total

    @property
    def shared(self) -> Map:
        """Add up what falls on this unit if every enemy picks any of its targets."""
        shared: Map = ((self.ranged + self.melee) / (self.choices[:, None] + 1)).sum(axis=0)
        return shared


def threat(state: BattleState, unit: Unit) -> Threat:
    """Map the next enemy turn: moves first, then shots, or a charge and a fight (R4, R6, R7).

    An enemy that is engaged with somebody else stays and fights, and fires no PISTOL. Others of
    both sides stand where they are, nobody advances, and what is OBSCURED has no cover.
    """
    # The enemy moves when the unit is wherever it will be, and no more where it is now.
    state = state.fork()
    state.put(msgspec.structs.replace(unit, hp=0))
    foes = state.living(unit.side.other)
    friends = [friend.cell for friend in state.living(unit.side)]
    engaged = [state.is_engaged(foe) for foe in foes]
    starts = [
        1 << foe.cell if bound else reach.destinations(state, foe, foe.profile.move) | 1 << foe.cell
        for foe, bound in zip(foes, engaged, strict=True)
    ]
    ranged = _ranged_threat(state, unit, foes, engaged, starts)
    melee = _melee_threat(state, unit, foes, engaged, starts)
    choices = ((ranged + melee)[:, friends] > 0).sum(axis=1).astype(np.float32)
    return Threat(foes, ranged, melee, choices)


def _ranged_threat(
    state: BattleState, unit: Unit, foes: list[Unit], engaged: list[bool], starts: list[CellSet]
) -> Map:
    field = state.field
    crowds = _crowds(state, unit)
    sets: list[CellSet] = []
    tables: list[list[list[float]]] = []
    rows: list[int] = []
    firsts: list[int] = []
    for row, (foe, bound, start) in enumerate(zip(foes, engaged, starts, strict=True)):
        for weapon in () if bound else foe.profile.ranged:
            rows.append(row)
            firsts.append(len(sets))
            for cells, here in _fire_of(field, foe, weapon, start):
                sets.append(cells)
                tables.append(_table(state, weapon, unit, here, int(crowds.max())))
    taken = np.zeros((len(foes), field.grid.width), np.float32)
    if sets:
        cover = flags(field, [field.cover])[0]
        each = flags(field, sets) * np.array(tables, np.float32)[:, crowds, cover]
        np.add.at(taken, rows, np.maximum.reduceat(each, firsts))
    return taken


def _crowds(state: BattleState, unit: Unit) -> npt.NDArray[np.int64]:
    """Map what BLAST adds against *unit*, who is on no cell, by the friends beside it there."""
    near = [state.field.grid.near[friend.cell] for friend in state.living(unit.side)]
    crowds: npt.NDArray[np.int64] = flags(state.field, near).sum(axis=0, dtype=np.int64) // 2
    return crowds


def _table(
    state: BattleState, weapon: Weapon, unit: Unit, here: Circumstances, most: int
) -> list[list[float]]:
    """Give the hit points taken by what BLAST adds, up to *most*, without and with cover."""
    return [
        [
            _toll(state, weapon, unit, here._replace(cover=cover), crowd).damage
            for cover in (False, True)
        ]
        for crowd in range(most + 1)
    ]


def _fire_of(
    field: Battlefield, foe: Unit, weapon: Weapon, start: CellSet
) -> list[tuple[CellSet, Circumstances]]:
    """List the cells a weapon can fire at after a move from *start*, with what differs there.

    A cell may be in several lots, of which the best counts.
    """
    table = fire_table(field, weapon.reach)
    half = fire_table(field, weapon.reach // 2)
    cares = bool(weapon.rapid_fire or weapon.melta)
    moved = Circumstances(cover=False, close=False, still=False)
    still = moved._replace(still=True)
    lots = [(_from_any(table, start), moved)]
    if cares:
        lots.append((_from_any(half, start), moved._replace(close=True)))
    if weapon.heavy:
        lots.append((table[foe.cell], still))
    if weapon.heavy and cares:
        lots.append((half[foe.cell], still._replace(close=True)))
    return lots


def _melee_threat(
    state: BattleState, unit: Unit, foes: list[Unit], engaged: list[bool], starts: list[CellSet]
) -> Map:
    field, roll = state.field, state.setup.charge_roll
    chances = _chances(roll)
    free = reach.open_cells(state, unit.side.other)
    taken = np.zeros((len(foes), field.grid.width), np.float32)
    for row, (foe, bound, start) in enumerate(zip(foes, engaged, starts, strict=True)):
        damage = tolls_of(state.setup).of_fight(foe.profile, unit.profile, unit.hp).damage
        if not damage:
            continue
        points = 0 if bound else roll.highest
        ends = _ends(state, field.flood(start, free, points), points)
        beside = flags(field, [field.grid.neighbours(layer) for layer in ends])
        taken[row] = damage * (beside * chances[: len(ends), None]).max(axis=0)
    return taken


def _ends(state: BattleState, layers: list[CellSet], points: int) -> list[CellSet]:
    """Gather, by points spent, where a charge may end: beside anybody, unlike its way (R7.3)."""
    field = state.field
    free = field.ground & ~(state.occupied[0] | state.occupied[1])
    smooth, slow = free & ~field.rough, free & field.rough
    around = [field.grid.neighbours(layer) for layer in layers]
    around += [0] * (points + 1 - len(layers))
    ends = [layers[0]]
    for spent in range(1, points + 1):
        layer = around[spent - 1] & smooth
        if spent >= field.rough_cost:
            layer |= around[spent - field.rough_cost] & slow
        ends.append(layer)
    return ends
