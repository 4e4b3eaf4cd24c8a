"""Deliveries at income: works, units, repairs, and ships that form fleets (C3.6 to C3.8, C4)."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from engine.campaign.events import OrderFailed, WorkCancelled, WorkDone
from engine.campaign.income import collect_income
from engine.campaign.state import CampaignState
from engine.campaign.vocabulary import Condition, Entry, Mission, Posture
from tests.engine.campaign.build_conflict import events
from tests.engine.campaign.build_income import (
    assert_ledger_is_treasury,
    campaign,
    change_world,
    fleet,
    garrison,
    ledger,
    numbers,
    set_treasury,
)
from tests.engine.campaign.build_work import build, muster, order, repair

# Deliveries


@pytest.mark.parametrize(
    ("thing", "field", "before", "after"),
    [
        ("industry", "industry", 50, 55),
        ("yard", "yard", 2, 3),
        ("starbase", "starbase", None, Condition.SOUND),
        ("battery", "batteries", 2, 3),
        ("shield", "shield", 0, 1),
    ],
)
def test_c3_6_what_was_built_is_there_at_income(
    thing: str, field: str, before: object, after: object
) -> None:
    state = campaign("ash", "birch")
    assert getattr(state.worlds["w01"], field) == before
    order(state, "w01", build(thing))
    done = collect_income(state)
    assert getattr(done.worlds["w01"], field) == after
    assert done.worlds["w01"].orders == ()
    assert events(done, WorkDone) == [WorkDone("ash", "w01", build(thing))]
    assert_ledger_is_treasury(done)


def test_c3_7_mustered_units_join_the_garrison_in_full_health() -> None:
    state = campaign("ash", "birch")
    garrison(state, "w01", "linesman", hp=1)
    order(state, "w01", muster("sapper"), muster("sapper"))
    done = collect_income(state)
    codes = [(unit.code, unit.hp) for unit in done.worlds["w01"].garrison]
    most = numbers().units["sapper"].hp_max
    assert codes[1:] == [("sapper", most), ("sapper", most)]
    ids = [unit.id for unit in done.worlds["w01"].garrison]
    assert ids == sorted(set(ids))
    assert done.houses["ash"].next_number == state.houses["ash"].next_number + 2


def test_c3_6_orders_at_a_blockaded_world_are_cancelled_for_half_of_each_price() -> None:
    state = campaign("ash", "birch")
    given = (build("corvette", 25), build("yard", 81), muster("sapper", 17), repair("ash.s9", 13))
    order(state, "w01", *given)
    change_world(state, "w01", blockaded=1)
    done = collect_income(state)
    assert ledger(done, "ash", Entry.REFUND) == [12, 40, 8, 6]
    assert [event.refund for event in events(done, WorkCancelled)] == [12, 40, 8, 6]
    assert done.worlds["w01"].yard == 2
    assert not done.fleets_of("ash")
    assert_ledger_is_treasury(done)


def test_c3_8_a_repaired_ship_is_sound_at_income() -> None:
    state = campaign("ash", "birch")
    made = fleet(state, "ash", "w01", "cruiser", "corvette")
    crippled = replace(made.ships[0], condition=Condition.CRIPPLED)
    state.put_fleet(replace(made, ships=(crippled, made.ships[1])))
    change_world(state, "w01", starbase=Condition.CRIPPLED)
    order(state, "w01", repair(crippled.id), repair("starbase"))
    done = collect_income(state)
    assert not any(ship.is_crippled for ship in done.fleets[made.id].ships)
    assert done.worlds["w01"].starbase is Condition.SOUND


def test_c3_8_the_price_of_a_repair_is_lost_when_the_ship_has_left() -> None:
    state = campaign("ash", "birch")
    made = fleet(state, "ash", "w00", "cruiser")
    crippled = replace(made.ships[0], condition=Condition.CRIPPLED)
    state.put_fleet(replace(made, ships=(crippled,)))
    order(state, "w01", repair(crippled.id), repair("starbase"))
    done = collect_income(state)
    assert done.fleets[made.id].ships[0].is_crippled
    assert done.worlds["w01"].starbase is None
    assert [event.rule for event in events(done, OrderFailed)] == ["C3.8", "C3.8"]
    assert ledger(done, "ash", Entry.REFUND) == []


# Ships form fleets


def built(state: CampaignState, *hulls: str) -> CampaignState:
    set_treasury(state, "ash", 900)
    order(state, "w01", *[build(hull, numbers().ships.hulls[hull].price) for hull in hulls])
    return collect_income(state)


def hulls_of(state: CampaignState) -> list[list[str]]:
    fleets = [sorted(ship.hull for ship in fleet.ships) for fleet in state.fleets_of("ash")]
    return sorted(fleets)


def test_c4_2_new_ships_form_one_fleet_a_duty() -> None:
    done = built(
        campaign("ash", "birch"),
        *("corvette", "scout", "colony_ship", "transport", "scout", "colony_ship"),
    )
    assert hulls_of(done) == [
        ["colony_ship", "colony_ship"],
        ["corvette", "transport"],
        ["scout", "scout"],
    ]
    assert all(one.mission is Mission.MOVE and one.target == "w01" for one in done.fleets_of("ash"))


def test_c4_6_new_fleets_evade_without_attack_and_are_balanced_with_it() -> None:
    done = built(campaign("ash", "birch"), "corvette", "transport", "scout")
    postures = {len(one.ships): one.posture for one in done.fleets_of("ash")}
    assert postures == {2: Posture.BALANCED, 1: Posture.EVADE}
    assert built(campaign("ash", "birch"), "transport").fleets_of("ash")[0].posture is Posture.EVADE


def five_fleets(state: CampaignState, *at_home: str) -> None:
    """Add fleets of ash far away, until with those *at_home* it has as many as it may."""
    for hull in at_home:
        fleet(state, "ash", "w01", hull)
    for _ in range(numbers().ships.fleets - len(at_home)):
        fleet(state, "ash", "w10", "corvette")


def test_c4_2_the_last_fleet_to_spare_is_used() -> None:
    state = campaign("ash", "birch")
    five_fleets(state)
    state.remove_fleet(state.fleets_of("ash")[0].id)
    assert ["scout"] in hulls_of(built(state, "scout"))


def test_c4_2_with_no_fleet_to_spare_a_ship_joins_the_smallest_fleet_there_that_has_room() -> None:
    state = campaign("ash", "birch")
    five_fleets(state, "corvette", "corvette")
    large, small = [one for one in state.fleets_of("ash") if one.world == "w01"]
    more = tuple(replace(large.ships[0], id=f"ash.s9{n}") for n in range(3))
    state.put_fleet(replace(large, ships=(*large.ships, *more)))
    done = built(state, "scout", "cruiser")
    assert sorted(ship.hull for ship in done.fleets[small.id].ships) == [
        "corvette",
        "cruiser",
        "scout",
    ]


@pytest.mark.parametrize("hull", ["colony_ship", "scout"])
def test_c4_2_no_ship_joins_a_colony_ship_or_scouts_alone(hull: str) -> None:
    state = campaign("ash", "birch")
    five_fleets(state, hull)
    done = built(state, "corvette")
    assert ledger(done, "ash", Entry.REFUND) == [12]
    assert len(done.fleets_of("ash")) == numbers().ships.fleets
    assert_ledger_is_treasury(done)


def test_c4_2_a_full_fleet_takes_no_ship_and_one_with_room_for_one_takes_one() -> None:
    most = numbers().ships.fleet_ships[0]
    state = campaign("ash", "birch")
    five_fleets(state, "corvette")
    home = next(one for one in state.fleets_of("ash") if one.world == "w01")
    more = tuple(replace(home.ships[0], id=f"ash.s9{n}") for n in range(most - 2))
    state.put_fleet(replace(home, ships=(*home.ships, *more)))
    done = built(state, "transport", "transport")
    assert len(done.fleets[home.id].ships) == most
    assert ledger(done, "ash", Entry.REFUND) == [15]
