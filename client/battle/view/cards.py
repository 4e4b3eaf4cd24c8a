"""The content of the panels beside the board about units, weapons and odds, as text and numbers."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from client.battle.view import offers
from client.battle.view.offers import SINGLE
from client.text.catalogue import name, plural, text
from client.text.format import amount, comma_list, percent
from client.text.names import rule_name, rule_names
from engine.battle import targets
from engine.battle.attack import save_needed
from engine.data.catalog import NO_SAVE
from engine.dice import D6_FACES
from engine.validation import require_present

if TYPE_CHECKING:
    from client.battle.view.offers import Odds
    from client.text.names import BattleNames
    from engine.battle.actions import UnitId
    from engine.battle.attack import AttackStats
    from engine.battle.side import Side
    from engine.battle.state import BattleState, Unit
    from engine.data.catalog import Profile, Weapon


@dataclasses.dataclass(frozen=True, slots=True)
class WeaponRow:
    """A weapon's row: *cells* are range, attacks, to hit, strength, piercing and damage.

    *number* is the key that selects it, 0 for none; *asked* is whether a click on it selects it or
    explains why it can't be used; *rules* are the names of its weapon rules.
    """

    code: str
    title: str
    cells: tuple[str, ...]
    rules: str
    number: int
    in_hand: bool
    asked: bool
    spent: bool


@dataclasses.dataclass(frozen=True, slots=True)
class UnitCard:
    """The card of a unit: *stats* are pairs of label and value, *marks* what it did this turn.

    *subtitles* describe the unit, from the longest text to the shortest.
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


@dataclasses.dataclass(frozen=True, slots=True)
class Chance:
    """One roll of an attack: the number needed, its probability, and the good and bad reasons."""

    title: str
    needed: str
    share: float
    figure: str
    base: str
    good: tuple[str, ...] = ()
    bad: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class Bar:
    """The chance that a target ends with certain hit points, as a fraction and in words."""

    left: str
    label: str
    figure: str
    chance: float
    destroys: bool


@dataclasses.dataclass(frozen=True, slots=True)
class OddsCard:
    """The expected outcome of an attack or a charge.

    *subtitles* describe the target, from the longest text to the shortest; *figures* are pairs of
    a figure and its labels, from the longest to the shortest. *weapon* is the weapon's code, None
    for a charge; *worth* the points expected to be destroyed; *answer* what the target could do in
    return.
    """

    target: UnitId
    side: Side
    code: str
    title: str
    subtitles: tuple[str, ...]
    covered: bool
    figures: tuple[tuple[str, tuple[str, ...]], ...]
    bars: tuple[Bar, ...]
    chances: tuple[Chance, ...]
    weapon: str | None
    worth: float
    answer: str


HEADS = ("RNG", "NB", "ATK", "STR", "AP", "DMG")
"""Keys of the columns of a weapon table."""
_MOST_BARS = 6


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
        tuple(name("mark", mark) for mark in unit.marks.names),
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
        offered.index(weapon.code) + 1 if weapon.code in offered else 0,
        weapon.code == in_hand,
        asked,
        weapon.code in used and weapon.code not in offered,
    )


def without(card: UnitCard, *, ranged: bool, melee: bool) -> UnitCard:
    """Return a card without its ranged or melee weapons."""
    return dataclasses.replace(
        card, ranged=() if ranged else card.ranged, melee=() if melee else card.melee
    )


def stat_cells(profile: Profile) -> tuple[tuple[str, str], ...]:
    """Return the statline of a unit: pairs of label and value."""
    values = (
        ("MOVE", str(profile.move)),
        ("T", str(profile.toughness)),
        ("ARMOR_SAVE", _face(profile.armor_save)),
        ("INVUL_SAVE", _face(profile.invul_save)),
        ("OC", str(profile.oc)),
    )
    return tuple((name("stat", key), value) for key, value in values)


def _face(needed: int | None) -> str:
    """Return the roll that is needed as text; a dash if none suffices or none is made."""
    if needed is None or needed >= NO_SAVE:
        return text("battle.none")
    return text("battle.face", n=needed)


def weapon_cells(weapon: Weapon) -> tuple[str, ...]:
    """Return the numbers of a weapon, in the order of HEADS."""
    return (
        text("battle.none") if weapon.is_melee else str(weapon.range),
        str(weapon.attacks.written),
        _face(weapon.to_hit),
        str(weapon.strength),
        str(weapon.ap) if not weapon.ap else text("dice.lost", n=-weapon.ap),
        str(weapon.damage.written),
    )


def odds_card(
    state: BattleState, actor: Unit, odds: Odds, names: BattleNames, answer: str
) -> OddsCard:
    """Return the expected outcome of an attack or a charge of *actor*; *answer* is what the target
    could do in return.
    """
    target = state.units[odds.target]
    distance = plural("battle.odds.hexes", state.distance(actor, target))
    subtitles: tuple[str, ...] = (text("battle.odds.target", hp=target.hp, distance=distance),)
    damage = text("battle.odds.damage"), text("battle.odds.damage-short")
    destroyed = text("battle.odds.destroyed"), text("battle.odds.destroyed-short")
    figures = [
        (percent(odds.destroyed), destroyed),
        (amount(odds.damage), damage),
        (percent(odds.unharmed), (text("battle.odds.unharmed"),)),
    ]
    chances: tuple[Chance, ...] = ()
    if odds.weapon is None:
        figures.insert(0, (percent(odds.reached), (text("battle.odds.reached"),)))
        subtitles = (text("battle.odds.fight", hp=target.hp, distance=distance), *subtitles)
    else:
        stats = require_present(odds.stats, "stats of an attack")
        chances = _chances(odds.weapon, stats, target, _added_attacks(state, actor, odds))
    return OddsCard(
        odds.target,
        target.side,
        target.profile.code,
        names.unit(odds.target),
        subtitles,
        odds.stats is not None and odds.stats.cover,
        tuple(figures),
        _bars(odds),
        chances,
        None if odds.weapon is None else odds.weapon.code,
        offers.worth(state, odds),
        answer,
    )


