"""What legal orders do to a house's own things while orders are given (C3.4 to C3.8, C4, C6.1)."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from engine.campaign.records import WorkOrder
from engine.campaign.vocabulary import (
    Condition,
    Entry,
    Field,
    Message,
    Mission,
    Posture,
    Spying,
    Work,
)
from tests.engine.campaign.build_orders import (
    FOE,
    ME,
    campaign,
    change_world,
    fleet,
    garrison,
    judge,
    obeyed,
    rule,
    set_level,
    set_treasury,
    settle,
)


def test_c3_4_industry_is_one_step_a_world_and_turn() -> None:
    state = campaign()
    settle(state, ME, "w10")
    assert rule(state, "build w01 industry", "build w10 industry") is None
    assert rule(state, "build w01 industry", "build w01 industry") == "C3.6"


def test_c3_5_orders_are_paid_in_their_order_against_what_is_left() -> None:
    state = campaign()
    set_treasury(state, 60)
    assert rule(state, "build w01 industry", "build w01 corvette") == "C3.5"
    budget = obeyed(state, "build w01 industry", "build w01 battery")
    assert budget.house.treasury == 4
    assert budget.payments == [(Entry.BUILD, "w01", -36), (Entry.BUILD, "w01", -20)]
    refusal = judge(state, "build w01 industry", "build w01 corvette")
    assert refusal is not None
    assert str(refusal.sentence) == "needs 25 stores, 24 left"


def test_c3_6_docks_at_capacity_and_one_more() -> None:
    state = campaign()
    set_treasury(state, 1000)
    four = ["build w01 corvette"] * 4
    assert rule(state, *four) is None
    assert rule(state, *four, "build w01 scout") == "C3.6"
    change_world(state, "w01", yard=3)
    six = ["build w01 corvette"] * 6
    assert rule(state, *six) is None
    assert rule(state, *six, "build w01 corvette") == "C3.6"


def test_c3_6_a_battleship_takes_two_docks_and_a_repair_one() -> None:
    state = campaign()
    set_treasury(state, 1000)
    set_level(state, ME, Field.ENGINEERING, 3)
    two = ["build w01 battleship"] * 2
    assert rule(state, *two) is None
    assert rule(state, *two, "build w01 corvette") == "C3.6"
    assert rule(state, *["build w01 corvette"] * 3, "build w01 battleship") == "C3.6"
    change_world(state, "w01", starbase=Condition.CRIPPLED, yard=1)
    crippled = fleet(state, "w01", "corvette", "corvette", crippled=(0, 1))
    first, second = (f"repair w01 {ship.id}" for ship in crippled.ships)
    assert rule(state, first, second) is None
    assert rule(state, first, second, "repair w01 starbase") == "C3.6"
    assert rule(state, first, second, "build w01 corvette") == "C3.6"


@pytest.mark.parametrize("thing", ["industry", "yard", "starbase", "battery", "shield"])
def test_c3_6_one_of_each_other_thing_per_world_and_turn(thing: str) -> None:
    state = campaign()
    set_treasury(state, 1000)
    set_level(state, ME, Field.DEFENCE, 3)
    change_world(state, "w01", batteries=0)
    order = f"build w01 {thing}"
    assert rule(state, order) is None
    assert rule(state, order, order) == "C3.6"
    refusal = judge(state, order, order)
    assert refusal is not None
    assert refusal.sentence.code == "campaign.refusal.twice"


def test_c3_6_what_is_ordered_is_paid_and_stands_at_the_world() -> None:
    state = campaign()
    set_treasury(state, 300)
    change_world(state, "w01", starbase=Condition.CRIPPLED)
    budget = obeyed(
        state, "build w01 transport", "build w01 yard", "muster w01 linesman", "repair w01 starbase"
    )
    price = -(-state.numbers.units["linesman"].value // 3)
    assert budget.worlds["w01"].orders == (
        WorkOrder(Work.BUILD, "transport", 30),
        WorkOrder(Work.BUILD, "yard", 80),
        WorkOrder(Work.MUSTER, "linesman", price),
        WorkOrder(Work.REPAIR, "starbase", 25),
    )
    assert budget.house.treasury == 300 - 30 - 80 - price - 25
    assert [kind for kind, _, _ in budget.payments] == [
        Entry.BUILD,
        Entry.BUILD,
        Entry.MUSTER,
        Entry.REPAIR,
    ]


def test_c3_7_a_world_musters_a_unit_for_each_20_folk() -> None:
    state = campaign()
    set_treasury(state, 1000)
    change_world(state, "w01", population=59)
    muster = "muster w01 linesman"
    assert rule(state, muster, muster) is None
    assert rule(state, muster, muster, muster) == "C3.7"
    change_world(state, "w01", population=60)
    assert rule(state, muster, muster, muster) is None


def test_c3_8_scrapping_brings_half_the_price_at_once_and_half_of_that_for_a_cripple() -> None:
    state = campaign()
    set_treasury(state, 0)
    mine = fleet(state, "w01", "corvette", "cruiser", "cruiser", crippled=(2,))
    corvette, cruiser, cripple = (ship.id for ship in mine.ships)
    assert obeyed(state, f"salvage {mine.id} {cruiser}").house.treasury == 25
    assert obeyed(state, f"salvage {mine.id} {cripple}").house.treasury == 12
    budget = obeyed(state, f"salvage {mine.id} {corvette},{cruiser}")
    assert budget.payments == [(Entry.SALVAGE, "w01", 12 + 25)]
    assert [ship.id for ship in budget.fleets[mine.id].ships] == [cripple]
    # What is scrapped can be spent in the same packet, and its fleet is gone with the last ship.
    everything = f"salvage {mine.id} {corvette},{cruiser},{cripple}"
    budget = obeyed(state, everything, "build w01 corvette")
    assert budget.fleets == {}
    assert budget.house.treasury == 12 + 25 + 12 - 25


def test_c4_2_a_split_gives_an_id_that_later_orders_use() -> None:
    state = campaign()
    mine = fleet(state, "w01", "corvette", "corvette", posture=Posture.HOLD, came_from="w10")
    number = state.houses[ME].next_number
    new = f"askerry.f{number}"
    budget = obeyed(state, f"split {mine.id} {mine.ships[1].id} -", f"guard {new} w10")
    assert budget.fleets[new].mission is Mission.GUARD
    assert budget.house.next_number == number + 1
    assert rule(state, f"guard {new} w10") == "C13.2"


def test_c4_6_a_fleet_split_off_keeps_the_posture_and_lies_where_it_is() -> None:
    state = campaign()
    mine = fleet(
        state,
        "w01",
        "transport",
        "corvette",
        aboard=("linesman",),
        posture=Posture.HOLD,
        mission=Mission.GUARD,
        target="w10",
    )
    transport, corvette = mine.ships
    budget = obeyed(state, f"split {mine.id} {transport.id} {mine.units[0].id}")
    (new,) = (one for one in budget.fleets.values() if one.id != mine.id)
    assert (new.posture, new.mission, new.target) == (Posture.HOLD, Mission.MOVE, "w01")
    assert (new.ships, new.units) == ((transport,), mine.units)
    old = budget.fleets[mine.id]
    assert (old.ships, old.units, old.mission, old.target) == (
        (corvette,),
        (),
        Mission.GUARD,
        "w10",
    )


def test_c4_6_join_puts_the_first_into_the_second_whose_posture_and_mission_hold() -> None:
    state = campaign()
    first = fleet(state, "w01", "transport", aboard=("linesman",), mission=Mission.GUARD)
    second = fleet(state, "w01", "corvette", posture=Posture.EVADE, target="w10")
    budget = obeyed(state, f"join {first.id} {second.id}")
    joined = budget.fleets[second.id]
    assert set(budget.fleets) == {second.id}
    assert (joined.posture, joined.mission, joined.target) == (
        Posture.EVADE,
        Mission.MOVE,
        "w10",
    )
    assert [ship.id for ship in joined.ships] == sorted(
        ship.id for ship in (*first.ships, *second.ships)
    )
    assert joined.units == first.units


def test_c4_2_a_fleet_has_as_many_ships_as_engineering_allows() -> None:
    state = campaign()
    big = fleet(state, "w01", *["corvette"] * 9)
    pair = fleet(state, "w01", "corvette", "corvette")
    join = f"join {pair.id} {big.id}"
    assert rule(state, join) == "C4.2"
    set_level(state, ME, Field.ENGINEERING, 1)
    assert rule(state, join) is None


def test_c4_2_a_ship_is_refused_when_no_fleet_is_to_spare_for_all_of_these() -> None:
    state = campaign()
    set_treasury(state, 1000)
    settle(state, ME, "w10", yard=1)
    for name in ("w11", "w20", "w30", "w00"):
        fleet(state, name, "corvette")
    fleet(state, "w01", *["corvette"] * 8)
    # Five fleets: one world with ships on order has the sixth to spare, a second one has not.
    assert rule(state, "build w10 corvette") is None
    assert rule(state, "build w10 corvette", "build w10 corvette") is None
    two = ["build w10 corvette", "build w01 corvette", "build w01 corvette"]
    assert rule(state, *two) is None
    assert rule(state, *two, "build w01 corvette") == "C4.2"
    assert rule(state, "build w01 corvette", "build w10 corvette") == "C4.2"


def test_c4_3_a_landing_force_never_exceeds_the_room_of_its_fleet() -> None:
    state = campaign()
    value = state.numbers.units["linesman"].value
    fits = 200 // value
    transport = fleet(state, "w01", "transport")
    names = [unit.id for unit in garrison(state, "w01", *["linesman"] * (fits + 1))]
    assert rule(state, f"load {transport.id} {','.join(names[:-1])}") is None
    assert rule(state, f"load {transport.id} {','.join(names)}") == "C4.3"
    assert rule(state, *(f"load {transport.id} {name}" for name in names)) == "C4.3"


def test_c4_3_load_and_unload_are_free_and_at_once() -> None:
    state = campaign()
    transport = fleet(state, "w01", "transport", aboard=("sapper",))
    (sapper,) = transport.units
    (linesman,) = garrison(state, "w01", "linesman")
    budget = obeyed(
        state, f"load {transport.id} {linesman.id}", f"unload {transport.id} {sapper.id}"
    )
    assert budget.fleets[transport.id].units == (linesman,)
    assert budget.worlds["w01"].garrison == (sapper,)
    assert budget.payments == []


def test_c4_7_a_mission_replaces_the_one_before() -> None:
    state = campaign()
    mine = fleet(state, "w01", "corvette")
    budget = obeyed(state, f"guard {mine.id} w10", f"move {mine.id} w30")
    assert (budget.fleets[mine.id].mission, budget.fleets[mine.id].target) == (Mission.MOVE, "w30")


def test_c6_1_taxes_and_research_are_set() -> None:
    budget = obeyed(campaign(), "tax light", "research 40 weapons=9,intelligence=1")
    assert budget.house.tax == "light"
    assert budget.house.research_share == 40
    assert budget.house.weights == (0, 0, 9, 0, 0, 1)


def test_c7_1_a_spy_mission_is_paid_when_ordered() -> None:
    state = campaign()
    fleet(state, "w02", "scout")
    set_treasury(state, 20)
    budget = obeyed(state, "spy_mission sabotage w02")
    assert budget.spy_mission is not None
    assert budget.spy_mission.kind is Spying.SABOTAGE
    assert budget.payments == [(Entry.SPY_MISSION, "w02", -20)]


def test_c8_1_a_message_waits_for_the_others() -> None:
    assert obeyed(campaign(), "diplomacy pact tolvane").messages == {FOE: Message.PACT}


def test_c13_2_what_is_judged_stays_as_it_was() -> None:
    state = campaign()
    mine = fleet(state, "w01", "corvette", "corvette")
    before = (state.houses[ME], state.worlds["w01"], state.fleets[mine.id])
    obeyed(state, "build w01 battery", f"split {mine.id} {mine.ships[0].id} -", "tax light")
    assert (state.houses[ME], state.worlds["w01"], state.fleets[mine.id]) == before
    assert replace(before[0]) == before[0]
