"""The features of single units, filled once for as long as a unit does not change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from engine import limits
from engine.battle.marks import MARKS
from engine.encoding.observation_layout import LARGE, Columns, Feature
from engine.encoding.side_view import NO_OBJECTIVE, side_view_of
from engine.object_cache import remember

if TYPE_CHECKING:
    from engine.battle.side import Side
    from engine.battle.state import Setup, Unit
    from engine.encoding.observation_layout import Fill, FloatArray
    from engine.encoding.side_view import SideView
    from engine.encoding.spec import Spec
    from engine.hexgrid import CellSet


class UnitContext(NamedTuple):
    """A unit as one side sees it; the last three are 0 or 1 and depend on more than the unit."""

    unit: Unit
    view: SideView
    spec: Spec
    engaged: int
    activated: int
    active: int

    def clipped(self, value: float) -> float:
        """Return a value that is not negative, cut off where it is too large."""
        return min(self.spec.largest, value)

    def longest_range(self) -> float:
        """Return the range of the longest gun, by its scale; 0 without guns."""
        longest = max([weapon.range for weapon in self.unit.profile.ranged], default=0)
        return self.clipped(longest / self.spec.hexes)


def _has(mark: str) -> Fill[UnitContext]:
    return lambda u: getattr(u.unit.marks, mark)


UNIT: Final[Columns[UnitContext]] = Columns(
    [
        Feature("in_play", 0, 1, "whether there is such a unit, alive", lambda _: True),
        Feature(
            "hit_points",
            0,
            LARGE,
            "its hit points",
            lambda u: u.clipped(u.unit.hp / u.spec.hit_points),
        ),
        Feature(
            "hp_fraction",
            0,
            1,
            "the share of its hit points that it has left",
            lambda u: u.unit.hp / u.unit.profile.hp_max,
        ),
        Feature(
            "value_share",
            0,
            1,
            "its VALUE, as a share of its army's",
            lambda u: u.view.strengths.value_share[u.unit.id],
        ),
        Feature(
            "control", 0, LARGE, "its OC", lambda u: u.clipped(u.unit.profile.oc / u.spec.control)
        ),
        Feature(
            "move", 0, LARGE, "its MOVE", lambda u: u.clipped(u.unit.profile.move / u.spec.move)
        ),
        Feature("reach", 0, LARGE, "the range of its longest gun", UnitContext.longest_range),
        Feature(
            "ranged",
            0,
            1,
            "the share of an average enemy that its guns take",
            lambda u: u.view.strengths.ranged[u.unit.id],
        ),
        Feature(
            "melee",
            0,
            1,
            "the share of an average enemy that its fight takes",
            lambda u: u.view.strengths.melee[u.unit.id],
        ),
        Feature(
            "ranged_taken",
            0,
            1,
            "the share of it that an average enemy's guns take",
            lambda u: u.view.strengths.ranged_taken[u.unit.id],
        ),
        Feature(
            "melee_taken",
            0,
            1,
            "the share of it that an average enemy's fight takes",
            lambda u: u.view.strengths.melee_taken[u.unit.id],
        ),
        Feature(
            "x",
            -1,
            1,
            "where it is, from the own end of the board",
            lambda u: u.view.x[u.unit.cell],
        ),
        Feature("y", -1, 1, "where it is, across the board", lambda u: u.view.y[u.unit.cell]),
        Feature(
            "in_cover", 0, 1, "whether it stands in cover", lambda u: u.view.cover[u.unit.cell]
        ),
        Feature("engaged", 0, 1, "whether an enemy is adjacent", lambda u: u.engaged),
        Feature(
            "on_objective",
            0,
            1,
            "whether it stands on an objective",
            lambda u: u.view.objective[u.unit.cell] != NO_OBJECTIVE,
        ),
        Feature("activated", 0, 1, "whether it was activated in this phase", lambda u: u.activated),
        Feature("active", 0, 1, "whether it is the active unit", lambda u: u.active),
        *(Feature(mark, 0, 1, "mark of R3.4", _has(mark)) for mark in MARKS),
    ]
)


def remaining_value(unit: Unit) -> float:
    """Return the VALUE of a unit, plus one, times the share of its hit points that is left."""
    return (unit.profile.value + 1) * unit.hp / unit.profile.hp_max


_CHANGING: Final = [UNIT.index[name] for name in ("engaged", "activated", "active")]
"""The columns that depend on more than the unit."""


class UnitFeatures:
    """The features derived from a unit's current state."""

    __slots__ = ("_row", "_rows", "_spec", "_view", "health", "near", "turns", "unit")

    def __init__(
        self, unit: Unit, view: SideView, spec: Spec, turns: list[float], near: CellSet
    ) -> None:
        """Set what is the same wherever other units are; rows are written when needed."""
        self.unit: Final = unit
        self.health: Final = remaining_value(unit)
        self.turns: Final = turns
        self.near: Final = near
        self._view: Final = view
        self._spec: Final = spec
        self._row: FloatArray | None = None
        self._rows: Final[dict[int, bytes]] = {}

    def row(self, engaged: int, activated: int, active: int) -> bytes:
        """Return the unit's row as the bytes of its float32 numbers; the arguments are 0 or 1."""
        key = engaged << 2 | activated << 1 | active
        if key not in self._rows:
            context = UnitContext(self.unit, self._view, self._spec, engaged, activated, active)
            if self._row is None:
                self._row = np.array(UNIT.values(context), np.float32)
            else:
                UNIT.update(self._row, context, _CHANGING)
            self._rows[key] = self._row.tobytes()
        return self._rows[key]


