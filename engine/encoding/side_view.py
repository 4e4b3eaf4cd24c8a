"""What never changes in a battle as one side sees it: maps and the strengths of units (R1.6)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
import numpy.typing as npt

from engine import limits
from engine.battle import fields
from engine.battle.attack import Circumstances
from engine.battle.forecast import damage_forecasts_of
from engine.battle.side import Side
from engine.hexgrid import cells_of, to_axial
from engine.object_cache import Memory, remember

if TYPE_CHECKING:
    from engine.battle.fields import Map
    from engine.battle.state import Setup
    from engine.data.catalog import Profile
    from engine.encoding.observation_layout import FloatArray
    from engine.hexgrid import Cell

CellIndex: TypeAlias = npt.NDArray[np.int64] | list[int] | slice
"""Cells as indices into maps, `(n,)`."""

NO_OBJECTIVE: Final = -1
"""The number of the objective of a cell without one."""


class SideView:
    """Maps of the board, shape `(cells,)`, and the strengths of units, seen from one side.

    *x* and *y* run from -1 to 1: the side's own end of the board is at -1, as if it were ONE;
    *position*, `(cells, 2)`, has both. *cover* and *rough* are 0 or 1; *ground*, `(cells, 2)`, has
    both. *objective* is the number of a cell's objective, of several the last; *on_objectives*,
    `(objectives, cells)`, is 0 or 1. *order* numbers cells as the side reads them, column by column
    from its own end. *q* and *r* are axial coordinates. *path_costs* is `(objectives, cells)`;
    *middles*, `(objectives, 2)`, are x and y.
    """

    def __init__(self, setup: Setup, side: Side) -> None:
        """Compute the maps of *setup* for *side*."""
        grid = setup.field.grid
        self.field: Final = setup.field
        self.memory: Final[Memory] = {}
        self.side: Final = side
        self.x: Final[Map] = np.zeros(grid.width, np.float32)
        self.y: Final[Map] = np.zeros(grid.width, np.float32)
        self.order: Final = np.zeros(grid.width, np.int64)
        self.q: Final = np.zeros(grid.width, np.int64)
        self.r: Final = np.zeros(grid.width, np.int64)
        for cell, offset in grid.offsets.items():
            self.q[cell], self.r[cell] = to_axial(offset)
            column, row = offset if side is Side.ONE else grid.mirror(offset)
            # A board of one column or row lies at the own end of it.
            self.x[cell] = 2 * column / max(1, grid.columns - 1) - 1
            self.y[cell] = 2 * row / max(1, grid.rows - 1) - 1
            self.order[cell] = column * grid.rows + row
        self.cover: Final = fields.flags(setup.field, [setup.field.cover])[0].astype(np.float32)
        self.rough: Final = fields.flags(setup.field, [setup.field.rough])[0].astype(np.float32)
        self.ground: Final[FloatArray] = np.stack([self.cover, self.rough], axis=1)
        self.position: Final[FloatArray] = np.stack([self.x, self.y], axis=1)
        self.objective: Final = np.full(grid.width, NO_OBJECTIVE, np.int64)
        self.on_objectives: Final = fields.flags(setup.field, setup.objectives)
        for number, flags in enumerate(self.on_objectives):
            self.objective[flags == 1] = number
        self.path_costs: Final[Map] = fields.path_costs_to_each(setup.field, setup.objectives)
        middles = [
            (self.x[cells_of(cells)].mean(), self.y[cells_of(cells)].mean())
            for cells in setup.objectives
        ]
        self.middles: Final[FloatArray] = np.array(middles, np.float32).reshape(-1, 2)
        self.strengths: Final = strengths_of(setup)

    def distances(self, cells: CellIndex, others: CellIndex) -> npt.NDArray[np.int64]:
        """Return the hexes from each of *cells* to each of *others*, `(cells, others)`."""
        q = self.q[cells][:, None] - self.q[others]
        r = self.r[cells][:, None] - self.r[others]
        # The cube distance of R1.2: the largest of the three coordinates.
        far: npt.NDArray[np.int64] = np.maximum(np.maximum(abs(q), abs(r)), abs(q + r))
        return far


@remember(len(Side))
def side_view_of(setup: Setup, side: Side) -> SideView:
    """Return the view of a setup for a side, remembered while its battles are played."""
    return SideView(setup, side)


@remember(limits.MAPS_KEPT)
def path_costs_to_any(view: SideView, objectives: tuple[int, ...]) -> Map:
    """Return the path cost from each cell to the nearest of some objectives, by number,
    `(cells,)`.
    """
    nearest: Map = view.path_costs[list(objectives)].min(axis=0)
    return nearest


@remember(limits.MAPS_KEPT)
def distances(view: SideView, cell: Cell) -> npt.NDArray[np.int64]:
    """Return the hexes from each cell of a view to *cell*, `(cells,)`."""
    far: npt.NDArray[np.int64] = view.distances(slice(None), [cell])[:, 0]
    return far


class UnitStrengths:
    """The strength of each unit, `(units,)`, against an average unit of the other side.

    *ranged* and *melee* are the share of a full-strength enemy that all its guns, or its fight, are
    expected to take, in the open, at a distance; *ranged_taken* and *melee_taken* the share that an
    average enemy takes of it. *value_share* is its VALUE as a share of its army's, each VALUE
    counted one more; *armies* is the VALUE of each side.
    """

    def __init__(self, setup: Setup) -> None:
        """Compute the averages over both armies of *setup*."""
        units = range(len(setup.profiles))
        ranged = np.zeros((len(units), len(units)))
        melee = np.zeros((len(units), len(units)))
        for one in units:
            for other in units:
                if setup.sides[one] is not setup.sides[other]:
                    pair = setup.profiles[one], setup.profiles[other]
                    ranged[one, other] = _ranged_share(setup, *pair)
                    melee[one, other] = _melee_share(setup, *pair)
        foes = np.array([setup.sides.count(setup.sides[unit].other) for unit in units])
        self.ranged: Final[FloatArray] = (ranged.sum(axis=1) / foes).astype(np.float32)
        self.melee: Final[FloatArray] = (melee.sum(axis=1) / foes).astype(np.float32)
        self.ranged_taken: Final[FloatArray] = (ranged.sum(axis=0) / foes).astype(np.float32)
        self.melee_taken: Final[FloatArray] = (melee.sum(axis=0) / foes).astype(np.float32)
        values = [profile.value for profile in setup.profiles]
        self.armies: Final = [
            sum(value for value, at in zip(values, setup.sides, strict=True) if at is side)
            for side in Side
        ]
        values_plus_one = np.array([profile.value + 1 for profile in setup.profiles])
        armies = np.array(
            [values_plus_one[np.array(setup.sides) == side].sum() for side in setup.sides]
        )
        self.value_share: Final[FloatArray] = (values_plus_one / armies).astype(np.float32)


@remember(1)
def strengths_of(setup: Setup) -> UnitStrengths:
    """Return the strengths of a setup's units, remembered while its battles are played."""
    return UnitStrengths(setup)


def _ranged_share(setup: Setup, unit: Profile, target: Profile) -> float:
    open_ground = Circumstances(cover=False, close=False, still=False)
    forecasts = damage_forecasts_of(setup)
    taken = sum(
        forecasts.of_volley(weapon, target, open_ground, 0, target.hp_max).damage
        for weapon in unit.ranged
    )
    return min(1.0, taken / target.hp_max)


def _melee_share(setup: Setup, unit: Profile, target: Profile) -> float:
    return damage_forecasts_of(setup).of_fight(unit, target, target.hp_max).damage / target.hp_max
