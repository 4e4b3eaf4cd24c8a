"""Maps over the board: what can be done from each hex, and what can happen to a unit there.

A map has one number a cell: its place is the cell's bit, so that maps, cell sets and the cells of
units fit together. Spare bits between the columns are there and mean nothing. Bots, observations
and the threat map of the window read the same maps.
"""

from __future__ import annotations

import functools
import itertools
import operator
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from engine import limits
from engine.battle.attack import Circumstances
from engine.battle.barrage import CROWDS, NO_SALVO, attacks_of
from engine.battle.boards import boards_of
from engine.battle.forecast import Toll, tolls_of
from engine.hexgrid import cells_of, select, to_axial
from engine.memory import remember

if TYPE_CHECKING:
    from engine.battle.actions import UnitId
    from engine.battle.battlefield import Battlefield
    from engine.battle.boards import Boards
    from engine.battle.state import BattleState, Setup, Unit
    from engine.data.catalog import Weapon
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


@remember(limits.MAPS_KEPT)
def ways(field: Battlefield, goals: CellSet) -> Map:
    """Count the movement points from each cell to the nearest of *goals*, units not in the way."""
    rows = flags(field, field.ways_to(goals & field.ground))
    far = np.full(field.grid.width, UNREACHABLE, np.float32)
    reached = rows.any(axis=0)
    far[reached] = rows.argmax(axis=0)[reached]
    return far


@remember(limits.MAPS_KEPT)
def ways_to_each(field: Battlefield, goals: tuple[CellSet, ...]) -> Map:
    """Give the `ways` to each of some *goals*, a row each."""
    rows = np.array([ways(field, cells) for cells in goals], np.float32)
    return rows.reshape(len(goals), field.grid.width)


@remember(limits.MAPS_KEPT)
def fire_table(field: Battlefield, range_: int) -> tuple[CellSet, ...]:
    """Gather, by cell, the cells within range and in sight; sight is symmetric, so it serves both
    for what can be fired at from a cell and for where it can be fired at from.
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
    """Count the hexes between any two cells of a board (R1.2), in the order of the grid."""
    axial = [to_axial(offset) for offset in field.grid.offsets.values()]
    q, r = np.array(axial, np.int16).T
    across, down = q[:, None] - q, r[:, None] - r
    far: npt.NDArray[np.int16] = np.maximum(np.maximum(abs(across), abs(down)), abs(across + down))
    return far


@remember(limits.SETS_KEPT)
def fire_from(field: Battlefield, range_: int, cells: CellSet) -> CellSet:
    """Gather the cells that can be fired at from at least one of *cells*."""
    return functools.reduce(operator.or_, select(fire_table(field, range_), cells), 0)


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
    tolls, roll = tolls_of(state.setup), state.setup.charge_roll
    for foe in state.living(unit.side.other):
        toll = tolls.of_fight(unit.profile, foe.profile, foe.hp)
        value = worth(foe, toll)
        if value > 0:
            np.maximum(best, value * _chances_to(field, foe.cell, roll), out=best)
    return best


@remember(limits.MAPS_KEPT)
def _chances_to(field: Battlefield, cell: Cell, roll: DiceValue) -> Map:
    """Map the chance that a charge gets beside *cell*, units not in the way."""
    layers = itertools.islice(field.ways_to(field.grid.near[cell] & field.ground), roll.highest + 1)
    nearest = flags(field, layers)
    there: Map = (nearest * _chances(roll)[: len(nearest), None]).max(axis=0)
    return there


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
    both sides stand where they are, nobody advances, and what is OBSCURED has no cover. The maps
    are shared and can't be written to.
    """
    foes = state.living(unit.side.other)
    # The enemy moves when the unit is wherever it will be, and no more where it is now.
    friends = _own(state, unit) & ~(1 << state.units[unit.id].cell)
    standing = tuple([(foe.id, foe.cell) for foe in foes])
    return Threat(foes, *_threat_maps(state.setup, unit.id, unit.hp, friends, standing))


@remember(limits.THREATS_KEPT)
def _threat_maps(
    setup: Setup, unit: UnitId, hp: int, friends: CellSet, foes: tuple[tuple[UnitId, Cell], ...]
) -> tuple[Map, Map, Map]:
    """Map the threat to a unit among *friends*, who are cells, from *foes*, ids with cells."""
    ranged = np.zeros((len(foes), setup.field.grid.width), np.float32)
    melee = np.zeros_like(ranged)
    if foes:
        enemies = _Enemies.of(setup, friends, foes)
        _add_fire(ranged, enemies, friends, unit, hp)
        _add_charges(melee, enemies, unit, hp)
    choices = ((ranged + melee)[:, cells_of(friends)] > 0).sum(axis=1).astype(np.float32)
    for each in (ranged, melee, choices):
        each.setflags(write=False)
    return ranged, melee, choices


