"""What a persona does with fleets at peace: repairs, joins, colonies and scouts."""

from __future__ import annotations

from msgspec.structs import replace

from engine.campaign.personas.care import take_care
from engine.campaign.personas.scouts import send_scouts
from engine.campaign.personas.settlers import score_of, send_settlers
from engine.campaign.vocabulary import Condition
from tests.engine.campaign.build_orders import ME, campaign, change_world, fleet, settle
from tests.engine.campaign.build_plans import at_war, orders, planner

# Care


def test_crippled_ships_are_repaired_at_a_yard_and_parted_off_elsewhere() -> None:
    state = at_war()
    home = fleet(state, "w01", "cruiser", "cruiser", crippled=(0,))
    away = fleet(state, "w10", "cruiser", "cruiser", crippled=(1,))
    made = planner(state)
    take_care(made)
    assert f"repair w01 {home.ships[0].id}" in orders(made)
    parted = next(text for text in orders(made) if text.startswith(f"split {away.id}"))
    assert away.ships[1].id in parted
    assert orders(made)[-1].startswith("move askerry.f")


def test_fleets_of_war_that_lie_together_join() -> None:
    state = campaign()
    large = fleet(state, "w01", "corvette", "transport")
    small = fleet(state, "w01", "corvette")
    made = planner(state)
    take_care(made)
    assert orders(made) == [f"join {small.id} {large.id}"]


def test_a_crippled_starbase_is_repaired() -> None:
    state = campaign()
    change_world(state, "w01", starbase=Condition.CRIPPLED)
    made = planner(state)
    take_care(made)
    assert orders(made) == ["repair w01 starbase"]


# Settlers


def test_two_colony_ships_never_go_for_one_world() -> None:
    state = campaign()
    for _ in range(2):
        fleet(state, "w01", "colony_ship")
    made = planner(state)
    send_settlers(made)
    targets = [text.split()[-1] for text in orders(made) if text.startswith("colonise")]
    assert len(targets) == len(set(targets)) == 2


def test_a_farther_world_is_worth_less_and_a_larger_one_more() -> None:
    made = planner(campaign())
    assert score_of(made, "w30", 1) > score_of(made, "w30", 3)
    sites = dict(made.view.map.sites)
    sites["w12"] = replace(sites["w12"], anchors=5)
    made.view = replace(made.view, map=replace(made.view.map, sites=sites))
    assert score_of(made, "w12", 1) > score_of(made, "w30", 1)


def test_a_colony_ship_without_a_place_is_scrapped() -> None:
    state = campaign()
    for name in ("w00", "w10", "w11", "w12", "w21", "w30"):
        settle(state, ME, name)
    ship = fleet(state, "w01", "colony_ship")
    made = planner(state)
    send_settlers(made)
    assert orders(made) == [f"salvage {ship.id} {ship.ships[0].id}"]
    assert made.wishes[0].code == "no-place"


# Scouts


def test_scouts_go_where_there_is_something_to_see() -> None:
    state = campaign(10)
    scout = fleet(state, "w01", "scout")
    made = planner(state)
    send_scouts(made)
    assert orders(made)[0].startswith(f"spy {scout.id} ")


def test_scouts_beyond_need_are_scrapped() -> None:
    state = campaign(10)
    for _ in range(planner(state).scores.scouting.fleets + 1):
        fleet(state, "w01", "scout")
    made = planner(state)
    send_scouts(made)
    assert sum(text.startswith("salvage") for text in orders(made)) == 1
