"""The rules that applied in an attack, from its event and the board it happened on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.analysis.statistics.rules_seen import RuleSeen
from engine.battle import attack
from engine.battle.battlefield import Sight
from engine.dice import D6_FACES
from engine.validation import require_present

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.battle.attack import AttackStats
    from engine.battle.events import AttackMade, AttacksCounted, Hit
    from engine.battle.state import BattleState, Unit
    from engine.data.catalog import Profile, Weapon


def weapon_of(unit: Unit, code: str) -> Weapon:
    """Return the weapon of a unit by its code."""
    return require_present(unit.profile.weapon(code), f"weapon {code}")


def rules_of_count(before: BattleState, event: AttacksCounted) -> Iterator[RuleSeen]:
    """Yield the rules that applied when a weapon was used, on the board *before* it."""
    unit = before.units[event.unit]
    weapon = weapon_of(unit, event.weapon)
    if event.faces:
        yield RuleSeen.DICE_ATTACKS
    if event.rapid_fire:
        yield RuleSeen.RAPID_FIRE
    if event.blast:
        yield RuleSeen.BLAST
    if weapon.extra_attacks:
        yield RuleSeen.EXTRA_ATTACKS
    if not weapon.is_melee and unit.marks.advanced:
        yield RuleSeen.ASSAULT
    if not weapon.is_melee and before.is_engaged(unit):
        yield RuleSeen.PISTOL
    if weapon.is_melee and unit.side is not before.side:
        yield RuleSeen.FOUGHT_BACK
    elif weapon.is_melee and unit.marks.charged:
        yield RuleSeen.FOUGHT_CHARGED


def rules_of_attack(before: BattleState, event: AttackMade) -> Iterator[RuleSeen]:
    """Yield the rules that applied for the attacker."""
    unit, target = before.units[event.unit], before.units[event.target]
    weapon = weapon_of(unit, event.weapon)
    stats = attack.fold(before, unit, target, weapon)
    if event.hit is None:
        yield RuleSeen.TORRENT
    elif event.hit.critical:
        yield RuleSeen.CRITICAL_HIT
    if stats.heavy:
        yield RuleSeen.HEAVY
    if weapon.ignores_cover and _is_covered(before, unit, target):
        yield RuleSeen.IGNORES_COVER
    for hit in event.hits:
        yield from _rules_of_hit(stats, hit)


def _rules_of_hit(stats: AttackStats, hit: Hit) -> Iterator[RuleSeen]:
    last = hit.wound if hit.reroll is None else hit.reroll
    if hit.extra:
        yield RuleSeen.SUSTAINED_HITS
    if hit.wound is None:
        yield RuleSeen.LETHAL_HITS
    if hit.reroll is not None:
        yield RuleSeen.TWIN_LINKED
    if last is not None and last.critical:
        yield RuleSeen.CRITICAL_WOUND
        if last.face < D6_FACES:
            yield RuleSeen.ANTI
        if stats.devastating_wounds:
            yield RuleSeen.DEVASTATING_WOUNDS
    if hit.damage:
        if stats.melta:
            yield RuleSeen.MELTA
        if hit.damage_faces:
            yield RuleSeen.DICE_DAMAGE
        if hit.damage > hit.lost:
            yield RuleSeen.EXCESS_LOST


def rules_of_defence(before: BattleState, event: AttackMade) -> Iterator[RuleSeen]:
    """Yield the rules that applied for the target."""
    unit, target = before.units[event.unit], before.units[event.target]
    weapon = weapon_of(unit, event.weapon)
    if event.cover:
        in_terrain = before.field.cover >> target.cell & 1
        yield RuleSeen.COVER_OF_TERRAIN if in_terrain else RuleSeen.COVER_OBSCURED
    elif not (weapon.is_melee or weapon.ignores_cover) and _is_covered(before, unit, target):
        yield RuleSeen.COVER_OF_NO_USE
    armor = _armor_needed(target.profile, weapon, cover=event.cover)
    for hit in event.hits:
        if hit.save is not None and hit.save.needed < armor:
            yield RuleSeen.INVULNERABLE
        elif hit.wounded and min(armor, target.profile.invul_save) > D6_FACES:
            yield RuleSeen.NO_SAVE


def saved_by(before: BattleState, event: AttackMade) -> float:
    """Return the expected hit points that saves spared the target.

    A hit takes at most the hit points the target has; MELTA and dice count as in the attack's odds.
    """
    saves = [hit for hit in event.hits if hit.save is not None and hit.save.success]
    if not saves:
        return 0.0
    unit, target = before.units[event.unit], before.units[event.target]
    stats = attack.fold(before, unit, target, weapon_of(unit, event.weapon))
    odds = stats.damage.distribution().items()
    total, hp = 0.0, event.hp_left + event.lost
    for hit in event.hits:
        if hit.save is not None and hit.save.success:
            total += sum(chance * min(value + stats.melta, hp) for value, chance in odds)
        hp -= hit.lost
    return total


def _is_covered(before: BattleState, unit: Unit, target: Unit) -> bool:
    """Return whether the target is in COVER or OBSCURED, even if that does not help."""
    if before.field.cover >> target.cell & 1:
        return True
    return before.field.sight(unit.cell, target.cell) is Sight.OBSCURED


def _armor_needed(profile: Profile, weapon: Weapon, *, cover: bool) -> int:
    return profile.armor_save - weapon.ap - (1 if cover else 0)
