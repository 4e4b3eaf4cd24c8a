"""The collector of statistics: an observer of a battle that counts its events."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, assert_never

from engine.analysis.statistics import attack_rules
from engine.analysis.statistics.counts import SideCount, Statistics, UnitCount, Use, WeaponCount
from engine.analysis.statistics.rules_seen import RuleSeen
from engine.battle.actions import Fight, Mode, Shoot
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
    Reason,
    RoundBegan,
    TurnBegan,
    UnitActivated,
    UnitDestroyed,
    UnitMoved,
    UnitStayed,
    UnitWaited,
)
from engine.battle.side import Side
from engine.battle.state import AttackPending
from engine.players.arena.match_game import CollectorType

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.battle.battle import Step
    from engine.battle.events import Event
    from engine.battle.state import BattleState, Unit

_ENDED = {
    Reason.ELIMINATION: RuleSeen.ENDED_ELIMINATION,
    Reason.VICTORY_POINTS: RuleSeen.ENDED_VICTORY_POINTS,
    Reason.VALUE: RuleSeen.ENDED_VALUE,
    Reason.DRAW: RuleSeen.ENDED_DRAW,
}


class StatisticsCollector:
    """Counts one battle, action by action, from its start."""

    def __init__(self, state: BattleState) -> None:
        """Count the units and weapons of both sides in the first *state*."""
        self._sides = (_begin(state, Side.ONE), _begin(state, Side.TWO))
        self._state = state
        self._decisions = 0
        self._leader: Side | None = None
        self._lead_changes = 0
        self._decisive = False

    def observe(self, step: Step) -> None:
        """Count a step: the action, its events, and its consequences."""
        before, action, events, self._state = step
        self._decisions += 1
        self._decisive = any(
            isinstance(event, UnitDestroyed | ObjectiveTaken)
            or (isinstance(event, BattleEnded) and event.result.reason is Reason.ELIMINATION)
            for event in events
        )
        side = before.to_act
        self._note(self._sides[side.index].actions, action.word)
        match action:
            case Shoot(_, target, mode) | Fight(_, target, mode):
                if mode is Mode.SINGLE:
                    self._see(side, RuleSeen.SINGLE_SHOT)
                pending = before.pending
                if isinstance(pending, AttackPending) and pending.first_target != target:
                    self._see(side, RuleSeen.TURNED)
            case _:
                pass
        for event in events:
            self._read(event, before, step.after)

    def finish(self) -> Statistics:
        """Return the statistics of the battle, which is over."""
        self._compare(self._state)
        for count in self._sides:
            for unit in count.units.values():
                unit.saved, unit.taken, unit.lost = (
                    round(figure, 2) for figure in (unit.saved, unit.taken, unit.lost)
                )
            for weapon in count.weapons.values():
                weapon.taken = round(weapon.taken, 2)
        for count, points in zip(self._sides, self._state.points, strict=True):
            count.points = points
        return Statistics(self._state.round, self._decisions, self._lead_changes, self._sides)

    def _note(self, uses: dict[str, Use], name: str) -> None:
        if name not in uses:
            uses[name] = Use()
        uses[name].used += 1
        uses[name].decided += self._decisive

    def _see(self, side: Side, *rules: RuleSeen) -> None:
        for rule in rules:
            self._note(self._sides[side.index].rules, rule.value)

    def _unit(self, unit: Unit) -> UnitCount:
        return self._sides[unit.side.index].units[unit.profile.code]

    def _weapon(self, unit: Unit, code: str) -> WeaponCount:
        return self._sides[unit.side.index].weapons[code]

    def _read(self, event: Event, before: BattleState, after: BattleState) -> None:
        match event:
            case RoundBegan() | PhaseBegan() | UnitActivated():
                pass
            case TurnBegan():
                self._compare(after)
            case PointsScored() | ObjectiveTaken() | BattleEnded():
                self._read_standing(event, before)
            case UnitWaited(unit):
                self._see(before.units[unit].side, RuleSeen.WAITED)
            case PhaseEnded():
                self._see(before.to_act, RuleSeen.PHASE_ENDED)
            case UnitMoved():
                self._read_move(event, before)
            case AdvanceRolled(unit):
                self._see(before.units[unit].side, RuleSeen.ADVANCE_ROLLED)
            case UnitStayed(unit):
                self._see(before.units[unit].side, RuleSeen.ADVANCE_REFUSED)
            case ChargeRolled(unit, reached=reached):
                rule = RuleSeen.CHARGED if reached else RuleSeen.CHARGE_FAILED
                self._see(before.units[unit].side, rule)
            case AttacksCounted(unit, code):
                user = before.units[unit]
                self._weapon(user, code).uses += 1
                self._see(user.side, *attack_rules.rules_of_count(before, event))
            case AttackMade():
                self._read_attack(event, before)
            case AttacksGivenUp(unit):
                self._see(before.units[unit].side, RuleSeen.GIVEN_UP)
            case HazardRolled():
                self._read_hazard(event, before)
            case UnitDestroyed():
                pass  # the attack or the hazard before it has counted what was lost
            case _:
                assert_never(event)

    def _read_standing(
        self, event: PointsScored | ObjectiveTaken | BattleEnded, before: BattleState
    ) -> None:
        match event:
            case PointsScored(side, objectives, points):
                self._see(side, RuleSeen.SCORED)
                if points < len(objectives) * before.setup.rules.objective_points:
                    self._see(side, RuleSeen.SCORED_MOST)
            case ObjectiveTaken(side, before=owner):
                first = owner is None
                self._see(side, RuleSeen.TAKEN_FIRST if first else RuleSeen.TAKEN_FROM_ENEMY)
            case BattleEnded(result):
                # A draw belongs to no side: it is counted for ONE, so that it is counted once.
                self._see(result.winner or Side.ONE, _ENDED[result.reason])
            case _:
                assert_never(event)

    def _read_move(self, event: UnitMoved, before: BattleState) -> None:
        unit = before.units[event.unit]
        steps = len(event.path) - 1
        self._unit(unit).moved += steps
        match event.kind:
            case MoveKind.MOVE:
                self._see(unit.side, RuleSeen.FLED if event.fled else RuleSeen.MOVED)
            case MoveKind.ADVANCE:
                self._see(unit.side, RuleSeen.ADVANCED)
            case MoveKind.CHARGE:
                pass  # the roll that reached has been counted
            case _:
                assert_never(event.kind)
        if event.cost > steps:
            self._see(unit.side, RuleSeen.ROUGH_GROUND)

    def _read_attack(self, event: AttackMade, before: BattleState) -> None:
        unit, target = before.units[event.unit], before.units[event.target]
        attacker, weapon = self._unit(unit), self._weapon(unit, event.weapon)
        value = self._lose(target, event.lost)
        attacker.taken += value
        if event.melee:
            attacker.melee += event.lost
        else:
            attacker.ranged += event.lost
        weapon.attacks += 1
        weapon.damage += event.lost
        weapon.taken += value
        weapon.decided += not event.hp_left
        self._unit(target).saved += attack_rules.saved_by(before, event)
        self._see(unit.side, *attack_rules.rules_of_attack(before, event))
        self._see(target.side, *attack_rules.rules_of_defence(before, event))

    def _read_hazard(self, event: HazardRolled, before: BattleState) -> None:
        unit = before.units[event.unit]
        self._lose(unit, event.lost)
        self._see(unit.side, RuleSeen.HAZARDOUS)
        if event.lost:
            self._see(unit.side, RuleSeen.HAZARDOUS_LOSS)

    def _lose(self, unit: Unit, lost: int) -> float:
        """Count hit points that were lost; return the VALUE they are worth."""
        value = unit.profile.value * lost / unit.profile.hp_max
        self._unit(unit).lost += value
        return value

    def _compare(self, state: BattleState) -> None:
        """Count a change of the lead since the last turn began, if there was one."""
        leader = _leader(state)
        if leader is not None:
            if self._leader is not None and leader is not self._leader:
                self._lead_changes += 1
            self._leader = leader


def _leader(state: BattleState) -> Side | None:
    """Return the side that is ahead: in points, with equal points in VALUE on the board."""
    for one, two in (state.points, [state.value_left(side) for side in Side]):
        if one != two:
            return Side.ONE if one > two else Side.TWO
    return None


def _begin(state: BattleState, side: Side) -> SideCount:
    """Count the units of a side; every weapon they carry starts at zero."""
    units: dict[str, UnitCount] = {}
    weapons: dict[str, WeaponCount] = {}
    for unit in state.living(side):
        code = unit.profile.code
        if code not in units:
            units[code] = UnitCount()
        units[code].count += 1
        weapons |= _weapons_of(unit)
    return SideCount(0, units, weapons, {}, {})


def _weapons_of(unit: Unit) -> dict[str, WeaponCount]:
    carried: Iterable[str] = (weapon.code for weapon in unit.profile.ranged + unit.profile.melee)
    return {code: WeaponCount() for code in carried}


COLLECTOR: Final = CollectorType(StatisticsCollector, Statistics)
"""Collects the statistics of the games of a match."""
