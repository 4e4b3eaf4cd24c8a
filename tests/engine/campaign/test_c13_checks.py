"""Checks of orders that depend on others, and which of several rules is named (C13.2)."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from engine.campaign.records import Offer, Unit
from engine.campaign.vocabulary import Condition, Field, Message, Stance
from tests.engine.campaign.build_orders import (
    FOE,
    ME,
    THIRD,
    campaign,
    change_world,
    fleet,
    judge,
    rule,
    set_level,
    set_stance,
    set_treasury,
)
from tests.engine.campaign.order_cases_fleets import afloat, peace


@pytest.mark.parametrize("mission", ["blockade", "bombard", "invade", "assault"])
def test_c8_5_a_declaration_in_the_same_packet_allows_missions_against_the_house(
    mission: str,
) -> None:
    state = afloat()
    peace(state)
    assert rule(state, f"{mission} askerry.f2 w02") == "C8.5"
    assert rule(state, "diplomacy declare tolvane", f"{mission} askerry.f2 w02") is None
    assert rule(state, "diplomacy pact tolvane", f"{mission} askerry.f2 w02") == "C8.5"
    assert rule(state, "diplomacy declare merrowby", f"{mission} askerry.f2 w02") == "C8.5"


def test_c3_5_a_muster_and_a_repair_cost_what_is_left_to_the_last_unit() -> None:
    state = campaign()
    price = -(-state.numbers.units["linesman"].value // 3)
    set_treasury(state, price)
    assert rule(state, "muster w01 linesman") is None
    set_treasury(state, price - 1)
    assert rule(state, "muster w01 linesman") == "C3.5"
    change_world(state, "w01", starbase=Condition.CRIPPLED)
    set_treasury(state, 25)
    assert rule(state, "repair w01 starbase") is None
    set_treasury(state, 24)
    assert rule(state, "repair w01 starbase") == "C3.5"


def test_c3_8_only_a_crippled_ship_that_is_there_is_repaired() -> None:
    state = campaign()
    fleet(state, "w01", "corvette", "corvette", crippled=(0,))
    fleet(state, "w10", "corvette", crippled=(0,))
    assert rule(state, "repair w01 askerry.s2") is None
    assert rule(state, "repair w01 askerry.s3") == "C3.8"
    assert rule(state, "repair w01 askerry.s5") == "C3.8"
    assert rule(state, "repair w01 askerry.s2", "repair w01 askerry.s2") == "C3.8"


# Taxes, research, spies and messages


def test_c7_2_a_partner_is_not_stolen_from() -> None:
    state = campaign()
    set_level(state, FOE, Field.DEFENCE, 1)
    assert rule(state, "spy_mission steal tolvane") is None
    set_stance(state, FOE, Stance.PACT)
    assert rule(state, "spy_mission steal tolvane") == "C8.4"


def test_c7_1_one_spy_mission_a_turn() -> None:
    state = campaign()
    fleet(state, "w02", "scout")
    assert rule(state, "spy_mission survey w02", "spy_mission survey w02") == "C7.1"


def test_c8_1_one_message_to_each_house_a_turn() -> None:
    state = campaign()
    assert rule(state, "diplomacy pact tolvane", "diplomacy declare tolvane") == "C8.1"
    assert rule(state, "diplomacy pact tolvane", "diplomacy pact merrowby") is None


@pytest.mark.parametrize(("sender", "receiver"), [(ME, FOE), (THIRD, ME), (FOE, THIRD)])
def test_c8_3_only_an_offer_of_that_house_to_this_one_is_accepted(
    sender: str, receiver: str
) -> None:
    state = campaign()
    state.offers = (Offer(Message.PACT, sender, receiver, 1),)
    assert rule(state, "diplomacy accept tolvane") == "C8.3"


@pytest.mark.parametrize("house", [ME, FOE])
def test_c8_2_neither_has_two_pacts(house: str) -> None:
    state = campaign(turn=10)
    most = state.numbers.diplomacy.treaties
    one_pact = replace(most, most_pacts=1)
    set_stance(state, THIRD, Stance.PACT, house=house)
    assert rule(state, "diplomacy pact tolvane") is None
    diplomacy = replace(state.numbers.diplomacy, treaties=one_pact)
    state.numbers = replace(state.numbers, diplomacy=diplomacy)
    assert rule(state, "diplomacy pact tolvane") == "C8.2"


# What is not there, and which rule is named first


def test_c13_2_of_several_rules_the_first_is_named() -> None:
    state = campaign(turn=3)
    empty = fleet(state, "w01", "colony_ship")
    set_treasury(state, 0)
    set_stance(state, FOE, Stance.PACT)
    # For missions the way comes before everything else.
    assert rule(state, f"invade {empty.id} w12") == "C4.4"
    # Nobody aboard, no guns, nobody's world: from left to right.
    assert rule(state, f"invade {empty.id} w30") == "C10.1"
    refusal = judge(state, f"invade {empty.id} w30")
    assert refusal is not None
    assert refusal.sentence.code == "campaign.refusal.nobody-aboard"
    # Siege, price, level, docks.
    change_world(state, "w01", blockaded=1, yard=0)
    assert rule(state, "build w01 cruiser") == "C3.6"
    change_world(state, "w01", blockaded=0)
    assert rule(state, "build w01 cruiser") == "C3.5"
    set_treasury(state, 50)
    assert rule(state, "build w01 cruiser") == "C6.3"
    set_level(state, ME, Field.ENGINEERING, 1)
    assert rule(state, "build w01 cruiser") == "C3.6"
    # Price before target, target before pact.
    set_treasury(state, 0)
    fleet(state, "w02", "scout")
    assert rule(state, "spy_mission blind w02") == "C3.5"
    set_treasury(state, 50)
    assert rule(state, "spy_mission blind w02") == "C7.2"


def test_c13_1_a_refusal_names_the_order_and_has_the_figures() -> None:
    state = campaign()
    set_treasury(state, 31)
    refusal = judge(state, "build w01 colony_ship")
    assert refusal is not None
    assert (refusal.order, refusal.rule) == ("build w01 colony_ship", "C3.5")
    assert str(refusal.sentence) == "needs 40 stores, 31 left"


def test_c13_2_units_of_the_line_of_a_free_world_are_nobodys_to_load() -> None:
    state = campaign()
    change_world(state, "w01", garrison=(Unit("askerry.m1", "linesman", 3),))
    transports = fleet(state, "w01", "transport")
    assert rule(state, f"load {transports.id} askerry.m1") is None
    assert rule(state, f"load {transports.id} w00.g1") == "C13.2"
