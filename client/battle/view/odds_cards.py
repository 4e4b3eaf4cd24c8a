"""The content of the forecast beside the board, as text and numbers."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, NamedTuple

from client.battle.view import offers
from client.battle.view.cards import roll_words
from client.battle.view.offers import SINGLE
from client.text import glossary
from client.text.catalogue import plural, text
from client.text.format import amount, percent
from client.text.glossary import Term
from client.text.names import rule_name
from engine.battle import targets
from engine.battle.attack import has_cover, save_needed
from engine.battle.battlefield import Terrain
from engine.data.catalog import NO_SAVE
from engine.dice import D6_FACES
from engine.validation import require_present

if TYPE_CHECKING:
    from client.battle.view.offers import Odds
    from client.text.glossary import Topic
    from client.text.names import BattleNames
    from engine.battle.actions import UnitId
    from engine.battle.attack import AttackStats
    from engine.battle.side import Side
    from engine.battle.state import BattleState, Unit
    from engine.data.catalog import Weapon

_MOST_BARS = 6


class Figure(NamedTuple):
    """A figure of a forecast with its labels, from the longest to the shortest."""

    term: Term
    words: str
    labels: tuple[str, ...]


class Reason(NamedTuple):
    """Something that changes a roll, in words, and the topic that explains it."""

    words: str
    topic: Topic


@dataclasses.dataclass(frozen=True, slots=True)
class Chance:
    """One roll of an attack: the number needed, its probability, and the good and bad reasons.

    *base* is the value without them, None if there is no need to mention it.
    """

    term: Term
    title: str
    needed: str
    share: float
    figure: str
    base: Reason | None
    good: tuple[Reason, ...] = ()
    bad: tuple[Reason, ...] = ()


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

    *subtitles* describe the target, from the longest text to the shortest. *weapon* is the weapon's
    code, None for a charge; *worth* the points expected to be destroyed; *answer* what the target
    could do in return; *risk* what the attack could do to the attacker, "" for nothing.
    """

    target: UnitId
    side: Side
    code: str
    title: str
    subtitles: tuple[str, ...]
    covered: bool
    figures: tuple[Figure, ...]
    bars: tuple[Bar, ...]
    chances: tuple[Chance, ...]
    weapon: str | None
    worth: float
    answer: str
    risk: str

    @property
    def damage(self) -> str:
        """Return the hit points that the target loses on average."""
        return next(one.words for one in self.figures if one.term is Term.DAMAGE)


def odds_card(
    state: BattleState, actor: Unit, odds: Odds, names: BattleNames, answer: str
) -> OddsCard:
    """Return the expected outcome of an attack or a charge of *actor*; *answer* is what the target
    could do in return.
    """
    target = state.units[odds.target]
    distance = plural("battle.odds.hexes", state.distance(actor, target))
    subtitles: tuple[str, ...] = (text("battle.odds.target", hp=target.hp, distance=distance),)
    chances: tuple[Chance, ...] = ()
    if odds.weapon is None:
        subtitles = (text("battle.odds.fight", hp=target.hp, distance=distance), *subtitles)
    else:
        stats = require_present(odds.stats, "stats of an attack")
        added = _added_attacks(state, actor, odds)
        in_cover = not odds.weapon.is_melee and has_cover(state, actor, target)
        chances = (
            _hit_chance(odds.weapon, stats, added),
            _wound_chance(odds.weapon, stats, target),
            _save_chance(odds.weapon, stats, target, in_cover=in_cover),
        )
    return OddsCard(
        odds.target,
        target.side,
        target.profile.code,
        names.unit(odds.target),
        subtitles,
        odds.stats is not None and odds.stats.cover,
        _figures(odds),
        _bars(odds),
        chances,
        None if odds.weapon is None else odds.weapon.code,
        offers.worth(state, odds),
        answer,
        _risk(state, actor, odds),
    )


def _figures(odds: Odds) -> tuple[Figure, ...]:
    """Return the figures of a forecast; the first one is also above the target on the board."""
    damage = text("battle.odds.damage"), text("battle.odds.damage-short")
    destroyed = text("battle.odds.destroyed"), text("battle.odds.destroyed-short")
    figures = (
        Figure(Term.DESTROYED, percent(odds.destroyed), destroyed),
        Figure(Term.DAMAGE, amount(odds.damage), damage),
        Figure(Term.UNHARMED, percent(odds.unharmed), (text("battle.odds.unharmed"),)),
    )
    if odds.weapon is not None:
        return figures
    return (Figure(Term.REACHED, percent(odds.reached), (text("battle.odds.reached"),)), *figures)


