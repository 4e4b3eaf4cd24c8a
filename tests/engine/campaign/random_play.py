"""Whole campaigns of random legal orders: no persona takes part, and every landing is resolved."""

from __future__ import annotations

from collections import Counter, defaultdict

from engine.campaign.campaign import Campaign
from engine.campaign.data import load_numbers
from engine.campaign.invariants import check_state, check_turn
from engine.campaign.orders import FleetMission, Order
from engine.campaign.randomness import dice
from engine.campaign.resolver import landing_source, resolve
from engine.campaign.setup import CampaignSetup
from engine.campaign.setups import draw_setup

MOST_ORDERS = 12


def random_setup(seed: int, houses: int, turns: int) -> CampaignSetup:
    return draw_setup(load_numbers(), seed, houses, turns=turns, level="veteran")


def random_packet(campaign: Campaign, house: str) -> list[str]:
    """Return legal orders of all kinds, drawn at random: each was legal before the others."""
    source = dice(campaign.state.setup.seed, campaign.turn, "random", house)
    families = defaultdict[str, list[Order]](list)
    for order in campaign.candidates(house):
        mission = order.mission.value if isinstance(order, FleetMission) else ""
        families[f"{type(order).__name__}{mission}"].append(order)
    names = sorted(families)
    count = source.integer(0, MOST_ORDERS) if names else 0
    return [source.pick(families[source.pick(names)]).to_text() for _ in range(count)]


def play_turn(campaign: Campaign, *, backwards: bool = False) -> None:
    """Play a turn of random orders; *backwards* takes houses and landings in the other order."""
    houses = list(campaign.houses)
    for house in reversed(houses) if backwards else houses:
        campaign.submit(house, random_packet(campaign, house))
    campaign.carry_out()
    resolve_landings(campaign, backwards=backwards)
    campaign.end_turn()


def resolve_landings(campaign: Campaign, *, backwards: bool = False) -> None:
    """Resolve the landings that have no result yet."""
    state = campaign.state
    landings = list(campaign.pending.items())
    for world, spec in reversed(landings) if backwards else landings:
        source = landing_source(state.setup.seed, spec)
        campaign.conclude(world, resolve(spec, state.numbers, source))


def play(setup: CampaignSetup, turns: int | None = None) -> Campaign:
    """Return a campaign after so many turns of random orders, or after its last one."""
    campaign = Campaign.new(load_numbers(), setup)
    while campaign.finish is None and (turns is None or campaign.turn <= turns):
        play_turn(campaign)
    return campaign


def play_checked(setup: CampaignSetup) -> tuple[Campaign, Counter[str]]:
    """Play a campaign with every invariant after each turn; return the kinds of its events, too."""
    campaign = Campaign.new(load_numbers(), setup)
    check_state(campaign.state)
    seen: Counter[str] = Counter()
    while campaign.finish is None:
        before = campaign.state
        play_turn(campaign)
        check_state(campaign.state)
        check_turn(before, campaign.state)
        seen.update(type(event).__name__ for event in campaign.state.events)
    return campaign, seen
