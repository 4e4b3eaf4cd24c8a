"""Diplomatic messages: all of a turn together, by the treaties it began with (C8)."""

from __future__ import annotations

import pytest

from engine.campaign.diplomacy import deliver
from engine.campaign.events import (
    MessageSent,
    OrderFailed,
    PactBroken,
    PactEnded,
    TreatyMade,
    WarBegan,
)
from engine.campaign.income import collect_income
from engine.campaign.records import Grievance, Offer
from engine.campaign.state import CampaignState
from engine.campaign.vocabulary import Message, Stance
from tests.engine.campaign.build_income import campaign, change_house, set_stance, settle

PACT, PEACE, ACCEPT = Message.PACT, Message.PEACE, Message.ACCEPT
BREAK, DECLARE = Message.BREAK, Message.DECLARE


def send(state: CampaignState, *letters: tuple[str, Message, str]) -> CampaignState:
    """Return the state after messages, each of a sender to a receiver."""
    messages: dict[str, dict[str, Message]] = {}
    for sender, kind, receiver in letters:
        messages.setdefault(sender, {})[receiver] = kind
    after = state.fork()
    deliver(after, messages)
    return after


def stance(state: CampaignState, one: str = "ash", other: str = "birch") -> Stance:
    return state.treaty(one, other).stance


def failed(state: CampaignState) -> list[tuple[str, str, str]]:
    return [
        (event.house, event.order, event.rule)
        for event in state.events
        if isinstance(event, OrderFailed)
    ]


def four() -> CampaignState:
    return campaign("ash", "birch", "cedar", "doum")


# Offers


def test_c8_2_an_offer_stands_for_the_next_turns_orders_and_then_lapses() -> None:
    state = send(four(), ("ash", PACT, "birch"))
    assert state.offers == (Offer(PACT, "ash", "birch", 2),)
    assert stance(state) is Stance.NEUTRAL
    state = collect_income(state)
    assert state.offers == (Offer(PACT, "ash", "birch", 2),)
    assert send(state).offers == ()


def test_c8_3_an_offer_that_is_accepted_makes_a_pact() -> None:
    state = collect_income(send(four(), ("ash", PACT, "birch")))
    state = send(state, ("birch", ACCEPT, "ash"))
    assert stance(state) is Stance.PACT
    assert state.offers == ()
    assert TreatyMade(PACT, ("ash", "birch")) in state.events


def test_c8_3_an_offer_that_lapsed_is_not_accepted() -> None:
    state = collect_income(send(four(), ("ash", PACT, "birch")))
    state = collect_income(send(state))
    state = send(state, ("birch", ACCEPT, "ash"))
    assert stance(state) is Stance.NEUTRAL
    assert failed(state) == [("birch", "diplomacy accept ash", "C8.3")]


@pytest.mark.parametrize(("turn", "after"), [(1, Stance.NEUTRAL), (2, Stance.PACT)])
def test_c8_2_an_offer_is_accepted_in_its_turn_alone(turn: int, after: Stance) -> None:
    state = four()
    state.turn = 2
    state.offers = (Offer(PACT, "ash", "birch", turn),)
    assert stance(send(state, ("birch", ACCEPT, "ash"))) is after


def test_c8_3_nobody_accepts_an_offer_of_its_own() -> None:
    state = collect_income(send(four(), ("ash", PACT, "birch")))
    state = send(state, ("ash", ACCEPT, "birch"))
    assert stance(state) is Stance.NEUTRAL


def test_c8_3_a_pact_offered_before_a_war_began_is_not_signed_in_it() -> None:
    state = send(four(), ("ash", PACT, "birch"), ("birch", DECLARE, "ash"))
    state = collect_income(state)
    assert stance(state) is Stance.WAR
    assert state.offers
    state = send(state, ("birch", ACCEPT, "ash"))
    assert stance(state) is Stance.WAR
    assert failed(state) == [("birch", "diplomacy accept ash", "C8.3")]


@pytest.mark.parametrize(("kind", "before"), [(PACT, Stance.NEUTRAL), (PEACE, Stance.WAR)])
def test_c8_2_two_houses_that_offer_each_other_the_same_in_one_turn_are_agreed(
    kind: Message, before: Stance
) -> None:
    state = four()
    set_stance(state, "ash", "birch", before)
    state = send(state, ("ash", kind, "birch"), ("birch", kind, "ash"))
    assert stance(state) is (Stance.PACT if kind is PACT else Stance.NEUTRAL)
    assert state.offers == ()


def test_c8_2_an_offer_that_crosses_another_house_offer_does_not_agree_with_it() -> None:
    state = send(four(), ("ash", PACT, "birch"), ("birch", PACT, "cedar"))
    assert stance(state) is stance(state, "birch", "cedar") is Stance.NEUTRAL
    assert len(state.offers) == 2


