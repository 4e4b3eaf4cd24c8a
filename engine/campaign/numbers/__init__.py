"""The numbers of a campaign: frozen structs of all files under `assets/data/campaign/`.

Every figure of the rules that is not fixed by them is a field here and is read from these files.
"""

from engine.campaign.numbers.campaign_numbers import CampaignNumbers, UnitNumbers
from engine.campaign.numbers.faction_numbers import CampaignFaction, HouseEntry
from engine.campaign.numbers.invasion_numbers import InvasionNumbers, ResolverTables, Tier
from engine.campaign.numbers.map_numbers import MapLayout, MapNumbers, SizeNumbers
from engine.campaign.numbers.persona_numbers import Persona, PersonaNumbers
from engine.campaign.numbers.politics_numbers import (
    DiplomacyNumbers,
    PrestigeNumbers,
    VictoryNumbers,
)
from engine.campaign.numbers.research_numbers import ResearchNumbers
from engine.campaign.numbers.ship_numbers import HullNumbers, ShipNumbers
from engine.campaign.numbers.world_numbers import TaxNumbers, WorldClass, WorldNumbers

__all__ = [
    "CampaignFaction",
    "CampaignNumbers",
    "DiplomacyNumbers",
    "HouseEntry",
    "HullNumbers",
    "InvasionNumbers",
    "MapLayout",
    "MapNumbers",
    "Persona",
    "PersonaNumbers",
    "PrestigeNumbers",
    "ResearchNumbers",
    "ResolverTables",
    "ShipNumbers",
    "SizeNumbers",
    "TaxNumbers",
    "Tier",
    "UnitNumbers",
    "VictoryNumbers",
    "WorldClass",
    "WorldNumbers",
]
