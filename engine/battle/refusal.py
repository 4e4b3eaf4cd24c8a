"""The reasons why actions are illegal: the rule that forbids each, and a sentence (R10.3).

Legality itself is decided by the options alone. This module only looks for the best explanation of
an action that is not among them: it checks the conditions of the rules again, in the order in which
they help a person.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.battle import targets
from engine.battle.actions import (
    Action,
    Activate,
    Advance,
    AdvanceTo,
    Charge,
    ChargeTo,
    EndPhase,
    Fight,
    GiveUp,
    Move,
    Shoot,
    Stay,
    Wait,
)
from engine.battle.battlefield import Sight
from engine.battle.phase import Phase
from engine.battle.state import AdvancePending, AttackPending, ChargePending
from engine.errors import IllegalAction
from engine.sentences import Sentence

if TYPE_CHECKING:
    from engine.battle.actions import UnitId
    from engine.battle.options import Options
    from engine.battle.state import BattleState, Unit
    from engine.data.catalog import Weapon
    from engine.hexgrid import CellSet, Offset

Refusal = tuple[str, Sentence]
"""A rule's number and a reason."""

_PHASES_OF: dict[type[Action], tuple[Phase, str]] = {
    Move: (Phase.MOVE, "R4.4"),
    Advance: (Phase.SHOOT, "R5.1"),
    AdvanceTo: (Phase.SHOOT, "R5.2"),
    Stay: (Phase.SHOOT, "R5.2"),
    Shoot: (Phase.SHOOT, "R6.4"),
    GiveUp: (Phase.SHOOT, "R6.4"),
    Charge: (Phase.CHARGE, "R7.2"),
    ChargeTo: (Phase.CHARGE, "R7.3"),
    Fight: (Phase.FIGHT, "R7.5"),
}
_ANSWERS: dict[type[Action], tuple[type, str, Sentence]] = {
    AdvanceTo: (AdvancePending, "R5.2", Sentence("refusal.no-advance-rolled")),
    Stay: (AdvancePending, "R5.2", Sentence("refusal.no-advance-rolled")),
    ChargeTo: (ChargePending, "R7.3", Sentence("refusal.no-charge-rolled")),
    GiveUp: (AttackPending, "R6.4", Sentence("refusal.no-attacks-left")),
}


def refuse(state: BattleState, options: Options, action: Action) -> IllegalAction:
    """Return the error for *action*, which is not one of *options*."""
    rule, sentence = _ground(state, options, action)
    return IllegalAction(action.to_text(), rule, sentence)


def _unit(unit_id: UnitId) -> Sentence:
    """Return the part of a reason that says which unit: a reader that has names puts one there."""
    return Sentence("refusal.unit", number=unit_id)


def _hex(at: Offset) -> Sentence:
    """Return the part of a reason that says which hex."""
    return Sentence("refusal.hex", column=at[0], row=at[1])


def _ground(state: BattleState, options: Options, action: Action) -> Refusal:
    if state.result is not None:
        return "R9.3", Sentence("refusal.battle-over")
    if isinstance(action, Activate):
        return _of_activate(state, options, action.unit)
    if isinstance(action, EndPhase):
        return _of_end_phase(state)
    if isinstance(action, GiveUp) and state.phase is Phase.FIGHT:
        return "R7.5", Sentence("refusal.no-giving-up-in-fights")
    if type(action) in _PHASES_OF:
        phase, rule = _PHASES_OF[type(action)]
        if phase is not state.phase:
            return rule, Sentence(
                "refusal.other-phase", needed=phase.value, phase=state.phase.value
            )
    if state.active is None:
        return "R3.5", Sentence("refusal.no-unit-activated")
    return _of_active(state, state.units[state.active], action)


