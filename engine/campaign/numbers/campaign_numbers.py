"""All numbers of a campaign together."""

from __future__ import annotations

import msgspec

from engine.campaign.numbers.faction_numbers import CampaignFaction, HouseEntry
from engine.campaign.numbers.invasion_numbers import InvasionNumbers, ResolverTables
from engine.campaign.numbers.map_numbers import MapNumbers
from engine.campaign.numbers.persona_numbers import PersonaNumbers
from engine.campaign.numbers.politics_numbers import DiplomacyNumbers, VictoryNumbers
from engine.campaign.numbers.research_numbers import ResearchNumbers
from engine.campaign.numbers.ship_numbers import ShipNumbers
from engine.campaign.numbers.world_numbers import WorldNumbers


class UnitNumbers(msgspec.Struct, frozen=True):
    """What a campaign needs to know of a kind of unit."""

    value: int
    hp_max: int


class CampaignNumbers(msgspec.Struct, frozen=True):
    """The content of all files under `assets/data/campaign/`, and of what they refer to.

    *units* are those of all factions and of the works, by code.
    """

    victory: VictoryNumbers
    map: MapNumbers
    worlds: WorldNumbers
    ships: ShipNumbers
    research: ResearchNumbers
    diplomacy: DiplomacyNumbers
    invasion: InvasionNumbers
    resolver: ResolverTables
    personas: PersonaNumbers
    factions: dict[str, CampaignFaction]
    houses: dict[str, HouseEntry]
    units: dict[str, UnitNumbers]