def _risk(state: BattleState, actor: Unit, odds: Odds) -> str:
    """Return what the attack could do to the attacker, by HAZARDOUS (R8)."""
    if odds.weapon is None or not odds.weapon.hazardous:
        return ""
    damage = min(state.setup.rules.hazard_damage, actor.hp)
    chance = percent(1 / D6_FACES)
    return plural("battle.odds.hazard", damage, why=rule_name("HAZARDOUS"), chance=chance)


def _added_attacks(state: BattleState, actor: Unit, odds: Odds) -> tuple[Reason, ...]:
    """Return the rules that add attacks to a volley, signed and named."""
    weapon = require_present(odds.weapon, "a weapon")
    if weapon.is_melee or state.pending_of(actor) is not None or odds.attacks == SINGLE:
        return ()
    added = targets.added_attacks(state, actor, weapon, state.units[odds.target])
    rules = (f"RAPID_FIRE {weapon.rapid_fire}", "BLAST")
    return tuple(
        Reason(plural("battle.odds.more-attacks", n, why=rule_name(rule)), glossary.rule(rule))
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


def _share(needed: int) -> float:
    return (D6_FACES + 1 - needed) / D6_FACES


def _by_rule(written: str) -> Reason:
    """Return a weapon rule as the reason for a roll."""
    return Reason(rule_name(written), glossary.rule(written))


def _hit_chance(weapon: Weapon, stats: AttackStats, added: tuple[Reason, ...]) -> Chance:
    term, title = Term.HIT, text("battle.odds.hit")
    if stats.to_hit is None or weapon.to_hit is None:
        good = (_by_rule("TORRENT"), *added)
        return Chance(term, title, text("battle.none"), 1.0, percent(1.0), None, good)
    reasons = list(added)
    if stats.heavy:
        plus = text("battle.odds.plus", n=1, why=rule_name("HEAVY"))
        reasons.append(Reason(plus, glossary.rule("HEAVY")))
    if stats.lethal_hits:
        reasons.append(_by_rule("LETHAL_HITS"))
    if stats.sustained_hits:
        reasons.append(_by_rule(f"SUSTAINED_HITS {stats.sustained_hits}"))
    share = _share(stats.to_hit)
    base = Reason(roll_words(weapon.to_hit), glossary.stat("ATK")) if reasons else None
    return Chance(
        term, title, roll_words(stats.to_hit), share, percent(share), base, tuple(reasons)
    )


def _wound_chance(weapon: Weapon, stats: AttackStats, target: Unit) -> Chance:
    share = _share(stats.wound_needed)
    good = []
    if stats.twin_linked:
        share = 1 - (1 - share) ** 2
        good.append(_by_rule("TWIN_LINKED"))
    for keyword, number in weapon.anti:
        if keyword in target.profile.keywords:
            good.append(_by_rule(f"ANTI_{keyword} {number}"))
    if stats.devastating_wounds:
        good.append(_by_rule("DEVASTATING_WOUNDS"))
    if stats.melta:
        rule = f"MELTA {stats.melta}"
        more = text("battle.odds.more-damage", n=stats.melta, why=rule_name(rule))
        good.append(Reason(more, glossary.rule(rule)))
    against = text(
        "battle.odds.strength", strength=weapon.strength, toughness=target.profile.toughness
    )
    return Chance(
        Term.WOUND,
        text("battle.odds.wound"),
        roll_words(stats.wound_needed),
        share,
        percent(share),
        Reason(against, glossary.stat("T")),
        tuple(good),
    )


def _save_chance(weapon: Weapon, stats: AttackStats, target: Unit, *, in_cover: bool) -> Chance:
    """Return the target's save; reasons that weaken it are good for the attacker."""
    profile = target.profile
    fails = 1.0 if stats.save >= NO_SAVE else 1 - _share(stats.save)
    good, bad = [], []
    if weapon.ap:
        good.append(Reason(text("battle.odds.piercing", n=-weapon.ap), glossary.stat("AP")))
    cover = glossary.terrain(Terrain.COVER)
    if in_cover and weapon.ignores_cover:
        good.append(_by_rule("IGNORES_COVER"))
    elif in_cover and not stats.cover:
        good.append(Reason(text("battle.odds.no-cover"), cover))
    if stats.cover and save_needed(profile, weapon.ap, cover=False) > stats.save:
        bad.append(Reason(text("battle.odds.cover"), cover))
    armour = profile.armor_save - weapon.ap - (1 if stats.cover else 0)
    if profile.invul_save < min(armour, NO_SAVE):
        ward = text("battle.odds.ward", needed=profile.invul_save)
        bad.append(Reason(ward, glossary.stat("INVUL_SAVE")))
    return Chance(
        Term.SAVE,
        text("battle.odds.save"),
        roll_words(stats.save),
        fails,
        text("battle.odds.fails", share=percent(fails)),
        Reason(roll_words(profile.armor_save), glossary.stat("ARMOR_SAVE"))
        if good or bad
        else None,
        tuple(good),
        tuple(bad),
    )
