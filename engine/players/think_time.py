"""How long a player that searches thinks: as long as it was measured with, or another share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

_WHOLE: Final = 100


class ThinkTime(NamedTuple):
    """The effort of a search, in *percent* of what its data say; it ends once *stop* returns True.

    It then answers with the best that it has found so far.
    """

    percent: int
    stop: Callable[[], bool]

    def share_of(self, number: int) -> int:
        """Return this share of a number of samples or milliseconds, at least 1."""
        return max(1, round(number * self.percent / _WHOLE))


def _never() -> bool:
    return False


AS_MEASURED: Final = ThinkTime(_WHOLE, _never)
"""The effort with which the strength of players was measured."""
