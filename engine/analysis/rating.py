"""Ratings from games by the Bradley–Terry model: one number per player, in Elo points."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from engine.players.strength import Rating

Figures: TypeAlias = npt.NDArray[np.float64]
"""FloatArray of every player, `(players,)`, or of every pair, `(players, players)`."""

ELO: Final = 400 / math.log(10)
"""Points by which a player leads whose odds are e to 1."""
_LARGEST_STEP: Final = 2.0
_EXACT: Final = 1e-9
_DIGITS: Final = 1


class PairingResult(NamedTuple):
    """The result of a pairing for *player*: its points, a draw counted half, and the number of
    games.
    """

    player: str
    opponent: str
    points: float
    games: int


def rate(
    results: Sequence[PairingResult], anchor: str, anchor_rating: float, drawn: float
) -> dict[str, Rating]:
    """Return the rating of every player by maximum likelihood; the *anchor* keeps its rating.

    Every pairing gets *drawn* more games that are drawn: without any, a player that never loses
    would have no finite rating. The anchor must have played, and all players must be connected to
    it by pairings.
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
    results: Sequence[PairingResult], places: dict[str, int], strengths: Figures, drawn: float
) -> tuple[Figures, Figures]:
    """Return the gradient of the log-likelihood, and its negated Hessian."""
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
