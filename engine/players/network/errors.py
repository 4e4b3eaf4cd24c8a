"""The error of a network that can't be used."""

from __future__ import annotations

from typing import Final

_LONGEST_SHOWN: Final = 60
"""Number of characters of an untrusted name that a message shows."""


class NetworkError(Exception):
    """Raised if a network can't be used; the message is a sentence."""


def shown(text: str) -> str:
    """Return a name from a file for a message: quoted, shortened, control characters escaped."""
    return repr(text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…")
