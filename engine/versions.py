"""Numbers that say what a save or a trained policy fits."""

from __future__ import annotations

from typing import Final

RULES_VERSION: Final = 1
"""Rises when the same data, seed and actions would give another battle."""

SAVE_FORMAT: Final = 1
"""Rises when a save is written in another way."""

CHECK_EVERY: Final = 25
"""After so many records a save holds a checksum of the state."""
