"""Why a network is refused."""

from __future__ import annotations

from typing import Final

_LONGEST_SHOWN: Final = 60
"""Characters of a stranger's name that a message shows."""


class NetworkError(Exception):
    """Refuse a network: a sentence says why."""


def shown(text: str) -> str:
    """Return a name from a file for a message: quoted, shortened, control characters escaped."""
    return repr(text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…")
