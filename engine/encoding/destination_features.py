"""The features of a row about the hex that an option leads to, each with its function.

An option that leads nowhere else is about the unit's own hex; a charge is about the best of the
hexes adjacent to its target. A context has one cell per row: arrays have the shape `(n,)`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from engine.battle import fields
from engine.encoding.observation_layout import LARGE, Columns, Feature
from engine.encoding.side_view import NO_OBJECTIVE, distances, path_costs_to_any
from engine.evaluation import terms
from engine.hexgrid import cells_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.battle.state import BattleState, Unit
    from engine.battle.threats import Threat
    from engine.encoding.observation_layout import FloatArray
    from engine.encoding.spec import Spec
    from engine.encoding.unit_features import ArmyFeatures
    from engine.evaluation.terms import CellValues
    from engine.hexgrid import Cell

POINTS: Final = "in points of the evaluation"
"""The unit of values, in the meaning of a feature."""

Moves: TypeAlias = int | list[int]
"""The MOVE of one unit, or of one unit per row."""
_Numbers: TypeAlias = npt.NDArray[np.float32] | npt.NDArray[np.float64] | float
"""A number per row, shape `(n,)`, or one for all rows."""


class DestinationValues(NamedTuple):
    """The values of being in the cells, term by term, in points."""

    objectives: _Numbers
    loss: _Numbers
    approach: _Numbers
    shots: _Numbers
    charges: _Numbers
    spec: Spec

    @classmethod
    def from_cell_values(
        cls, values: CellValues, cells: Sequence[Cell], spec: Spec
    ) -> DestinationValues:
        """Return the values of *cells*."""
        at = np.asarray(cells)
        return cls(
            values.objectives[at],
            values.loss[at],
            values.approach[at],
            values.shots[at],
            values.charges[at],
            spec,
        )

    def scaled(self, value: _Numbers) -> _Numbers:
        """Return a value by its scale, cut off where it is too large."""
        largest = self.spec.largest
        return np.minimum(np.maximum(value / self.spec.points, -largest), largest)


DESTINATION_VALUES: Final[Columns[DestinationValues]] = Columns(
    [
        Feature(
            "objectives",
            -LARGE,
            LARGE,
            f"what the place is worth for objectives, {POINTS}",
            lambda d: d.scaled(d.objectives),
        ),
        Feature(
            "loss",
            0,
            LARGE,
            f"what the enemy's next turn may cost there, {POINTS}",
            lambda d: d.scaled(d.loss),
        ),
        Feature(
            "approach",
            -LARGE,
            0,
            f"how far from the enemy it is, {POINTS}",
            lambda d: d.scaled(d.approach),
        ),
        Feature(
            "shots",
            -LARGE,
            LARGE,
            f"what shooting from there is worth, {POINTS}",
            lambda d: d.scaled(d.shots),
        ),
        Feature(
            "charges",
            -LARGE,
            LARGE,
            f"what charging from there is worth, {POINTS}",
            lambda d: d.scaled(d.charges),
        ),
    ]
)


class ExpectedDamage:
    """The damage that the enemy's next turn is expected to do to a unit in each of the cells.

    *ranged*, *melee* and *taken*, their sum, have the shape `(enemies, n)`.
    """

    __slots__ = ("hp", "melee", "ranged", "shared", "spec", "taken")

    def __init__(self, unit: Unit, cells: Sequence[Cell], threat: Threat, spec: Spec) -> None:
        """Extract the cells from the maps of *threat*."""
        at = np.asarray(cells)
        self.ranged: Final = threat.ranged[:, at]
        self.melee: Final = threat.melee[:, at]
        self.taken: Final = self.ranged + self.melee
        self.shared: Final = (self.taken / (threat.choices[:, None] + 1)).sum(axis=0)
        self.hp: Final = unit.hp
        self.spec: Final = spec

    def share(self, damage: FloatArray) -> FloatArray:
        """Return damage as a share of the unit's hit points, cut off where it is too large."""
        share: FloatArray = np.minimum(damage / self.hp, self.spec.largest)
        return share

    def threatening_enemies(self) -> _Numbers:
        """Return the number of enemies that may hurt the unit, by its scale."""
        count = (self.taken > 0).sum(axis=0) / self.spec.crowd
        enemies: _Numbers = np.minimum(count, self.spec.largest)
        return enemies