def test_c8_3_a_new_offer_that_crosses_the_answer_to_an_old_one_is_gone() -> None:
    state = collect_income(send(four(), ("ash", PACT, "birch")))
    state = send(state, ("birch", ACCEPT, "ash"), ("ash", PACT, "birch"))
    assert stance(state) is Stance.PACT
    assert state.offers == ()


def test_c8_1_every_message_is_told() -> None:
    state = send(four(), ("ash", PACT, "birch"), ("cedar", DECLARE, "ash"))
    assert [event for event in state.events if isinstance(event, MessageSent)] == [
        MessageSent("ash", PACT, "birch"),
        MessageSent("cedar", DECLARE, "ash"),
    ]


def test_c14_3_the_order_of_messages_does_not_matter() -> None:
    letters = [
        ("ash", PACT, "birch"),
        ("birch", PACT, "ash"),
        ("cedar", PACT, "ash"),
        ("ash", PACT, "cedar"),
        ("doum", DECLARE, "ash"),
        ("doum", PACT, "cedar"),
    ]
    one, other = send(four(), *letters), send(four(), *reversed(letters))
    assert (one.treaties, one.offers, one.events) == (other.treaties, other.offers, other.events)


# What only all messages together decide


def crossed(state: CampaignState, *pairs: tuple[str, str]) -> CampaignState:
    letters = [(a, PACT, b) for a, b in pairs] + [(b, PACT, a) for a, b in pairs]
    return send(state, *letters)


def test_c8_2_two_pacts_in_one_turn_are_both_signed() -> None:
    state = crossed(four(), ("ash", "birch"), ("ash", "cedar"))
    assert stance(state) is stance(state, "ash", "cedar") is Stance.PACT


def test_c8_2_a_house_gets_no_third_partner_in_one_turn() -> None:
    state = crossed(four(), ("ash", "birch"), ("ash", "cedar"), ("ash", "doum"))
    stances = [stance(state, "ash", other) for other in ("birch", "cedar", "doum")]
    assert sorted(stances) == [Stance.NEUTRAL, Stance.PACT, Stance.PACT]
    left_out = ("birch", "cedar", "doum")[stances.index(Stance.NEUTRAL)]
    assert sorted(failed(state)) == [
        ("ash", f"diplomacy pact {left_out}", "C8.2"),
        (left_out, "diplomacy pact ash", "C8.2"),
    ]


def test_c8_2_with_one_pact_already_a_house_gets_one_more() -> None:
    state = four()
    set_stance(state, "ash", "doum", Stance.PACT)
    state = crossed(state, ("ash", "birch"), ("ash", "cedar"))
    stances = {stance(state, "ash", other) for other in ("birch", "cedar")}
    assert stances == {Stance.NEUTRAL, Stance.PACT}


def test_c8_1_a_pact_broken_this_turn_makes_no_room_in_it() -> None:
    state = four()
    set_stance(state, "birch", "doum", Stance.PACT)
    set_stance(state, "birch", "cedar", Stance.PACT)
    state = send(state, ("cedar", BREAK, "birch"), ("ash", PACT, "birch"), ("birch", PACT, "ash"))
    assert stance(state) is Stance.NEUTRAL


def test_c8_6_nobody_signs_with_a_house_that_breaks_a_pact_in_the_same_turn() -> None:
    state = four()
    set_stance(state, "ash", "cedar", Stance.PACT)
    state = send(state, ("ash", BREAK, "cedar"), ("ash", PACT, "birch"), ("birch", PACT, "ash"))
    assert stance(state) is Stance.NEUTRAL
    assert {rule for _, _, rule in failed(state)} == {"C8.6"}


# Breaking


def test_c8_4_breaking_a_pact_ends_it_at_once_and_costs_prestige_and_a_grievance() -> None:
    state = four()
    set_stance(state, "ash", "birch", Stance.PACT)
    state = send(state, ("ash", BREAK, "birch"))
    assert stance(state) is Stance.NEUTRAL
    assert (state.houses["ash"].prestige, state.houses["birch"].prestige) == (12, 20)
    assert state.grievances == (Grievance("birch", "ash", 6),)
    assert state.houses["ash"].pact_broken == 1
    assert state.houses["birch"].pact_broken is None
    assert PactBroken("ash", "birch") in state.events


def test_c8_4_a_pact_that_both_break_costs_both() -> None:
    state = four()
    set_stance(state, "ash", "birch", Stance.PACT)
    state = send(state, ("ash", BREAK, "birch"), ("birch", BREAK, "ash"))
    assert (state.houses["ash"].prestige, state.houses["birch"].prestige) == (12, 12)
    assert len(state.grievances) == 2


# War and peace


