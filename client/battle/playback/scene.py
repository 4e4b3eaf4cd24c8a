"""The scene: what the board shows, folded from events alone; it never asks the rules."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Self, assert_never

from msgspec.structs import replace

from engine.battle.events import (
    AdvanceRolled,
    AttackMade,
    AttacksCounted,
    AttacksGivenUp,
    BattleEnded,
    ChargeRolled,
    HazardRolled,
    MoveKind,
    ObjectiveTaken,
    PhaseBegan,
    PhaseEnded,
    PointsScored,
    RoundBegan,
    TurnBegan,
    UnitActivated,
    UnitDestroyed,
    UnitMoved,
    UnitStayed,
    UnitWaited,
)
from engine.battle.marks import NO_MARKS, Marks
from engine.battle.phase import Phase

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.battle.actions import UnitId
    from engine.battle.events import Event, Result
    from engine.battle.side import Side
    from engine.battle.state import BattleState, Setup
    from engine.hexgrid import Offset


@dataclasses.dataclass(frozen=True, slots=True)
class SceneUnit:
    """A unit in the scene: its hex, its hit points (0: destroyed), its marks."""

    id: UnitId
    side: Side
    code: str
    at: Offset
    hp: int
    hp_max: int
    marks: Marks = NO_MARKS


@dataclasses.dataclass(frozen=True, slots=True)
class RollBadge:
    """A roll shown beside a unit: green if it *reached*, else red."""

    unit: UnitId
    label: str
    reached: bool


@dataclasses.dataclass(frozen=True, slots=True)
class Scene:
    """The state of the board as shown.

    *units* are by id, destroyed ones included; *owners* by objective and *points* by side. *phase*
    is None once the battle has a result. *badge* is the roll still shown after its event and
    *active* the unit activated last; a state alone does not determine these, so they are not
    compared.
    """

    units: tuple[SceneUnit, ...]
    owners: tuple[Side | None, ...]
    codes: tuple[str, ...]
    points: tuple[int, int]
    round: int
    side: Side
    phase: Phase | None
    result: Result | None
    badge: RollBadge | None = dataclasses.field(default=None, compare=False)
    active: UnitId | None = dataclasses.field(default=None, compare=False)

    @classmethod
    def from_state(cls, state: BattleState) -> Self:
        """Return the scene of a state."""
        offsets = state.field.grid.offsets
        units = tuple(
            SceneUnit(
                unit.id,
                unit.side,
                unit.profile.code,
                offsets[unit.cell],
                unit.hp,
                unit.profile.hp_max,
                unit.marks,
            )
            for unit in state.units
        )
        return cls(
            units,
            tuple(state.owners),
            _codes(state.setup),
            (state.points[0], state.points[1]),
            state.round,
            state.side,
            None if state.result is not None else state.phase,
            state.result,
            active=state.active,
        )

    @classmethod
    def from_setup(cls, setup: Setup) -> Self:
        """Return the scene of a battle before its first round, for its opening events."""
        units = tuple(
            SceneUnit(
                number,
                placed.side,
                setup.profiles[number].code,
                placed.hex,
                placed.starting_hp(setup.profiles[number].hp_max),
                setup.profiles[number].hp_max,
            )
            for number, placed in enumerate(setup.scenario.units)
        )
        owners = (None,) * len(setup.objectives)
        first = setup.scenario.first.other
        return cls(units, owners, _codes(setup), (0, 0), 0, first, Phase.FIGHT, None)

    def apply(self, event: Event) -> Scene:
        """Return the scene after an event."""
        match event:
            case RoundBegan(number):
                return dataclasses.replace(self, round=number)
            case TurnBegan(side, number):
                return self._begin_turn(side, number)
            case PhaseBegan(side, phase):
                return dataclasses.replace(self, side=side, phase=phase, badge=None, active=None)
            case PointsScored(side, _, _, total):
                points = list(self.points)
                points[side.index] = total
                return dataclasses.replace(self, points=(points[0], points[1]))
            case ObjectiveTaken(side, code, _):
                owners = list(self.owners)
                owners[self.codes.index(code)] = side
                return dataclasses.replace(self, owners=tuple(owners))
            case UnitActivated(unit):
                return dataclasses.replace(self, badge=None, active=unit)
            case PhaseEnded() | UnitWaited() | UnitStayed():
                return dataclasses.replace(self, badge=None, active=None)
            case UnitMoved():
                return self._move(event)
            case AdvanceRolled(unit, _, total):
                return dataclasses.replace(self, badge=RollBadge(unit, str(total), reached=True))
            case ChargeRolled(unit, _, _, total, reached):
                return dataclasses.replace(self, badge=RollBadge(unit, str(total), reached))
            case AttacksCounted() | AttacksGivenUp():
                return self
            case AttackMade():
                return self._attack(event)
            case HazardRolled(unit, _, _, _, hp_left):
                return self._change(unit, lambda one: dataclasses.replace(one, hp=hp_left))
            case UnitDestroyed(unit):
                return self._change(unit, lambda one: dataclasses.replace(one, hp=0))
            case BattleEnded(result):
                return dataclasses.replace(self, phase=None, result=result, badge=None, active=None)
            case _:
                assert_never(event)

    def _change(self, unit: UnitId, change: Callable[[SceneUnit], SceneUnit]) -> Scene:
        units = list(self.units)
        units[unit] = change(units[unit])
        return dataclasses.replace(self, units=tuple(units))

    def _begin_turn(self, side: Side, number: int) -> Scene:
        units = tuple(
            SceneUnit(one.id, one.side, one.code, one.at, one.hp, one.hp_max) if one.hp else one
            for one in self.units
        )
        return dataclasses.replace(
            self, units=units, side=side, round=number, phase=Phase.COMMAND, badge=None, active=None
        )

    def _move(self, event: UnitMoved) -> Scene:
        kind, end = event.kind, event.path[-1]
        moved = self._change(
            event.unit,
            lambda one: dataclasses.replace(
                one,
                at=end,
                marks=replace(
                    one.marks,
                    moved=one.marks.moved or kind is MoveKind.MOVE,
                    fled=one.marks.fled or event.fled,
                    advanced=one.marks.advanced or kind is MoveKind.ADVANCE,
                    charged=one.marks.charged or kind is MoveKind.CHARGE,
                ),
            ),
        )
        # An advance may be followed by shots; any other move makes the badge obsolete.
        return moved if kind is MoveKind.ADVANCE else dataclasses.replace(moved, badge=None)

    def _attack(self, event: AttackMade) -> Scene:
        melee = event.melee
        marked = self._change(
            event.unit,
            lambda one: dataclasses.replace(
                one, marks=replace(one.marks, **{"fought" if melee else "shot": True})
            ),
        )
        return marked._change(  # noqa: SLF001 - another scene
            event.target, lambda one: dataclasses.replace(one, hp=event.hp_left)
        )


def _codes(setup: Setup) -> tuple[str, ...]:
    return tuple(objective.code for objective in setup.scenario.objectives)
