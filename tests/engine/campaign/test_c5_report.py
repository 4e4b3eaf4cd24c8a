"""What each house is told of the events of a turn (C5.5, C7.5)."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from engine.campaign import events as e
from engine.campaign.events import Event
from engine.campaign.records import Unit
from engine.campaign.report import UNKNOWN, told
from engine.campaign.sight import take_sight
from engine.campaign.state import CampaignState
from engine.campaign.vocabulary import Message, Spying
from tests.engine.campaign.build_events import (
    events_at,
    landing,
    own_affairs,
    public_events,
)
from tests.engine.campaign.build_orders import FOE, ME, THIRD, campaign, fleet


def tell(event: Event, house: str, *, watching: tuple[str, ...] = ()) -> Event | None:
    """Return what a house is told of one event, with scouts that see some worlds."""
    state = campaign()
    for world in watching:
        fleet(state, world, "corvette", house=house)
    state.note(event)
    take_sight(state)
    heard = told(state, house)
    return heard[0] if heard else None


@pytest.mark.parametrize("event", own_affairs(ME), ids=lambda event: type(event).__name__)
def test_c5_5_the_affairs_of_a_house_are_its_own(event: Event) -> None:
    assert tell(event, ME) == event
    assert tell(event, FOE, watching=("w00", "w01")) is None


@pytest.mark.parametrize("event", public_events(), ids=lambda event: type(event).__name__)
def test_c5_5_what_is_public_is_told_to_all(event: Event) -> None:
    assert tell(event, ME) == event


@pytest.mark.parametrize(
    "event", events_at("w30", FOE, THIRD), ids=lambda event: type(event).__name__
)
def test_c5_5_what_happens_at_a_world_is_told_to_those_who_see_it(event: Event) -> None:
    assert tell(event, ME) is None
    assert tell(event, ME, watching=("w30",)) is not None


@pytest.mark.parametrize(
    "event",
    [one for one in events_at("w30", FOE, THIRD) if not isinstance(one, e.AnchorRelit)],
    ids=lambda event: type(event).__name__,
)
def test_c5_5_those_who_take_part_are_told_all(event: Event) -> None:
    expected = event
    if isinstance(event, e.Bombarded):
        expected = replace(event, units=())
    elif isinstance(event, e.Blockaded):
        expected = replace(event, starving=False)
    assert tell(event, FOE) == expected


def test_c5_5_a_message_is_between_two_houses() -> None:
    event = e.MessageSent(FOE, Message.PACT, ME)
    assert (tell(event, ME), tell(event, FOE), tell(event, THIRD)) == (event, event, None)


def test_c5_5_who_watches_a_landing_learns_how_it_ended_and_not_who_fought() -> None:
    event = landing("w30", FOE, THIRD)
    assert tell(event, THIRD) == event
    seen = tell(event, ME, watching=("w30",))
    assert isinstance(seen, e.LandingDecided)
    assert (seen.spec.attackers, seen.spec.defenders, seen.result.hp, seen.chance) == (
        (),
        (),
        {},
        0,
    )
    assert seen.result.winner is event.result.winner


def test_c5_5_a_capture_is_public_who_escaped_is_not() -> None:
    event = e.WorldCaptured(FOE, THIRD, "w30", 0, True, (Unit("x", "fleck", 1),), "w03")
    assert tell(event, THIRD) == event
    assert tell(event, ME) == replace(event, escaped=(), refuge=None)


def test_c5_5_whoever_loses_a_world_is_told_what_happened_there() -> None:
    state = campaign()
    flak = e.FlakFired(FOE, "w03", (7,), ("x",), (Unit("x", "fleck", 1),))
    state.note(flak, e.WorldCaptured(FOE, THIRD, "w03", 0, True, (), None))
    state.put_world(replace(state.worlds["w03"], house=FOE))
    take_sight(state)
    assert flak in told(state, THIRD)
    assert flak not in told(state, ME)


def test_c5_5_whose_anchor_went_dark_is_public_the_bombardment_is_not() -> None:
    event = e.Bombarded(FOE, "tolvane.f1", "w30", THIRD, (5, 9), ("x",), 2, True)
    assert tell(event, THIRD) == event
    assert tell(event, FOE) == replace(event, units=())
    assert tell(event, ME) == replace(event, fleet=UNKNOWN, rolls=(), units=(), industry=0)
    assert tell(replace(event, darkened=False), ME) is None


def test_c5_2_others_see_the_part_of_a_way_through_worlds_they_see() -> None:
    event = e.FleetMoved(FOE, "tolvane.f1", ("w02", "w00", "w10"), stopped=True, hidden=False)
    assert tell(event, FOE) == event
    assert tell(event, ME, watching=("w10",)) == replace(event, path=("w10",))
    assert tell(event, ME, watching=("w00",)) == replace(event, path=("w00",), stopped=False)
    assert tell(event, ME) is None
    hidden = replace(event, hidden=True)
    assert (tell(hidden, ME, watching=("w10",)), tell(hidden, FOE)) == (None, hidden)


def test_c7_5_the_victim_sees_what_was_done_and_the_doer_only_when_exposed() -> None:
    done = e.SpyMissionDone(FOE, Spying.INCITE, "w01", ME, 15, 2, True, False, 50)
    assert tell(done, FOE) == done
    assert tell(done, ME) == replace(done, house=UNKNOWN, roll=0, modifier=0)
    assert tell(done, THIRD) is None
    failed = replace(done, roll=7, succeeded=False)
    assert tell(failed, ME) is None
    exposed = replace(failed, roll=2, exposed=True)
    assert tell(exposed, ME) == replace(exposed, roll=0, modifier=0)


def test_c7_4_the_end_of_an_effect_is_told_to_whom_it_hurt_and_to_who_did_it() -> None:
    event = e.EffectEnded(FOE, Spying.INCITE, "w01")
    assert tell(event, ME) == replace(event, house=UNKNOWN)
    assert tell(event, FOE) == event
    assert tell(event, THIRD, watching=("w01",)) is None


def test_c5_2_what_a_free_world_musters_is_hidden() -> None:
    event = e.FreeWorldMustered("w00", (Unit("w00.g9", "fleck", 1),))
    assert tell(event, ME, watching=("w00",)) is None


def test_events_are_told_in_their_order() -> None:
    state: CampaignState = campaign()
    first, second = public_events()[:2]
    state.note(second, *own_affairs(FOE), first)
    take_sight(state)
    assert told(state, ME) == [second, first]
