"""The cards of units as the catalogue declares them, without a battle: with what they cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from client.battle.view.cards import UnitCard, WeaponRow, stat_cells, weapon_cells
from client.text.catalogue import has_name, name, plural, text
from client.text.format import comma_list
from client.text.names import rule_name
from engine.data.catalog import build_profile, build_weapon

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.battle.side import Side
    from engine.data.catalog import UnitEntry, Weapon, WeaponEntry


def catalog_card(
    code: str,
    number: int,
    side: Side,
    unit: UnitEntry,
    weapons: Mapping[str, WeaponEntry],
) -> UnitCard:
    """Return the card of a unit at full strength, of which an army has a *number*; 0 leaves the
    number out.
    """
    carried = {one: build_weapon(one, weapons[one]) for one in unit.weapon_codes}
    profile = build_profile(code, unit, carried)
    title = name("unit", code)
    return UnitCard(
        0,
        side,
        code,
        title if number == 0 else text("armies.card.title", n=number, unit=title),
        _subtitles(code, unit),
        unit.hp_max,
        unit.hp_max,
        stat_cells(profile),
        (),
        tuple(_row(one, weapons[one.code]) for one in profile.ranged),
        tuple(_row(one, weapons[one.code]) for one in profile.melee),
    )


def _subtitles(code: str, unit: UnitEntry) -> tuple[str, ...]:
    """Return what a unit costs and is, from the longest text to the shortest."""
    value = plural("battle.card.value", unit.value)
    kinds = [name("keyword", word) for word in sorted(unit.keywords)]
    kind = comma_list(kinds)
    role = name("unit-role", code) if has_name("unit-role", code) else ""
    if not kind:
        return (value,)
    if not role or role in kinds:  # it would say the same twice
        return text("armies.card.kind", value=value, kind=kind), value
    return (
        text("armies.card.role", value=value, role=role, kind=kind),
        text("armies.card.kind", value=value, kind=role),
        value,
    )


def _row(weapon: Weapon, entry: WeaponEntry) -> WeaponRow:
    rules = comma_list([rule_name(written) for written in entry.weapon_rules])
    return WeaponRow(
        weapon.code,
        name("weapon", weapon.code),
        weapon_cells(weapon),
        rules,
        tuple(entry.weapon_rules),
        0,
        in_hand=False,
        asked=False,
        spent=False,
    )
