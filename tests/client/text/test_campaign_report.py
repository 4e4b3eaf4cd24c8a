"""The report of a turn: each story in the order in which it happened, and everything once."""

from __future__ import annotations

from msgspec.structs import replace

from client.text.campaign.report import report_lines
from engine.campaign import events as e
from engine.campaign.events import Event, Volley
from engine.campaign.records import Ship, WorkOrder
from engine.campaign.report import UNKNOWN
from engine.campaign.vocabulary import Conclusion, Message, Spying, Winner, Work
from tests.engine.campaign.build_events import fight, landing

ME, FOE, THIRD = "askerry", "merrowby", "tolvane"


def told(*events: Event) -> list[str]:
    return [line.sentence for line in report_lines(events, ME)]


def test_what_happened_at_a_world_is_told_in_the_order_of_the_phases() -> None:
    events = (
        fight("w01", ME, FOE), fight("w02", ME, FOE), landing("w02", ME, FOE),
        e.WorldCaptured(ME, FOE, "w02", 0, True, (), None),
    )  # fmt: skip
    assert told(*events) == [
        "w02: Merrowby leaves the sky to Askerry after 0 rounds.",
        "w02: Askerry wins the landing against Merrowby (resolved).",
        "Askerry takes w02 from Merrowby.",
        "w01: Merrowby leaves the sky to Askerry after 0 rounds.",
    ]


def test_a_fleet_is_stopped_before_it_flees() -> None:
    fleet = f"{ME}.f1"
    sails = e.FleetMoved(ME, f"{ME}.f2", ("w05",), stopped=False, hidden=False)
    stopped = e.FleetMoved(ME, fleet, ("w01", "w02"), stopped=True, hidden=False)
    assert told(sails, stopped, e.FleetFled(ME, fleet, "w02", "w03")) == [
        "Askerry: f1 is stopped at w02 by an enemy.",
        "Askerry: f1 flees from w02 to w03.",
        "Askerry: f2 sails to w05.",
    ]


def test_a_colony_ship_arrives_before_it_is_broken_up() -> None:
    sails = e.FleetMoved(ME, f"{ME}.f1", ("w01", "w02"), stopped=False, hidden=False)
    settled = e.ShipsLost(ME, "w02", (Ship(f"{ME}.s1", "colony_ship"),), "settled")
    assert told(sails, settled) == [
        "Askerry: f1 sails to w02.",
        "Askerry breaks up 1 × ark for the first houses of w02.",
    ]


def test_a_letter_and_what_it_did_are_one_line() -> None:
    def letter(kind: Message, sender: str = ME, receiver: str = FOE) -> e.MessageSent:
        return e.MessageSent(sender, kind, receiver)

    war = e.WarBegan((ME, FOE), (ME,))
    assert told(letter(Message.DECLARE), war) == [
        "War between Askerry and Merrowby; declared by Askerry."
    ]
    broken = e.PactBroken(ME, FOE)
    assert told(letter(Message.BREAK), broken) == [
        "Askerry has broken its word to Merrowby: the pact is over."
    ]
    pact = e.TreatyMade(Message.PACT, (ME, FOE))
    signed = ["Askerry and Merrowby sign a pact."]
    assert told(letter(Message.ACCEPT), pact) == signed
    assert told(letter(Message.PACT), letter(Message.PACT, FOE, ME), pact) == signed


def test_a_letter_that_did_nothing_yet_is_told() -> None:
    offer = e.MessageSent(ME, Message.PACT, THIRD)
    declared = e.MessageSent(ME, Message.DECLARE, FOE)
    assert told(offer, declared, e.WarBegan((FOE, THIRD), (FOE,))) == [
        "Askerry offers a pact to Tolvane: the offer stands for one turn.",
        "Askerry declares war on Merrowby.",
        "War between Merrowby and Tolvane; declared by Merrowby.",
    ]


def test_equal_lines_are_one_with_their_number() -> None:
    done = e.WorkDone(ME, "w01", WorkOrder(Work.BUILD, "corvette", 25))
    assert told(done, done, replace(done, world="w02")) == [
        "w01 has built: cutter. (2 times)",
        "w02 has built: cutter.",
    ]


def details(event: Event) -> str:
    (line,) = report_lines([event], ME)
    return "\n".join((line.sentence, *line.details))


def test_the_free_folk_are_many_and_a_house_is_one() -> None:
    kept = replace(fight("w01", ME, None), keeper=1, left=(False, False))
    assert "the free folk keep the sky against Askerry" in details(kept)
    assert "Merrowby keeps the sky" in details(replace(kept, houses=(ME, FOE)))
    rolled = Volley((7, 0), (0, 0), (4, 2), (2, 1))
    assert "the free folk do not roll" in details(replace(kept, volleys=(rolled,)))
    won = landing("w01", ME, None)
    beaten = replace(won, result=replace(won.result, winner=Winner.DEFENDER))
    assert "w01: the free folk beat off the landing of Askerry" in details(beaten)


def test_a_landing_tells_survivors_and_how_it_was_decided() -> None:
    resolved = landing("w01", ME, FOE)
    assert "survivors:" in details(resolved)
    assert "standing" not in details(resolved)
    assert "drawn from the tables: the attack had a chance of" in details(resolved)
    fought = replace(resolved, result=replace(resolved.result, conclusion=Conclusion.FOUGHT))
    assert "the chance of the attack was" in details(fought)


def test_losses_of_a_line_name_its_world() -> None:
    lost = replace(fight("w01", ME, FOE), batteries=2, lost=((), (Ship("x", "scout"),)))
    assert "w01 loses 2 batteries" in details(lost)


def test_lines_begin_with_a_capital_letter_or_an_id() -> None:
    incited = e.SpyMissionDone(UNKNOWN, Spying.INCITE, "w01", ME, 0, 0, True, False, 50)
    (line,) = report_lines([incited], ME)
    assert line.sentence.startswith("Somebody incites the folk of w01")
    (landing_line,) = report_lines([landing("w01", ME, FOE)], ME)
    assert landing_line.sentence.startswith("w01: ")


def test_c10_9_the_loser_of_a_landing_is_told_what_it_is_not_told() -> None:
    """Who is found alive on the other side is hidden (C5.2), that some may be is not."""
    won = landing("w01", ME, FOE)
    one = won.spec.defenders[0]
    spec = replace(won.spec, defenders=(one, replace(one, id=f"{FOE}.m8")))
    hp = dict.fromkeys([unit.id for unit in (*spec.attackers, *spec.defenders)], 0) | {one.id: 1}
    result = replace(won.result, winner=Winner.DEFENDER, hp=hp)
    beaten = replace(won, spec=spec, result=result)
    told_to_loser = details(beaten)
    expected = "1 fighter of Merrowby was struck down; whether it is found alive, Merrowby alone"
    assert expected in told_to_loser
    (line,) = report_lines([beaten], FOE)
    assert "alone learns" not in "".join(line.details)
    watch = replace(beaten, spec=replace(spec, defenders=(one, replace(one, id="watch0"))))
    watch = replace(watch, result=replace(result, hp=hp | {"watch0": 0}))
    assert "alone learns" not in details(watch), "militia is not found alive"
    free = replace(beaten, spec=replace(spec, defender=None))
    assert "of the free folk w" in details(free)