EXPECTED_DAMAGE: Final[Columns[ExpectedDamage]] = Columns(
    [
        Feature(
            "expected_ranged_damage",
            0,
            LARGE,
            "expected damage of all enemy shots there / the unit's hit points",
            lambda e: e.share(e.ranged.sum(axis=0)),
        ),
        Feature(
            "expected_melee_damage",
            0,
            LARGE,
            "expected damage of all enemy charges there / the unit's hit points",
            lambda e: e.share(e.melee.sum(axis=0)),
        ),
        Feature(
            "expected_shared_damage",
            0,
            LARGE,
            "the same of both, if each enemy picks one of its targets by chance",
            lambda e: e.share(e.shared),
        ),
        Feature(
            "threatening_enemies",
            0,
            LARGE,
            "enemies that may hurt it there",
            ExpectedDamage.threatening_enemies,
        ),
    ]
)


class Exposure(NamedTuple):
    """The cost of the melee attacks of adjacent enemies, in points."""

    cost: _Numbers
    spec: Spec


EXPOSURE: Final[Columns[Exposure]] = Columns(
    [
        Feature(
            "exposure",
            0,
            LARGE,
            f"what the melee attacks of adjacent enemies cost there, {POINTS}",
            lambda e: np.minimum(e.cost / e.spec.points, e.spec.largest),
        )
    ]
)


class Destinations:
    """The terrain and surroundings of the cells that options lead to.

    They are those of the active unit, or each of the unit that stands there if none is active.
    *moves* is the MOVE of the unit that continues from each cell.
    """

    def __init__(
        self,
        state: BattleState,
        features: ArmyFeatures,
        cells: Sequence[Cell],
        moves: Moves,
        spec: Spec,
    ) -> None:
        """Set what several features need."""
        self.state: Final = state
        self.view: Final = features.view
        self.spec: Final = spec
        self.at: Final = np.asarray(cells)
        self._active: Final = None if state.active is None else state.units[state.active]
        self._turn: Final = np.maximum(1, moves) * spec.turns
        self.own, self.enemy, self.free, self.margin = self._objectives()
        self.turns_to_objective, self.turns_gained = self._turns_to_objective()
        self.friends_near, self.enemies_near = self._near(features)
        self.enemies_beside, self.suppressed_value = self._adjacent_enemies()

    def _objectives(self) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
        """Return 1 by the owner of the objective in each row, and the lead in OC with the unit."""
        state, spec, side = self.state, self.spec, self.state.to_act
        columns = np.zeros((4, len(self.at)), np.float32)
        own, enemy, free, margins = columns
        numbers = self.view.objective[self.at]
        for number in set(numbers.tolist()) - {NO_OBJECTIVE}:
            here = numbers == number
            owner = state.owners[number]
            (free if owner is None else own if owner is side else enemy)[here] = 1
            margin = 0 if self._active is None else self._active.profile.oc
            for at in cells_of(state.units_in(state.setup.objectives[number])):
                other = state.units[at]
                if at != state.active:
                    margin += other.profile.oc if other.side is side else -other.profile.oc
            margins[here] = max(-spec.largest, min(spec.largest, margin / spec.control))
        return own, enemy, free, margins

    def _turns_to_objective(self) -> tuple[_Numbers, _Numbers]:
        """Return the turns to an objective not controlled, and how many fewer than now."""
        side = self.view.side
        wanted = [number for number, owner in enumerate(self.state.owners) if owner is not side]
        if not wanted:
            return 0, 0
        costs = path_costs_to_any(self.view, tuple(wanted))
        turns = np.minimum(costs[self.at] / self._turn, 1).astype(np.float32)
        if self._active is None:
            return turns, 0
        return turns, np.minimum(costs[self._active.cell] / self._turn, 1) - turns

    def turns_to_enemy(self) -> _Numbers:
        """Return the turns to an enemy."""
        foes = self.state.occupied[self.view.side.other.index]
        costs = fields.path_costs(self.state.field, foes)[self.at]
        turns: _Numbers = np.minimum(costs / self._turn, 1)
        return turns

    def _near(self, features: ArmyFeatures) -> tuple[_Numbers, _Numbers]:
        """Return the friends and the enemies that are near."""
        friends, foes = (
            [entry.near for entry in army if entry.unit.id != self.state.active]
            for army in (features.own, features.enemy)
        )
        near = fields.flags(self.state.field, [*friends, *foes])[:, self.at]
        parts = near[: len(friends)], near[len(friends) :]
        own, enemy = (self._crowd(np.add.reduce(part, axis=0, dtype=np.int64)) for part in parts)
        return own, enemy

    def _crowd(self, count: npt.NDArray[np.int64] | FloatArray) -> _Numbers:
        crowd: _Numbers = np.minimum(count / self.spec.crowd, self.spec.largest)
        return crowd

    def _adjacent_enemies(self) -> tuple[_Numbers, _Numbers]:
        """Return the number of adjacent enemies, and the value of their silenced guns."""
        foes = self.state.living(self.state.to_act.other)
        if not foes:
            return 0, 0
        near = [self.state.field.grid.near[foe.cell] for foe in foes]
        adjacent = fields.flags(self.state.field, near)[:, self.at]
        values = terms.suppressed_values(self.state.setup)
        guns = np.array([values[foe.id] for foe in foes], np.float32)
        value = np.minimum(guns @ adjacent / self.spec.points, self.spec.largest)
        return self._crowd(np.add.reduce(adjacent, axis=0, dtype=np.float32)), value

    def distance(self) -> _Numbers:
        """Return the distance from the active unit, 0 if there is none."""
        if self._active is None:
            return 0
        gone = distances(self.view, self._active.cell)[self.at]
        distance: _Numbers = np.minimum(gone / self.spec.hexes, self.spec.largest)
        return distance


