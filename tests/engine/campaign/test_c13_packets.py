"""Packets, their execution, candidates, and what is no order at all (C13, C14.1)."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from engine.campaign.budget import Budget
from engine.campaign.candidates import candidates
from engine.campaign.checks import check
from engine.campaign.events import OrderRefused, ShipsSalvaged
from engine.campaign.execution import execute_orders
from engine.campaign.fleets import capacity_of, load_of
from engine.campaign.obedience import obey
from engine.campaign.orders import Order, SpyMission, parse_order
from engine.campaign.packets import CheckedOrders, check_packet
from engine.campaign.state import CampaignState
from engine.campaign.view import View
from engine.campaign.vocabulary import Entry, Mission, Posture, Spying
from tests.engine.campaign.build_orders import (
    FOE,
    HOMES,
    ME,
    campaign,
    fleet,
    set_treasury,
    view,
)
from tests.engine.campaign.build_random import random_campaign
from tests.engine.campaign.mutated_orders import try_packet
from tests.engine.campaign.order_texts import NONSENSE, draw_texts

SEEDS = st.integers(0, 2**32)


def test_c13_1_a_refused_order_changes_nothing_and_the_rest_of_the_packet_stands() -> None:
    state = campaign()
    set_treasury(state, 60)
    packet = check_packet(view(state), ["build w01 industry", "build w02 yard", "tax light"])
    assert [order.to_text() for order in packet.accepted] == ["build w01 industry", "tax light"]
    (refusal,) = packet.refusals
    assert (refusal.order, refusal.rule) == ("build w02 yard", "C13.2")
    assert packet.budget.house.treasury == 24


@pytest.mark.parametrize(
    "text",
    [
        *NONSENSE,
        "sail askerry.f1 w01",
        "move askerry.f1",
        "move askerry.f1 w01 w02",
        "move  askerry.f1 w01",
        " move askerry.f1 w01",
        "move askerry.f1 w01\n",
        "posture askerry.f1 brave",
        "research 20 weapons",
        "research -1 weapons=1",
        "research 20 weapons=1,weapons=1",
        "research 20 craft=1",
        "split askerry.f1 a,,b -",
        "split askerry.f1 a,a -",
        "spy_mission bribe w01",
        "diplomacy insult tolvane",
    ],
)
def test_c13_1_what_is_malformed_or_unknown_is_refused(text: str) -> None:
    packet = check_packet(view(campaign()), [text, "tax light"])
    if text.startswith("move") and text.endswith("\n"):
        assert packet.refusals[0].rule == "C13.2"  # a world of that name does not exist
    else:
        assert packet.refusals[0].rule == "C13.1"
    assert len(packet.accepted) == 1
    assert packet.refusals[0].order.isprintable()
    assert len(packet.refusals[0].order) < 500


def test_c13_1_a_research_without_fields_is_an_empty_list() -> None:
    order = parse_order("research 0 -")
    assert order.to_text() == "research 0 -"


def test_c13_2_a_packet_keeps_the_budget_it_was_checked_to() -> None:
    packet = check_packet(view(campaign()), ["tax light"])
    packet.budget.pay(Entry.BUILD, "w01", -50)
    assert packet.budget.house.treasury == 110
    assert packet.budget.house.tax == "light"


@pytest.mark.slow
@settings(max_examples=100)
@given(SEEDS)
def test_c13_mutated_orders_never_raise_and_every_refusal_names_a_rule(seed: int) -> None:
    """`python -m tests.engine.campaign.mutated_orders --orders 100000` tries more of them."""
    assert_sound(*try_packet(seed))


@pytest.mark.slow
def test_c13_the_texts_reach_most_rules_and_are_often_legal() -> None:
    """The fuzz above would show nothing if its orders were all nonsense."""
    rules: set[str] = set()
    accepted: set[type[Order]] = set()
    for seed in range(150):
        packet, _ = try_packet(seed)
        rules |= {refusal.rule for refusal in packet.refusals}
        accepted |= {type(order) for order in packet.accepted}
    assert len(accepted) == 14
    assert len(rules) >= 25


@given(st.text())
def test_c13_any_text_is_an_order_or_refused(text: str) -> None:
    packet = check_packet(view(campaign()), [text])
    assert len(packet.accepted) + len(packet.refusals) == 1


def assert_sound(packet: CheckedOrders, seen: View) -> None:
    """Assert that nothing is doubled, lost or overdrawn in the budget of a packet."""
    budget = packet.budget
    assert budget.house.treasury >= 0
    paid = sum(amount for _, _, amount in budget.payments)
    assert budget.house.treasury == seen.house.treasury + paid
    ships = [ship.id for one in budget.fleets.values() for ship in one.ships]
    units = [unit for one in budget.fleets.values() for unit in one.units]
    units += [unit for world in budget.worlds.values() for unit in world.garrison]
    before = [unit for one in seen.fleets.values() for unit in one.units]
    before += [unit for world in seen.worlds.values() for unit in world.garrison]
    assert len(ships) == len(set(ships))
    assert sorted(unit.id for unit in units) == sorted(unit.id for unit in before)
    for key, one in budget.fleets.items():
        assert one.id == key
        assert one.ships
        assert [ship.id for ship in one.ships] == sorted(ship.id for ship in one.ships)
        was = seen.fleets[key] if key in seen.fleets else None
        if was is None or one.units != was.units or one.ships != was.ships:
            load = load_of(one.units, seen.numbers)
            assert load <= capacity_of(one.ships, seen.numbers.ships)


# Candidates


@pytest.mark.slow
@settings(max_examples=30)
@given(SEEDS)
def test_c13_2_check_accepts_every_candidate(seed: int) -> None:
    random = Random(seed)
    seen = view(random_campaign(random))
    budget = check_packet(seen, draw_texts(seen, random, 5)).budget
    found = candidates(seen, budget)
    assert len(found) == len(set(found))
    for order in found:
        assert check(seen, budget, order) is None
        assert parse_order(order.to_text()) == order


@pytest.mark.slow
@settings(max_examples=30)
@given(SEEDS)
def test_c13_2_no_single_legal_order_is_missing_outside_the_families(seed: int) -> None:
    random = Random(seed)
    seen = view(random_campaign(random))
    budget = Budget.of_view(seen)
    found = {order.to_text() for order in candidates(seen, budget)}
    for text in draw_texts(seen, random, 60):
        verb = text.partition(" ")[0]
        if verb in ("split", "load", "unload", "salvage", "research"):
            continue
        packet = check_packet(seen, [text])
        assert {order.to_text() for order in packet.accepted} <= found


@pytest.mark.slow
def test_c13_2_a_random_walk_through_candidates_ends_sound() -> None:
    for seed in range(15):
        random = Random(seed)
        seen = view(random_campaign(random))
        budget = Budget.of_view(seen)
        for _ in range(6):
            obey(seen, budget, random.choice(candidates(seen, budget)))
        packet = check_packet(seen, budget.accepted)
        assert packet.refusals == ()
        assert packet.budget.house == budget.house
        assert_sound(packet, seen)


# Execution


def packets_of(state: CampaignState, **texts: list[str]) -> dict[str, CheckedOrders]:
    return {house: check_packet(view(state, house), orders) for house, orders in texts.items()}


def test_c14_1_the_packets_of_all_houses_are_obeyed() -> None:
    state = campaign()
    mine = fleet(state, "w01", "corvette", "corvette")
    packets = packets_of(
        state,
        askerry=["build w01 industry", f"split {mine.id} {mine.ships[0].id} -", "tax light"],
        tolvane=["build w02 battery", "research 50 weapons=1"],
    )
    after = execute_orders(state, packets)
    assert (after.houses[ME].treasury, after.houses[ME].tax) == (74, "light")
    assert (after.houses[FOE].treasury, after.houses[FOE].research_share) == (90, 50)
    assert len(after.fleets_of(ME)) == 2
    assert [order.thing for order in after.worlds["w01"].orders] == ["industry"]
    assert [row.amount for row in after.ledger if row.kind is Entry.BUILD] == [-36, -20]
    assert len(state.fleets_of(ME)) == 1
    assert state.houses[ME].treasury == 110


def test_c13_1_refused_orders_are_events_of_the_turn_that_begins() -> None:
    state = campaign()
    state.note(OrderRefused(ME, "of the last turn", "C13.1", "x"))
    after = execute_orders(state, packets_of(state, askerry=["build w02 yard"]))
    (refused,) = after.events
    assert refused == OrderRefused(ME, "build w02 yard", "C13.2", "campaign.refusal.not-own-world")


def test_c7_1_spy_missions_are_kept_for_their_phase() -> None:
    state = campaign()
    fleet(state, "w02", "scout")
    state.spy_missions = {FOE: SpyMission(Spying.SURVEY, "w01")}
    after = execute_orders(state, packets_of(state, askerry=["spy_mission survey w02"]))
    assert after.spy_missions == {ME: SpyMission(Spying.SURVEY, "w02")}


def test_c3_8_a_fleet_that_is_scrapped_is_gone() -> None:
    state = campaign()
    mine = fleet(state, "w01", "corvette")
    order = f"salvage {mine.id} {mine.ships[0].id}"
    after = execute_orders(state, packets_of(state, askerry=[order]))
    assert after.fleets == {}
    assert after.houses[ME].treasury == 110 + 12
    assert after.events == [ShipsSalvaged(ME, "w01", mine.ships, 12)]


def test_c13_2_a_packet_of_another_turn_or_house_is_no_packet() -> None:
    state = campaign()
    packets = packets_of(state, askerry=["tax light"])
    later = state.fork()
    later.turn = 2
    with pytest.raises(AssertionError):
        execute_orders(later, packets)
    with pytest.raises(AssertionError):
        execute_orders(state, {FOE: packets[ME]})


@pytest.mark.slow
@settings(max_examples=30)
@given(SEEDS)
def test_c14_3_ledger_and_treasury_agree_and_the_order_of_packets_changes_nothing(
    seed: int,
) -> None:
    random = Random(seed)
    state = random_campaign(random)
    texts = {house: draw_texts(view(state, house), random, 20) for house in HOMES}
    packets = packets_of(state, **texts)
    one = execute_orders(state, packets)
    other = execute_orders(state, dict(reversed(packets.items())))
    for house in HOMES:
        rows = sum(row.amount for row in one.ledger if row.house == house)
        assert rows == one.houses[house].treasury
    assert one.houses == other.houses
    assert one.worlds == other.worlds
    assert one.fleets == other.fleets
    assert one.events == other.events
    assert one.ledger == other.ledger


def test_c4_6_orders_of_one_packet_build_on_each_other() -> None:
    state = campaign()
    mine = fleet(state, "w01", "transport", "corvette")
    (unit,) = fleet(state, "w10", "transport", aboard=("linesman",)).units
    change = replace(state.worlds["w01"], garrison=(unit,))
    state.put_world(change)
    state.fleets = {mine.id: mine}
    transport, corvette = (ship.id for ship in mine.ships)
    new = f"askerry.f{state.houses[ME].next_number}"
    texts = [
        f"split {mine.id} {transport} -",
        f"load {new} {unit.id}",
        f"posture {new} evade",
        f"join {mine.id} {new}",
        f"assault {new} w30",
        f"guard {new} w10",
    ]
    after = execute_orders(state, packets_of(state, askerry=texts))
    (only,) = after.fleets.values()
    assert (only.id, only.posture, only.mission) == (new, Posture.EVADE, Mission.GUARD)
    assert {ship.id for ship in only.ships} == {transport, corvette}
    assert only.units == (unit,)
    assert [event.rule for event in after.events if isinstance(event, OrderRefused)] == ["C10.1"]
