"""The content of the panels beside the board about units and weapons, as text and numbers."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from client.text.catalogue import name, plural, text
from client.text.format import comma_list
from client.text.names import rule_names
from engine.data.catalog import NO_SAVE

if TYPE_CHECKING:
    from client.text.names import BattleNames
    from engine.battle.actions import UnitId
    from engine.battle.side import Side
    from engine.battle.state import BattleState, Unit
    from engine.data.catalog import Profile, Weapon


@dataclasses.dataclass(frozen=True, slots=True)
class WeaponRow:
    """A weapon's row: *cells* are range, attacks, to hit, strength, piercing and damage.

    *number* is the key that selects it, 0 for none; *asked* is whether a click on it selects it or
    explains why it can't be used; *rules* are the names of its weapon rules, *written* these as
    its data has them.
    """

    code: str
    title: str
    cells: tuple[str, ...]
    rules: str
    written: tuple[str, ...]
    number: int
    in_hand: bool
    asked: bool
    spent: bool


@dataclasses.dataclass(frozen=True, slots=True)
class UnitCard:
    """The card of a unit: *stats* are pairs of code and value, *marks* the codes of what it did
    this turn.

    *subtitles* describe the unit, from the longest text to the shortest. *left_out* are the names
    of weapons for which there is no room.
    """

    unit: UnitId
    side: Side
    code: str
    title: str
    subtitles: tuple[str, ...]
    hp: int
    hp_max: int
    stats: tuple[tuple[str, str], ...]
    marks: tuple[str, ...]
    ranged: tuple[WeaponRow, ...]
    melee: tuple[WeaponRow, ...]
    left_out: tuple[str, ...] = ()


def unit_card(
    state: BattleState,
    unit_id: UnitId,
    names: BattleNames,
    offered: tuple[str, ...],
    in_hand: str | None,
    *,
    asked: bool,
) -> UnitCard:
    """Return the card of a unit; *offered* are the weapons to select from, in the order of keys.

    *asked* is whether a person currently decides for this unit.
    """
    unit = state.units[unit_id]
    profile = unit.profile
    keywords = [name("keyword", word) for word in sorted(profile.keywords)]
    kind, value = comma_list(keywords), plural("battle.card.value", profile.value)
    subtitles: tuple[str, ...] = (
        text("battle.card.kind", side=names.side(unit.side), kind=kind, value=value),
        text("battle.card.kind-short", side=names.side(unit.side), kind=kind),
        kind,
    )
    if not keywords:
        side = names.side(unit.side)
        subtitles = text("battle.card.no-kind", side=side, value=value), side
    return UnitCard(
        unit_id,
        unit.side,
        profile.code,
        names.unit(unit_id),
        subtitles,
        unit.hp,
        profile.hp_max,
        stat_cells(profile),
        unit.marks.names,
        tuple(_row(state, unit, one, offered, in_hand, asked=asked) for one in profile.ranged),
        tuple(_row(state, unit, one, offered, in_hand, asked=asked) for one in profile.melee),
    )


def _row(
    state: BattleState,
    unit: Unit,
    weapon: Weapon,
    offered: tuple[str, ...],
    in_hand: str | None,
    *,
    asked: bool,
) -> WeaponRow:
    used = state.used_by(unit)
    return WeaponRow(
        weapon.code,
        name("weapon", weapon.code),
        weapon_cells(weapon),
        comma_list(rule_names(state.setup, weapon.code)),
        state.setup.scenario.weapons[weapon.code].weapon_rules,
        offered.index(weapon.code) + 1 if weapon.code in offered else 0,
        weapon.code == in_hand,
        asked,
        weapon.code in used and weapon.code not in offered,
    )


def without(card: UnitCard, *, ranged: bool, melee: bool) -> UnitCard:
    """Return a card that only names its ranged or melee weapons."""
    removed = (*(card.ranged if ranged else ()), *(card.melee if melee else ()))
    return dataclasses.replace(
        card,
        ranged=() if ranged else card.ranged,
        melee=() if melee else card.melee,
        left_out=tuple(row.title for row in removed),
    )


def stat_cells(profile: Profile) -> tuple[tuple[str, str], ...]:
    """Return the statline of a unit: pairs of the code of a statistic and its value."""
    return (
        ("MOVE", str(profile.move)),
        ("T", str(profile.toughness)),
        ("ARMOR_SAVE", roll_words(profile.armor_save)),
        ("INVUL_SAVE", roll_words(profile.invul_save)),
        ("OC", str(profile.oc)),
    )


def roll_words(needed: int | None) -> str:
    """Return the roll that is needed as text; a dash if none suffices or none is made."""
    if needed is None or needed >= NO_SAVE:
        return text("battle.none")
    return text("battle.face", n=needed)


def weapon_cells(weapon: Weapon) -> tuple[str, ...]:
    """Return the numbers of a weapon, in the order of `glossary.WEAPON_STATS`."""
    return (
        text("battle.none") if weapon.is_melee else str(weapon.range),
        str(weapon.attacks.written),
        roll_words(weapon.to_hit),
        str(weapon.strength),
        str(weapon.ap) if not weapon.ap else text("dice.lost", n=-weapon.ap),
        str(weapon.damage.written),
    )
