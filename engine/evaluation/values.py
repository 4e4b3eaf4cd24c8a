"""Values of units and objectives for one side."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Final

import numpy as np

from engine import limits
from engine.battle import fields
from engine.battle.side import Side
from engine.hexgrid import cells_of
from engine.object_cache import remember

if TYPE_CHECKING:
    from engine.battle.battlefield import Battlefield
    from engine.battle.fields import Map
    from engine.battle.forecast import DamageSummary
    from engine.battle.state import BattleState, Setup, Unit
    from engine.evaluation.weights import EvaluationWeights
    from engine.hexgrid import CellSet

ARMY: Final = 100.0
"""The points a whole army is worth."""


class Valuation:
    """The values of the units and objectives of one state, for one side."""

    def __init__(self, state: BattleState, side: Side, weights: EvaluationWeights) -> None:
        """Value *state* for *side* by *weights*."""
        self.state: Final = state
        self.side: Final = side
        self.weights: Final = weights
        self._point: Final = percent_per_value(state.setup)
        self.turns_left: Final = turns_left(state, side)
        self.enemy_turns_left: Final = turns_left(state, side.other)

    # Units

    def unit_value(self, unit: Unit) -> float:
        """Return the value of an undamaged unit, in points."""
        return self._point * (unit.profile.value + 1)

    def damage_value(self, target: Unit, summary: DamageSummary) -> float:
        """Return the value of an attack on an enemy with the expected damage of *summary*."""
        taken = self.weights.damage * summary.damage / target.profile.hp_max
        return self.unit_value(target) * (taken + self.weights.kill * summary.destroyed)

    def loss_by_cell(self, unit: Unit, taken: Map) -> Map:
        """Return the cost of losing *taken* hit points in the enemy's next turn, for each cell."""
        lost: Map = (self._cost_of_losing(unit) * np.minimum(taken / unit.hp, 1)).astype(np.float32)
        return lost

    def loss(self, unit: Unit, taken: float) -> float:
        """Return the cost of losing *taken* hit points in the enemy's next turn."""
        return self._cost_of_losing(unit) * min(taken / unit.hp, 1.0)

    def _cost_of_losing(self, unit: Unit) -> float:
        """Return the cost of losing the whole unit; 0 once the enemy has no turn left."""
        return self.weights.threat * self.unit_value(unit) if self.enemy_turns_left else 0.0

    # Objectives

    def objective_values(self, unit: Unit) -> Map:
        """Return what standing in each cell, or being on the way from it, is worth for
        objectives.
        """
        best = np.zeros(self.state.field.grid.width, np.float32)
        if not self.state.setup.scenario.score_objectives:
            return best
        if not unit.profile.oc:
            return best
        company = self._nearer_friends(unit)
        for number, cells in enumerate(self.state.setup.objectives):
            wanted = self._wanted(number, cells, unit, company[number])
            if wanted > 0:
                near = _nearness(
                    self.state.field, cells, unit.profile.move, self.weights.pull, self.turns_left
                )
                np.maximum(best, wanted * near, out=best)
        return best

    def _wanted(self, number: int, cells: CellSet, unit: Unit, friends: int) -> float:
        """Return the value of *unit* standing on an objective that *friends* are nearer to."""
        weights = self.weights
        mine, theirs = self._objective_points(number)
        shared = weights.crowding**friends
        owner = self.state.owners[number]
        if owner is self.side:
            return (mine + theirs) * weights.guard * self._enemy_proximity[number] * shared
        mine *= 1 - weights.doubt * self._enemy_proximity[number]
        valuation = mine + (theirs if owner is not None else 0)
        enough = self._control(cells, self.side, unit) + unit.profile.oc
        if enough > self._control(cells, self.side.other, None):
            return valuation * shared
        return valuation * weights.contest * shared if self.turns_left else 0.0

    def clearing_value(self, foe: Unit) -> float:
        """Return the value of driving an enemy off the objectives it stands on."""
        if not (self.state.setup.scenario.score_objectives and foe.profile.oc):
            return 0.0
        return self.weights.clear * sum(
            sum(self._objective_points(number))
            for number, cells in enumerate(self.state.setup.objectives)
            if cells >> foe.cell & 1
        )

    def _objective_points(self, number: int) -> tuple[float, float]:
        """Return the value of controlling an objective, and of keeping the enemy from controlling
        it.
        """
        rules, weights = self.state.setup.rules, self.weights
        most = rules.most_points // max(1, rules.objective_points)
        owner, worth = self.state.owners[number], []
        for side, later in zip(
            (self.side, self.side.other), self._discounted_scorings, strict=True
        ):
            held = self.state.owners.count(side) - (owner is side)
            spare = weights.surplus if held >= most else 1.0
            worth.append(weights.victory_point * rules.objective_points * later * spare)
        return worth[0], worth[1]

    @functools.cached_property
    def _discounted_scorings(self) -> tuple[float, float]:
        """Return the discounted number of scorings left to the side and to its enemy."""
        own, enemy = (
            sum(self.weights.discount**turn for turn in range(scorings_left(self.state, side)))
            for side in (self.side, self.side.other)
        )
        return own, enemy

    @functools.cached_property
    def _path_costs(self) -> Map:
        """Return the path costs to all objectives, shape `(objectives, cells)`."""
        return fields.path_costs_to_each(self.state.field, self.state.setup.objectives)

    def _nearer_friends(self, unit: Unit) -> list[int]:
        """Return how many friends with OC are nearer to each objective than *unit*."""
        friends = [f.cell for f in self.state.living(self.side) if f.id != unit.id and f.profile.oc]
        if not friends:
            return [0] * len(self._path_costs)
        nearer = self._path_costs[:, friends] < self._path_costs[:, unit.cell, None]
        counts: list[int] = nearer.sum(axis=1).tolist()
        return counts

    @functools.cached_property
    def _enemy_proximity(self) -> list[float]:
        """Return how soon an enemy could stand on each objective: 1 next turn, less the later."""
        foes = [
            foe for foe in self.state.living(self.side.other) if foe.profile.oc and foe.profile.move
        ]
        if not (foes and self.enemy_turns_left):
            return [0.0] * len(self._path_costs)
        moves = np.array([foe.profile.move for foe in foes], np.float64)
        turns = (self._path_costs[:, [foe.cell for foe in foes]] / moves).min(axis=1)
        return [float(self.weights.pull ** (max(1.0, turn) - 1)) for turn in turns.tolist()]

    def _control(self, cells: CellSet, side: Side, without: Unit | None) -> int:
        standing = self.state.units_in(cells & self.state.occupied[side.index])
        if not standing:
            return 0
        return sum(
            self.state.units[at].profile.oc
            for at in cells_of(standing)
            if without is None or at != without.id
        )