def _of_activate(state: BattleState, options: Options, unit_id: int) -> Refusal:
    if not 0 <= unit_id < len(state.units):
        return "R2.4", Sentence("refusal.no-unit", unit=_unit(unit_id))
    unit = state.units[unit_id]
    if not unit.hp:
        return "R2.3", Sentence("refusal.unit-destroyed", unit=_unit(unit_id))
    if state.activated >> unit_id & 1 and unit_id != state.active:
        return "R3.3", Sentence("refusal.activated-before", unit=_unit(unit_id))
    if state.active is not None:
        return "R3.3", Sentence("refusal.finish-first", unit=_unit(state.active))
    if state.phase is Phase.FIGHT:
        return _of_pick(state, options, unit)
    if unit.side is not state.side:
        return "R3.1", Sentence(
            "refusal.other-sides-unit", unit=_unit(unit_id), side=state.side.value
        )
    rule = {Phase.MOVE: "R4.1", Phase.SHOOT: "R6.1", Phase.CHARGE: "R7.1"}[state.phase]
    return rule, Sentence("refusal.nothing-to-do", unit=_unit(unit_id), phase=state.phase.value)


def _of_pick(state: BattleState, options: Options, unit: Unit) -> Refusal:
    if not unit.profile.melee:
        return "R7.4", Sentence("refusal.no-melee-weapon", unit=_unit(unit.id))
    if not state.is_engaged(unit):
        return "R7.4", Sentence("refusal.not-engaged", unit=_unit(unit.id))
    if unit.marks.fought:
        return "R7.4", Sentence("refusal.has-fought", unit=_unit(unit.id))
    first = options.activate and all(
        u.marks.charged for u in state.units if options.activate >> u.id & 1
    )
    if unit.side is state.to_act and first:
        return "R7.4", Sentence("refusal.chargers-first")
    return "R7.4", Sentence("refusal.other-side-picks", side=state.to_act.value)


def _of_end_phase(state: BattleState) -> Refusal:
    if state.phase is Phase.FIGHT:
        return "R7.5", Sentence("refusal.fight-not-optional")
    assert state.active is not None, "otherwise the phase may end"
    return "R3.5", Sentence("refusal.finish-first", unit=_unit(state.active))


def _of_active(state: BattleState, unit: Unit, action: Action) -> Refusal:
    pending = state.pending
    if type(action) in _ANSWERS:
        asked, rule, reason = _ANSWERS[type(action)]
        if not isinstance(pending, asked):
            return rule, reason
    match action:
        case AdvanceTo(to) | ChargeTo(to):
            return _of_answer(state, unit, to)
        case Shoot() | Fight() if pending is None or isinstance(pending, AttackPending):
            return _of_attack(state, unit, action)
        case _ if pending is not None:
            return _of_question(state)
        case Move(to):
            return _of_hex(state, unit, to, unit.profile.move, "R4.2")
        case Advance():
            return _of_advance(state, unit)
        case Charge(target):
            return _of_charge(state, unit, target)
        case Wait():
            return "R7.5", Sentence("refusal.fight-not-optional")
        case _:
            msg = f"{action} was found legal and illegal"
            raise AssertionError(msg)


def _of_question(state: BattleState) -> Refusal:
    match state.pending:
        case AdvancePending(roll):
            return "R5.2", Sentence("refusal.advance-pending", roll=roll)
        case ChargePending(_, roll):
            return "R7.3", Sentence("refusal.charge-pending", roll=roll)
        case AttackPending(weapon):
            if state.phase is Phase.FIGHT:
                return "R7.5", Sentence("refusal.fight-pending", weapon=weapon)
            return "R6.4", Sentence("refusal.attacks-pending", weapon=weapon)
        case _:
            msg = "nothing is pending"
            raise AssertionError(msg)


def _of_answer(state: BattleState, unit: Unit, to: Offset) -> Refusal:
    match state.pending:
        case AdvancePending(roll):
            return _of_hex(state, unit, to, roll, "R5.2")
        case ChargePending(target, roll):
            return _of_charge_end(state, state.units[target], to, roll)
        case _:
            msg = "nothing is pending"
            raise AssertionError(msg)


