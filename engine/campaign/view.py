"""The view of one house: everything it may know, and nothing else (C5.6)."""

from __future__ import annotations

import msgspec

from engine.campaign.events import Event
from engine.campaign.numbers import CampaignNumbers
from engine.campaign.records import (
    Effect,
    Fleet,
    Grievance,
    House,
    Offer,
    Sighting,
    Survey,
    Treaty,
    World,
)
from engine.campaign.star_map import StarMap
from engine.campaign.vocabulary import HouseId, WorldId


class PublicHouse(msgspec.Struct, frozen=True):
    """What all houses know of a house (C5.5)."""

    id: HouseId
    faction: str
    home: WorldId
    prestige: int
    levels: tuple[int, ...]
    eliminated: int | None
    pact_broken: int | None


class View(msgspec.Struct, frozen=True):
    """What one house knows: its own records in full, and what it saw of everything else (C5.6).

    *worlds*, *fleets*, *effects* and *surveys* are its own. *sightings* has one entry for each
    world that it ever saw, *seen* are those that it sees now. *owners* are the owners of all worlds
    whose capture was public (C5.5). *ranks* are the living houses by prestige as the turn began.
    """

    numbers: CampaignNumbers
    map: StarMap
    turn: int
    turns: int
    seed_houses: int
    """Number of houses at the start."""
    house: House
    worlds: dict[WorldId, World]
    fleets: dict[str, Fleet]
    effects: tuple[Effect, ...]
    surveys: tuple[Survey, ...]
    sightings: dict[WorldId, Sighting]
    seen: frozenset[WorldId]
    houses: dict[HouseId, PublicHouse]
    treaties: dict[tuple[HouseId, HouseId], Treaty]
    offers: tuple[Offer, ...]
    """Offers to and from the house that stand now."""
    grievances: tuple[Grievance, ...]
    ranks: tuple[HouseId, ...]
    events: tuple[Event, ...]
    """What the house was told of the last turn."""