class ArmyFeatures(NamedTuple):
    """The features of all units of a state, by id, and of the living ones of the side and its
    enemy.

    *own_ids* and *enemy_ids* are those of all units, *view* is the side's.
    """

    view: SideView
    own_ids: list[int]
    enemy_ids: list[int]
    all: list[UnitFeatures]
    own: list[UnitFeatures]
    enemy: list[UnitFeatures]


class UnitFeatureCache:
    """The latest features of each unit of a setup, as one side sees it.

    The key is the unit itself, which is immutable: earlier states can't affect an answer.
    """

    def __init__(self, setup: Setup, side: Side, spec: Spec) -> None:
        """Start without features."""
        self._view: Final = side_view_of(setup, side)
        self._spec: Final = spec
        self._side: Final = side
        ids = range(len(setup.sides))
        self._own: Final = [unit for unit in ids if setup.sides[unit] is side]
        self._enemy: Final = [unit for unit in ids if setup.sides[unit] is not side]
        self._latest: list[UnitFeatures | None] = [None for _ in ids]

    def features_of(self, units: list[Unit]) -> ArmyFeatures:
        """Return the features of all *units* of a state."""
        features = ArmyFeatures(self._view, self._own, self._enemy, [], [], [])
        for number, unit in enumerate(units):
            entry = self._latest[number]
            if entry is None or entry.unit is not unit:
                entry = self._latest[number] = self._features_of(unit)
            features.all.append(entry)
            if unit.hp:
                (features.own if unit.side is self._side else features.enemy).append(entry)
        return features

    def _features_of(self, unit: Unit) -> UnitFeatures:
        view = self._view
        move = max(1, unit.profile.move) * self._spec.turns
        turns = [cost / move for cost in view.path_costs[:, unit.cell].tolist()]
        return UnitFeatures(unit, view, self._spec, turns, self._near(unit))

    def _near(self, unit: Unit) -> CellSet:
        """Return the cells that a unit is near to, without its own if it is a friend."""
        field = self._view.field
        if unit.side is self._side:
            return field.within(unit.cell, self._spec.friendly) ^ 1 << unit.cell
        return field.within(unit.cell, self._spec.hostile)


@remember(limits.UNIT_FEATURES_KEPT)
def unit_feature_cache_of(setup: Setup, side: Side, spec: Spec) -> UnitFeatureCache:
    """Return the cache of a setup for a side, remembered while its battles are played."""
    return UnitFeatureCache(setup, side, spec)
