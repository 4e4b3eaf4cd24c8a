"""The owner of a campaign: what can be done when, and what can't (C13.1, C14.1)."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from engine import limits
from engine.campaign.campaign import Campaign
from engine.campaign.data import load_numbers
from engine.campaign.forecast import forecast_books
from engine.campaign.orders import parse_order
from engine.campaign.vocabulary import Winner
from engine.errors import CampaignError
from tests.engine.campaign.random_play import (
    play,
    play_turn,
    random_packet,
    random_setup,
    resolve_landings,
)

SETUP = random_setup(5, 2, 6)


@pytest.fixture
def campaign() -> Campaign:
    return Campaign.new(load_numbers(), SETUP)


def with_landing() -> Campaign:
    """Return a campaign whose orders were carried out, with a landing that has no result yet."""
    for seed in range(20):
        campaign = Campaign.new(load_numbers(), random_setup(seed, 2, 20))
        while campaign.finish is None:
            for house in campaign.houses:
                campaign.submit(house, random_packet(campaign, house))
            if campaign.carry_out():
                return campaign
            campaign.end_turn()
    raise AssertionError("no seed has a landing")


def test_c13_1_a_malformed_order_is_refused_and_the_rest_of_the_packet_stands(
    campaign: Campaign,
) -> None:
    house = campaign.houses[0]
    refusals = campaign.submit(house, ["fly to the moon", "tax heavy", "tax feudal", "", "\x1b[2J"])
    assert [refusal.rule for refusal in refusals] == ["C13.1"] * 4
    campaign.end_turn()
    assert campaign.state.houses[house].tax == "heavy"
    assert [one.house for one in campaign.turns[0].refusals] == [house] * 4


def test_c13_1_a_later_packet_takes_the_place_of_the_one_before(campaign: Campaign) -> None:
    house = campaign.houses[0]
    campaign.submit(house, ["tax heavy"])
    campaign.submit(house, ["tax light"])
    campaign.end_turn()
    assert campaign.state.houses[house].tax == "light"
    assert campaign.turns[0].packets == {house: ("tax light",)}


def test_c13_2_check_judges_what_is_added_to_the_packet(campaign: Campaign) -> None:
    house = campaign.houses[0]
    message = parse_order(f"diplomacy declare {campaign.houses[1]}")
    assert campaign.check(house, message) is None
    campaign.submit(house, [message])
    refusal = campaign.check(house, message)
    assert refusal is not None
    assert refusal.rule == "C8.1"
    assert message not in campaign.candidates(house)


def test_c13_1_orders_and_packets_without_end_are_refused(campaign: Campaign) -> None:
    house = campaign.houses[0]
    long = "tax " + "x" * (2 * limits.ORDER)
    assert [refusal.rule for refusal in campaign.submit(house, [long])] == ["C13.1"]
    assert len(campaign.packet(house)[0]) < limits.ORDER
    campaign.submit(house, ["tax light"] * limits.PACKET_ORDERS)
    with pytest.raises(CampaignError, match="at most"):
        campaign.submit(house, ["tax light"] * (limits.PACKET_ORDERS + 1))
    assert len(campaign.packet(house)) == limits.PACKET_ORDERS


def test_c14_1_nobody_gives_orders_after_they_were_carried_out(campaign: Campaign) -> None:
    house = campaign.houses[0]
    campaign.carry_out()
    with pytest.raises(CampaignError, match="carried out"):
        campaign.submit(house, ["tax light"])
    with pytest.raises(CampaignError, match="carried out"):
        campaign.carry_out()
    campaign.end_turn()
    campaign.submit(house, ["tax light"])


@pytest.mark.parametrize("house", ["nobody", "", "w00", "\x1b"])
def test_c13_1_who_takes_no_part_gives_no_orders(campaign: Campaign, house: str) -> None:
    for ask in (
        campaign.view,
        campaign.report,
        campaign.candidates,
        lambda one: campaign.submit(one, []),
    ):
        with pytest.raises(CampaignError, match="takes no part"):
            ask(house)


def test_c14_1_a_turn_does_not_end_while_landings_wait() -> None:
    campaign = with_landing()
    with pytest.raises(CampaignError, match="wait for their results"):
        campaign.end_turn()
    resolve_landings(campaign)
    assert not campaign.pending
    turn = campaign.turn
    campaign.end_turn()
    assert campaign.turn == turn + 1


def test_c10_6_a_landing_gets_one_result_and_only_one_that_it_can_have() -> None:
    campaign = with_landing()
    world = min(campaign.pending)
    resolve_landings(campaign)
    with pytest.raises(CampaignError, match="no landing"):
        campaign.conclude(world, campaign._results[world])
    again = with_landing()
    result = campaign._results[world]
    for wrong in (
        replace(result, hp={}),
        replace(result, hp={**result.hp, "ghost": 1}),
        replace(result, hp=dict.fromkeys(result.hp, 99)),
    ):
        with pytest.raises(CampaignError):
            again.conclude(world, wrong)
    assert world in again.pending
    again.conclude(world, replace(result, winner=result.winner))
    assert result.winner in set(Winner)


def test_c12_3_nothing_happens_after_the_end(campaign: Campaign) -> None:
    while campaign.finish is None:
        campaign.end_turn()
    assert campaign.finish.turn == SETUP.turns
    for act in (campaign.carry_out, campaign.end_turn):
        with pytest.raises(CampaignError, match="ended in turn 6"):
            act()
    with pytest.raises(CampaignError, match="ended in turn 6"):
        campaign.submit(campaign.houses[0], [])


def test_c12_4_an_eliminated_house_gives_no_orders_but_may_look(campaign: Campaign) -> None:
    house = campaign.houses[0]
    campaign.state.put_house(replace(campaign.state.houses[house], eliminated=1))
    with pytest.raises(CampaignError, match="out of the campaign"):
        campaign.submit(house, [])
    assert campaign.view(house).house.eliminated == 1


def test_c14_2_a_house_without_a_packet_gives_no_orders() -> None:
    one, other = (Campaign.new(load_numbers(), SETUP) for _ in range(2))
    for house in one.houses:
        one.submit(house, [])
    for campaign in (one, other):
        campaign.end_turn()
    assert one.checksum == other.checksum


def test_c3_5_the_forecast_of_the_treasury_is_what_happens_where_nobody_interferes() -> None:
    """Houses that build, muster, tax and study, while no fleet does anything."""
    campaign = Campaign.new(load_numbers(), random_setup(11, 3, 12))
    verbs = ("build", "muster", "tax", "research", "repair")
    while campaign.finish is None:
        expected = {}
        for house in campaign.houses:
            packet = [
                text for text in random_packet(campaign, house) if text.split(" ")[0] in verbs
            ]
            campaign.submit(house, packet)
            view = campaign.view(house)
            expected[house] = forecast_books(view, campaign.budget(house)).treasury
        campaign.end_turn()
        assert {house: campaign.state.houses[house].treasury for house in expected} == expected


def test_c14_5_the_ledger_is_the_treasury_after_each_turn() -> None:
    campaign = Campaign.new(load_numbers(), random_setup(3, 3, 15))
    while campaign.finish is None:
        play_turn(campaign)
        for house in campaign.state.houses.values():
            rows = [row for row in campaign.state.ledger if row.house == house.id]
            assert sum(row.amount for row in rows) == house.treasury


def test_a_state_once_seen_stays_as_it_was() -> None:
    campaign = play(random_setup(2, 2, 8), 3)
    state, checksum = campaign.state, campaign.checksum
    play_turn(campaign)
    assert campaign.state is not state
    before = Campaign(state)
    assert before.checksum == checksum
