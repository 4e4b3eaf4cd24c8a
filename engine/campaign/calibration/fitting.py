"""Fitting the resolver's tables to battles (C10.10).

The chance is a logistic curve of x, which rises by construction: its two numbers are those under
which what happened is most likely, found by Newton's method. The mean losses at each entry are
those of the battles around it, each weighted by its distance in x, made to fall by pooling
neighbours that do not (the pool-adjacent-violators algorithm). Choice: where there were no battles
near an entry, it has the value of the nearest one that had some.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, NamedTuple

from engine.campaign.resolver import advantage
from engine.campaign.shares import PERCENT, THOUSAND

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from engine.campaign.calibration.trial_battles import Fought
    from engine.campaign.numbers.invasion_numbers import ResolverNumbers

STEPS: Final = range(-THOUSAND, THOUSAND + PERCENT, PERCENT)
"""The x of the entries of each table."""
_ROUNDS: Final = 50
_ENOUGH: Final = 1e-9


class Tables(NamedTuple):
    """The tables of the resolver, in thousandths."""

    chance: tuple[int, ...]
    winner_loses: tuple[int, ...]
    loser_loses: tuple[int, ...]


class Loss(NamedTuple):
    """What a side with an advantage of *x* lost in a battle, in thousandths."""

    x: int
    lost: int


def fit(battles: Sequence[Fought], bonuses: ResolverNumbers) -> Tables:
    """Return the tables that fit some battles."""
    return Tables(
        fit_chance(battles, bonuses),
        fit_losses(losses(battles, winners=True)),
        fit_losses(losses(battles, winners=False)),
    )


def x_of(fought: Fought, bonuses: ResolverNumbers) -> int:
    """Return the x of a battle at which the table of chances is looked up."""
    first = bonuses.first_bonus if fought.first else -bonuses.first_bonus
    return advantage(*fought.points) + first + (bonuses.assault_bonus if fought.assault else 0)


def losses(battles: Iterable[Fought], *, winners: bool) -> list[Loss]:
    """Return what the winners or the losers of battles lost, each at its own x."""
    found = []
    for one in battles:
        x = advantage(*one.points)
        attacker = one.won is winners
        found.append(Loss(x if attacker else -x, one.lost[0 if attacker else 1]))
    return found


def fit_chance(battles: Sequence[Fought], bonuses: ResolverNumbers) -> tuple[int, ...]:
    """Return the chances in a thousand by x: the most likely logistic curve."""
    points = [(x_of(one, bonuses) / THOUSAND, one.won) for one in battles]
    offset, slope = _maximize(points)
    return tuple(round(THOUSAND * _logistic(offset + slope * x / THOUSAND)) for x in STEPS)


def _maximize(points: Sequence[tuple[float, bool]]) -> tuple[float, float]:
    """Return offset and slope of the logistic curve under which *points* are most likely."""
    offset = slope = 0.0
    for _ in range(_ROUNDS):
        gradient, curvature = [0.0, 0.0], [0.0, 0.0, 0.0]
        for x, won in points:
            expected = _logistic(offset + slope * x)
            weight = expected * (1 - expected)
            gradient[0] += won - expected
            gradient[1] += (won - expected) * x
            curvature[0] += weight
            curvature[1] += weight * x
            curvature[2] += weight * x * x
        determinant = curvature[0] * curvature[2] - curvature[1] ** 2
        if determinant <= 0:
            break
        steps = (
            (curvature[2] * gradient[0] - curvature[1] * gradient[1]) / determinant,
            (curvature[0] * gradient[1] - curvature[1] * gradient[0]) / determinant,
        )
        offset, slope = offset + steps[0], slope + steps[1]
        if max(map(abs, steps)) < _ENOUGH:
            break
    return offset, slope


def _logistic(value: float) -> float:
    return (1 + math.tanh(value / 2)) / 2  # without the exponential, which overflows


def fit_losses(found: Sequence[Loss]) -> tuple[int, ...]:
    """Return the mean losses by x, which never rise."""
    means = [_mean_near(x, found) for x in STEPS]
    known = [(place, mean) for place, mean in enumerate(means) if mean is not None]
    pooled = _pool([(mean, weight) for _, (mean, weight) in known])
    places = [place for place, _ in known]
    nearest = [
        min(range(len(places)), key=lambda one: abs(places[one] - place))
        for place in range(len(means))
    ]
    return tuple(round(pooled[one]) for one in nearest)


def _mean_near(x: int, found: Iterable[Loss]) -> tuple[float, float] | None:
    """Return the weighted mean of the losses within a step of *x*, and their weight."""
    total = weight = 0.0
    for one in found:
        near = 1 - abs(one.x - x) / PERCENT
        if near > 0:
            total += near * one.lost
            weight += near
    return (total / weight, weight) if weight else None


def _pool(means: Sequence[tuple[float, float]]) -> list[float]:
    """Return means that never rise: those that would are replaced by their common mean."""
    blocks: list[tuple[float, float, int]] = []
    for mean, weight in means:
        block = mean, weight, 1
        while blocks and blocks[-1][0] < block[0]:
            last = blocks.pop()
            together = last[1] + block[1]
            common = (last[0] * last[1] + block[0] * block[1]) / together
            block = common, together, last[2] + block[2]
        blocks.append(block)
    return [mean for mean, _, count in blocks for _ in range(count)]
