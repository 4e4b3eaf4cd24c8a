"""The classic features of units near the active one and of its targets, each with the function that
fills it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from engine.encoding.observation_layout import LARGE, Columns, Feature
from engine.encoding.side_view import NO_OBJECTIVE

if TYPE_CHECKING:
    from engine.battle.state import Unit
    from engine.encoding.classic.decision_context import DecisionContext, Target


# The units nearest to it


class NearUnit(NamedTuple):
    """A unit near the active one: columns to the *east*, rows to the *south*, hexes *far*."""

    context: DecisionContext
    unit: Unit
    east: float
    south: float
    far: int

    def control(self) -> float:
        """Return the unit's OC, by its scale; 0 if it is not on an objective."""
        spec = self.context.spec
        if self.context.view.objective[self.unit.cell] == NO_OBJECTIVE:
            return 0
        return min(spec.largest, self.unit.profile.oc / spec.control)


NEAREST: Final[Columns[NearUnit]] = Columns(
    [
        Feature(
            "side",
            -1,
            1,
            "1 a friend, -1 an enemy, 0 none",
            lambda n: 1 if n.unit.side is n.context.side else -1,
        ),
        Feature(
            "east",
            -1,
            1,
            "columns to the east of the active unit, by RADIUS",
            lambda n: n.east / n.context.spec.radius,
        ),
        Feature(
            "south",
            -1,
            1,
            "rows to the south of it, by RADIUS",
            lambda n: n.south / n.context.spec.radius,
        ),
        Feature(
            "distance", 0, 1, "hexes from it, by RADIUS", lambda n: n.far / n.context.spec.radius
        ),
        Feature(
            "in_sight",
            0,
            1,
            "whether it is in sight (R1.4)",
            lambda n: n.context.state.field.visible[n.context.unit.cell] >> n.unit.cell & 1,
        ),
        Feature(
            "hp_fraction",
            0,
            1,
            "the share of its hit points that it has left",
            lambda n: n.unit.hp / n.unit.profile.hp_max,
        ),
        Feature(
            "value_share",
            0,
            1,
            "its VALUE, as a share of its army's",
            lambda n: n.context.view.strengths.value_share[n.unit.id],
        ),
        Feature(
            "ranged",
            0,
            1,
            "the share of an average enemy that its guns take",
            lambda n: n.context.view.strengths.ranged[n.unit.id],
        ),
        Feature(
            "melee",
            0,
            1,
            "the share of an average enemy that its fight takes",
            lambda n: n.context.view.strengths.melee[n.unit.id],
        ),
        Feature(
            "control",
            0,
            LARGE,
            "its OC, by CONTROL, where it stands on an objective",
            NearUnit.control,
        ),
    ]
)


# The targets of its attacks


class TargetContext(NamedTuple):
    """An enemy that the active unit may attack."""

    context: DecisionContext
    target: Target

    def score(self) -> float:
        """Return the value of the attack, by its scale."""
        spec = self.context.spec
        return max(-spec.largest, min(spec.largest, self.target.score / spec.points))

    def distance(self) -> float:
        """Return the distance, by the radius."""
        far = self.context.state.distance(self.context.unit, self.target.unit)
        return min(1, far / self.context.spec.radius)


TARGET: Final[Columns[TargetContext]] = Columns(
    [
        Feature("present", 0, 1, "whether there is an enemy in this slot", lambda _: True),
        Feature(
            "score",
            -LARGE,
            LARGE,
            "what attacking it comes to, other weapons counted in, by POINTS",
            TargetContext.score,
        ),
        Feature(
            "damage",
            0,
            1,
            "share of its hit points the attack is expected to take",
            lambda t: t.target.damage,
        ),
        Feature("kill", 0, 1, "chance that the attack destroys it", lambda t: t.target.kill),
        Feature(
            "chance",
            0,
            1,
            "chance that a charge reaches it; 1 for shots and melee attacks",
            lambda t: t.target.chance,
        ),
        Feature("distance", 0, 1, "hexes to it, by RADIUS", TargetContext.distance),
    ]
)
