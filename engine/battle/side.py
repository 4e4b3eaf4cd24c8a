"""The two sides of a battle."""

from __future__ import annotations

from enum import Enum


class Side(Enum):
    """One of the two sides; *index* is its place in a pair of values, ONE's first."""

    ONE = "ONE"
    TWO = "TWO"

    index: int
    # Each member is one of a kind, and looked up all the time: by name takes longer.
    __hash__ = object.__hash__

    def __init__(self, value: str) -> None:
        """Set the index."""
        self.index = 0 if value == "ONE" else 1

    @property
    def other(self) -> Side:
        """Return the other side."""
        return _OTHER[self.index]


_OTHER = (Side.TWO, Side.ONE)
