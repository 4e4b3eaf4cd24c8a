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

CAMPAIGN_RULES: Final = 1
"""Incremented when the same header and packets of a campaign would give another campaign."""

CAMPAIGN_FORMAT: Final = 1
"""The form of saves of campaigns."""

CAMPAIGN_CHECK_EVERY: Final = 5
"""Number of turns after which a save of a campaign holds a checksum of the state."""

CHECK_EVERY: Final = 25
"""Number of records after which a save holds a checksum of the state."""
