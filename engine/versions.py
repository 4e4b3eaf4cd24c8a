"""Version numbers of the rules and of saves."""

from __future__ import annotations

from typing import Final

RULES_VERSION: Final = 1
"""Incremented when the same data, seed and actions would give another battle."""

SAVE_FORMAT: Final = 1
"""The form of saves of battles whose dice are all of one seed."""

BRANCH_FORMAT: Final = 2
"""The form of saves of branched battles, whose dice change their seed where a branch began."""

CHECK_EVERY: Final = 25
"""Number of records after which a save holds a checksum of the state."""
