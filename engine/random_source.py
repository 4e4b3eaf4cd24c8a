"""Random draws from a seed, all from `random.Random.random()`, which never changes (R10.2)."""

from __future__ import annotations

import hashlib
import random
from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_T = TypeVar("_T")

_SEED_BYTES: Final = 8
_SEPARATOR: Final = "|"


def hash_of(*words: int | str) -> bytes:
    """Return the SHA-256 of *words* joined by `|`."""
    return hashlib.sha256(_SEPARATOR.join(map(str, words)).encode()).digest()


def seed_of(*words: int | str) -> int:
    """Return the seed that *words* name: the first 8 bytes of their hash."""
    return int.from_bytes(hash_of(*words)[:_SEED_BYTES], "big")


class RandomSource:
    """The random draws of one seed."""

    def __init__(self, seed: int) -> None:
        """Start the draws of a *seed*, an integer from 0."""
        self._random = random.Random(seed).random

    def integer(self, low: int, high: int) -> int:
        """Return a drawn integer from *low* to *high*, both included."""
        return low + int(self._random() * (high - low + 1))

    def between(self, low: float, high: float) -> float:
        """Return a drawn number from *low* to below *high*."""
        return low + self._random() * (high - low)

    def chance(self, share: float) -> bool:
        """Whether an event happens that has the probability *share*, from 0 to 1."""
        return self._random() < share

    def pick(self, items: Sequence[_T]) -> _T:
        """Return one of *items*, each with the same probability."""
        return items[self.integer(0, len(items) - 1)]

    def pick_weighted(self, items: Sequence[_T], weights: Sequence[int]) -> _T:
        """Return one of *items*, with a probability in proportion to its weight."""
        left = self._random() * sum(weights)
        for item, weight in zip(items, weights, strict=True):
            left -= weight
            if left < 0:
                return item
        return items[-1]

    def shuffled(self, items: Iterable[_T]) -> Iterator[_T]:
        """Yield *items* in a random order, drawn only as far as needed."""
        left = list(items)
        while left:
            chosen = self.integer(0, len(left) - 1)
            left[chosen], left[-1] = left[-1], left[chosen]
            yield left.pop()
