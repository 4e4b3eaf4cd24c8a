"""Whole campaigns of random legal orders keep every rule and are the same every time (C14)."""

from __future__ import annotations

from collections import Counter

import pytest
from msgspec.structs import replace

from tests.engine.campaign.random_play import play, play_checked, random_setup

TURNS = 30


@pytest.fixture(scope="module")
def seen() -> Counter[str]:
    return Counter()


@pytest.mark.parametrize(("seed", "houses"), [(1, 2), (2, 3), (3, 4), (4, 6)])
def test_c14_6_whole_campaigns_of_random_orders_break_no_rule(
    seed: int, houses: int, seen: Counter[str]
) -> None:
    campaign, events = play_checked(random_setup(seed, houses, TURNS))
    assert campaign.finish is not None
    assert campaign.turn == campaign.finish.turn + 1 <= TURNS + 1
    assert len(campaign.turns) == campaign.finish.turn
    seen.update(events)


def test_c14_6_random_campaigns_are_not_empty(seen: Counter[str]) -> None:
    expected = {
        *("FleetMoved", "SpaceFight", "Colonised", "WorkDone", "IncomeCollected", "LevelReached"),
        *("SpyMissionDone", "MessageSent", "TreatyMade", "WarBegan", "LandingDecided"),
        *("WorldCaptured", "Blockaded", "FreeWorldMustered", "OrderRefused", "CampaignEnded"),
    }
    assert expected <= set(seen)


def test_c14_4_the_same_setup_and_packets_give_the_same_campaign() -> None:
    setup = random_setup(7, 3, 12)
    assert play(setup).checksum == play(setup).checksum
    assert play(setup).checksum != play(replace(setup, seed=8)).checksum


def test_c14_3_listing_the_houses_in_another_order_changes_nothing() -> None:
    setup = random_setup(9, 4, 10)
    other = replace(setup, houses=(setup.houses[2], *setup.houses[3:], *setup.houses[:2]))
    assert play(setup).checksum == play(other).checksum
