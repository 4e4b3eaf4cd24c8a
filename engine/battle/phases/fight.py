"""The FIGHT phase (R7.4, R7.5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.battle import targets, weapon_use
from engine.battle.actions import Action, Fight
from engine.battle.options import Options
from engine.battle.phases import PhaseRules
from engine.battle.side import Side
from engine.battle.state import AttackPending
from engine.validation import require_present

if TYPE_CHECKING:
    from engine.battle.events import Event
    from engine.battle.state import BattleState, Unit, UnitSet
    from engine.data.catalog import Weapon
    from engine.dice import Dice


def eligible(state: BattleState) -> UnitSet:
    """Return the units of both sides that have an enemy to fight (R7.4)."""
    pool = 0
    for side in Side:
        contact = state.zone_of_control(side) & state.occupied[side.index]
        if contact:
            for unit_id in _ids(state, contact):
                unit = state.units[unit_id]
                if (
                    unit.profile.melee
                    and not unit.marks.fought
                    and not state.activated >> unit_id & 1
                ):
                    pool |= 1 << unit_id
    return pool


def _ids(state: BattleState, cells: int) -> list[int]:
    return [unit_id for cell, unit_id in state.at.items() if cells >> cell & 1]


def first_part(state: BattleState, pool: UnitSet) -> UnitSet:
    """Return the units of *pool* that fight in part 1: charged ones of the side whose turn it
    is.
    """
    return _those(state, pool, state.side, charged=True)


def next_side(state: BattleState, pool: UnitSet) -> Side:
    """Return the side that picks next from a *pool* that is not empty (R7.4).

    In part 2 the sides alternate, beginning with the one whose turn it is not; if one has no unit
    left, the other continues. `state.to_act` is still the side that picked last.
    """
    if first_part(state, pool):
        return state.side
    following = state.to_act.other
    return following if _those(state, pool, following) else following.other


def pickable(state: BattleState, pool: UnitSet) -> UnitSet:
    """Return the units of *pool* that the side to act may activate now."""
    return first_part(state, pool) or _those(state, pool, state.to_act)


def _those(state: BattleState, pool: UnitSet, side: Side, *, charged: bool = False) -> UnitSet:
    return sum(
        1 << unit.id
        for unit in state.units
        if pool >> unit.id & 1 and unit.side is side and (unit.marks.charged or not charged)
    )


def options(state: BattleState, unit: Unit) -> Options:
    """Return the weapons *unit* may use now with their targets; fighting is not optional (R7.5)."""
    pending = state.pending_of(unit)
    if isinstance(pending, AttackPending):
        codes = [pending.weapon]
    else:
        used = state.used_by(unit)
        codes = [weapon.code for weapon in _next_weapons(unit, used)]
    weapons = [require_present(unit.profile.weapon(code), f"weapon {code}") for code in codes]
    pairs = [(weapon.code, targets.targets_of(state, unit, weapon)) for weapon in weapons]
    return Options(fight=tuple(pair for pair in pairs if pair[1]))


def _next_weapons(unit: Unit, used: tuple[str, ...]) -> list[Weapon]:
    """Return the weapons to choose from: one main weapon first, then each with EXTRA_ATTACKS."""
    mains = [weapon for weapon in unit.profile.melee if not weapon.extra_attacks]
    if mains and not used:
        return mains
    extras = [weapon for weapon in unit.profile.melee if weapon.extra_attacks]
    return [weapon for weapon in extras if weapon.code not in used][:1]


def resolve(state: BattleState, unit: Unit, action: Action, dice: Dice) -> list[Event]:
    """Make the attacks and return the events; the last weapon or enemy ends the activation
    (R7.5).
    """
    assert isinstance(action, Fight), f"no action of FIGHT: {action}"
    weapon = require_present(unit.profile.weapon(action.weapon), f"weapon {action.weapon}")
    events = weapon_use.use_weapon(state, unit.id, weapon, action.target, action.mode, dice)
    if state.active is not None and state.pending is None:
        now = state.units[unit.id]
        if not now.hp or not options(state, now).fight:
            state.end_activation()
    return events


RULES = PhaseRules(eligible, options, resolve)
