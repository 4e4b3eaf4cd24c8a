"""What a learner is paid: read from a data file, worked out from events."""

from __future__ import annotations

import functools
import math
from typing import TYPE_CHECKING, Annotated, Final

import msgspec
from msgspec import Meta

from engine.battle.datafiles import packaged_data, read_table
from engine.battle.events import (
    AttackMade,
    BattleEnded,
    HazardRolled,
    ObjectiveTaken,
    PointsScored,
)
from engine.validation import Findings, decode_table

if TYPE_CHECKING:
    from collections.abc import Iterable
    from importlib.resources.abc import Traversable

    from engine.battle.events import Event, Result
    from engine.battle.side import Side
    from engine.battle.state import BattleState

KIND: Final = "reward"
FOLDER: Final = "rewards"
MAIN: Final = "main"

Payment = Annotated[float, Meta(ge=-100, le=100)]
Share = Annotated[float, Meta(ge=0, le=1)]


class RewardNumbers(msgspec.Struct, frozen=True, rename="upper"):
    """Hold what is paid at the end, and the weights of the potential on the way."""

    win: Payment
    draw: Payment
    loss: Payment
    shaping: Share
    lead: Share
    lead_points: Annotated[float, Meta(gt=0, le=1000)]
    coming: Share
    units: Share
    discount: Share


def read_reward(file: Traversable) -> RewardNumbers:
    """Read the data file of a reward; DataError says everything that is wrong with it."""
    findings = Findings(str(file))
    numbers = decode_table(read_table(file, (KIND,)), RewardNumbers, "", findings, lambda _: KIND)
    findings.raise_if_any()
    assert numbers is not None, "without a finding there are numbers"
    return numbers


@functools.cache
def packaged_reward(name: str) -> RewardNumbers:
    """Read a reward that comes with the game, once."""
    return read_reward(packaged_data().joinpath(FOLDER, f"{name}.toml"))


class Reward:
    """Turn the events of one battle into payments for one side.

    On the way it pays the change of a potential: weights times the squashed lead in victory points,
    those of the next scoring counted in part, and the balance of both sides' hit points, counted in
    VALUE. After the end the potential is 0, so that with the learner's own discount no other way of
    playing becomes the best (Ng, Harada and Russell 1999). *shaping* is the share of it that is
    paid, and may be changed while a learner learns.
    """

    def __init__(self, numbers: RewardNumbers, state: BattleState, side: Side) -> None:
        """Begin with the units, points and objectives of *state*."""
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
        self._potential = self._weigh()

    def pay(self, events: Iterable[Event]) -> float:
        """Give the payment for what has happened since the last one."""
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
                case _:
                    pass
        self._potential = 0.0 if result is not None else self._weigh()
        change = self._numbers.discount * self._potential - before
        return self.shaping * change + (0.0 if result is None else self._outcome(result.winner))

    @property
    def potential(self) -> float:
        """Give the potential as it stands, from -1 to 1."""
        return self._potential

    def _outcome(self, winner: Side | None) -> float:
        numbers = self._numbers
        if winner is None:
            return numbers.draw
        return numbers.win if winner is self._side else numbers.loss

    def _worth(self, unit: int) -> float:
        profile = self._setup.profiles[unit]
        return (profile.value + 1) / profile.hp_max

    def _weigh(self) -> float:
        numbers, own, enemy = self._numbers, self._side.index, self._side.other.index
        lead = self._points[own] - self._points[enemy]
        coming = self._coming(self._side) - self._coming(self._side.other)
        ahead = (lead + numbers.coming * coming) / numbers.lead_points
        health = self._health[own] + self._health[enemy]
        balance = (self._health[own] - self._health[enemy]) / health if health else 0.0
        return numbers.lead * math.tanh(ahead) + numbers.units * balance

    def _coming(self, side: Side) -> int:
        """Give the points that a side would score now (R9.2)."""
        if not self._setup.scenario.score_objectives:
            return 0
        rules = self._setup.rules
        held = sum(owner is side for owner in self._owners)
        return min(held * rules.objective_points, rules.most_points)
