"""The checks between the values of a campaign's data files: each adds all its problems."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.campaign.data.faction_checks import check_factions, check_houses, check_personas
from engine.campaign.data.map_checks import (
    check_keepers,
    check_layouts,
    check_map,
    check_victory,
)
from engine.campaign.data.number_checks import (
    check_diplomacy,
    check_free_worlds,
    check_hulls,
    check_research,
    check_resolver,
    check_ships,
)
from engine.campaign.data.world_checks import check_classes, check_start, check_worlds

if TYPE_CHECKING:
    from engine.campaign.data.draft import CampaignDraft


def check_across(draft: CampaignDraft) -> None:
    """Add the problems between values that are valid by themselves."""
    check_map(draft)
    check_layouts(draft)
    check_keepers(draft)
    check_victory(draft)
    check_classes(draft)
    check_worlds(draft)
    check_start(draft)
    check_ships(draft)
    check_hulls(draft)
    check_research(draft)
    check_diplomacy(draft)
    check_free_worlds(draft)
    check_resolver(draft)
    check_factions(draft)
    check_houses(draft)
    check_personas(draft)
