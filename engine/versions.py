"""Version numbers of the rules and of saves."""

from __future__ import annotations

from typing import Final

RULES_VERSION: Final = 1
"""Incremented when the same data, seed and actions would give another battle."""

FIRST_FORMAT: Final = 1
"""The oldest form of saves that can be read: all dice are of one seed, and nobody concedes."""

BRANCH_FORMAT: Final = 2
"""The form in which the dice can change their seed, where a branch of a battle began."""

SAVE_FORMAT: Final = 3
"""The form of new saves: as before, and a side can concede the battle."""

CHECK_EVERY: Final = 25
"""Number of records after which a save holds a checksum of the state."""
