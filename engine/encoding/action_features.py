"""The features of an option: the columns of a row, each with the function that fills it.

The parts of a row are filled from different contexts; `destination_features` has those about the
hex that an option leads to.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from engine.battle import forecast
from engine.encoding.destination_features import (
    DESTINATION,
    DESTINATION_VALUES,
    EXPECTED_DAMAGE,
    EXPOSURE,
    POINTS,
)
from engine.encoding.observation_layout import LARGE, Columns, Feature
from engine.encoding.side_view import NO_OBJECTIVE

if TYPE_CHECKING:
    from engine.battle.forecast import DamageSummary
    from engine.battle.state import BattleState, Unit
    from engine.encoding.observation_layout import Fill, FloatArray
    from engine.encoding.side_view import SideView, UnitStrengths
    from engine.encoding.spec import Spec

KINDS: Final = (
    "activate",
    "move",
    "shoot",
    "advance",
    "advance_to",
    "stay",
    "charge",
    "charge_to",
    "fight",
    "wait",
)
"""The kinds of option that a row can be."""


def _is(kind: str) -> Fill[str]:
    return lambda option: option == kind


KIND: Final[Columns[str]] = Columns(
    [
        Feature("present", 0, 1, "whether there is an option in this row", lambda _: True),
        *(
            Feature(f"is_{kind}", 0, 1, f"the option is of kind {kind}", _is(kind))
            for kind in KINDS
        ),
    ]
)


@functools.cache
def kind_row(kind: str) -> FloatArray:
    """Return the `KIND` of a kind of option, shape `(features,)`."""
    return np.array(KIND.values(kind), np.float32)


class Ranking(NamedTuple):
    """The scores of all options, shape `(n,)`."""

    scores: npt.NDArray[np.float64]
    spec: Spec

    def gaps(self) -> npt.NDArray[np.float64]:
        """Return how far each score is behind the best, shape `(n,)`."""
        behind = (self.scores - self.scores.max()) / self.spec.points
        gaps: npt.NDArray[np.float64] = np.maximum(behind, -self.spec.largest)
        return gaps


RANK: Final[Columns[Ranking]] = Columns(
    [
        Feature(
            "score_gap", -LARGE, 0, f"how far its score is behind the best, {POINTS}", Ranking.gaps
        )
    ]
)


class Attack(NamedTuple):
    """An attack on a target, or a charge at it; *value* and *others* are in points.

    *others* is what other weapons may add, *chance* that of a charge to reach.
    """

    state: BattleState
    view: SideView
    spec: Spec
    unit: Unit
    target: Unit
    value: float
    others: float
    summary: DamageSummary
    chance: float

    def clipped(self, value: float) -> float:
        """Return a value within the bounds of large features."""
        return max(-self.spec.largest, min(self.spec.largest, value))

    def return_damage(self) -> float:
        """Return the expected damage of the target's fight, as a share of the unit's hit points."""
        forecasts = forecast.damage_forecasts_of(self.state.setup)
        answer = forecasts.of_fight(self.target.profile, self.unit.profile, self.unit.hp)
        return answer.damage / self.unit.hp

    def target_control(self) -> float:
        """Return the target's OC, 0 if it is not on an objective."""
        if self.view.objective[self.target.cell] == NO_OBJECTIVE:
            return 0
        return self.clipped(self.target.profile.oc / self.spec.control)


ATTACK: Final[Columns[Attack]] = Columns(
    [
        Feature(
            "attack",
            -LARGE,
            LARGE,
            f"what the attack is worth, {POINTS}",
            lambda a: a.clipped(a.value / a.spec.points),
        ),
        Feature(
            "other_weapons",
            0,
            LARGE,
            f"what other weapons may add, {POINTS}",
            lambda a: a.clipped(a.others / a.spec.points),
        ),
        Feature(
            "damage",
            0,
            1,
            "share of the target's hit points it is expected to take",
            lambda a: a.summary.damage / a.target.hp,
        ),
        Feature("kill", 0, 1, "chance that the target is destroyed", lambda a: a.summary.destroyed),
        Feature("chance", 0, 1, "chance that a charge reaches", lambda a: a.chance),
        Feature(
            "return_damage",
            0,
            1,
            "share of the own hit points the target's fight may take",
            Attack.return_damage,
        ),
        Feature(
            "target_value_share",
            0,
            1,
            "the target's VALUE, as a share of its army's",
            lambda a: a.view.strengths.value_share[a.target.id],
        ),
        Feature(
            "target_hp_fraction",
            0,
            1,
            "share of its hit points that the target has left",
            lambda a: a.target.hp / a.target.profile.hp_max,
        ),
        Feature(
            "target_control",
            0,
            LARGE,
            "the target's OC, where it stands on an objective",
            Attack.target_control,
        ),
        Feature(
            "target_ranged",
            0,
            1,
            "what the target's guns can do",
            lambda a: a.view.strengths.ranged[a.target.id],
        ),
        Feature(
            "target_melee",
            0,
            1,
            "what the target's fight can do",
            lambda a: a.view.strengths.melee[a.target.id],
        ),
        Feature(
            "target_distance",
            0,
            LARGE,
            "hexes to the target",
            lambda a: a.clipped(a.state.distance(a.unit, a.target) / a.spec.hexes),
        ),
    ]
)


class Activation(NamedTuple):
    """A unit that is activated."""

    unit: Unit
    strengths: UnitStrengths
    spec: Spec


ACTIVATION: Final[Columns[Activation]] = Columns(
    [
        Feature(
            "unit_value_share",
            0,
            1,
            "the unit's VALUE, as a share of its army's",
            lambda a: a.strengths.value_share[a.unit.id],
        ),
        Feature(
            "unit_hp_fraction",
            0,
            1,
            "share of its hit points that the unit has left",
            lambda a: a.unit.hp / a.unit.profile.hp_max,
        ),
        Feature(
            "unit_control",
            0,
            LARGE,
            "the unit's OC",
            lambda a: min(a.spec.largest, a.unit.profile.oc / a.spec.control),
        ),
        Feature(
            "unit_ranged",
            0,
            1,
            "what the unit's guns can do",
            lambda a: a.strengths.ranged[a.unit.id],
        ),
        Feature(
            "unit_melee",
            0,
            1,
            "what the unit's fight can do",
            lambda a: a.strengths.melee[a.unit.id],
        ),
        Feature(
            "unit_move",
            0,
            LARGE,
            "the unit's MOVE",
            lambda a: min(a.spec.largest, a.unit.profile.move / a.spec.move),
        ),
    ]
)

_PARTS: Final[tuple[Columns[Any], ...]] = (
    KIND,
    RANK,
    DESTINATION_VALUES,
    EXPECTED_DAMAGE,
    EXPOSURE,
    DESTINATION,
    ATTACK,
    ACTIVATION,
)
ROW: Final[Columns[Any]] = Columns([feature for part in _PARTS for feature in part.features])
AT: Final = ROW.index
"""The column of each feature in a row, by name."""
