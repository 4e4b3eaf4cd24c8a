"""Colonising empty worlds (C3.9)."""

from __future__ import annotations

import pytest

from engine.campaign import randomness
from engine.campaign.conflict import resolve_conflicts
from engine.campaign.events import Colonised, ColonyWaits, PrestigeChanged, ShipsLost
from engine.campaign.state import CampaignState
from engine.campaign.vocabulary import Mission, Stance
from tests.engine.campaign.build_conflict import (
    SEED,
    TURN,
    campaign,
    change_world,
    events,
    fleet,
    set_stance,
)


def settle(state: CampaignState) -> CampaignState:
    return resolve_conflicts(state).state


def waits(state: CampaignState) -> dict[str, str]:
    return {event.fleet: event.code.rpartition(".")[2] for event in events(state, ColonyWaits)}


def test_c3_9_a_colony_ship_becomes_ten_people_and_one_of_the_militia() -> None:
    state = campaign()
    ark = fleet(state, "ada", "w02", "colony_ship, corvette", mission=Mission.COLONISE)
    after = settle(state)
    world = after.worlds["w02"]
    assert (world.house, world.population, world.militia) == ("ada", 10, 1)
    assert (world.faction, world.garrison, world.industry) == ("ordinate", (), 0)
    left = after.fleets[ark.id]
    assert [ship.hull for ship in left.ships] == ["corvette"]
    assert left.mission is Mission.MOVE
    assert [event.world for event in events(after, Colonised)] == ["w02"]
    assert [event.code for event in events(after, ShipsLost)] == ["settled"]
    assert [(e.code, e.amount) for e in events(after, PrestigeChanged)] == [("colonised", 2)]


def test_c3_9_a_fleet_of_the_colony_ship_alone_is_gone() -> None:
    state = campaign()
    ark = fleet(state, "ada", "w02", "colony_ship", mission=Mission.COLONISE)
    assert ark.id not in settle(state).fleets


def test_c3_9_one_colony_ship_of_two_is_used_up() -> None:
    state = campaign()
    ark = fleet(state, "ada", "w02", "2 colony_ship", mission=Mission.COLONISE)
    assert len(settle(state).fleets[ark.id].ships) == 1


def test_c3_9_only_with_the_mission_and_where_its_target_is() -> None:
    state = campaign()
    fleet(state, "ada", "w02", "colony_ship")
    fleet(state, "ada", "w02", "colony_ship", mission=Mission.COLONISE, target="w06")
    fleet(state, "ada", "w02", "corvette", mission=Mission.COLONISE)
    assert settle(state).worlds["w02"].house is None


def test_c3_9_a_hollow_world_cannot_be_colonised() -> None:
    state = campaign()
    ark = fleet(state, "ada", "w08", "colony_ship", mission=Mission.COLONISE)
    after = settle(state)
    assert after.worlds["w08"].house is None
    assert waits(after) == {ark.id: "world-taken"}


def test_c3_9_a_world_that_somebody_has_by_now_ends_the_mission() -> None:
    for world in ("w03", "w04"):
        state = campaign(stance=Stance.NEUTRAL)
        ark = fleet(state, "ada", world, "colony_ship", mission=Mission.COLONISE)
        after = settle(state)
        assert waits(after) == {ark.id: "world-taken"}
        assert after.fleets[ark.id].mission is Mission.MOVE


def test_c3_9_it_does_not_settle_after_it_lost_the_sky() -> None:
    state = campaign()
    ark = fleet(state, "ada", "w02", "colony_ship, 2 transport", mission=Mission.COLONISE)
    fleet(state, "bea", "w02", "corvette")
    after = resolve_conflicts(state)
    assert ark.id in after.flights
    assert after.state.worlds["w02"].house is None


@pytest.mark.parametrize("seed", range(8))
def test_c3_9_of_several_the_house_with_most_guns_there_settles(seed: int) -> None:
    state = campaign(seed=seed, stance=Stance.NEUTRAL)
    one = fleet(state, "ada", "w02", "colony_ship, corvette", mission=Mission.COLONISE)
    fleet(state, "bea", "w02", "colony_ship", mission=Mission.COLONISE)
    fleet(state, "bea", "w02", "cruiser")
    after = settle(state)
    assert after.worlds["w02"].house == "bea"
    assert after.fleets[one.id].mission is Mission.MOVE
    assert any(ship.hull == "colony_ship" for ship in after.fleets[one.id].ships)
    assert waits(after) == {one.id: "rival-colony"}


def test_c3_9_equal_guns_go_to_the_lot() -> None:
    winners = set()
    for seed in range(SEED, SEED + 12):
        state = campaign(seed=seed, stance=Stance.NEUTRAL)
        fleet(state, "ada", "w02", "colony_ship", mission=Mission.COLONISE)
        fleet(state, "bea", "w02", "colony_ship", mission=Mission.COLONISE)
        winner = settle(state).worlds["w02"].house
        lots = {h: randomness.lot(seed, TURN, "colonise", "w02", h) for h in ("ada", "bea")}
        assert winner == max(lots, key=lots.__getitem__)
        winners.add(winner)
    assert winners == {"ada", "bea"}


def test_c3_9_of_two_fleets_of_one_house_one_settles() -> None:
    state = campaign()
    first = fleet(state, "ada", "w02", "colony_ship", mission=Mission.COLONISE)
    second = fleet(state, "ada", "w02", "colony_ship", mission=Mission.COLONISE)
    after = settle(state)
    assert first.id not in after.fleets
    assert waits(after) == {second.id: "rival-colony"}


def test_c3_9_dark_anchors_stay_dark() -> None:
    state = campaign()
    change_world(state, "w02", dark=(TURN + 1,))
    set_stance(state, "ada", "bea", Stance.NEUTRAL)
    fleet(state, "ada", "w02", "colony_ship", mission=Mission.COLONISE)
    assert settle(state).worlds["w02"].dark == (TURN + 1,)
