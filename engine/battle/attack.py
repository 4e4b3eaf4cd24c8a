"""One attack (R8): all modifiers folded into one set of numbers, and the rolls that follow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import msgspec

from engine.battle.battlefield import Sight
from engine.battle.events import Hit, Roll
from engine.data.catalog import NO_SAVE
from engine.dice import D6_FACES, DiceValue

if TYPE_CHECKING:
    from engine.battle.state import BattleState, Unit
    from engine.data.catalog import Profile, Weapon
    from engine.dice import Dice


class AttackStats(msgspec.Struct, frozen=True):
    """The numbers of one attack, with every modifier in them, for the resolver and the forecast.

    *to_hit*, *wound*, *critical_wound* (the lowest face that wounds critically) and *save* are D6
    faces; *to_hit* is None with TORRENT, which makes no roll to hit, and *save* is 7 if there is
    none. *damage* is in hit points; *melta* is added to its roll. *cover* and *heavy* are whether
    these were counted in.
    """

    to_hit: int | None
    wound: int
    critical_wound: int
    save: int
    damage: DiceValue
    melta: int
    twin_linked: bool
    lethal_hits: bool
    sustained_hits: int
    devastating_wounds: bool
    cover: bool
    heavy: bool

    @property
    def wound_needed(self) -> int:
        """Return the lowest face that wounds, critically or not."""
        return min(self.wound, self.critical_wound)


def wound_needed(strength: int, toughness: int) -> int:
    """Return the face needed to wound, from 2 to 6 (R8.1)."""
    if strength >= 2 * toughness:
        return 2
    if strength > toughness:
        return 3
    if strength == toughness:
        return 4
    return 6 if 2 * strength <= toughness else 5


def save_needed(profile: Profile, ap: int, *, cover: bool) -> int:
    """Return the face needed to save, 7 if there is no save (R8.1, R8.4)."""
    armor = profile.armor_save - ap - (1 if cover else 0)
    return min(armor, profile.invul_save, NO_SAVE)


def counts_cover(weapon: Weapon, profile: Profile) -> bool:
    """Whether cover would help a target with *profile* against *weapon* (R8.4)."""
    if weapon.is_melee or weapon.ignores_cover:
        return False
    return weapon.ap < 0 or profile.armor_save > 3


def has_cover(state: BattleState, unit: Unit, target: Unit) -> bool:
    """Whether *target* is in COVER or OBSCURED from *unit* (R8.4)."""
    field = state.field
    if field.cover >> target.cell & 1:
        return True
    return field.sight(unit.cell, target.cell) is Sight.OBSCURED


def within_half_range(state: BattleState, unit: Unit, target: Unit, weapon: Weapon) -> bool:
    """Whether *target* is within half range of a ranged *weapon* (R1.2)."""
    return not weapon.is_melee and 2 * state.distance(unit, target) <= weapon.range


class Circumstances(NamedTuple):
    """What the board adds to an attack.

    *cover*: the target stands in COVER or is OBSCURED. *close*: it is within half range. *still*:
    the unit has neither moved nor advanced this turn.
    """

    cover: bool
    close: bool
    still: bool


IN_MELEE: Final = Circumstances(cover=False, close=False, still=False)
"""The circumstances of every fight: HEAVY and cover are for shooting only (R8)."""


def circumstances(state: BattleState, unit: Unit, target: Unit, weapon: Weapon) -> Circumstances:
    """Return what the board adds to an attack of *unit* with *weapon* at *target*."""
    cover = counts_cover(weapon, target.profile) and has_cover(state, unit, target)
    close = within_half_range(state, unit, target, weapon)
    return Circumstances(cover, close, not (unit.marks.moved or unit.marks.advanced))


def fold(state: BattleState, unit: Unit, target: Unit, weapon: Weapon) -> AttackStats:
    """Return the numbers of an attack of *unit* with *weapon* at *target*, in the current state."""
    return stats_of(weapon, target.profile, circumstances(state, unit, target, weapon))


def stats_of(weapon: Weapon, profile: Profile, here: Circumstances) -> AttackStats:
    """Return the numbers of an attack with *weapon* at a unit with *profile* under
    circumstances.
    """
    heavy = weapon.heavy and weapon.to_hit is not None and here.still
    to_hit = weapon.to_hit
    if to_hit is not None and heavy:
        # An unmodified 1 fails whatever is added to it.
        to_hit = max(2, to_hit - 1)
    cover = here.cover and counts_cover(weapon, profile)
    anti = [number for keyword, number in weapon.anti if keyword in profile.keywords]
    return AttackStats(
        to_hit=to_hit,
        wound=wound_needed(weapon.strength, profile.toughness),
        critical_wound=min([D6_FACES, *anti]),
        save=save_needed(profile, weapon.ap, cover=cover),
        damage=weapon.damage,
        melta=weapon.melta if here.close else 0,
        twin_linked=weapon.twin_linked,
        lethal_hits=weapon.lethal_hits,
        sustained_hits=weapon.sustained_hits,
        devastating_wounds=weapon.devastating_wounds,
        cover=cover,
        heavy=heavy,
    )


def roll_attack(stats: AttackStats, hp: int, dice: Dice) -> tuple[Roll | None, tuple[Hit, ...]]:
    """Roll one attack against a target with *hp* hit points, and return the roll to hit and the
    hits.

    The roll to hit is None with TORRENT. Hits left over when the target has no hit points are lost
    (R8.3).
    """
    hit = None if stats.to_hit is None else _roll(dice, stats.to_hit, D6_FACES)
    if hit is not None and not hit.success:
        return hit, ()
    critical = hit is not None and hit.critical
    hits: list[Hit] = []
    for number in range(1 + (stats.sustained_hits if critical else 0)):
        extra = number > 0
        hits.append(_roll_hit(stats, hp, dice, extra, stats.lethal_hits and critical and not extra))
        hp -= hits[-1].lost
        if not hp:
            break
    return hit, tuple(hits)


def _roll_hit(stats: AttackStats, hp: int, dice: Dice, extra: bool, lethal: bool) -> Hit:  # noqa: FBT001 - private
    wound = reroll = save = None
    if not lethal:
        wound = _roll(dice, stats.wound_needed, stats.critical_wound)
        if stats.twin_linked and not wound.success:
            reroll = _roll(dice, stats.wound_needed, stats.critical_wound)
    last = reroll if reroll is not None else wound
    if last is not None and not last.success:
        return Hit(extra, wound, reroll, False, None, (), 0, 0)
    devastating = stats.devastating_wounds and last is not None and last.critical
    if stats.save < NO_SAVE and not devastating:
        save = _roll(dice, stats.save, NO_SAVE)
        if save.success:
            return Hit(extra, wound, reroll, True, save, (), 0, 0)
    faces, damage = stats.damage.roll(dice)
    damage += stats.melta
    return Hit(extra, wound, reroll, True, save, faces, damage, min(damage, hp))


def _roll(dice: Dice, needed: int, critical: int) -> Roll:
    """Return the roll of one die; an unmodified 1 always fails, *critical* and above always succeed
    (R8.2).
    """
    face = dice.d6()
    return Roll(face, needed, face > 1 and face >= min(needed, critical), face >= critical)
