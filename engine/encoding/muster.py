"""What is said of units one by one, written once as long as a unit stays as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from engine import limits
from engine.encoding.chart import NO_OBJECTIVE, chart_of
from engine.memory import remember

if TYPE_CHECKING:
    from engine.battle.side import Side
    from engine.battle.state import Setup, Unit
    from engine.encoding.chart import Chart
    from engine.encoding.spec import Spec
    from engine.hexgrid import CellSet


def health_of(unit: Unit) -> float:
    """Give the VALUE of a unit, counted one more, by the hit points it has left."""
    return (unit.profile.value + 1) * unit.hp / unit.profile.hp_max


class Entry:
    """Hold what follows from a unit as it is.

    That is its *health* in VALUE, the *turns* to each objective, and the cells it is *near* to.
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
        """Take what a row says *before* and after the three facts that others decide."""
        self.unit: Final = unit
        self.health: Final = health_of(unit)
        self.turns: Final = turns
        self.near: Final = near
        self._before: Final = before
        self._marks: Final = marks
        self._rows: Final[dict[int, bytes]] = {}

    def row(self, engaged: int, activated: int, active: int) -> bytes:
        """Give the unit's row, as the bytes of its numbers; what it takes are bits."""
        key = engaged << 2 | activated << 1 | active
        if key not in self._rows:
            on_objective = self._marks[0]
            facts = (*self._before, engaged, on_objective, activated, active, *self._marks[1:])
            self._rows[key] = np.array(facts, np.float32).tobytes()
        return self._rows[key]


class Lineup(NamedTuple):
    """Hold the entries of a state: *all* by id, the living ones of the side and of its enemy.

    *own_ids* and *enemy_ids* are those of all units, *chart* is the side's.
    """

    chart: Chart
    own_ids: list[int]
    enemy_ids: list[int]
    all: list[Entry]
    own: list[Entry]
    enemy: list[Entry]


class Muster:
    """Keep the latest entry of each unit of a setup, as one side sees it.

    It goes by the unit itself, which never changes: nothing that came before shows in an answer.
    """

    def __init__(self, setup: Setup, side: Side, spec: Spec) -> None:
        """Work out what never changes of the units."""
        self._chart: Final = chart_of(setup, side)
        self._spec: Final = spec
        self._side: Final = side
        ids = range(len(setup.sides))
        self._own: Final = [unit for unit in ids if setup.sides[unit] is side]
        self._enemy: Final = [unit for unit in ids if setup.sides[unit] is not side]
        self._entries: list[Entry | None] = [None for _ in ids]
        self._lasting: Final = [self._lasting_of(setup, unit) for unit in ids]

    def _lasting_of(self, setup: Setup, unit: int) -> tuple[float, ...]:
        spec, strengths, profile = self._spec, self._chart.strengths, setup.profiles[unit]
        reach = max([weapon.reach for weapon in profile.ranged], default=0)
        return (
            float(strengths.worth[unit]),
            min(spec.largest, profile.oc / spec.control),
            min(spec.largest, profile.move / spec.move),
            min(spec.largest, reach / spec.hexes),
            float(strengths.fire[unit]),
            float(strengths.blow[unit]),
            float(strengths.exposed_to_fire[unit]),
            float(strengths.exposed_to_blows[unit]),
        )

    def line_up(self, units: list[Unit]) -> Lineup:
        """Give the entries of all *units* of a state."""
        lineup = Lineup(self._chart, self._own, self._enemy, [], [], [])
        for number, unit in enumerate(units):
            entry = self._entries[number]
            if entry is None or entry.unit is not unit:
                entry = self._entries[number] = self._enter(unit)
            lineup.all.append(entry)
            if unit.hp:
                (lineup.own if unit.side is self._side else lineup.enemy).append(entry)
        return lineup

    def _enter(self, unit: Unit) -> Entry:
        spec, chart, profile, cell = self._spec, self._chart, unit.profile, unit.cell
        pace = max(1, profile.move) * spec.turns
        turns = [way / pace for way in chart.ways[:, cell].tolist()]
        before = (
            1,
            min(spec.largest, unit.hp / spec.hit_points),
            unit.hp / profile.hp_max,
            *self._lasting[unit.id],
            float(chart.x[cell]),
            float(chart.y[cell]),
            float(chart.cover[cell]),
        )
        marks = (
            bool(chart.objective[cell] != NO_OBJECTIVE),
            unit.moved,
            unit.fled,
            unit.advanced,
            unit.shot,
            unit.charged,
            unit.fought,
        )
        return Entry(unit, turns, self._near(unit), before, marks)

    def _near(self, unit: Unit) -> CellSet:
        """Gather the cells to which a unit is near; nobody is near to themselves."""
        field = self._chart.field
        if unit.side is self._side:
            return field.within(unit.cell, self._spec.friendly) ^ 1 << unit.cell
        return field.within(unit.cell, self._spec.hostile)


@remember(limits.MUSTERS_KEPT)
def muster_of(setup: Setup, side: Side, spec: Spec) -> Muster:
    """Give the muster of a setup for a side, remembered while its battles are played."""
    return Muster(setup, side, spec)
