"""What is at stake for a side: units in per cent of an army, objectives in points to come."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Final

import numpy as np

from engine import limits
from engine.battle import fields
from engine.battle.side import Side
from engine.hexgrid import cells_of
from engine.memory import remember

if TYPE_CHECKING:
    from engine.battle.battlefield import Battlefield
    from engine.battle.fields import Map
    from engine.battle.forecast import Toll
    from engine.battle.state import BattleState, Setup, Unit
    from engine.encoding.temper import Temper
    from engine.hexgrid import CellSet

ARMY: Final = 100.0
"""The points that a whole army is worth."""


class Stakes:
    """Weigh units and objectives of one state for one side."""

    def __init__(self, state: BattleState, side: Side, temper: Temper) -> None:
        """Take what is weighed, for whom, by what weights."""
        self.state: Final = state
        self.side: Final = side
        self.temper: Final = temper
        self._point: Final = point_of(state.setup)
        self.turns_left: Final = turns_after(state, side)
        self.enemy_turns_left: Final = turns_after(state, side.other)

    # Units

    def share(self, unit: Unit) -> float:
        """Give what a whole unit is worth, in per cent of an army."""
        return self._point * (unit.profile.value + 1)

    def worth(self, target: Unit, toll: Toll) -> float:
        """Give what an attack with a toll on an enemy is worth."""
        taken = self.temper.damage * toll.damage / target.profile.hp_max
        return self.share(target) * (taken + self.temper.kill * toll.destroyed)

    def loss(self, unit: Unit, taken: Map) -> Map:
        """Give what losing hit points in the enemy's next turn costs, cell by cell."""
        lost: Map = (self._fear(unit) * np.minimum(taken / unit.hp, 1)).astype(np.float32)
        return lost

    def risk(self, unit: Unit, taken: float) -> float:
        """Give what losing hit points in the enemy's next turn costs."""
        return self._fear(unit) * min(taken / unit.hp, 1.0)

    def _fear(self, unit: Unit) -> float:
        """Give what losing the whole unit costs; nothing once no enemy turn comes."""
        return self.temper.threat * self.share(unit) if self.enemy_turns_left else 0.0

    # Objectives

    def objectives(self, unit: Unit) -> Map:
        """Map what standing in each cell, or having come nearer, is worth for objectives."""
        best = np.zeros(self.state.field.grid.width, np.float32)
        if not self.state.setup.scenario.score_objectives:
            return best
        if not unit.profile.oc:
            return best
        company = self._company(unit)
        for number, cells in enumerate(self.state.setup.objectives):
            wanted = self._wanted(number, cells, unit, company[number])
            if wanted > 0:
                near = _nearness(
                    self.state.field, cells, unit.profile.move, self.temper.pull, self.turns_left
                )
                np.maximum(best, wanted * near, out=best)
        return best

    def _wanted(self, number: int, cells: CellSet, unit: Unit, friends: int) -> float:
        """Give what *unit* on an objective is worth where *friends* are nearer to it."""
        temper = self.temper
        mine, theirs = self._points_to_come(number)
        shared = temper.company**friends
        owner = self.state.owners[number]
        if owner is self.side:
            return (mine + theirs) * temper.guard * self._dangers[number] * shared
        mine *= 1 - temper.doubt * self._dangers[number]
        stakes = mine + (theirs if owner is not None else 0)
        enough = self._control(cells, self.side, unit) + unit.profile.oc
        if enough > self._control(cells, self.side.other, None):
            return stakes * shared
        return stakes * temper.contest * shared if self.turns_left else 0.0

    def ground(self, foe: Unit) -> float:
        """Give what the objectives are worth that an enemy stands on."""
        if not (self.state.setup.scenario.score_objectives and foe.profile.oc):
            return 0.0
        return self.temper.clear * sum(
            sum(self._points_to_come(number))
            for number, cells in enumerate(self.state.setup.objectives)
            if cells >> foe.cell & 1
        )

    def _points_to_come(self, number: int) -> tuple[float, float]:
        """Give what controlling an objective brings, and what keeping it from the enemy saves."""
        rules, temper = self.state.setup.rules, self.temper
        most = rules.most_points // max(1, rules.objective_points)
        owner, worth = self.state.owners[number], []
        for side, later in zip((self.side, self.side.other), self._later, strict=True):
            held = self.state.owners.count(side) - (owner is side)
            spare = temper.spare if held >= most else 1.0
            worth.append(temper.victory_point * rules.objective_points * later * spare)
        return worth[0], worth[1]

    @functools.cached_property
    def _later(self) -> tuple[float, float]:
        """Add up the scorings to come, own and the enemy's, later ones counting less."""
        own, enemy = (
            sum(self.temper.later**turn for turn in range(scorings_after(self.state, side)))
            for side in (self.side, self.side.other)
        )
        return own, enemy

    @functools.cached_property
    def _ways(self) -> Map:
        """Give the ways to all objectives, a row each."""
        return fields.ways_to_each(self.state.field, self.state.setup.objectives)

    def _company(self, unit: Unit) -> list[int]:
        """Count the friends with OC who are nearer to each objective than *unit*."""
        friends = [f.cell for f in self.state.living(self.side) if f.id != unit.id and f.profile.oc]
        if not friends:
            return [0] * len(self._ways)
        nearer = self._ways[:, friends] < self._ways[:, unit.cell, None]
        counts: list[int] = nearer.sum(axis=1).tolist()
        return counts

    @functools.cached_property
    def _dangers(self) -> list[float]:
        """Give how soon enemies could stand on each objective: 1 in their next turn, then less."""
        foes = [
            foe for foe in self.state.living(self.side.other) if foe.profile.oc and foe.profile.move
        ]
        if not (foes and self.enemy_turns_left):
            return [0.0] * len(self._ways)
        moves = np.array([foe.profile.move for foe in foes], np.float64)
        turns = (self._ways[:, [foe.cell for foe in foes]] / moves).min(axis=1)
        return [float(self.temper.pull ** (max(1.0, turn) - 1)) for turn in turns.tolist()]

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
def point_of(setup: Setup) -> float:
    """Give what a point of VALUE is worth, in per cent of an army."""
    # One point of VALUE more for everybody, so that armies without any can be weighed too.
    return 2 * ARMY / sum(profile.value + 1 for profile in setup.profiles)


@remember(limits.MAPS_KEPT)
def _nearness(field: Battlefield, goals: CellSet, move: int, pull: float, turns_left: int) -> Map:
    """Map how much of an objective's worth each cell has: all on it, less with every turn."""
    ways = fields.ways(field, goals)
    if not move:
        here: Map = (ways == 0).astype(np.float32)
        return here
    turns = np.maximum(ways / move, 1)
    turns[ways == 0] = 0
    near: Map = np.where(turns <= turns_left, pull**turns, 0).astype(np.float32)
    return near


def turns_after(state: BattleState, side: Side) -> int:
    """Count the turns that *side* has still to begin."""
    rounds = state.setup.rules.rounds - state.round
    first = state.setup.scenario.first
    comes_second = side is not first and state.side is first
    return rounds + (1 if comes_second else 0)


def scorings_after(state: BattleState, side: Side) -> int:
    """Count how often *side* has still to score: in turns to come, and at the end (R9.2)."""
    rules = state.setup.rules
    turns = turns_after(state, side)
    first_round = rules.rounds - turns + 1
    unscored = max(0, rules.first_scoring_round - first_round)
    return max(0, turns - unscored) + 1