DESTINATION: Final[Columns[Destinations]] = Columns(
    [
        Feature("cover", 0, 1, "whether the place is in cover", lambda d: d.view.cover[d.at]),
        Feature("rough", 0, 1, "whether the place is rough ground", lambda d: d.view.rough[d.at]),
        Feature(
            "own_objective",
            0,
            1,
            "the place is on an objective the side controls",
            lambda d: d.own,
        ),
        Feature("enemy_objective", 0, 1, "it is on one the enemy controls", lambda d: d.enemy),
        Feature("free_objective", 0, 1, "it is on one that no side controls", lambda d: d.free),
        Feature(
            "margin", -LARGE, LARGE, "OC there with the unit, less the enemy's", lambda d: d.margin
        ),
        Feature(
            "turns_to_objective",
            0,
            1,
            "turns from there to an objective not controlled",
            lambda d: d.turns_to_objective,
        ),
        Feature(
            "turns_to_enemy", 0, 1, "turns from there to an enemy", Destinations.turns_to_enemy
        ),
        Feature(
            "turns_gained",
            -1,
            1,
            "turns nearer to an objective not controlled than now",
            lambda d: d.turns_gained,
        ),
        Feature("friends_near", 0, LARGE, "friends that are near", lambda d: d.friends_near),
        Feature("enemies_near", 0, LARGE, "enemies that are near", lambda d: d.enemies_near),
        Feature("enemies_beside", 0, LARGE, "enemies adjacent to it", lambda d: d.enemies_beside),
        Feature(
            "suppressed_value",
            0,
            LARGE,
            f"worth of adjacent guns that can't fire then, {POINTS}",
            lambda d: d.suppressed_value,
        ),
        Feature("distance", 0, LARGE, "hexes from where the unit is", Destinations.distance),
        Feature("x", -1, 1, "where it is, from the own end of the board", lambda d: d.view.x[d.at]),
        Feature("y", -1, 1, "where it is, across the board", lambda d: d.view.y[d.at]),
    ]
)
