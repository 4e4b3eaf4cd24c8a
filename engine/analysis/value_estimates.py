"""Value estimates of units and weapons, from the same games."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec
import numpy as np

from engine.analysis.statistics.counts import UnitCount, WeaponCount
from engine.analysis.tables import AnalysedGame, Cell, Table, ratio
from engine.battle.side import Side
from engine.players.arena.score import DRAW, Z

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from engine.analysis.measures import Measures
    from engine.data.catalog import Catalog, UnitEntry

_HUNDRED: Final = 100
_DIGITS: Final = 2


class Effect(msgspec.Struct, frozen=True):
    """Percentage points of win rate that 100 VALUE of a unit bring, and their 95 % interval."""

    points: float
    low: float
    high: float

    def stands_out(self, measures: Measures) -> bool:
        """Return whether the effect is at least the threshold and the interval excludes 0."""
        return abs(self.points) >= measures.stands_out and not self.low <= 0 <= self.high


def estimate_effects(
    games: Sequence[AnalysedGame], units: Mapping[str, UnitEntry], measures: Measures
) -> dict[str, Effect]:
    """Return what 100 VALUE of each unit bring, compared with spending them like an average army.

    A ridge regression of ONE's result, -0.5 to 0.5, on the differences of both armies in hundreds
    of VALUE, with a constant for the seat and one for going first: a matrix `(games, units + 2)`.
    Armies are worth the same, so that the differences of a game add up to about 0 and the ridge
    makes the mean of all effects 0..
    """
    codes = sorted({code for game in games for side in game.counts.sides for code in side.units})
    if not games:
        return {}
    wins = np.array([game.points(Side.ONE) - DRAW for game in games])
    rows = [
        [
            *(_difference(game, code) * units[code].value / _HUNDRED for code in codes),
            1.0,
            1.0 if game.record.first is Side.ONE else -1.0,
        ]
        for game in games
    ]
    matrix = np.array(rows)
    products = matrix.T @ matrix
    ridge = np.diag([measures.ridge] * len(codes) + [measures.ridge, measures.ridge])
    inverse = np.linalg.inv(products + ridge)
    weights = inverse @ matrix.T @ wins
    errors = wins - matrix @ weights
    variance = float(errors @ errors) / max(1, len(games) - len(weights))
    spread = np.sqrt(np.diag(inverse @ products @ inverse) * variance)
    return {
        code: _effect(float(weights[place]), float(spread[place]))
        for place, code in enumerate(codes)
    }


def _effect(weight: float, spread: float) -> Effect:
    figures = (weight, weight - Z * spread, weight + Z * spread)
    return Effect(*(round(_HUNDRED * figure, _DIGITS) for figure in figures))


def _difference(game: AnalysedGame, code: str) -> int:
    one, two = (side.units[code].count if code in side.units else 0 for side in game.counts.sides)
    return one - two


def rate_units(games: Sequence[AnalysedGame], catalog: Catalog, measures: Measures) -> Table:
    """Return what every declared unit is worth and did, also those that no army had."""
    drawn = [game for game in games if game.generated]
    effects = estimate_effects(drawn, catalog.units, measures)
    columns = (
        *("unit", "faction", "value", "fielded", "points_per_100", "low", "high", "stands_out"),
        *("taken_per_100", "lost_per_100", "moved", "ranged", "melee", "saved"),
    )
    rows = []
    for code, entry in catalog.units.items():
        count = _sum_units(
            side.units[code] for game in games for side in game.counts.sides if code in side.units
        )
        spent = count.count * entry.value
        rows.append(
            (
                *(code, catalog.faction_of(code), entry.value, count.count),
                *_effect_cells(effects, code, measures),
                ratio(count.taken, spent, _HUNDRED),
                ratio(count.lost, spent, _HUNDRED),
                *(ratio(amount, count.count) for amount in _amounts(count)),
            )
        )
    return Table("units", columns, tuple(rows))


def _effect_cells(
    effects: Mapping[str, Effect], code: str, measures: Measures
) -> tuple[Cell, Cell, Cell, Cell]:
    if code not in effects:
        return None, None, None, None
    effect = effects[code]
    return effect.points, effect.low, effect.high, effect.stands_out(measures)


def _amounts(count: UnitCount) -> tuple[float, ...]:
    return count.moved, count.ranged, count.melee, count.saved


def _sum_units(counts: Iterable[UnitCount]) -> UnitCount:
    total = UnitCount()
    for one in counts:
        total.count += one.count
        total.moved += one.moved
        total.ranged += one.ranged
        total.melee += one.melee
        total.saved += one.saved
        total.taken += one.taken
        total.lost += one.lost
    return total


def _sum_weapons(counts: Iterable[WeaponCount]) -> WeaponCount:
    total = WeaponCount()
    for one in counts:
        total.uses += one.uses
        total.attacks += one.attacks
        total.damage += one.damage
        total.taken += one.taken
        total.decided += one.decided
    return total


def rate_weapons(
    games: Sequence[AnalysedGame], baseline: Sequence[AnalysedGame], catalog: Catalog
) -> Table:
    """Return what every declared weapon did, also per 100 VALUE of the units that carry it."""
    columns = (
        *("weapon", "bearers", "used", "used_per_bearer", "attacks", "damage", "taken"),
        *("taken_per_100", "decided", "by_random", "dead"),
    )
    rows = []
    for code in catalog.weapons:
        bearers = [unit for unit, entry in catalog.units.items() if code in entry.weapon_codes]
        sides = [side for game in games for side in game.counts.sides]
        count = _sum_weapons(_counts_of(code, games))
        fielded = {
            unit: sum(side.units[unit].count for side in sides if unit in side.units)
            for unit in bearers
        }
        spent = sum(catalog.units[unit].value * number for unit, number in fielded.items())
        by_random = _sum_weapons(_counts_of(code, baseline)).uses
        rows.append(
            (
                *(code, ", ".join(bearers), count.uses, ratio(count.uses, sum(fielded.values()))),
                *(count.attacks, count.damage, round(count.taken, _DIGITS)),
                *(ratio(count.taken, spent, _HUNDRED), count.decided, by_random),
                count.uses + by_random == 0,
            )
        )
    return Table("weapons", columns, tuple(rows))


def _counts_of(code: str, games: Sequence[AnalysedGame]) -> Iterator[WeaponCount]:
    for game in games:
        for side in game.counts.sides:
            if code in side.weapons:
                yield side.weapons[code]
