"""The measured rates of the levels, if they are those of the levels that can be played."""

from __future__ import annotations

from engine.errors import ModelError
from engine.players.puzzle_rates import PuzzleRates, packaged_rates, rate_differences


def fitting_rates() -> PuzzleRates | None:
    """Return the measured rates; None if there are none for the levels and puzzles of now."""
    try:
        rates = packaged_rates()
        return None if rate_differences(rates) else rates
    except ModelError:
        return None
