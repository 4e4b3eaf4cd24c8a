"""What is said to be at stake in a landing is what it brings and costs (C12.1, C12.2)."""

from __future__ import annotations

from engine.campaign.campaign import Campaign
from engine.campaign.data import load_numbers
from engine.campaign.events import LandingDecided, PrestigeChanged
from engine.campaign.records import BattleSpec
from engine.campaign.stakes import Stakes, stakes_of
from engine.campaign.vocabulary import Mission, Winner
from tests.engine.campaign.random_play import random_packet, random_setup, resolve_landings

CAPTURES = {"free_world", "house_world", "home_bonus", "leader_bonus"}
LOST = {"world_lost", "home_lost"}


def turns_with_one_landing(seeds: int, turns: int) -> list[tuple[Campaign, BattleSpec, Stakes]]:
    """Return campaigns after turns with one landing, as they were then, and what was at stake."""
    found = []
    for seed in range(seeds):
        campaign = Campaign.new(load_numbers(), random_setup(seed, 4, turns))
        while campaign.finish is None:
            for house in campaign.houses:
                campaign.submit(house, random_packet(campaign, house))
            specs = list(campaign.carry_out().values())
            stakes = [stakes_of(campaign.landing_state, spec) for spec in specs]
            resolve_landings(campaign)
            campaign.end_turn()
            if len(specs) == 1:
                found.append((Campaign(campaign.state), specs[0], stakes[0]))
    return found


def changed(campaign: Campaign, house: str | None, codes: set[str]) -> int:
    return sum(
        event.amount
        for event in campaign.state.events
        if isinstance(event, PrestigeChanged) and event.house == house and event.code in codes
    )


def test_c12_1_stakes_are_what_a_landing_brings_and_costs() -> None:
    outcomes = set()
    for campaign, spec, stakes in turns_with_one_landing(seeds=12, turns=14):
        (decided,) = (
            one for one in campaign.state.events
            if isinstance(one, LandingDecided) and one.spec == spec
        )  # fmt: skip
        won = decided.result.winner is Winner.ATTACKER
        outcomes.add((won, spec.defender is None))
        assert stakes.none_returns is (spec.mission is Mission.ASSAULT)
        if won:
            assert changed(campaign, spec.attacker, CAPTURES) >= stakes.gain > 0
            assert changed(campaign, spec.defender, LOST) >= -stakes.loss
        else:
            assert changed(campaign, spec.attacker, {"failed"}) >= -stakes.failed
            assert changed(campaign, spec.defender, {"repelled"}) == stakes.repelled
    assert {(True, True), (False, True)} <= outcomes
