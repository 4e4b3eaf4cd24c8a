"""Ways and movement (C4.4, C4.5, C4.7, C5.4)."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from engine.campaign.events import FleetMoved, OrderFailed
from engine.campaign.movement import move_fleets
from engine.campaign.state import CampaignState
from engine.campaign.vocabulary import Condition, Lane, Mission, Posture, Stance
from tests.engine.campaign.build_orders import (
    FOE,
    ME,
    THIRD,
    campaign,
    change_world,
    fleet,
    set_stance,
)


def moves(state: CampaignState) -> list[tuple[str, tuple[str, ...], bool]]:
    return [
        (event.fleet, event.path, event.stopped)
        for event in state.events
        if isinstance(event, FleetMoved)
    ]


def test_c4_4_a_fleet_has_two_points_a_turn() -> None:
    state = campaign()
    mine = fleet(state, "w01", "corvette", target="w02", mission=Mission.GUARD)
    state = move_fleets(state)
    moved = state.fleets[mine.id]
    assert (moved.world, moved.came_from, moved.target) == ("w00", "w10", "w02")
    assert moves(state) == [(mine.id, ("w01", "w10", "w00"), False)]
    state = move_fleets(state)
    assert (state.fleets[mine.id].world, state.fleets[mine.id].mission) == ("w02", Mission.GUARD)


def test_c4_4_points_do_not_carry_over() -> None:
    state = campaign()
    mine = fleet(state, "w10", "corvette", target="w11")
    state = move_fleets(state)  # w01 for 1, and 1 point is left for a narrow lane of 2
    assert state.fleets[mine.id].world == "w01"
    state = move_fleets(state)
    assert state.fleets[mine.id].world == "w11"


@pytest.mark.parametrize("crippled", [(), (0,)])
def test_c4_4_crippled_ships_go_around_shoals(crippled: tuple[int, ...]) -> None:
    state = campaign()
    lanes = {world: dict(there) for world, there in state.map.lanes.items()}
    lanes["w12"]["w10"] = lanes["w10"]["w12"] = Lane.BROAD
    lanes["w10"]["w01"] = lanes["w01"]["w10"] = Lane.NARROW
    state.map = replace(state.map, lanes=lanes)
    mine = fleet(state, "w01", "corvette", crippled=crippled, target="w12")
    state = move_fleets(state)
    assert state.fleets[mine.id].world == ("w10" if crippled else "w12")


def test_c4_5_a_fleet_stops_where_an_enemy_with_attack_lies() -> None:
    state = campaign()
    set_stance(state, FOE, Stance.WAR)
    mine = fleet(state, "w01", "corvette", target="w00")
    fleet(state, "w10", "corvette", house=FOE)
    state = move_fleets(state)
    assert moves(state) == [(mine.id, ("w01", "w10"), True)]
    assert state.fleets[mine.id].target == "w00"


def test_c4_5_a_fleet_that_was_stopped_goes_on_next_turn() -> None:
    state = campaign()
    set_stance(state, FOE, Stance.WAR)
    mine = fleet(state, "w01", "corvette", target="w00")
    fleet(state, "w10", "corvette", house=FOE)
    state = move_fleets(move_fleets(state))
    assert state.fleets[mine.id].world == "w00"


@pytest.mark.parametrize(
    ("hulls", "posture", "stance"),
    [
        (("transport",), Posture.HOLD, Stance.WAR),
        (("corvette",), Posture.EVADE, Stance.WAR),
        (("corvette",), Posture.HOLD, Stance.NEUTRAL),
        (("corvette",), Posture.HOLD, Stance.PACT),
    ],
)
def test_c4_5_unarmed_evading_and_peaceful_fleets_stop_nobody(
    hulls: tuple[str, ...], posture: Posture, stance: Stance
) -> None:
    state = campaign()
    set_stance(state, FOE, stance)
    mine = fleet(state, "w01", "corvette", target="w00")
    fleet(state, "w10", *hulls, house=FOE, posture=posture)
    assert move_fleets(state).fleets[mine.id].world == "w00"


@pytest.mark.parametrize(
    ("condition", "end"),
    [(Condition.SOUND, "w10"), (Condition.CRIPPLED, "w00"), (None, "w00")],
)
def test_c4_5_a_sound_starbase_stops_a_fleet(condition: Condition | None, end: str) -> None:
    state = campaign()
    set_stance(state, FOE, Stance.WAR)
    change_world(state, "w10", house=FOE, population=10, starbase=condition)
    mine = fleet(state, "w01", "corvette", target="w00")
    assert move_fleets(state).fleets[mine.id].world == end


def test_c4_5_what_counts_is_where_fleets_lay_when_the_phase_began() -> None:
    state = campaign()
    set_stance(state, FOE, Stance.WAR)
    mine = fleet(state, "w01", "corvette", target="w02")
    theirs = fleet(state, "w00", "corvette", house=FOE, target="w11")
    state = move_fleets(state)
    # They pass each other on the lane between w10 and w00, and nobody was at w10.
    assert state.fleets[mine.id].world == "w00"
    assert state.fleets[theirs.id].world == "w01"
    # Both entered a world where an enemy had been when the phase began.
    assert {stopped for _, _, stopped in moves(state)} == {True}


def test_c5_4_scouts_that_spy_are_not_stopped() -> None:
    state = campaign()
    set_stance(state, FOE, Stance.WAR)
    fleet(state, "w10", "corvette", house=FOE)
    spies = fleet(state, "w01", "scout", target="w00", mission=Mission.SPY)
    scouts = fleet(state, "w01", "scout", target="w00")
    state = move_fleets(state)
    assert state.fleets[spies.id].world == "w00"
    assert state.fleets[scouts.id].world == "w10"


def test_c4_7_a_mission_without_a_way_left_becomes_move_here() -> None:
    state = campaign()
    mine = fleet(state, "w01", "corvette", crippled=(0,), target="w12", mission=Mission.GUARD)
    state = move_fleets(state)
    assert (state.fleets[mine.id].mission, state.fleets[mine.id].target) == (Mission.MOVE, "w01")
    failed = OrderFailed(ME, f"guard {mine.id} w12", "C4.4", "campaign.refusal.no-way")
    assert state.events == [failed]


def test_c4_7_a_mission_stays_when_the_fleet_is_there() -> None:
    state = campaign()
    mine = fleet(state, "w10", "corvette", target="w10", mission=Mission.GUARD)
    assert move_fleets(state).fleets[mine.id] == mine
    assert move_fleets(state).events == []


def test_c14_3_the_order_of_the_fleets_changes_nothing() -> None:
    state = campaign()
    set_stance(state, FOE, Stance.WAR)
    set_stance(state, THIRD, Stance.WAR)
    fleet(state, "w01", "corvette", target="w00")
    fleet(state, "w00", "corvette", house=FOE, target="w01")
    fleet(state, "w10", "corvette", house=THIRD, target="w30")
    other = state.fork()
    other.fleets = dict(reversed(list(state.fleets.items())))
    one, two = move_fleets(state), move_fleets(other)
    assert one.fleets == two.fleets
    assert one.events == two.events


def test_a_phase_leaves_the_state_that_it_began_with() -> None:
    state = campaign()
    mine = fleet(state, "w01", "corvette", target="w00")
    move_fleets(state)
    assert state.fleets[mine.id] == mine
    assert state.events == []