def _added_attacks(state: BattleState, actor: Unit, odds: Odds) -> tuple[str, ...]:
    """Return the rules that add attacks to a volley, signed and named."""
    weapon = require_present(odds.weapon, "a weapon")
    if weapon.is_melee or state.pending_of(actor) is not None or odds.attacks == SINGLE:
        return ()
    added = targets.added_attacks(state, actor, weapon, state.units[odds.target])
    rules = (f"RAPID_FIRE {weapon.rapid_fire}", "BLAST")
    return tuple(
        plural("battle.odds.more-attacks", n, why=rule_name(rule))
        for n, rule in zip(added, rules, strict=True)
        if n
    )


def _bars(odds: Odds) -> tuple[Bar, ...]:
    """Return the bars of the outcomes, the best for the target first, merged if there are too
    many.
    """
    whole = len(odds.left) - 1
    width = -(-whole // (_MOST_BARS - 1))
    bars = []
    for first in range(whole, 0, -width):
        last = max(1, first - width + 1)
        chance = sum(odds.left[last : first + 1])
        left = str(first) if first == last else text("battle.odds.range", n=first, least=last)
        label = text("battle.odds.left", left=left)
        bars.append(Bar(left, label, percent(chance), chance, destroys=False))
    label = text("battle.odds.destroyed")
    return (*bars, Bar("0", label, percent(odds.left[0]), odds.left[0], destroys=True))


def _chances(
    weapon: Weapon, stats: AttackStats, target: Unit, added: tuple[str, ...]
) -> tuple[Chance, ...]:
    return (
        _hit_chance(weapon, stats, added),
        _wound_chance(weapon, stats, target),
        _save_chance(weapon, stats, target),
    )


def _share(needed: int) -> float:
    return (D6_FACES + 1 - needed) / D6_FACES


def _hit_chance(weapon: Weapon, stats: AttackStats, added: tuple[str, ...]) -> Chance:
    title = text("battle.odds.hit")
    if stats.to_hit is None or weapon.to_hit is None:
        base = rule_name("TORRENT")
        return Chance(title, text("battle.none"), 1.0, percent(1.0), "", good=(base, *added))
    good = list(added)
    if stats.heavy:
        good.append(text("battle.odds.plus", n=1, why=rule_name("HEAVY")))
    if stats.lethal_hits:
        good.append(rule_name("LETHAL_HITS"))
    if stats.sustained_hits:
        good.append(rule_name(f"SUSTAINED_HITS {stats.sustained_hits}"))
    share = _share(stats.to_hit)
    base = _face(weapon.to_hit) if good else ""
    return Chance(title, _face(stats.to_hit), share, percent(share), base, tuple(good))


def _wound_chance(weapon: Weapon, stats: AttackStats, target: Unit) -> Chance:
    share = _share(stats.wound_needed)
    good = []
    if stats.twin_linked:
        share = 1 - (1 - share) ** 2
        good.append(rule_name("TWIN_LINKED"))
    for keyword, number in weapon.anti:
        if keyword in target.profile.keywords:
            good.append(rule_name(f"ANTI_{keyword} {number}"))
    if stats.devastating_wounds:
        good.append(rule_name("DEVASTATING_WOUNDS"))
    if stats.melta:
        rule = rule_name(f"MELTA {stats.melta}")
        good.append(text("battle.odds.more-damage", n=stats.melta, why=rule))
    against = text(
        "battle.odds.strength", strength=weapon.strength, toughness=target.profile.toughness
    )
    title = text("battle.odds.wound")
    needed = _face(stats.wound_needed)
    return Chance(title, needed, share, percent(share), against, tuple(good))


def _save_chance(weapon: Weapon, stats: AttackStats, target: Unit) -> Chance:
    """Return the target's save; reasons that weaken it are good for the attacker."""
    profile = target.profile
    fails = 1.0 if stats.save >= NO_SAVE else 1 - _share(stats.save)
    good, bad = [], []
    if weapon.ap:
        good.append(text("battle.odds.piercing", n=-weapon.ap))
    if stats.cover and save_needed(profile, weapon.ap, cover=False) > stats.save:
        bad.append(text("battle.odds.cover"))
    armour = profile.armor_save - weapon.ap - (1 if stats.cover else 0)
    if profile.invul_save < min(armour, NO_SAVE):
        bad.append(text("battle.odds.ward", needed=profile.invul_save))
    figure = text("battle.odds.fails", share=percent(fails))
    title = text("battle.odds.save")
    base = _face(profile.armor_save) if good or bad else ""
    return Chance(title, _face(stats.save), fails, figure, base, tuple(good), tuple(bad))
