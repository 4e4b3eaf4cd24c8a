"""Exact odds of attacks and charges: the numbers of `attack`, convolved instead of rolled.

One attack that hits on 4+, wounds on 4+ and is not saved, against a unit with 2 hit points:

>>> from engine.battle.attack import AttackStats
>>> from engine.dice import DiceValue
>>> stats = AttackStats(
...     to_hit=4, wound=4, critical_wound=6, save=7, damage=DiceValue.parse(2), melta=0,
...     twin_linked=False, lethal_hits=False, sustained_hits=0, devastating_wounds=False,
...     cover=False, heavy=False,
... )
>>> left = volley((stats,), (((1, 1.0),),), 2)
>>> [round(chance, 3) for chance in left]
[0.25, 0.0, 0.75]

The chance of each number of hit points left, from 0: a quarter of the attacks destroy it.

>>> damage_of(left)
0.5
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from engine import limits
from engine.battle import attack, reachable, targets
from engine.battle.attack import AttackStats, Circumstances
from engine.battle.state import AttackPending
from engine.data.catalog import NO_SAVE
from engine.dice import D6_FACES
from engine.object_cache import remember

if TYPE_CHECKING:
    from engine.battle.state import BattleState, Setup, Unit
    from engine.data.catalog import Profile, Weapon

Chances = tuple[float, ...]
"""The chance of each number of hit points left, from 0."""


class Forecast(msgspec.Struct, frozen=True):
    """The odds of an attack.

    *left* is the chance of each number of hit points left, from 0 to those the target has now;
    *stats* are the numbers of one attack; *attacks* is the chance of each number of attacks.
    """

    stats: AttackStats
    attacks: tuple[tuple[int, float], ...]
    left: Chances

    @property
    def expected_damage(self) -> float:
        """Return the hit points the target loses on average, without excess damage."""
        return damage_of(self.left)

    @property
    def destroyed(self) -> float:
        """Return the chance that the target is destroyed."""
        return self.left[0]

    @property
    def unharmed(self) -> float:
        """Return the chance that the target loses nothing."""
        return self.left[-1]


def forecast_attack(state: BattleState, unit: Unit, weapon: Weapon, target: Unit) -> Forecast:
    """Return the odds of all attacks that *weapon* has for *target*, or has left for it (R6.4).

    The attack need not be legal; sight and distance are those of the state.
    """
    stats = attack.fold(state, unit, target, weapon)
    attacks = attack_counts(state, unit, weapon, target)
    left = volley((stats,), (attacks,), target.hp)
    return Forecast(stats, attacks, left)


def attack_counts(
    state: BattleState, unit: Unit, weapon: Weapon, target: Unit
) -> tuple[tuple[int, float], ...]:
    """Return the chance of each number of attacks of a volley at *target* (R6.4)."""
    pending = state.pending_of(unit)
    if isinstance(pending, AttackPending) and pending.weapon == weapon.code:
        added = pending.added if target.id == pending.first_target else 0
        return ((pending.attacks + added, 1.0),)
    rapid_fire, blast = targets.added_attacks(state, unit, weapon, target)
    more = rapid_fire + blast
    return tuple((count + more, p) for count, p in weapon.attacks.distribution().items())


def forecast_fight(unit: Unit, target: Unit) -> Chances:
    """Return the odds of a whole fight against *target*, as `fight_between` does."""
    return fight_between(unit.profile, target.profile, target.hp)


def fight_between(profile: Profile, target: Profile, hp: int) -> Chances:
    """Return the odds of a whole fight: the best main weapon, then all EXTRA_ATTACKS (R7.5).

    The best main weapon is the one that leaves the fewest hit points on average. Positions do not
    matter in a fight, so this also serves for one that a charge would bring about.
    """
    mains = [weapon for weapon in profile.melee if not weapon.extra_attacks]
    extras = [weapon for weapon in profile.melee if weapon.extra_attacks]
    plans = [[main, *extras] for main in mains] if mains else [extras]
    outcomes = [_fight_with(plan, target, hp) for plan in plans]
    return min(outcomes, key=mean_left)


def _fight_with(weapons: list[Weapon], target: Profile, hp: int) -> Chances:
    stats = tuple(attack.stats_of(weapon, target, attack.IN_MELEE) for weapon in weapons)
    counts = tuple(tuple(weapon.attacks.distribution().items()) for weapon in weapons)
    return volley(stats, counts, hp)


def damage_of(left: Chances) -> float:
    """Return the hit points lost on average; the last of *left* is the chance of losing none."""
    hp = len(left) - 1
    return sum(chance * (hp - after) for after, chance in enumerate(left))


def mean_left(left: Chances) -> float:
    """Return the hit points left on average."""
    return sum(chance * hp for hp, chance in enumerate(left))


def charge_chance(state: BattleState, unit: Unit, target: Unit) -> float:
    """Return the chance that a charge of *unit* reaches *target* (R7.2, R7.3)."""
    roll = state.setup.charge_roll
    needed = reachable.charge_cost(state, unit, target, roll.highest)
    return 0.0 if needed is None else roll.chance_at_least(needed)


@functools.lru_cache(maxsize=limits.VOLLEYS_KEPT)
def volley(
    stats: tuple[AttackStats, ...], attacks: tuple[tuple[tuple[int, float], ...], ...], hp: int
) -> Chances:
    """Return the chance of each number of hit points left after the attacks of all weapons in turn.

    *attacks* is the chance of each number of attacks of each weapon; *hp* is in hit points.
    """
    left: Chances = (*(0.0,) * hp, 1.0)
    for one, counts in zip(stats, attacks, strict=True):
        left = _after_attacks(one, counts, left)
    return left


def _after_attacks(
    stats: AttackStats, counts: tuple[tuple[int, float], ...], left: Chances
) -> Chances:
    chance_of = dict(counts)
    most = max(chance_of)
    mixed = [0.0] * len(left)
    for made in range(most + 1):
        if made in chance_of:
            for hp, chance in enumerate(left):
                mixed[hp] += chance_of[made] * chance
        if made < most:
            left = _after_attack(stats, left)
    return tuple(mixed)


def _after_attack(stats: AttackStats, left: Chances) -> Chances:
    """Return the chances after one more attack."""
    damage = tuple((n + stats.melta, p) for n, p in stats.damage.distribution().items())
    failed_save = _failed_save(stats)
    unsaved = _unsaved(stats, failed_save)
    hit = _after_hit(left, unsaved, damage)
    if stats.to_hit is None:
        return hit
    critical = 1 / D6_FACES
    normal = (D6_FACES + 1 - stats.to_hit) / D6_FACES - critical
    special = _after_hit(left, failed_save, damage) if stats.lethal_hits else hit
    for _ in range(stats.sustained_hits):
        special = _after_hit(special, unsaved, damage)
    missed = 1 - normal - critical
    return tuple(
        missed * none + normal * one + critical * more
        for none, one, more in zip(left, hit, special, strict=True)
    )


def _failed_save(stats: AttackStats) -> float:
    return 1.0 if stats.save >= NO_SAVE else (stats.save - 1) / D6_FACES


def _unsaved(stats: AttackStats, failed_save: float) -> float:
    """Return the chance that a hit which rolls to wound becomes an unsaved wound."""
    critical = (D6_FACES + 1 - stats.critical_wound) / D6_FACES
    normal = (D6_FACES + 1 - stats.wound_needed) / D6_FACES - critical
    tries = 2 - critical - normal if stats.twin_linked else 1.0
    through = 1.0 if stats.devastating_wounds else failed_save
    return tries * (critical * through + normal * failed_save)


def _after_hit(left: Chances, unsaved: float, damage: tuple[tuple[int, float], ...]) -> Chances:
    """Return the chances after one hit that becomes an unsaved wound with chance *unsaved*."""
    after = [left[0], *((1 - unsaved) * chance for chance in left[1:])]
    for hp, chance in enumerate(left[1:], start=1):
        if chance:
            for amount, p in damage:
                after[max(0, hp - amount)] += chance * unsaved * p
    return tuple(after)


class DamageSummary(NamedTuple):
    """A summary of an attack: the mean *damage* in hit points, and the chance that it destroys."""

    damage: float
    destroyed: float

    @classmethod
    def from_chances(cls, left: Chances) -> DamageSummary:
        """Return the summary of the chances of each number of hit points left."""
        return cls(damage_of(left), left[0])


class DamageForecasts:
    """The expected damage between units of a battle, by weapon, target and circumstances.

    Nothing of a state enters it, so every answer is worked out once for a setup.
    """

    def __init__(self) -> None:
        """Start with no answers."""
        self._volleys: dict[tuple[str, str, Circumstances, int, int], DamageSummary] = {}
        self._fights: dict[tuple[str, str, int], DamageSummary] = {}

    def of_volley(
        self, weapon: Weapon, target: Profile, here: Circumstances, added: int, hp: int
    ) -> DamageSummary:
        """Return the summary of all attacks of *weapon*, *added* ones included, at *hp* hit
        points.
        """
        key = (weapon.code, target.code, here, added, hp)
        if key not in self._volleys:
            counts = tuple((n + added, p) for n, p in weapon.attacks.distribution().items())
            left = volley((attack.stats_of(weapon, target, here),), (counts,), hp)
            self._volleys[key] = DamageSummary.from_chances(left)
        return self._volleys[key]

    def of_fight(self, profile: Profile, target: Profile, hp: int) -> DamageSummary:
        """Return the summary of a whole fight; no damage for a unit without melee weapons."""
        key = (profile.code, target.code, hp)
        if key not in self._fights:
            left = fight_between(profile, target, hp)
            self._fights[key] = DamageSummary.from_chances(left)
        return self._fights[key]


def summarise_attack(state: BattleState, unit: Unit, weapon: Weapon, target: Unit) -> DamageSummary:
    """Return the summary of `forecast_attack`, remembered where possible.

    The odds of a weapon's remaining attacks are not remembered.
    """
    if isinstance(state.pending_of(unit), AttackPending):
        return DamageSummary.from_chances(forecast_attack(state, unit, weapon, target).left)
    here = attack.circumstances(state, unit, target, weapon)
    added = sum(targets.added_attacks(state, unit, weapon, target))
    return damage_forecasts_of(state.setup).of_volley(
        weapon, target.profile, here, added, target.hp
    )


@remember(1)
def damage_forecasts_of(setup: Setup) -> DamageForecasts:  # noqa: ARG001 - which remembers them
    """Return the damage forecasts of a setup, remembered while its battles are played."""
    return DamageForecasts()
