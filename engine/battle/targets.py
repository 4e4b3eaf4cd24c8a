"""The legal targets of attacks (R6.2, R6.3, R6.5, R7.5), and the attacks that are added (R6.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.battle.attack import within_half_range
from engine.battle.state import AttackPending

if TYPE_CHECKING:
    from engine.battle.state import BattleState, Unit, UnitSet
    from engine.data.catalog import Weapon
    from engine.hexgrid import CellSet


def usable_ranged(state: BattleState, unit: Unit) -> list[Weapon]:
    """Return the ranged weapons *unit* may still fire in this activation, with or without
    targets.
    """
    if unit.marks.fled:
        return []
    used = state.used_by(unit)
    engaged = state.is_engaged(unit)
    fired = [weapon for weapon in unit.profile.ranged if weapon.code in used]
    return [
        weapon
        for weapon in unit.profile.ranged
        if weapon.code not in used
        and (weapon.assault or not unit.marks.advanced)
        and (weapon.pistol or not engaged)
        and all(other.pistol == weapon.pistol for other in fired)
    ]


def shooting_cells(state: BattleState, unit: Unit, weapon: Weapon) -> CellSet:
    """Return the cells within range and in sight of *unit* with a ranged *weapon*."""
    return state.field.visible[unit.cell] & state.field.within(unit.cell, weapon.range)


def covered_cells(state: BattleState, unit: Unit, weapon: Weapon) -> CellSet:
    """Return those shooting cells in which a target has cover from *unit*, if its armour allows it.

    Whether AP 0 leaves a target without it (R8.4) depends on the target, not on the cell.
    """
    if weapon.ignores_cover:
        return 0
    field = state.field
    return shooting_cells(state, unit, weapon) & (field.cover | ~field.clear[unit.cell])


def ranged_targets(state: BattleState, unit: Unit, weapon: Weapon) -> UnitSet:
    """Return the legal targets of a ranged weapon that may be fired (R6.3, BLAST)."""
    near = state.field.grid.near[unit.cell]
    foes = state.occupied[unit.side.other.index]
    own = state.occupied[unit.side.index]
    targets = foes & shooting_cells(state, unit, weapon)
    if not targets:
        return 0
    engaged = bool(near & foes)
    if engaged:
        targets &= near
    if weapon.blast:
        targets &= ~state.field.grid.neighbours(own)
    elif not engaged:
        targets &= ~state.field.grid.neighbours(own & ~(1 << unit.cell))
    return state.units_in(targets)


def melee_targets(state: BattleState, unit: Unit) -> UnitSet:
    """Return the enemies adjacent to *unit*."""
    near = state.field.grid.near[unit.cell]
    return state.units_in(near & state.occupied[unit.side.other.index])


def targets_of(state: BattleState, unit: Unit, weapon: Weapon) -> UnitSet:
    """Return the legal targets of *weapon*, or of its remaining attacks (R6.4)."""
    found = melee_targets(state, unit) if weapon.is_melee else ranged_targets(state, unit, weapon)
    pending = state.pending_of(unit)
    if isinstance(pending, AttackPending) and not pending.attacks:
        # Only added attacks are left, and they are for the first target alone.
        found &= 1 << pending.first_target
    return found


def added_attacks(state: BattleState, unit: Unit, weapon: Weapon, target: Unit) -> tuple[int, int]:
    """Return the attacks that RAPID_FIRE and BLAST add against a first target (R6.4)."""
    rapid_fire = blast = 0
    if weapon.rapid_fire and within_half_range(state, unit, target, weapon):
        rapid_fire = weapon.rapid_fire
    if weapon.blast:
        near = state.field.grid.near[target.cell]
        blast = (near & state.occupied[target.side.index]).bit_count() // 2
    return rapid_fire, blast