def _of_free_hex(state: BattleState, to: Offset, rule: str) -> Refusal | None:
    grid = state.field.grid
    if not grid.holds(to):
        return "R1.1", Sentence("refusal.hex-off-board", hex=_hex(to))
    cell: CellSet = 1 << grid.cell(to)
    if cell & state.field.walls:
        return "R1.3", Sentence("refusal.hex-wall", hex=_hex(to), terrain="WALL")
    if cell & (state.occupied[0] | state.occupied[1]):
        return rule, Sentence("refusal.hex-occupied", hex=_hex(to))
    return None


def _of_hex(state: BattleState, unit: Unit, to: Offset, points: int, rule: str) -> Refusal:
    if to == state.offset(unit):
        return "R4.2", Sentence("refusal.hex-same", unit=_unit(unit.id))
    taken = _of_free_hex(state, to, "R4.2")
    if taken is not None:
        return taken
    if state.zone_of_control(unit.side) >> state.field.grid.cell(to) & 1:
        return "R4.2", Sentence("refusal.hex-threatened", hex=_hex(to))
    return rule, Sentence("refusal.no-path", points=points, hex=_hex(to))


def _of_charge_end(state: BattleState, target: Unit, to: Offset, roll: int) -> Refusal:
    taken = _of_free_hex(state, to, "R7.3")
    if taken is not None:
        return taken
    if not state.field.grid.near[target.cell] >> state.field.grid.cell(to) & 1:
        return "R7.3", Sentence("refusal.hex-off-target", hex=_hex(to), unit=_unit(target.id))
    return "R7.3", Sentence("refusal.no-charge-path", points=roll, hex=_hex(to))


def _of_advance(state: BattleState, unit: Unit) -> Refusal:
    if state.is_engaged(unit):
        return "R5.1", Sentence("refusal.is-engaged", unit=_unit(unit.id))
    if unit.marks.advanced:
        return "R5.1", Sentence("refusal.has-advanced", unit=_unit(unit.id))
    if unit.marks.shot:
        return "R5.1", Sentence("refusal.has-shot", unit=_unit(unit.id))
    return "R5.1", Sentence("refusal.no-hex-to-advance-to", unit=_unit(unit.id))


def _of_charge(state: BattleState, unit: Unit, target_id: int) -> Refusal:
    if not 0 <= target_id < len(state.units):
        return "R2.4", Sentence("refusal.no-unit", unit=_unit(target_id))
    target = state.units[target_id]
    if not target.hp:
        return "R2.3", Sentence("refusal.unit-destroyed", unit=_unit(target_id))
    if target.side is unit.side:
        return "R7.1", Sentence("refusal.friend", unit=_unit(target_id))
    return "R7.1", Sentence("refusal.charge-too-far", unit=_unit(target_id))


# Attacks


def _of_attack(state: BattleState, unit: Unit, action: Shoot | Fight) -> Refusal:
    """Return why the active *unit* may not make this attack (R6.2 to R6.5, R7.5, BLAST)."""
    fighting = isinstance(action, Fight)
    weapon = unit.profile.weapon(action.weapon)
    if weapon is None:
        return "R2.1", Sentence("refusal.no-such-weapon", unit=_unit(unit.id), weapon=action.weapon)
    if fighting != weapon.is_melee:
        code = weapon.code
        if fighting:
            return "R2.2", Sentence("refusal.ranged-weapon", weapon=code)
        return "R2.2", Sentence("refusal.melee-weapon", weapon=code)
    refused = _of_weapon(state, unit, weapon)
    if refused is not None:
        return refused
    return _of_target(state, unit, weapon, action.target)


