"""The computer's houses: whoever decides for the houses that no person plays.

This is the one place where the terminal asks the personas.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.campaign.personas import plan_for
from engine.campaign.setups import split_player
from engine.campaign.vocabulary import PERSON

if TYPE_CHECKING:
    from engine.campaign.campaign import Campaign
    from engine.campaign.orders import Order
    from engine.campaign.vocabulary import HouseId


def plan_packet(campaign: Campaign, house: HouseId) -> list[Order]:
    """Return the packet of a house that a persona decides for: always the same in a turn."""
    return list(plan_for(campaign.view(house), campaign.state.setup).orders)


def level_of(campaign: Campaign) -> str:
    """Return the level of the computer's houses, the first by their ids; a person alone has the
    lowest.
    """
    state = campaign.state
    levels = [
        split_player(house.player)[1]
        for house in sorted(state.setup.houses, key=lambda one: one.id)
        if house.player != PERSON
    ]
    return levels[0] if levels else next(iter(state.numbers.personas.levels))
