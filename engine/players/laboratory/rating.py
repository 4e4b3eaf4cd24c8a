"""Ratings from games: one number a player, by which each pairing's result is most likely."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from engine.players.strength import Rating

Figures: TypeAlias = npt.NDArray[np.float64]

ELO: Final = 400 / math.log(10)
"""Points by which a player leads whose chances are e to 1."""
_LARGEST_STEP: Final = 2.0
_EXACT: Final = 1e-9
_DIGITS: Final = 1


class Result(NamedTuple):
    """Hold how somebody did against somebody else: points, a draw counts half, of so many games."""

    player: str
    opponent: str
    points: float
    games: int


def rate(
    results: Sequence[Result], anchor: str, anchor_rating: float, drawn: float
) -> dict[str, Rating]:
    """Fit the model of Bradley and Terry; the *anchor*, who must have played, keeps its rating.

    Every pairing is given *drawn* games more that are drawn: without any, somebody who never loses
    would be rated without end. Everybody must have met the anchor, or somebody who has, and so on.
    """
    names = sorted({name for one in results for name in (one.player, one.opponent)} - {anchor})
    places = {anchor: 0} | {name: place for place, name in enumerate(names, 1)}
    strengths = np.zeros(len(places))
    while True:
        slope, curvature = _derivatives(results, places, strengths, drawn)
        step = np.linalg.solve(curvature[1:, 1:], slope[1:])
        strengths[1:] += np.clip(step, -_LARGEST_STEP, _LARGEST_STEP)
        if not len(step) or np.abs(step).max() < _EXACT:
            break
    spread = np.sqrt(np.diag(np.linalg.inv(curvature[1:, 1:])))
    errors = [0.0, *(float(one) * ELO for one in spread)]
    return {
        name: Rating(
            round(anchor_rating + float(strengths[place]) * ELO, _DIGITS),
            round(errors[place], _DIGITS),
        )
        for name, place in places.items()
    }


def _derivatives(
    results: Sequence[Result], places: dict[str, int], strengths: Figures, drawn: float
) -> tuple[Figures, Figures]:
    """Give the slope of the likelihood's logarithm, and how it bends, turned to be positive."""
    slope, curvature = np.zeros(len(places)), np.zeros((len(places), len(places)))
    for one in results:
        a, b = places[one.player], places[one.opponent]
        games = one.games + drawn
        chance = 1 / (1 + math.exp(float(strengths[b] - strengths[a])))
        surplus = one.points + drawn / 2 - games * chance
        slope[a] += surplus
        slope[b] -= surplus
        weight = games * chance * (1 - chance)
        curvature[[a, b], [a, b]] += weight
        curvature[[a, b], [b, a]] -= weight
    return slope, curvature
