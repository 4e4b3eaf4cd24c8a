"""The features of single units, written once for as long as a unit does not change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from msgspec.structs import astuple

from engine import limits
from engine.encoding.side_view import NO_OBJECTIVE, side_view_of
from engine.memory import remember

if TYPE_CHECKING:
    from engine.battle.side import Side
    from engine.battle.state import Setup, Unit
    from engine.encoding.side_view import SideView
    from engine.encoding.spec import Spec
    from engine.hexgrid import CellSet


def remaining_value(unit: Unit) -> float:
    """Return the VALUE of a unit, plus one, times the share of its hit points that is left."""
    return (unit.profile.value + 1) * unit.hp / unit.profile.hp_max


class UnitFeatures:
    """What follows from a unit as it is.

    *health* is its remaining value, *turns* the turns to each objective, and *near* the cells that
    it is near to.
    """

    __slots__ = ("_before", "_marks", "_rows", "health", "near", "turns", "unit")

    def __init__(
        self,
        unit: Unit,
        turns: list[float],
        near: CellSet,
        before: tuple[float, ...],
        marks: tuple[float, ...],
    ) -> None:
        """Set the numbers of a row before and after the four that depend on other units."""
        self.unit: Final = unit
        self.health: Final = remaining_value(unit)
        self.turns: Final = turns
        self.near: Final = near
        self._before: Final = before
        self._marks: Final = marks
        self._rows: Final[dict[int, bytes]] = {}

    def row(self, engaged: int, activated: int, active: int) -> bytes:
        """Return the unit's row as the bytes of its float32 numbers; the arguments are 0 or 1."""
        key = engaged << 2 | activated << 1 | active
        if key not in self._rows:
            on_objective = self._marks[0]
            facts = (*self._before, engaged, on_objective, activated, active, *self._marks[1:])
            self._rows[key] = np.array(facts, np.float32).tobytes()
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
        """Work out what never changes about the units."""
        self._view: Final = side_view_of(setup, side)
        self._spec: Final = spec
        self._side: Final = side
        ids = range(len(setup.sides))
        self._own: Final = [unit for unit in ids if setup.sides[unit] is side]
        self._enemy: Final = [unit for unit in ids if setup.sides[unit] is not side]
        self._entries: list[UnitFeatures | None] = [None for _ in ids]
        self._lasting: Final = [self._lasting_of(setup, unit) for unit in ids]

    def _lasting_of(self, setup: Setup, unit: int) -> tuple[float, ...]:
        spec, strengths, profile = self._spec, self._view.strengths, setup.profiles[unit]
        range_ = max([weapon.range for weapon in profile.ranged], default=0)
        return (
            float(strengths.value_share[unit]),
            min(spec.largest, profile.oc / spec.control),
            min(spec.largest, profile.move / spec.move),
            min(spec.largest, range_ / spec.hexes),
            float(strengths.ranged[unit]),
            float(strengths.melee[unit]),
            float(strengths.ranged_taken[unit]),
            float(strengths.melee_taken[unit]),
        )

    def features_of(self, units: list[Unit]) -> ArmyFeatures:
        """Return the features of all *units* of a state."""
        features = ArmyFeatures(self._view, self._own, self._enemy, [], [], [])
        for number, unit in enumerate(units):
            entry = self._entries[number]
            if entry is None or entry.unit is not unit:
                entry = self._entries[number] = self._enter(unit)
            features.all.append(entry)
            if unit.hp:
                (features.own if unit.side is self._side else features.enemy).append(entry)
        return features

    def _enter(self, unit: Unit) -> UnitFeatures:
        spec, view, profile, cell = self._spec, self._view, unit.profile, unit.cell
        pace = max(1, profile.move) * spec.turns
        turns = [way / pace for way in view.path_costs[:, cell].tolist()]
        before = (
            1,
            min(spec.largest, unit.hp / spec.hit_points),
            unit.hp / profile.hp_max,
            *self._lasting[unit.id],
            float(view.x[cell]),
            float(view.y[cell]),
            float(view.cover[cell]),
        )
        marks = (
            bool(view.objective[cell] != NO_OBJECTIVE),
            *astuple(unit.marks),
        )
        return UnitFeatures(unit, turns, self._near(unit), before, marks)

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
