"""The threat to a unit in each cell: the damage that each enemy can do in its next turn."""

from __future__ import annotations

import functools
import operator
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from engine import limits
from engine.battle.damage_tables import BLAST_BONUSES, NO_RANGED_OPTIONS, damage_tables_of
from engine.battle.fields import charge_chances, fire_from, fire_table, flags
from engine.battle.flood_fill import joined_boards_of
from engine.battle.layer_counts import count_layers, most_adjacent
from engine.hexgrid import cells_of
from engine.object_cache import remember

if TYPE_CHECKING:
    from engine.battle.actions import UnitId
    from engine.battle.battlefield import Battlefield
    from engine.battle.fields import Map
    from engine.battle.flood_fill import JoinedBoards
    from engine.battle.state import BattleState, Setup, Unit
    from engine.hexgrid import Cell, CellSet


class Threat(NamedTuple):
    """The damage that each enemy can be expected to do to a unit in each cell in its next turn.

    *enemies* are the living ones by id. *ranged* and *melee*, shape `(enemies, cells)`, are in hit
    points, as if every enemy attacked this unit only; *choices*, shape `(enemies,)`, is the number
    of other units of the same side that an enemy could shoot or charge instead.
    """

    enemies: list[Unit]
    ranged: Map
    melee: Map
    choices: Map

    @property
    def total(self) -> Map:
        """Return the damage in each cell if every enemy attacks this unit, shape `(cells,)`."""
        total: Map = (self.ranged + self.melee).sum(axis=0)
        return total

    @property
    def shared(self) -> Map:
        """Return the damage in each cell if every enemy picks any of its targets, shape
        `(cells,)`.
        """
        shared: Map = ((self.ranged + self.melee) / (self.choices[:, None] + 1)).sum(axis=0)
        return shared


def threat(state: BattleState, unit: Unit) -> Threat:
    """Return the threat of the next enemy turn: moves first, then shots, or a charge and a fight
    (R4, R6, R7).

    An enemy that is engaged with another unit stays and fights, and fires no PISTOL. All other
    units stand where they are, no enemy advances, and OBSCURED targets have no cover. The maps are
    shared and read-only.
    """
    foes = state.living(unit.side.other)
    # The enemy moves after the unit has, so the unit's present cell is free.
    friends = state.occupied[unit.side.index] & ~(1 << state.units[unit.id].cell)
    standing = tuple([(foe.id, foe.cell) for foe in foes])
    return Threat(foes, *threat_maps(state.setup, unit.id, unit.hp, friends, standing))


@remember(limits.THREATS_KEPT)
def threat_maps(
    setup: Setup, unit: UnitId, hp: int, friends: CellSet, foes: tuple[tuple[UnitId, Cell], ...]
) -> tuple[Map, Map, Map]:
    """Return *ranged*, *melee* and *choices* for a unit among *friends* (cells), from *foes* (ids,
    cells).
    """
    ranged = np.zeros((len(foes), setup.field.grid.width), np.float32)
    melee = np.zeros_like(ranged)
    if foes:
        enemies = MovedEnemies.from_positions(setup, friends, foes)
        _add_fire(ranged, enemies, friends, unit, hp)
        _add_charges(melee, enemies, unit, hp)
    choices = ((ranged + melee)[:, cells_of(friends)] > 0).sum(axis=1).astype(np.float32)
    for each in (ranged, melee, choices):
        each.setflags(write=False)
    return ranged, melee, choices