class _Enemies(NamedTuple):
    """Hold a side before its turn: its units, who of them are bound, where their moves may end.

    *open_to* is where they may move, *free* where nobody stands. What is *joined* lies side by side
    on *boards*, one a unit.
    """

    setup: Setup
    ids: list[UnitId]
    cells: list[Cell]
    bound: list[bool]
    boards: Boards
    joined: int
    open_to: CellSet
    free: CellSet

    @classmethod
    def of(cls, setup: Setup, friends: CellSet, foes: tuple[tuple[UnitId, Cell], ...]) -> _Enemies:
        """Let *foes* move from their cells; whoever is beside one of *friends* stays."""
        field = setup.field
        ids, cells = [foe for foe, _ in foes], [cell for _, cell in foes]
        here = [1 << cell for cell in cells]
        beside = field.grid.neighbours(friends)
        free = field.ground & ~functools.reduce(operator.or_, here, friends)
        bound = [bool(beside >> cell & 1) for cell in cells]
        moves = [
            0 if tied else setup.profiles[foe].move for foe, tied in zip(ids, bound, strict=True)
        ]
        boards = boards_of(field, len(foes))
        joined = boards.spread(boards.join(here), free & ~beside, moves)
        return cls(setup, ids, cells, bound, boards, joined, free & ~beside, free)


def _add_fire(taken: Map, enemies: _Enemies, friends: CellSet, unit: UnitId, hp: int) -> None:
    """Add what shots take in each cell to *taken*, a row a foe: the best shot of each weapon."""
    field, attacks = enemies.setup.field, attacks_of(enemies.setup)
    salvos = [
        NO_SALVO if tied else attacks.salvo(foe, unit, hp)
        for foe, tied in zip(enemies.ids, enemies.bound, strict=True)
    ]
    starts = enemies.boards.part(enemies.joined)
    sets = [
        fire_table(field, range_)[cell] if still else fire_from(field, range_, start)
        for salvo, start, cell in zip(salvos, starts, enemies.cells, strict=True)
        for range_, still in salvo.shots
    ]
    columns = _cover_column(field)
    if any(salvo.blast for salvo in salvos):
        columns = columns + 2 * _crowds(field, friends)
    damage = np.frombuffer(b"".join([salvo.damage for salvo in salvos]), np.float32)
    each = flags(field, sets) * damage.reshape(-1, 2 * CROWDS).take(columns, axis=1)
    shot = 0
    for row, salvo in enumerate(salvos):
        for shots in salvo.weapons:
            best = each[shot]
            for other in each[shot + 1 : shot + shots]:
                np.maximum(best, other, out=best)
            taken[row] += best
            shot += shots


@remember(1)
def _cover_column(field: Battlefield) -> npt.NDArray[np.int64]:
    """Map the column of a table of damage for a unit with nobody beside it: 1 with cover."""
    columns: npt.NDArray[np.int64] = flags(field, [field.cover])[0].astype(np.int64)
    return columns


def _crowds(field: Battlefield, friends: CellSet) -> npt.NDArray[np.int64]:
    """Map what BLAST adds against a unit, who is on no cell, by the *friends* beside it there."""
    near = [field.grid.near[friend] for friend in cells_of(friends)]
    crowds: npt.NDArray[np.int64] = flags(field, near).sum(axis=0, dtype=np.int64) // 2
    return crowds


def _add_charges(taken: Map, enemies: _Enemies, unit: UnitId, hp: int) -> None:
    """Add what charges and fights take in each cell to *taken*, a row a foe."""
    setup, boards = enemies.setup, enemies.boards
    attacks, roll = attacks_of(setup), setup.charge_roll
    damage = [attacks.strike(foe, unit, hp) for foe in enemies.ids]
    if not any(damage):
        return
    running = boards.join([not tied for tied in enemies.bound])
    ends = boards.charge_ends(
        enemies.joined, running * enemies.open_to, running * enemies.free, roll.highest
    )
    # Each layer holds those before it: their number tells the first, whose chance is the best.
    chances = np.append(_chances(roll)[: len(ends)], np.float32(0))[::-1]
    beside = boards.most_beside(boards.count(ends))
    np.multiply(np.array(damage, np.float32)[:, None], chances.take(beside), out=taken)
