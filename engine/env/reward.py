"""The reward of a learner, computed from events."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from engine.battle.events import (
    AttackMade,
    BattleEnded,
    HazardRolled,
    ObjectiveTaken,
    PointsScored,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.battle.events import Event, Result
    from engine.battle.side import Side
    from engine.battle.state import BattleState
    from engine.encoding.reward_config import RewardConfig


class RewardTracker:
    """Turns the events of one battle into the rewards of one side.

    On the way the reward is the change of a potential: weights times the normalised lead in victory
    points, those of the next scoring counted in part, and the balance of both sides' hit points,
    counted in VALUE. After the end `MARGIN` of the potential is left: with none, shaping does not
    change which policy is best (Ng, Harada and Russell 1999); with some, winning by much is
    rewarded beyond winning, which is less a matter of luck. *shaping* is the share of all shaping
    in the reward, and may change during training.
    """

    def __init__(self, numbers: RewardConfig, state: BattleState, side: Side) -> None:
        """Start with the units, points and objectives of *state*."""
        self.shaping = numbers.shaping
        self._numbers: Final = numbers
        self._side: Final = side
        self._setup: Final = state.setup
        self._codes: Final = [o.code for o in state.setup.scenario.objectives]
        self._health = [0.0, 0.0]
        for unit in state.units:
            self._health[unit.side.index] += self._worth(unit.id) * unit.hp
        self._points = list(state.points)
        self._owners = list(state.owners)
        self._potential = self._left(is_over=state.result is not None)

    def collect(self, events: Iterable[Event]) -> float:
        """Return the reward for the events since the last call."""
        before = self._potential
        result: Result | None = None
        for event in events:
            match event:
                case AttackMade(target=unit, lost=lost) | HazardRolled(unit=unit, lost=lost):
                    self._health[self._setup.sides[unit].index] -= self._worth(unit) * lost
                case PointsScored(side=side, points=points):
                    self._points[side.index] += points
                case ObjectiveTaken(side=side, objective=code):
                    self._owners[self._codes.index(code)] = side
                case BattleEnded(final):
                    result = final
                case _:  # nothing that the potential sees
                    pass
        self._potential = self._left(is_over=result is not None)
        change = self._numbers.discount * self._potential - before
        return self.shaping * change + (0.0 if result is None else self._outcome(result.winner))

    @property
    def potential(self) -> float:
        """Return the current potential, -1 to 1."""
        return self._potential

    def _outcome(self, winner: Side | None) -> float:
        numbers = self._numbers
        if winner is None:
            return numbers.draw
        return numbers.win if winner is self._side else numbers.loss

    def _worth(self, unit: int) -> float:
        profile = self._setup.profiles[unit]
        return (profile.value + 1) / profile.hp_max

    def _left(self, *, is_over: bool) -> float:
        numbers = self._numbers
        return numbers.margin * self._weigh(0.0) if is_over else self._weigh(numbers.coming)

    def _weigh(self, share: float) -> float:
        """Return the potential; *share* is that of the next scoring which counts."""
        numbers, own, enemy = self._numbers, self._side.index, self._side.other.index
        lead = self._points[own] - self._points[enemy]
        coming = self._coming(self._side) - self._coming(self._side.other)
        ahead = (lead + share * coming) / numbers.lead_points
        health = self._health[own] + self._health[enemy]
        balance = (self._health[own] - self._health[enemy]) / health if health else 0.0
        return numbers.lead * math.tanh(ahead) + numbers.units * balance

    def _coming(self, side: Side) -> int:
        """Return the points that a side would score now (R9.2)."""
        if not self._setup.scenario.score_objectives:
            return 0
        return self._setup.rules.points_for(self._owners.count(side))
