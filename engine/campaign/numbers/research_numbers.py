"""The numbers of research: `research.toml` (C6)."""

from __future__ import annotations

import msgspec

from engine.campaign.numbers.bounds import Count, Percent, Positive


class ResearchNumbers(msgspec.Struct, frozen=True, rename="upper"):
    """The prices of levels and the shares of income that may be spent on them (C6.1, C6.2)."""

    shares: tuple[Percent, ...]
    most_weight: Positive
    start_weight: Count
    level_prices: tuple[Positive, ...]
    """Research points that each level costs, from level 1 on."""
    all_units_level: Positive
    """Level of ground combat that opens the first units of every other faction."""
    spy_own: Count
    """Added to one's own spy missions for each level of intelligence, taken off those of others."""
    sight_level: Positive
    """Level of intelligence that sees the neighbours of all own worlds."""
