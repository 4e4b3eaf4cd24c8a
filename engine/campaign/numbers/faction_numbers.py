"""What a campaign adds to a faction, `factions/FACTION.toml` (C6.3), and the houses,
`houses.toml` (C1.1).
"""

from __future__ import annotations

import msgspec

from engine.data.catalog import Code


class CampaignFaction(msgspec.Struct, frozen=True, rename="upper"):
    """The units of a faction in a campaign (C6.3); statlines stay with the faction."""

    units: tuple[tuple[Code, ...], ...]
    """The units that each level of ground combat opens, from level 0 on."""
    militia: Code
    garrison: tuple[Code, ...]
    """Units at home at the start."""
    landing_force: tuple[Code, ...]
    """Units aboard the first fleet at the start."""


class HouseEntry(msgspec.Struct, frozen=True, rename="upper"):
    """A house that a campaign can have (C1.1); its name and its motto are texts."""

    faction: Code
    persona: Code
    colour: Code
    """An entry of the themes."""
    pattern: Code
