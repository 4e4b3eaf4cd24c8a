"""Distinguishes pygame-ce, which the game needs, from the older pygame with the same module
name.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

ADVICE: Final = (
    "Hexfront needs pygame-ce, but the module `pygame` found here is another one.\n"
    "The two can't be installed together. Repair it with:\n"
    "    python -m pip uninstall pygame pygame-ce\n"
    "    python -m pip install pygame-ce"
)


class WrongPygameError(RuntimeError):
    """Raised if `import pygame` finds something other than pygame-ce."""


def require_community_edition(names: Mapping[str, object]) -> None:
    """Raise WrongPygameError unless *names*, those of `pygame`, are those of pygame-ce."""
    if "IS_CE" not in names or not names["IS_CE"]:
        raise WrongPygameError(ADVICE)
