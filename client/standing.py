"""How many battles a person has won, drawn and lost."""

from __future__ import annotations

from typing import NamedTuple


class Standing(NamedTuple):
    """How many battles against an opponent were won, drawn and lost."""

    won: int = 0
    drawn: int = 0
    lost: int = 0

    @property
    def played(self) -> int:
        """Return the number of battles."""
        return sum(self)