class MovedEnemies(NamedTuple):
    """A side before its turn: its units, which of them are engaged, and where their moves may end.

    *engaged* is whether each unit is engaged and stays. *open_to* is the cells they may move to,
    *free* those without a unit. *joined* is where each may move to, side by side on *boards*.
    """

    setup: Setup
    ids: list[UnitId]
    cells: list[Cell]
    engaged: list[bool]
    boards: JoinedBoards
    joined: int
    open_to: CellSet
    free: CellSet

    @classmethod
    def from_positions(
        cls, setup: Setup, friends: CellSet, foes: tuple[tuple[UnitId, Cell], ...]
    ) -> MovedEnemies:
        """Return *foes* after all their moves; a unit next to one of *friends* stays."""
        field = setup.field
        ids, cells = [foe for foe, _ in foes], [cell for _, cell in foes]
        here = [1 << cell for cell in cells]
        adjacent = field.grid.neighbours(friends)
        free = field.ground & ~functools.reduce(operator.or_, here, friends)
        engaged = [bool(adjacent >> cell & 1) for cell in cells]
        moves = [
            0 if is_engaged else setup.profiles[foe].move
            for foe, is_engaged in zip(ids, engaged, strict=True)
        ]
        boards = joined_boards_of(field, len(foes))
        joined = boards.spread(boards.join(here), free & ~adjacent, moves)
        return cls(setup, ids, cells, engaged, boards, joined, free & ~adjacent, free)


def _add_fire(taken: Map, enemies: MovedEnemies, friends: CellSet, unit: UnitId, hp: int) -> None:
    """Add the damage of shots in each cell to *taken*, `(foes, cells)`: the best shot of each
    weapon.
    """
    field, tables = enemies.setup.field, damage_tables_of(enemies.setup)
    ranged_options = [
        NO_RANGED_OPTIONS if is_engaged else tables.ranged_options(foe, unit, hp)
        for foe, is_engaged in zip(enemies.ids, enemies.engaged, strict=True)
    ]
    starts = enemies.boards.part(enemies.joined)
    sets = [
        fire_table(field, range_)[cell] if still else fire_from(field, range_, start)
        for options, start, cell in zip(ranged_options, starts, enemies.cells, strict=True)
        for range_, still in options.shots
    ]
    columns = _cover_column(field)
    if any(options.blast for options in ranged_options):
        columns = columns + 2 * _blast_bonuses(field, friends)
    damage = np.frombuffer(b"".join([options.damage for options in ranged_options]), np.float32)
    each = flags(field, sets) * damage.reshape(-1, 2 * BLAST_BONUSES).take(columns, axis=1)
    shot = 0
    for row, options in enumerate(ranged_options):
        for shots in options.weapons:
            best = each[shot]
            for other in each[shot + 1 : shot + shots]:
                np.maximum(best, other, out=best)
            taken[row] += best
            shot += shots


@remember(1)
def _cover_column(field: Battlefield) -> npt.NDArray[np.int64]:
    """Return the column of a damage table for a unit with no friend next to it: 1 with cover,
    `(cells,)`.
    """
    columns: npt.NDArray[np.int64] = flags(field, [field.cover])[0].astype(np.int64)
    return columns


def _blast_bonuses(field: Battlefield, friends: CellSet) -> npt.NDArray[np.int64]:
    """Return the attacks that BLAST adds against a unit in each cell, by *friends* next to it,
    `(cells,)`.
    """
    near = [field.grid.near[friend] for friend in cells_of(friends)]
    blast_bonuses: npt.NDArray[np.int64] = flags(field, near).sum(axis=0, dtype=np.int64) // 2
    return blast_bonuses


def _add_charges(taken: Map, enemies: MovedEnemies, unit: UnitId, hp: int) -> None:
    """Add the damage of charges and fights in each cell to *taken*, shape `(foes, cells)`."""
    setup, boards = enemies.setup, enemies.boards
    tables, roll = damage_tables_of(setup), setup.charge_roll
    damage = [tables.melee_damage(foe, unit, hp) for foe in enemies.ids]
    if not any(damage):
        return
    running = boards.join([not is_engaged for is_engaged in enemies.engaged])
    ends = boards.charge_ends(
        enemies.joined, running * enemies.open_to, running * enemies.free, roll.highest
    )
    # Each layer includes those before it, so the count identifies the first, the most likely one.
    chances = np.append(charge_chances(roll)[: len(ends)], np.float32(0))[::-1]
    adjacent = most_adjacent(boards, count_layers(boards, ends))
    np.multiply(np.array(damage, np.float32)[:, None], chances.take(adjacent), out=taken)
