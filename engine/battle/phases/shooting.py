"""The SHOOT phase (R6), with the advance (R5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from engine.battle import outcome, reachable, targets, weapon_use
from engine.battle.actions import Action, Advance, AdvanceTo, GiveUp, Shoot, Stay, Wait
from engine.battle.events import (
    AdvanceRolled,
    Event,
    MoveKind,
    UnitMoved,
    UnitStayed,
    UnitWaited,
)
from engine.battle.options import Options
from engine.battle.phases import PhaseRules
from engine.battle.state import AdvancePending, AttackPending
from engine.validation import require_present

if TYPE_CHECKING:
    from engine.battle.state import BattleState, Unit, UnitSet
    from engine.data.catalog import Weapon
    from engine.dice import Dice
    from engine.hexgrid import CellSet, Offset


def eligible(state: BattleState) -> UnitSet:
    """Return the units that can shoot or advance (R6.1)."""
    starts = _advance_starts(state)
    pool = 0
    for unit in state.living(state.side):
        if not state.activated >> unit.id & 1 and (
            _can_advance(unit, starts) or _shots(state, unit)
        ):
            pool |= 1 << unit.id
    return pool


def options(state: BattleState, unit: Unit) -> Options:
    """Return the shots and advances of *unit*, or the answers to what is pending."""
    match state.pending_of(unit):
        case AdvancePending(roll):
            return Options(advance_to=reachable.destinations(state, unit, roll), stay=True)
        case AttackPending(code):
            weapon = require_present(unit.profile.weapon(code), f"weapon {code}")
            shots = ((code, targets.targets_of(state, unit, weapon)),)
            return Options(shoot=shots, give_up=True)
        case _:
            advance = _can_advance(unit, _advance_starts(state))
            return Options(shoot=_shots(state, unit), advance=advance, wait=True)


def _shots(state: BattleState, unit: Unit) -> tuple[tuple[str, UnitSet], ...]:
    """Return the weapons *unit* may fire now with their targets, if they have any (R6.2, R6.3)."""
    pairs = [
        (weapon.code, targets.ranged_targets(state, unit, weapon))
        for weapon in targets.usable_ranged(state, unit)
    ]
    return tuple(pair for pair in pairs if pair[1])


def _advance_starts(state: BattleState) -> CellSet:
    """Return the cells from which a unit that is not engaged could advance (R5.1)."""
    highest = state.setup.advance_roll.highest
    return reachable.step_starts(state, state.side, highest) & ~state.zone_of_control(state.side)


def _can_advance(unit: Unit, starts: CellSet) -> bool:
    """Whether *unit* may advance (R5.1)."""
    return bool(starts >> unit.cell & 1) and not unit.marks.advanced and not unit.marks.shot


def resolve(state: BattleState, unit: Unit, action: Action, dice: Dice) -> list[Event]:
    """Fire, advance or wait, and return the events; the last possible shot ends the activation
    (R6.6).
    """
    match action:
        case Shoot(code, target, mode):
            weapon = _weapon(unit, code)
            events = weapon_use.use_weapon(state, unit.id, weapon, target, mode, dice)
        case GiveUp():
            assert isinstance(state.pending, AttackPending), "only then it is legal"
            weapon = _weapon(unit, state.pending.weapon)
            events = weapon_use.give_up(state, unit.id, weapon, dice)
        case Advance():
            faces, total = state.setup.advance_roll.roll(dice)
            state.pending = AdvancePending(total)
            return [AdvanceRolled(unit.id, faces, total)]
        case AdvanceTo(to):
            events = _advance(state, unit, to)
        case Stay():
            state.end_activation()
            return [UnitStayed(unit.id)]
        case Wait():
            state.end_activation()
            return [UnitWaited(unit.id)]
        case _:
            msg = f"no action of SHOOT: {action}"
            raise AssertionError(msg)
    _end_if_done(state, unit)
    return events


def _weapon(unit: Unit, code: str) -> Weapon:
    return require_present(unit.profile.weapon(code), f"weapon {code}")


def _advance(state: BattleState, unit: Unit, to: Offset) -> list[Event]:
    assert isinstance(state.pending, AdvancePending), "only then it is legal"
    cell = state.field.grid.cell(to)
    path = reachable.move_path(state, unit, cell, state.pending.roll)
    cost = reachable.path_cost(state, path)
    state.pending = None
    state.put(replace(unit, cell=cell, marks=replace(unit.marks, advanced=True)))
    moved = UnitMoved(unit.id, MoveKind.ADVANCE, path, cost, fled=False)
    return [moved, *outcome.take_objectives(state)]


def _end_if_done(state: BattleState, unit: Unit) -> None:
    """End the activation of a unit that is destroyed, or has nothing to fire and can't advance."""
    if state.active is None or state.pending is not None:
        return
    now = state.units[unit.id]
    if not now.hp or not _shots(state, now):
        # A unit that gets here has advanced or shot, so that only firing could be left.
        state.end_activation()


RULES = PhaseRules(eligible, options, resolve)
