"""The features of an objective, each with the function that fills it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from engine.battle.outcome import control
from engine.encoding.observation_layout import LARGE, Columns, Feature

if TYPE_CHECKING:
    from engine.battle.side import Side
    from engine.battle.state import BattleState
    from engine.encoding.observation_layout import FloatArray
    from engine.encoding.spec import Spec
    from engine.encoding.unit_features import ArmyFeatures
    from engine.hexgrid import CellSet


class ObjectiveContext(NamedTuple):
    """An objective; the turns are those until a unit could stand on it, at most 1."""

    state: BattleState
    side: Side
    spec: Spec
    cells: CellSet
    owner: Side | None
    middle: list[float]
    own_turns: float
    enemy_turns: float
    turns: float

    def control(self, side: Side) -> float:
        """Return the OC of a side's units on the objective, by its scale."""
        return min(self.spec.largest, control(self.state, side, self.cells) / self.spec.control)


OBJECTIVE: Final[Columns[ObjectiveContext]] = Columns(
    [
        Feature("present", 0, 1, "whether there is such an objective", lambda _: True),
        Feature("own", 0, 1, "the side controls it", lambda o: o.owner is o.side),
        Feature("enemy", 0, 1, "the enemy controls it", lambda o: o.owner is o.side.other),
        Feature("own_control", 0, LARGE, "OC of own units on it", lambda o: o.control(o.side)),
        Feature(
            "enemy_control",
            0,
            LARGE,
            "OC of enemy units on it",
            lambda o: o.control(o.side.other),
        ),
        Feature(
            "x", -1, 1, "where its middle is, from the own end of the board", lambda o: o.middle[0]
        ),
        Feature("y", -1, 1, "where its middle is, across the board", lambda o: o.middle[1]),
        Feature(
            "own_turns", 0, 1, "turns until an own unit could stand on it", lambda o: o.own_turns
        ),
        Feature(
            "enemy_turns", 0, 1, "turns until an enemy could stand on it", lambda o: o.enemy_turns
        ),
        Feature("turns", 0, 1, "turns until the active unit could stand on it", lambda o: o.turns),
    ]
)


def fill_objectives(
    rows: FloatArray, state: BattleState, side: Side, features: ArmyFeatures, spec: Spec
) -> None:
    """Write one `OBJECTIVE` per row, `(n, features)`, in the scenario's order; *rows* are all
    zeros.
    """
    count = len(state.setup.objectives)
    if not count:
        return
    own, enemy = (
        [entry.turns for entry in army if entry.unit.profile.oc]
        for army in (features.own, features.enemy)
    )
    active = [] if state.active is None else [features.all[state.active].turns]
    middles = features.view.middles.tolist()
    turns = [_least(army, count) for army in (own, enemy, active)]
    objectives = zip(state.setup.objectives, state.owners, middles, *turns, strict=True)
    rows[:count] = [
        OBJECTIVE.values(ObjectiveContext(state, side, spec, *objective))
        for objective in objectives
    ]


def _least(turns: list[list[float]], count: int) -> list[float]:
    """Return the fewest turns to each objective, at most 1."""
    return [min(1, *each) for each in zip(*turns, strict=True)] if turns else [1.0] * count