def test_c8_3_a_peace_signed_in_turn_t_is_a_truce_before_turn_t_plus_4() -> None:
    state = four()
    state.turn = 7
    set_stance(state, "ash", "birch", Stance.WAR)
    state = send(state, ("ash", PEACE, "birch"), ("birch", PEACE, "ash"))
    assert stance(state) is Stance.NEUTRAL
    assert state.treaty("ash", "birch").truce == 11


def test_c8_5_a_war_begins_at_the_end_of_the_turn() -> None:
    state = send(four(), ("ash", DECLARE, "birch"))
    assert stance(state) is Stance.NEUTRAL
    assert state.treaty("ash", "birch").declared == ("ash",)
    state = collect_income(state)
    assert stance(state) is Stance.WAR
    assert state.treaty("ash", "birch").declared == ()
    assert WarBegan(("ash", "birch"), ("ash",)) in state.events


def leader(state: CampaignState, house: str) -> None:
    change_house(state, house, prestige=state.houses[house].prestige + 30)


def test_c8_5_a_war_without_a_cause_costs_prestige() -> None:
    state = four()
    leader(state, "cedar")
    state = collect_income(send(state, ("ash", DECLARE, "birch")))
    assert (state.houses["ash"].prestige, state.houses["birch"].prestige) == (18, 20)


def test_c8_5_each_that_declared_pays() -> None:
    state = four()
    leader(state, "cedar")
    state = send(state, ("ash", DECLARE, "birch"), ("birch", DECLARE, "ash"))
    assert state.treaty("ash", "birch").declared == ("ash", "birch")
    state = collect_income(state)
    assert (state.houses["ash"].prestige, state.houses["birch"].prestige) == (18, 18)


@pytest.mark.parametrize(("until", "prestige"), [(1, 20), (2, 20)])
def test_c8_5_a_war_with_a_grievance_costs_nothing(until: int, prestige: int) -> None:
    state = four()
    leader(state, "cedar")
    state.grievances = (Grievance("ash", "birch", until),)
    state = collect_income(send(state, ("ash", DECLARE, "birch")))
    assert state.houses["ash"].prestige == prestige


def test_c8_5_the_grievance_of_the_other_house_is_no_cause() -> None:
    state = four()
    leader(state, "cedar")
    state.grievances = (Grievance("birch", "ash", 9),)
    state = collect_income(send(state, ("ash", DECLARE, "birch")))
    assert state.houses["ash"].prestige == 18


def test_c8_5_a_war_against_the_house_first_in_prestige_costs_nothing() -> None:
    state = four()
    leader(state, "birch")
    state = collect_income(send(state, ("ash", DECLARE, "birch")))
    assert state.houses["ash"].prestige == 20


def test_c8_5_a_pact_agreed_in_the_same_turn_undoes_a_declaration() -> None:
    state = collect_income(send(four(), ("birch", PACT, "ash")))
    state = send(state, ("ash", ACCEPT, "birch"), ("birch", DECLARE, "ash"))
    assert stance(state) is Stance.PACT
    state = collect_income(state)
    assert stance(state) is Stance.PACT
    assert state.houses["birch"].prestige == 20


# The leader


@pytest.mark.parametrize(("turn", "after"), [(21, Stance.PACT), (22, Stance.NEUTRAL)])
def test_c8_7_from_turn_22_the_pacts_of_the_first_house_end_without_blame(
    turn: int, after: Stance
) -> None:
    state = four()
    state.turn = turn
    leader(state, "ash")
    set_stance(state, "ash", "birch", Stance.PACT)
    set_stance(state, "cedar", "doum", Stance.PACT)
    done = collect_income(state)
    assert stance(done) is after
    assert stance(done, "cedar", "doum") is Stance.PACT
    assert done.houses["ash"].prestige == 50
    assert done.grievances == ()
    assert (PactEnded(("ash", "birch")) in done.events) == (after is Stance.NEUTRAL)


# The last two


@pytest.mark.parametrize("before", [Stance.NEUTRAL, Stance.PACT, Stance.WAR])
def test_c8_8_two_houses_that_are_left_are_at_war(before: Stance) -> None:
    state = campaign("ash", "birch", "cedar")
    change_house(state, "cedar", eliminated=1)
    settle(state, "ash", "w03")
    set_stance(state, "ash", "birch", before)
    done = collect_income(state)
    assert stance(done) is Stance.WAR
    assert (WarBegan(("ash", "birch"), ()) in done.events) == (before is not Stance.WAR)
    assert done.houses["ash"].prestige == 20


def test_c8_8_three_houses_keep_what_they_signed() -> None:
    state = campaign("ash", "birch", "cedar")
    set_stance(state, "ash", "birch", Stance.PACT)
    assert stance(collect_income(state)) is Stance.PACT
