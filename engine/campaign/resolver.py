"""The resolver of landings that nobody plays, and the chances of all landings (C10.10)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import msgspec

from engine.campaign import randomness
from engine.campaign.fleets import points_of
from engine.campaign.records import BattleResult
from engine.campaign.shares import PERCENT, THOUSAND
from engine.campaign.vocabulary import Conclusion, Mission, Winner

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.campaign.numbers import CampaignNumbers, ResolverTables
    from engine.campaign.records import BattleSpec, Fielded, Unit
    from engine.random_source import RandomSource


TENTHS: Final = 10
"""The parts of the chance from 0 to 1 by which the battles of the calibration are counted."""


class MeanLosses(msgspec.Struct, frozen=True):
    """The share of its body that a side loses on average, in thousandths (C10.10)."""

    winning: int
    losing: int
    expected: int
    """Over both outcomes, by the chance of each."""


class SuchBattles(NamedTuple):
    """The battles of the calibration whose chance was in the same tenth, and those won."""

    battles: int
    won: int


def such_battles(chance: int, tables: ResolverTables) -> SuchBattles:
    """Return what came of battles with about this chance, in thousandths (C10.10)."""
    tenth = tenth_of(chance)
    return SuchBattles(tables.tenth_battles[tenth], tables.tenth_won[tenth])


def tenth_of(chance: int) -> int:
    """Return the tenth of a chance in thousandths, from 0 to 9."""
    return min(chance * TENTHS // THOUSAND, TENTHS - 1)


def total_points(units: Iterable[Unit | Fielded], numbers: CampaignNumbers) -> int:
    """Return the points of units together (C10.4)."""
    return sum(points_of(unit, numbers) for unit in units)


def chance(spec: BattleSpec, numbers: CampaignNumbers) -> int:
    """Return the attacker's chance to win a landing, in thousandths."""
    return chance_of_points(
        total_points(spec.attackers, numbers),
        total_points(spec.defenders, numbers),
        numbers,
        attacker_first=spec.attacker_first,
        assault=spec.mission is Mission.ASSAULT,
    )


def chance_of_points(
    attack_points: int,
    defence_points: int,
    numbers: CampaignNumbers,
    *,
    attacker_first: bool,
    assault: bool,
) -> int:
    """Return the attacker's chance in thousandths where only points are known, as in forecasts.

    >>> from engine.campaign.resolver import advantage
    >>> advantage(360, 240)
    200
    """
    if not defence_points:
        return THOUSAND
    if not attack_points:
        return 0
    bonuses = numbers.invasion.resolver
    x = advantage(attack_points, defence_points)
    x += bonuses.first_bonus if attacker_first else -bonuses.first_bonus
    x += bonuses.assault_bonus if assault else 0
    return interpolate(numbers.resolver.chance, x)


def advantage(own: int, other: int) -> int:
    """Return a side's advantage in points, from -1000 to 1000; 0 where there are no points."""
    return THOUSAND * (own - other) // (own + other) if own + other else 0


def interpolate(table: tuple[int, ...], x: int) -> int:
    """Return the value of a table at x, which is kept within -1000 and 1000."""
    place, rest = divmod(max(-THOUSAND, min(THOUSAND, x)) + THOUSAND, PERCENT)
    if not rest:
        return table[place]
    low, high = table[place], table[place + 1]
    return low + (high - low) * rest // PERCENT


def mean_losses(spec: BattleSpec, numbers: CampaignNumbers) -> tuple[MeanLosses, MeanLosses]:
    """Return what the attacker and the defender lose on average, by the tables."""
    attack = total_points(spec.attackers, numbers)
    defence = total_points(spec.defenders, numbers)
    won = chance(spec, numbers)
    return (
        losses_of_points(attack, defence, won, numbers),
        losses_of_points(defence, attack, THOUSAND - won, numbers),
    )


def losses_of_points(own: int, other: int, won: int, numbers: CampaignNumbers) -> MeanLosses:
    """Return what a side loses on average where only points are known, and its chance to win."""
    return _mean_losses(advantage(own, other), won, numbers)


def _mean_losses(x: int, won: int, numbers: CampaignNumbers) -> MeanLosses:
    winning = interpolate(numbers.resolver.winner_loses, x)
    losing = interpolate(numbers.resolver.loser_loses, x)
    expected = (winning * won + losing * (THOUSAND - won)) // THOUSAND
    return MeanLosses(winning, losing, expected)


def landing_source(seed: int, spec: BattleSpec) -> RandomSource:
    """Return the source with which a landing is resolved in the campaign of a seed (C14.3)."""
    return randomness.dice(seed, spec.turn, "landing", spec.world)


def resolve(spec: BattleSpec, numbers: CampaignNumbers, source: RandomSource) -> BattleResult:
    """Return the result of a landing that nobody plays.

    Choice: the winner is drawn first, then the losses of the attacker, then those of the defender.
    """
    won = source.integer(1, THOUSAND) <= chance(spec, numbers)
    means = mean_losses(spec, numbers)
    hp: dict[str, int] = {}
    for units, mean, is_winner in (
        (spec.attackers, means[0], won),
        (spec.defenders, means[1], not won),
    ):
        lost = mean.winning if is_winner else mean.losing
        spread = numbers.invasion.resolver.spread
        lost += source.integer(-spread, spread) + source.integer(-spread, spread)
        lost = max(0, min(THOUSAND, lost))
        hp.update(_take_losses(units, lost, numbers, source, is_winner=is_winner))
    winner = Winner.ATTACKER if won else Winner.DEFENDER
    return BattleResult(winner, hp, Conclusion.RESOLVED)


def _take_losses(
    units: tuple[Fielded, ...],
    lost: int,
    numbers: CampaignNumbers,
    source: RandomSource,
    *,
    is_winner: bool,
) -> dict[str, int]:
    """Return the hit points that are left when so many thousandths of the whole body are lost."""
    bodies = {unit.id: body_of(unit, numbers) for unit in units}
    owed = sum(bodies.values()) * lost // THOUSAND
    hp = {unit.id: unit.hp for unit in units}
    last = ""
    for unit in source.shuffled(units):
        if owed <= 0:
            break
        body = bodies[unit.id]
        if owed < body:
            hp[unit.id] -= unit.hp * owed // body
            break
        hp[unit.id] = 0
        owed -= body
        last = unit.id
    if is_winner and last and not any(hp.values()):
        hp[last] = 1
    return hp


def body_of(unit: Fielded, numbers: CampaignNumbers) -> int:
    """Return the body of a unit: the share of its VALUE that it has hit points of (C10.10)."""
    kind = numbers.units[unit.code]
    return kind.value * unit.hp // kind.hp_max
