"""The illegal action that a click attempts, so that the rules can explain why it is illegal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.battle.actions import Activate, Charge, Fight, Shoot
from engine.battle.phase import Phase
from engine.validation import require_present

if TYPE_CHECKING:
    from client.battle.input.decision import PendingDecision
    from engine.battle.actions import Action, Mode, UnitId
    from engine.battle.state import Unit


def attempt_on(
    now: PendingDecision, unit: UnitId, in_hand: str | None, mode: Mode
) -> Action | None:
    """Return what a click on *unit* attempts while another is active; None without a weapon.

    *in_hand* is the selected weapon; the default is the first of the active unit.
    """
    state, active = now.state, _active(now)
    if state.units[unit].side is active.side:
        return Activate(unit)
    if state.phase is Phase.CHARGE:
        return Charge(unit)
    weapons = active.profile.melee if state.phase is Phase.FIGHT else active.profile.ranged
    code = in_hand or (weapons[0].code if weapons else None)
    return None if code is None else _attack(now, code, unit, mode)


def attempt_with(now: PendingDecision, code: str, mode: Mode) -> Action:
    """Return what a click on a weapon of the active unit attempts: an attack on the nearest
    enemy.
    """
    state, active = now.state, _active(now)
    enemies = state.living(active.side.other)
    nearest = min(enemies, key=lambda enemy: (state.distance(active, enemy), enemy.id))
    return _attack(now, code, nearest.id, mode)


def _active(now: PendingDecision) -> Unit:
    return now.state.units[require_present(now.state.active, "the active unit")]


def _attack(now: PendingDecision, code: str, target: UnitId, mode: Mode) -> Action:
    if now.state.phase is Phase.FIGHT:
        return Fight(code, target, mode)
    return Shoot(code, target, mode)
