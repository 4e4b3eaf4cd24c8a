"""The landings that the resolver is fitted to, each drawn from its number alone (C10.10).

Choice: both armies are of kinds that are drawn first, so that there are armies of one kind and of
all; the attacker's points are drawn evenly, and the ratio on a scale of ratios.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from engine.campaign.randomness import dice, holds, seed_of
from engine.campaign.records import BattleSpec, Fielded
from engine.campaign.resolver import total_points
from engine.campaign.shares import PERCENT
from engine.campaign.vocabulary import Mission

if TYPE_CHECKING:
    from engine.campaign.numbers import CampaignNumbers
    from engine.campaign.numbers.map_numbers import SizeNumbers
    from engine.random_source import RandomSource

_SEED: Final = 0
_PURPOSE: Final = "calibrate"
_VERSION: Final = 1


def draw_spec(numbers: CampaignNumbers, number: int) -> BattleSpec:
    """Return the landing of a number, from 0: always the same from the same numbers."""
    source = dice(_SEED, _PURPOSE, number)
    draws, invasion = numbers.invasion.calibration.draws, numbers.invasion
    is_assault = holds(source, draws.assault_share)
    size = source.pick((numbers.map.small, numbers.map.large, numbers.map.capital))
    lit = size.anchors
    if holds(source, draws.dark_share):
        lit = source.integer(1, lit)
    attackers = _draw_attackers(numbers, source, size, is_assault=is_assault)
    against = _draw_ratio(source, *source.pick(draws.ratios))
    wanted = total_points(attackers, numbers) * PERCENT // against
    return BattleSpec(
        version=_VERSION,
        turn=1,
        world=f"{_PURPOSE}{number}",
        mission=Mission.ASSAULT if is_assault else Mission.INVADE,
        attacker="attacker",
        defender="defender",
        ground=source.pick(sorted({one.ground for one in numbers.worlds.classes.values()})),
        columns=size.columns,
        rows=size.rows,
        anchors=size.anchors,
        lit=lit,
        board=seed_of(_SEED, _PURPOSE, number, "board"),
        deploy=seed_of(_SEED, _PURPOSE, number, "deploy"),
        dice=seed_of(_SEED, _PURPOSE, number, "battle"),
        rounds=invasion.assault_rounds if is_assault else invasion.invade_rounds,
        attacker_first=source.pick((True, False)),
        attackers=attackers,
        defenders=_draw_defenders(numbers, source, size, wanted, is_assault=is_assault),
    )


def _draw_attackers(
    numbers: CampaignNumbers, source: RandomSource, size: SizeNumbers, *, is_assault: bool
) -> tuple[Fielded, ...]:
    most = size.field_cap
    if is_assault:
        most = min(most, numbers.invasion.assault_most)
    faction = source.pick(sorted(numbers.factions))
    points = source.integer(*numbers.invasion.calibration.draws.points)
    codes = _draw_units(numbers, source, faction, points, most)
    return _wear(numbers, source, "attacker", codes)


def _draw_defenders(
    numbers: CampaignNumbers,
    source: RandomSource,
    size: SizeNumbers,
    points: int,
    *,
    is_assault: bool,
) -> tuple[Fielded, ...]:
    """Return gun pits, garrison and militia for so many *points*, at least one unit."""
    invasion, draws = numbers.invasion, numbers.invasion.calibration.draws
    faction = source.pick(sorted(numbers.factions))
    militia, pits = numbers.factions[faction].militia, 0
    if is_assault:
        pits = source.integer(0, numbers.worlds.battery.most)
    points -= pits * numbers.units[invasion.pit].value
    watch = source.integer(1, draws.most_militia) if holds(source, draws.militia_share) else 0
    watch = max(0, min(watch, points // numbers.units[militia].value, size.field_cap - pits - 1))
    points -= watch * numbers.units[militia].value
    codes = _draw_units(numbers, source, faction, points, size.field_cap - pits - watch)
    return (
        *_whole(numbers, "pit", [invasion.pit] * pits),
        *_wear(numbers, source, "defender", codes),
        *_whole(numbers, "watch", [militia] * watch),
    )


def _draw_units(
    numbers: CampaignNumbers, source: RandomSource, faction: str, points: int, most: int
) -> list[str]:
    """Return units of some drawn kinds of a faction, at least one and at most *most*."""
    kinds = sorted(kind for level in numbers.factions[faction].units for kind in level)
    kept = source.integer(1, len(kinds))
    chosen = [kind for kind, _ in zip(source.shuffled(kinds), range(kept), strict=False)]
    codes = [source.pick(chosen)]
    points -= numbers.units[codes[0]].value
    while len(codes) < most:
        fitting = [kind for kind in chosen if numbers.units[kind].value // 2 <= points]
        if points <= 0 or not fitting:
            break
        codes.append(source.pick(fitting))
        points -= numbers.units[codes[-1]].value
    return codes


def _wear(
    numbers: CampaignNumbers, source: RandomSource, name: str, codes: list[str]
) -> tuple[Fielded, ...]:
    """Return the units of a side; those of some sides have wounds."""
    whole = _whole(numbers, name, codes)
    if not holds(source, numbers.invasion.calibration.draws.worn_share):
        return whole
    return tuple(Fielded(one.id, one.code, source.integer(1, one.hp)) for one in whole)


def _whole(numbers: CampaignNumbers, name: str, codes: list[str]) -> tuple[Fielded, ...]:
    return tuple(
        Fielded(f"{name}{number}", code, numbers.units[code].hp_max)
        for number, code in enumerate(codes)
    )


def _draw_ratio(source: RandomSource, low: int, high: int) -> int:
    """Return a ratio in per cent; half of one and twice as much are as likely."""
    return round(math.exp(source.between(math.log(low), math.log(high))))
