"""The armies of a generated battle: units of one faction per side, with equal points (R2.1)."""

from __future__ import annotations

import bisect
import functools
import operator
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from engine.hexgrid import cells_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.battle.generator.generator_numbers import GeneratorNumbers, Span
    from engine.data.catalog import Catalog
    from engine.random_source import RandomSource

Army: TypeAlias = tuple[str, ...]
"""The codes of a side's units, in the order of its faction."""
Sums: TypeAlias = int
"""A set of sums of points: one bit per sum."""


class UnitKind(NamedTuple):
    """A kind of unit: its code and its points."""

    code: str
    value: int


class ArmyTable:
    """All armies of some *kinds* of units, with at most *most* units and *alike* units of a kind.

    A faction of few kinds may have more of each, enough to fill an army.
    """

    def __init__(self, kinds: Sequence[UnitKind], most: int, alike: int) -> None:
        """Compute the possible sums, by the kinds not yet considered and the number of their
        units.
        """
        self._kinds = kinds
        self._alike = max(alike, -(-most // max(1, len(kinds))))
        self._sums: list[list[Sums]] = [[1, *[0] * most]]
        for kind in reversed(kinds):
            after = self._sums[0]
            sums = [
                functools.reduce(
                    operator.or_,
                    [after[count - n] << n * kind.value for n in self._numbers(count)],
                )
                for count in range(most + 1)
            ]
            self._sums.insert(0, sums)

    def _numbers(self, left: int) -> range:
        return range(min(self._alike, left) + 1)

    def sums(self, units: Span) -> Sums:
        """Return the sums of points that armies with a number of *units* can have, without 0."""
        low, high = units
        return functools.reduce(operator.or_, self._sums[0][low : high + 1]) & ~1

    def draw(self, rng: RandomSource, units: Span, points: int) -> dict[str, int]:
        """Return a drawn number of units of each kind that make *points*, which is one of the
        sums.
        """
        low, high = units
        left = rng.pick([n for n in range(low, high + 1) if self._sums[0][n] >> points & 1])
        taken = {}
        for (code, value), after in zip(self._kinds, self._sums[1:], strict=True):
            fitting = [n for n in self._numbers(left) if n * value <= points]
            number = rng.pick([n for n in fitting if after[left - n] >> points - n * value & 1])
            taken[code] = number
            left -= number
            points -= number * value
        return taken


def kinds_of(catalog: Catalog, faction: str) -> list[UnitKind]:
    """Return the units that a faction can field."""
    return [UnitKind(code, catalog.units[code].value) for code in catalog.factions[faction].units]


def draw_factions(rng: RandomSource, catalog: Catalog, same: float) -> tuple[str, str]:
    """Return a drawn faction per side; both are the same at least in a share *same* of cases."""
    codes = sorted(catalog.factions)
    one, two = rng.pick(codes), rng.pick(codes)
    return (one, one) if rng.chance(same) else (one, two)


def match_points(one: Sums, two: Sums, wanted: int, tolerance: float) -> tuple[int, int] | None:
    """Return points for each side, as near to those wanted as possible; None if there are no equal
    ones.

    Points are equal if they differ by at most a share *tolerance* of the larger.
    """
    theirs = cells_of(two)
    for ours in sorted(cells_of(one), key=lambda points: abs(points - wanted)):
        place = bisect.bisect_left(theirs, ours)
        around = theirs[max(0, place - 1) : place + 1]
        nearest = min(around, key=lambda points: abs(points - ours), default=0)
        if nearest and abs(nearest - ours) <= tolerance * max(nearest, ours):
            return ours, nearest
    return None


def draw_army(
    rng: RandomSource,
    kinds: Sequence[UnitKind],
    units: Span,
    points: int,
    numbers: GeneratorNumbers,
) -> Army:
    """Return, of several drawn armies of so many points, the one with the smallest largest kind."""
    table = ArmyTable([*rng.shuffled(kinds)], units[1], numbers.most_of_a_kind)
    armies = [table.draw(rng, units, points) for _ in range(numbers.army_draws)]
    taken = min(armies, key=lambda army: max(army[code] * value for code, value in kinds))
    return tuple(code for code, _ in kinds for _ in range(taken[code]))