@remember(1)
def percent_per_value(setup: Setup) -> float:
    """Return how many points one VALUE is worth in the battles of *setup*."""
    # One point of VALUE more for every unit, so that armies without any can be weighed too.
    return 2 * ARMY / sum(profile.value + 1 for profile in setup.profiles)


@remember(limits.MAPS_KEPT)
def _nearness(field: Battlefield, goals: CellSet, move: int, pull: float, turns_left: int) -> Map:
    """Return the share of an objective's value each cell has: 1 on it, less for every turn away."""
    costs = fields.path_costs(field, goals)
    if not move:
        here: Map = (costs == 0).astype(np.float32)
        return here
    turns = np.maximum(costs / move, 1)
    turns[costs == 0] = 0
    near: Map = np.where(turns <= turns_left, pull**turns, 0).astype(np.float32)
    return near


def turns_left(state: BattleState, side: Side) -> int:
    """Return the number of turns *side* has still to begin."""
    rounds = state.setup.rules.rounds - state.round
    first = state.setup.scenario.first
    comes_second = side is not first and state.side is first
    return rounds + (1 if comes_second else 0)


def scorings_left(state: BattleState, side: Side) -> int:
    """Return how often *side* has still to score: in turns to come, and at the end (R9.2)."""
    rules = state.setup.rules
    turns = turns_left(state, side)
    first_round = rules.rounds - turns + 1
    unscored = max(0, rules.first_scoring_round - first_round)
    return max(0, turns - unscored) + 1
