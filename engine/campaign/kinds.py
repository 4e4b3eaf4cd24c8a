"""The kinds of units that a house can muster (C6.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.campaign.vocabulary import Field

if TYPE_CHECKING:
    from engine.campaign.numbers import CampaignNumbers
    from engine.campaign.records import House


def all_kinds(numbers: CampaignNumbers) -> frozenset[str]:
    """Return the kinds that factions can open; works are none of them."""
    return frozenset(
        kind for faction in numbers.factions.values() for opened in faction.units for kind in opened
    )


def open_kinds(house: House, numbers: CampaignNumbers) -> tuple[str, ...]:
    """Return the kinds that a house can muster, in a fixed order (C6.3).

    They are those that its levels of ground combat open, and from a high level on the first ones of
    every other faction.
    """
    level = house.level(Field.GROUND_COMBAT)
    kinds = [
        kind for opened in numbers.factions[house.faction].units[: level + 1] for kind in opened
    ]
    if level >= numbers.research.all_units_level:
        for name, faction in sorted(numbers.factions.items()):
            if name != house.faction:
                kinds.extend(faction.units[0])
    return tuple(kinds)
