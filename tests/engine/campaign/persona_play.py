"""Whole campaigns that personas play through `Campaign`, with every landing resolved."""

from __future__ import annotations

from engine.campaign.campaign import Campaign
from engine.campaign.data import load_numbers
from engine.campaign.numbers import CampaignNumbers
from engine.campaign.orders import Order
from engine.campaign.personas import plan
from engine.campaign.randomness import dice
from engine.campaign.referee import ResolvingReferee
from engine.campaign.setup import CampaignSetup
from engine.campaign.setups import draw_setup, split_player


def persona_setup(seed: int, houses: int, turns: int, level: str = "veteran") -> CampaignSetup:
    return draw_setup(load_numbers(), seed, houses, turns=turns, level=level)


def plan_packet(campaign: Campaign, house: str) -> list[Order]:
    """Return the packet of a house as its persona decides."""
    state = campaign.state
    numbers = state.numbers.personas
    persona, level = split_player(state.setup.house(house).player)
    source = dice(state.setup.seed, campaign.turn, "plan", house)
    return plan(campaign.view(house), numbers.personas[persona], numbers.levels[level], source)


def play_turn(campaign: Campaign, *, backwards: bool = False) -> None:
    """Play a turn; *backwards* takes houses and landings in the other order."""
    houses = list(campaign.houses)
    for house in reversed(houses) if backwards else houses:
        campaign.submit(house, plan_packet(campaign, house))
    referee = ResolvingReferee(campaign.state.numbers, campaign.state.setup.seed)
    landings = list(campaign.carry_out().items())
    for world, spec in reversed(landings) if backwards else landings:
        campaign.conclude(world, referee(spec))
    campaign.end_turn()


def play(setup: CampaignSetup, numbers: CampaignNumbers | None = None) -> Campaign:
    """Return a campaign that personas have played to its end."""
    campaign = Campaign.new(load_numbers() if numbers is None else numbers, setup)
    while campaign.finish is None:
        play_turn(campaign)
    return campaign
