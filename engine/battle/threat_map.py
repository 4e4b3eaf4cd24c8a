"""The threat map of a side: how many enemies reach each hex in their next turn, and the damage.

It is made of the same maps that bots read (`threats`), so what is simpler there than in the rules
is simpler here: every number is what the enemies can do at most, not what they will do.
"""

from __future__ import annotations

import collections
import functools
import operator
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from engine.battle.fields import fire_from, flags
from engine.battle.threats import MovedEnemies, threat, threat_maps
from engine.hexgrid import cells_of

if TYPE_CHECKING:
    from engine.battle.actions import UnitId
    from engine.battle.battlefield import Battlefield
    from engine.battle.fields import Map
    from engine.battle.side import Side
    from engine.battle.state import BattleState, Unit
    from engine.data.catalog import Profile
    from engine.hexgrid import Cell, CellSet

Counts = npt.NDArray[np.int16]
"""A whole number per cell, shape `(cells,)`."""


class Reach(NamedTuple):
    """Where an enemy gets in its next turn, and what it may attack there.

    *moves* are the cells where its move may end, its own among them; *shots* those in range and in
    sight from one of *moves*; *charges* those next to a cell where its charge may end, whatever the
    chance.
    """

    unit: UnitId
    moves: CellSet
    shots: CellSet
    charges: CellSet


class ThreatSource(NamedTuple):
    """An enemy that reaches a hex: the expected damage of its shots, and of its charge and fight,
    in hit points.
    """

    unit: UnitId
    ranged: float
    melee: float

    @property
    def damage(self) -> float:
        """Return the expected damage in hit points of everything it does."""
        return self.ranged + self.melee


class ThreatMap(NamedTuple):
    """What the next turn of all enemies can do to a unit in each cell.

    *reaches* are those of the n living enemies, by id. *ranged* and *melee*, shape `(n, cells)`,
    are the expected damage of each in hit points, as if it attacked this unit only. *hp*, shape
    `(cells,)`, are the hit points of the unit that the numbers of a cell are about. Everything is 0
    where no unit can stand.
    """

    reaches: tuple[Reach, ...]
    ranged: Map
    melee: Map
    hp: Map

    @property
    def counts(self) -> Counts:
        """Return the number of enemies that can do damage in each cell, shape `(cells,)`."""
        counts: Counts = ((self.ranged + self.melee) > 0).sum(axis=0, dtype=np.int16)
        return counts

    @property
    def damage(self) -> Map:
        """Return the expected damage in each cell if all enemies attack, no more than the unit
        has, in hit points, shape `(cells,)`.
        """
        damage: Map = np.minimum((self.ranged + self.melee).sum(axis=0), self.hp)
        return damage

    def sources(self, cell: Cell) -> list[ThreatSource]:
        """Return the enemies that can do damage in a cell, the most dangerous first."""
        found = [
            ThreatSource(reach.unit, float(ranged), float(melee))
            for reach, ranged, melee in zip(
                self.reaches, self.ranged[:, cell], self.melee[:, cell], strict=True
            )
            if ranged + melee > 0
        ]
        return sorted(found, key=lambda source: (-source.damage, source.unit))


def threat_map(state: BattleState, side: Side, unit: Unit | None = None) -> ThreatMap:
    """Return what the enemies of *side* can do in their next turn, in each cell.

    With a *unit* of the side the numbers are about this unit, had it moved there. Without one they
    are about the unit in the cell, and in empty cells about one more unit of the side's most common
    statline, unharmed. All other units stand where they are.
    """
    width = state.field.grid.width
    foes = state.living(side.other)
    standing = tuple([(foe.id, foe.cell) for foe in foes])
    friends = state.occupied[side.index]
    ground = flags(state.field, [state.field.ground])
    if unit is not None:
        friends &= ~(1 << unit.cell)
        ranged, melee, _ = threat_maps(state.setup, unit.id, unit.hp, friends, standing)
        hp = np.full(width, unit.hp, np.float32)
    else:
        ranged, melee, hp = _maps_of_side(state, side, standing)
    reaches = _reaches(state, friends, standing)
    return ThreatMap(reaches, ranged * ground, melee * ground, hp * ground[0])


def _maps_of_side(
    state: BattleState, side: Side, foes: tuple[tuple[UnitId, Cell], ...]
) -> tuple[Map, Map, Map]:
    """Return *ranged*, *melee* and *hp* of a `ThreatMap` that is about no single unit."""
    own = state.living(side)
    size = state.field.grid.width
    nothing = np.zeros((len(foes), size), np.float32)
    if not own:
        return nothing, nothing, np.zeros(size, np.float32)
    common = most_common(own)
    friends = state.occupied[side.index]
    maps = threat_maps(state.setup, common.id, common.profile.hp_max, friends, foes)
    ranged, melee = maps[0].copy(), maps[1].copy()
    hp = np.full(size, common.profile.hp_max, np.float32)
    for unit in own:
        there = threat(state, unit)
        ranged[:, unit.cell] = there.ranged[:, unit.cell]
        melee[:, unit.cell] = there.melee[:, unit.cell]
        hp[unit.cell] = unit.hp
    return ranged, melee, hp


def most_common(units: list[Unit]) -> Unit:
    """Return the first unit of the statline that most of *units* have; of several, the first."""
    counted = collections.Counter(unit.profile.code for unit in units)
    return max(units, key=lambda unit: counted[unit.profile.code])


def _reaches(
    state: BattleState, friends: CellSet, foes: tuple[tuple[UnitId, Cell], ...]
) -> tuple[Reach, ...]:
    """Return the reach of each of *foes* among *friends*, who stand in their way."""
    if not foes:
        return ()
    setup = state.setup
    enemies = MovedEnemies.from_positions(setup, friends, foes)
    boards = enemies.boards
    running = boards.join([not is_engaged for is_engaged in enemies.engaged])
    ends = boards.charge_ends(
        enemies.joined,
        running * enemies.open_to,
        running * enemies.free,
        setup.charge_roll.highest,
    )
    return tuple(
        Reach(
            foe,
            moves,
            0 if engaged else _shots(state.field, setup.profiles[foe], moves),
            state.field.grid.neighbours(last) if setup.profiles[foe].melee else 0,
        )
        for foe, moves, engaged, last in zip(
            enemies.ids,
            boards.part(enemies.joined),
            enemies.engaged,
            boards.part(ends[-1]),
            strict=True,
        )
    )


def _shots(field: Battlefield, profile: Profile, starts: CellSet) -> CellSet:
    """Return the cells that a unit may fire at from one of *starts*, with any weapon."""
    sets = [fire_from(field, weapon.range, starts) for weapon in profile.ranged]
    return functools.reduce(operator.or_, sets, 0)


def attack_cell(state: BattleState, reach: Reach, cell: Cell) -> Cell:
    """Return a cell from which an enemy attacks a unit in *cell*, after its move.

    Of those where a weapon reaches it this is the one nearest to the enemy; if none does, it is the
    one nearest to *cell*, from which it charges.
    """
    foe, field = state.units[reach.unit], state.field
    seen = field.visible[cell] & reach.moves
    within = [
        seen & field.within(cell, weapon.range)
        for weapon in foe.profile.ranged
        if reach.shots >> cell & 1
    ]
    firing = functools.reduce(operator.or_, within, 0)
    goal = foe.cell if firing else cell
    return min(cells_of(firing or reach.moves), key=lambda at: (field.grid.distance(at, goal), at))
