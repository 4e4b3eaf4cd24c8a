"""Version numbers of the rules and of saves."""

from __future__ import annotations

from typing import Final

RULES_VERSION: Final = 1
"""Incremented when the same data, seed and actions would give another battle."""

SAVE_FORMAT: Final = 1
"""Incremented when the form of saves changes."""

CHECK_EVERY: Final = 25
"""Number of records after which a save holds a checksum of the state."""
