"""Chance in a campaign: a fresh source for every use, so that nothing depends on an order (C14.3).

>>> dice(7, 3, "sky", "w12", "askerry", "tolvane").integer(1, 10)
2
>>> lot(7, 3, "bids", "w12", "askerry") == lot(7, 3, "bids", "w12", "askerry")
True
"""

from __future__ import annotations

from typing import Final

from engine import random_source
from engine.random_source import RandomSource

D6: Final = 6
D10: Final = 10
D20: Final = 20
D100: Final = 100


def dice(seed: int, *words: int | str) -> RandomSource:
    """Return a fresh source of random draws for one use, named by *words*.

    The words are the turn, the purpose, the place and the ids of the houses in order; absent ones
    are left out. The seed of the source is the first 8 bytes of the SHA-256 of *seed* and the words
    joined by `|` (C14.3).
    """
    return RandomSource(seed_of(seed, *words))


def seed_of(seed: int, *words: int | str) -> int:
    """Return the seed of the source for one use, as `dice` takes it."""
    return random_source.seed_of(seed, *words)


def lot(seed: int, *words: int | str) -> str:
    """Return the lot of the last of *words* in a tie: of several, the one with the largest wins."""
    return random_source.hash_of(seed, *words).hex()


def holds(source: RandomSource, percent: int) -> bool:
    """Whether a chance of *percent* holds: a D100 of at most that (C1.3)."""
    return source.integer(1, D100) <= percent
