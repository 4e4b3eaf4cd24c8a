"""What an order is likely to come to, as it is told before the turn ends."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from msgspec.structs import replace

from client.terminal.campaign.order_odds import odds_rows
from client.terminal.campaign.overviews import house_rows
from client.text import catalogue
from engine.campaign.campaign import Campaign
from engine.campaign.data import load_numbers
from engine.campaign.orders import Diplomacy, FleetMission, Order, SpyMission
from engine.campaign.records import Offer
from engine.campaign.setups import draw_setup
from engine.campaign.view import View
from engine.campaign.vocabulary import Message, Mission, Spying

ME = "askerry"
OTHER = "tolvane"
NUMBERS = load_numbers()


@pytest.fixture
def french() -> Iterator[None]:
    catalogue.use_language("fr")
    yield
    catalogue.use_language(catalogue.ENGLISH)


def campaign() -> Campaign:
    return Campaign.new(NUMBERS, draw_setup(NUMBERS, 5003, 4, level="veteran", you=ME))


def told(order: Order, view: View | None = None) -> str:
    played = campaign()
    return "\n".join(odds_rows(view or played.view(ME), played.budget(ME), order))


def seen_turns_ago(turns: int) -> View:
    """Return the view of a first turn as it is some turns later, without a new sighting."""
    view = campaign().view(ME)
    return replace(view, turn=view.turn + turns)


# The age of a sighting


@pytest.mark.parametrize("mission", [Mission.INVADE, Mission.ASSAULT, Mission.BOMBARD])
def test_odds_from_an_old_sighting_say_how_old_it_is(mission: Mission) -> None:
    order = FleetMission(f"{ME}.f6", mission, "w10")
    odds = [row for row in told(order, seen_turns_ago(6)).splitlines() if "%" in row]
    assert odds
    assert all(row.endswith("(as seen 6 turns ago)") for row in odds)
    assert "(as seen 1 turn ago)" in told(order, seen_turns_ago(1))
    assert "as seen" not in told(order)


def test_a_way_without_odds_says_when_its_end_was_seen_last() -> None:
    order = FleetMission(f"{ME}.f20", Mission.MOVE, "w10")
    assert "last seen 6 turns ago, in turn 1" in told(order, seen_turns_ago(6))
    assert "last seen" not in told(order)


@pytest.mark.usefixtures("french")
def test_the_age_of_odds_is_told_in_french() -> None:
    order = FleetMission(f"{ME}.f6", Mission.INVADE, "w10")
    assert "(d’après ce qu’on a vu il y a 6 tours)" in told(order, seen_turns_ago(6))


# Spies


def test_c7_5_only_houses_catch_spies() -> None:
    free = told(SpyMission(Spying.SURVEY, "w10"))
    assert "chance 55%, price 8" in free
    assert "caught" not in free
    home = campaign().view(ME).houses[OTHER].home
    view = campaign().view(ME)
    sighting = replace(view.sightings["w10"], world=home, house=OTHER, tier=0)
    view = replace(view, sightings={**view.sightings, home: sighting})
    against_house = told(SpyMission(Spying.SURVEY, home), view)
    assert "you are caught if it fails on a roll of 5 or less" in against_house
    assert "caught" in told(SpyMission(Spying.STEAL, OTHER))


# Letters


def test_c8_2_an_offer_is_told_as_one_that_waits_for_an_answer() -> None:
    pact = told(Diplomacy(Message.PACT, OTHER))
    assert pact.startswith("only an offer: Tolvane can accept it in the next turn, then it lapses")
    assert "once signed, the pact brings each of you 4 stores" in pact
    peace = told(Diplomacy(Message.PEACE, OTHER))
    assert peace.startswith("only an offer: the war goes on; Tolvane can accept it in the next")


@pytest.mark.parametrize(
    ("kind", "expected"),
    [(Message.PACT, "the pact is signed with this turn’s orders"),
     (Message.PEACE, "the peace is signed with this turn’s orders; neither of you")],
)  # fmt: skip
def test_c8_3_an_answer_says_what_it_signs(kind: Message, expected: str) -> None:
    view = campaign().view(ME)
    view = replace(view, offers=(Offer(kind, OTHER, ME, view.turn),))
    assert f"you accept the offer of Tolvane: {expected}" in told(
        Diplomacy(Message.ACCEPT, OTHER), view
    )


def test_c8_2_offers_that_stand_are_told_to_both_houses_as_such() -> None:
    view = campaign().view(ME)
    offers = (Offer(Message.PACT, OTHER, ME, 1), Offer(Message.PEACE, ME, "sennet", 1))
    rows = "\n".join(house_rows(replace(view, offers=offers)))
    assert "Tolvane offers you a pact, this turn only: “letter accept tolvane” signs it" in rows
    assert "your offer of peace waits for the answer of Sennet, this turn only" in rows


def test_c8_4_and_c8_5_other_letters_say_what_they_cost_and_whom_they_are_about() -> None:
    assert "Tolvane has a grievance against you" in told(Diplomacy(Message.BREAK, OTHER))
    assert "unless you have a grievance against Tolvane" in told(Diplomacy(Message.DECLARE, OTHER))
