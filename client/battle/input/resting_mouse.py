"""How long the mouse has rested, for what is shown only beside a mouse that does."""

from __future__ import annotations

import math
from typing import Final

NOWHERE: Final = (-1, -1)
"""Position of a mouse that is outside the window."""


class RestingMouse:
    """The mouse of a screen: where it is, and for how many *seconds* it has been there."""

    def __init__(self) -> None:
        """Start with a mouse that has not moved yet, which counts as no rest."""
        self.at: tuple[int, int] = NOWHERE
        self.seconds = -math.inf

    def update(self, at: tuple[int, int], seconds: float) -> bool:
        """Advance time by *seconds*; return whether the mouse has moved since the last time."""
        if at == self.at:
            self.seconds += seconds
            return False
        self.at = at
        self.seconds = 0.0
        return True

    def wait_for_move(self) -> None:
        """Count no rest until the mouse moves."""
        self.seconds = -math.inf