def _of_weapon(state: BattleState, unit: Unit, weapon: Weapon) -> Refusal | None:
    pending = state.pending
    if isinstance(pending, AttackPending):
        if pending.weapon != weapon.code:
            rule = "R7.5" if weapon.is_melee else "R6.4"
            return rule, Sentence("refusal.weapon-pending", weapon=pending.weapon)
        return None
    if weapon.is_melee:
        return _of_melee_weapon(state, unit, weapon)
    if unit.marks.fled:
        return "R6.1", Sentence("refusal.has-fled", unit=_unit(unit.id))
    if weapon.code in state.used:
        return "R6.5", Sentence("refusal.weapon-fired", weapon=weapon.code)
    if unit.marks.advanced and not weapon.assault:
        return "R6.2", Sentence(
            "refusal.no-assault", unit=_unit(unit.id), weapon=weapon.code, weapon_rule="ASSAULT"
        )
    if state.is_engaged(unit) and not weapon.pistol:
        return "R6.2", Sentence(
            "refusal.no-pistol", unit=_unit(unit.id), weapon=weapon.code, weapon_rule="PISTOL"
        )
    if weapon not in targets.usable_ranged(state, unit):
        return "R6.5", Sentence("refusal.pistols-apart", weapon_rule="PISTOL")
    return None


def _of_melee_weapon(state: BattleState, unit: Unit, weapon: Weapon) -> Refusal | None:
    if weapon.code in state.used:
        return "R7.5", Sentence("refusal.weapon-used", weapon=weapon.code)
    mains = any(not melee.extra_attacks for melee in unit.profile.melee)
    if weapon.extra_attacks and mains and not state.used:
        return "R7.5", Sentence("refusal.main-weapon-first", weapon_rule="EXTRA_ATTACKS")
    if not weapon.extra_attacks and state.used:
        return "R7.5", Sentence("refusal.one-main-weapon", weapon_rule="EXTRA_ATTACKS")
    waiting = [w for w in unit.profile.melee if w.extra_attacks and w.code not in state.used]
    if weapon.extra_attacks and waiting[0] != weapon:
        return "R7.5", Sentence("refusal.weapon-order", first=waiting[0].code, weapon=weapon.code)
    return None


def _of_target(state: BattleState, unit: Unit, weapon: Weapon, target_id: int) -> Refusal:
    if not 0 <= target_id < len(state.units):
        return "R2.4", Sentence("refusal.no-unit", unit=_unit(target_id))
    target = state.units[target_id]
    if not target.hp:
        return "R2.3", Sentence("refusal.unit-destroyed", unit=_unit(target_id))
    if target.side is unit.side:
        return "R7.5" if weapon.is_melee else "R6.3", Sentence(
            "refusal.friend", unit=_unit(target_id)
        )
    near = state.field.grid.near[unit.cell] >> target.cell & 1
    if weapon.is_melee and not near:
        return "R7.5", Sentence("refusal.target-not-adjacent", unit=_unit(target_id))
    if not weapon.is_melee and state.is_engaged(unit) and not near:
        return "R6.3", Sentence("refusal.engaged-shoots-adjacent")
    distance = state.distance(unit, target)
    if not weapon.is_melee and distance > weapon.range:
        return "R6.3", Sentence(
            "refusal.out-of-range", unit=_unit(target_id), distance=distance, range=weapon.range
        )
    if state.field.sight(unit.cell, target.cell) is Sight.BLOCKED:
        return "R6.3", Sentence("refusal.out-of-sight", unit=_unit(target_id))
    if weapon.blast and state.field.grid.near[target.cell] & state.occupied[unit.side.index]:
        return "R8 BLAST", Sentence("refusal.blast-near-own-side", unit=_unit(target_id))
    if not weapon.is_melee and not near:
        friends = state.field.grid.near[target.cell] & state.occupied[unit.side.index]
        if friends:
            return "R6.3", Sentence("refusal.target-near-friend", unit=_unit(target_id))
    # All other conditions of a target have been ruled out.
    return "R6.4", Sentence("refusal.added-attacks-left", unit=_unit(target_id))
