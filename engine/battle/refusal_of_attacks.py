"""Why a shot or a blow is not legal (R6.2 to R6.5, R7.5, BLAST)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.battle import targets
from engine.battle.actions import Fight, Shoot
from engine.battle.battlefield import Sight
from engine.battle.state import AttackPending

if TYPE_CHECKING:
    from engine.battle.catalog import Weapon
    from engine.battle.state import BattleState, Unit

Ground = tuple[str, str]
"""A rule's number and a reason."""


def ground(state: BattleState, unit: Unit, action: Shoot | Fight) -> Ground:
    """Return why the active *unit* may not make this attack."""
    fighting = isinstance(action, Fight)
    weapon = unit.profile.weapon(action.weapon)
    if weapon is None:
        return "R2.1", f"unit {unit.id} has no weapon {action.weapon}"
    if fighting != weapon.is_melee:
        kind = "ranged" if fighting else "melee"
        return "R2.2", f"{weapon.code} is a {kind} weapon"
    refused = _of_weapon(state, unit, weapon)
    if refused is not None:
        return refused
    return _of_target(state, unit, weapon, action.target)


def _of_weapon(state: BattleState, unit: Unit, weapon: Weapon) -> Ground | None:
    pending = state.pending
    if isinstance(pending, AttackPending):
        if pending.weapon != weapon.code:
            rule = "R7.5" if weapon.is_melee else "R6.4"
            return rule, f"{pending.weapon} has attacks left"
        return None
    if weapon.is_melee:
        return _of_melee_weapon(state, unit, weapon)
    if unit.marks.fled:
        return "R6.1", f"unit {unit.id} has fled"
    if weapon.code in state.used:
        return "R6.5", f"{weapon.code} has been fired"
    if unit.marks.advanced and not weapon.assault:
        return "R6.2", f"unit {unit.id} has advanced, and {weapon.code} has no ASSAULT"
    if state.is_engaged(unit) and not weapon.pistol:
        return "R6.2", f"unit {unit.id} is engaged, and {weapon.code} is no PISTOL"
    if weapon not in targets.usable_ranged(state, unit):
        return "R6.5", "a PISTOL and a weapon without PISTOL are not fired together"
    return None


def _of_melee_weapon(state: BattleState, unit: Unit, weapon: Weapon) -> Ground | None:
    if weapon.code in state.used:
        return "R7.5", f"{weapon.code} has been used"
    mains = any(not melee.extra_attacks for melee in unit.profile.melee)
    if weapon.extra_attacks and mains and not state.used:
        return "R7.5", "first comes one weapon without EXTRA_ATTACKS"
    if not weapon.extra_attacks and state.used:
        return "R7.5", "only one weapon without EXTRA_ATTACKS is used"
    waiting = [w for w in unit.profile.melee if w.extra_attacks and w.code not in state.used]
    if weapon.extra_attacks and waiting[0] != weapon:
        return "R7.5", f"{waiting[0].code} comes before {weapon.code}"
    return None


def _of_target(state: BattleState, unit: Unit, weapon: Weapon, target_id: int) -> Ground:
    if not 0 <= target_id < len(state.units):
        return "R2.4", f"there is no unit {target_id}"
    target = state.units[target_id]
    if not target.hp:
        return "R2.3", f"unit {target_id} is destroyed"
    if target.side is unit.side:
        return "R7.5" if weapon.is_melee else "R6.3", f"unit {target_id} is a friend"
    near = state.field.grid.near[unit.cell] >> target.cell & 1
    if weapon.is_melee and not near:
        return "R7.5", f"unit {target_id} is not adjacent"
    if not weapon.is_melee and state.is_engaged(unit) and not near:
        return "R6.3", "an engaged unit may only shoot at units adjacent to it"
    if not weapon.is_melee and state.distance(unit, target) > weapon.range:
        return "R6.3", f"unit {target_id} is out of range"
    if state.field.sight(unit.cell, target.cell) is Sight.BLOCKED:
        return "R6.3", f"unit {target_id} is out of sight"
    if weapon.blast and state.field.grid.near[target.cell] & state.occupied[unit.side.index]:
        return "R8 BLAST", f"unit {target_id} is adjacent to the shooter's side"
    if not weapon.is_melee and not near:
        friends = state.field.grid.near[target.cell] & state.occupied[unit.side.index]
        if friends:
            return "R6.3", f"unit {target_id} is adjacent to a friend of the shooter"
    return "R6.4", f"only added attacks are left, and they are not for unit {target_id}"
