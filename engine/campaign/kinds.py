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


def faction_of(house: House, kind: str, numbers: CampaignNumbers) -> str:
    """Return a faction that opens a kind: the house's own if it does."""
    factions = sorted(numbers.factions, key=lambda name: (name != house.faction, name))
    return next(
        name for name in factions if any(kind in opened for opened in numbers.factions[name].units)
    )


def needed_level(house: House, kind: str, numbers: CampaignNumbers) -> int | None:
    """Return the level of ground combat that opens a kind to a house; None if none does (C6.3)."""
    faction = faction_of(house, kind, numbers)
    units = numbers.factions[faction].units
    level = next(place for place, opened in enumerate(units) if kind in opened)
    if faction == house.faction:
        return level
    return None if level else numbers.research.all_units_level
