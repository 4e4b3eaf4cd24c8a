"""A reader of events alone: it must know where everything stands without seeing the state."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from engine.battle.events import (
    AdvanceRolled,
    AttackMade,
    AttacksCounted,
    AttacksGivenUp,
    BattleEnded,
    ChargeRolled,
    Event,
    HazardRolled,
    MoveKind,
    ObjectiveTaken,
    PhaseBegan,
    PhaseEnded,
    PointsScored,
    Result,
    RoundBegan,
    TurnBegan,
    UnitActivated,
    UnitDestroyed,
    UnitMoved,
    UnitStayed,
    UnitWaited,
)
from engine.battle.side import Side

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.battle.scenario import Scenario
    from engine.battle.state import BattleState

MARK_OF = {
    MoveKind.MOVE: "moved",
    MoveKind.ADVANCE: "advanced",
    MoveKind.CHARGE: "charged",
}
MARKS = ("moved", "fled", "advanced", "shot", "charged", "fought")


class Fold:
    def __init__(self, scenario: Scenario) -> None:
        self.places = {number: placed.hex for number, placed in enumerate(scenario.units)}
        self.hp = {
            number: scenario.profiles[placed.unit].hp_max
            for number, placed in enumerate(scenario.units)
        }
        self.owners: dict[str, Side | None] = {one.code: None for one in scenario.objectives}
        self.points = {Side.ONE: 0, Side.TWO: 0}
        self.marks: dict[int, set[str]] = {number: set() for number in self.hp}
        self.round = 0
        self.side: Side | None = None
        self.result: Result | None = None

    def tell(self, events: Iterable[Event]) -> None:
        for event in events:
            assert self.result is None, f"{event} after the end"
            self._tell(event)

    def _tell(self, event: Event) -> None:
        match event:
            case RoundBegan(number):
                assert number == self.round + 1
                self.round = number
            case TurnBegan(side, number):
                assert number == self.round
                self.side = side
                self.marks = {unit: set() for unit in self.marks}
            case PointsScored(side, held, points, total):
                assert all(self.owners[code] is side for code in held)
                self.points[side] += points
                assert self.points[side] == total
            case ObjectiveTaken(side, code, before):
                assert self.owners[code] is before
                self.owners[code] = side
            case UnitMoved():
                self._move(event)
            case AttackMade():
                self._lose(event.target, event.lost, event.hp_left)
                assert event.lost == sum(hit.lost for hit in event.hits)
                self.marks[event.unit].add("fought" if event.melee else "shot")
            case HazardRolled(unit, _, _, lost, left):
                self._lose(unit, lost, left)
            case UnitDestroyed(unit, _, place):
                assert self.hp[unit] == 0
                assert self.places.pop(unit) == place
            case BattleEnded(result):
                self.result = result
            case PhaseBegan(side, _):
                assert side is self.side
            case UnitActivated() | UnitWaited() | PhaseEnded() | UnitStayed():
                pass
            case AdvanceRolled() | AttacksCounted() | AttacksGivenUp() | ChargeRolled():
                pass
            case _:
                assert_never(event)

    def _move(self, event: UnitMoved) -> None:
        assert self.places[event.unit] == event.path[0]
        assert event.path[-1] not in self.places.values()
        self.places[event.unit] = event.path[-1]
        self.marks[event.unit] |= {MARK_OF[event.kind], *(["fled"] if event.fled else [])}

    def _lose(self, unit: int, lost: int, left: int) -> None:
        assert self.hp[unit] - lost == left >= 0
        self.hp[unit] = left

    def require_same(self, state: BattleState) -> None:
        alive = [unit for unit in state.units if unit.hp > 0]
        assert self.places == {unit.id: state.offset(unit) for unit in alive}
        assert self.hp == {unit.id: unit.hp for unit in state.units}
        codes = [objective.code for objective in state.setup.scenario.objectives]
        assert self.owners == dict(zip(codes, state.owners, strict=True))
        assert self.points == dict(zip(Side, state.points, strict=True))
        assert self.round == state.round
        assert self.side is state.side
        assert self.result == state.result
        for unit in alive:
            assert self.marks[unit.id] == {mark for mark in MARKS if getattr(unit.marks, mark)}
