"""The use of a weapon: counting attacks, making them, finishing it (R6.4, R7.5, R8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from engine.battle import attack, outcome, targets
from engine.battle.actions import Mode
from engine.battle.events import (
    AttackMade,
    AttacksCounted,
    AttacksGivenUp,
    Event,
    HazardRolled,
    UnitDestroyed,
)
from engine.battle.state import AttackPending

if TYPE_CHECKING:
    from engine.battle.actions import UnitId
    from engine.battle.state import BattleState, Unit
    from engine.data.catalog import Weapon
    from engine.dice import Dice


def use_weapon(
    state: BattleState, unit_id: UnitId, weapon: Weapon, target_id: UnitId, mode: Mode, dice: Dice
) -> list[Event]:
    """Make the attacks of *weapon*, or the remaining ones, at a legal target, and return the
    events.

    Leaves the question of the remaining attacks in `state.pending`, or finishes the weapon.
    """
    events: list[Event] = []
    pending = state.pending
    if not isinstance(pending, AttackPending):
        pending = _count_attacks(state, unit_id, weapon, target_id, dice, events)
    if pending.first_target != target_id:
        pending = replace(pending, added=0)
    _mark(state, unit_id, weapon)
    while pending.attacks + pending.added and state.units[target_id].hp and not state.result:
        # The weapon's own attacks come first: only they may still turn to another target.
        if pending.attacks:
            pending = replace(pending, attacks=pending.attacks - 1)
        else:
            pending = replace(pending, added=pending.added - 1)
        events += _make_attack(state, unit_id, weapon, target_id, dice)
        if mode is Mode.SINGLE:
            break
    if state.result:
        return events
    state.pending = pending
    left = pending.attacks + pending.added
    if not left or not targets.targets_of(state, state.units[unit_id], weapon):
        events += _finish(state, unit_id, weapon, dice)
    return events


def give_up(state: BattleState, unit_id: UnitId, weapon: Weapon, dice: Dice) -> list[Event]:
    """Give up the remaining attacks, which finishes the weapon, and return the events."""
    pending = state.pending
    assert isinstance(pending, AttackPending), "nothing is left to give up"
    left = pending.attacks + pending.added
    return [
        AttacksGivenUp(unit_id, weapon.code, left),
        *_finish(state, unit_id, weapon, dice),
    ]


def _count_attacks(
    state: BattleState,
    unit_id: UnitId,
    weapon: Weapon,
    target_id: UnitId,
    dice: Dice,
    events: list[Event],
) -> AttackPending:
    faces, attacks = weapon.attacks.roll(dice)
    unit, target = state.units[unit_id], state.units[target_id]
    rapid_fire, blast = targets.added_attacks(state, unit, weapon, target)
    events.append(
        AttacksCounted(unit_id, weapon.code, target_id, faces, attacks, rapid_fire, blast)
    )
    state.used += (weapon.code,)
    return AttackPending(weapon.code, target_id, attacks, rapid_fire + blast)


def _mark(state: BattleState, unit_id: UnitId, weapon: Weapon) -> None:
    """Set the unit's mark from its first attack on (R6.6, R7.5)."""
    unit = state.units[unit_id]
    if not weapon.is_melee and not unit.marks.shot:
        state.put(replace(unit, marks=replace(unit.marks, shot=True)))
    elif weapon.is_melee and not unit.marks.fought:
        state.put(replace(unit, marks=replace(unit.marks, fought=True)))


def _make_attack(
    state: BattleState, unit_id: UnitId, weapon: Weapon, target_id: UnitId, dice: Dice
) -> list[Event]:
    unit, target = state.units[unit_id], state.units[target_id]
    stats = attack.fold(state, unit, target, weapon)
    hit, hits = attack.roll_attack(stats, target.hp, dice)
    lost = sum(one.lost for one in hits)
    left = target.hp - lost
    melee = weapon.is_melee
    made = AttackMade(unit_id, weapon.code, target_id, melee, stats.cover, hit, hits, lost, left)
    return [made, *_lose(state, target, lost, unit_id)]


def _lose(state: BattleState, unit: Unit, lost: int, by: UnitId) -> list[Event]:
    """Remove hit points from a unit and return the events; at 0 it leaves the board (R2.3,
    R9.3).
    """
    if not lost:
        return []
    left = unit.hp - lost
    state.put(replace(unit, hp=left))
    if left:
        return []
    return [
        UnitDestroyed(unit.id, by, state.offset(unit)),
        *outcome.take_objectives(state),
        *outcome.end_if_eliminated(state),
    ]


def _finish(state: BattleState, unit_id: UnitId, weapon: Weapon, dice: Dice) -> list[Event]:
    """Finish a weapon with its HAZARDOUS roll, and return the events (R8)."""
    state.pending = None
    if not weapon.hazardous:
        return []
    face = dice.d6()
    unit = state.units[unit_id]
    lost = min(state.setup.rules.hazard_damage, unit.hp) if face == 1 else 0
    rolled = HazardRolled(unit_id, weapon.code, face, lost, unit.hp - lost)
    return [rolled, *_lose(state, unit, lost, unit_id)]
