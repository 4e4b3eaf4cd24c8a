"""How a persona lands and guards: its forces, its garrisons, what worlds are worth, and spies."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from engine.campaign.personas import garrisons, landings
from engine.campaign.personas.landing_forces import lead_forces
from engine.campaign.personas.landings import Landing
from engine.campaign.personas.spies import send_spies
from engine.campaign.records import Survey
from engine.campaign.vocabulary import Condition, Mission
from tests.engine.campaign.build_orders import (
    FOE,
    ME,
    THIRD,
    campaign,
    change_world,
    fleet,
    garrison,
    settle,
)
from tests.engine.campaign.build_plans import ARMY, at_war, orders, planner, weak_neighbour

# Landing forces


def test_a_landing_force_takes_the_weak_world_next_to_it() -> None:
    state = at_war()
    weak_neighbour(state)
    scout = fleet(state, "w10", "scout", mission=Mission.SPY, target="w10")
    force = fleet(state, "w01", "cruiser", "transport", "transport", aboard=ARMY)
    made = planner(state)
    planned = lead_forces(made)
    assert f"invade {force.id} w10" in orders(made)
    assert planned == [Landing("w10", 1, Mission.INVADE)]
    assert scout.id not in made.busy


def test_nobody_lands_where_the_chance_is_too_low() -> None:
    state = at_war()
    weak_neighbour(state)
    garrison(state, "w10", *("hookhand",) * 8)
    fleet(state, "w10", "scout", mission=Mission.SPY, target="w10")
    fleet(state, "w01", "cruiser", "transport", aboard=("linesman",))
    made = planner(state)
    lead_forces(made)
    assert not any(text.startswith(("invade", "assault")) for text in orders(made))
    assert {wish.code for wish in made.wishes} & {"no-chance", "chance-too-low"}


def test_a_fleet_without_attack_assaults() -> None:
    state = at_war()
    weak_neighbour(state)
    fleet(state, "w10", "scout", mission=Mission.SPY, target="w10")
    force = fleet(state, "w01", "transport", "transport", aboard=ARMY)
    made = planner(state)
    lead_forces(made)
    assert f"assault {force.id} w10" in orders(made)


def test_a_strong_line_is_assaulted_and_a_weak_one_fought() -> None:
    state = at_war()
    settle(state, FOE, "w10", industry=30, batteries=3, starbase=Condition.SOUND)
    fleet(state, "w10", "scout", mission=Mission.SPY, target="w10")
    force = fleet(state, "w01", "corvette", "transport", "transport", aboard=ARMY)
    made = planner(state)
    rated = landings.rate(made, force, "w10", 1)
    assert rated is not None
    assert rated.mission is Mission.ASSAULT
    change_world(state, "w10", batteries=1, starbase=None)
    force = fleet(state, "w01", "cruiser", "cruiser", "transport", aboard=("marshal",))
    weak = landings.rate(planner(state), force, "w10", 1)
    assert weak is not None
    assert weak.mission is Mission.INVADE


def test_no_two_fleets_go_for_one_world() -> None:
    state = at_war()
    weak_neighbour(state)
    fleet(state, "w10", "scout", mission=Mission.SPY, target="w10")
    for _ in range(2):
        fleet(state, "w01", "cruiser", "transport", "transport", aboard=ARMY)
    made = planner(state)
    lead_forces(made)
    assert sum(text.endswith("w10") and text.startswith("invade") for text in orders(made)) == 1


def test_spare_units_go_aboard_before_a_landing() -> None:
    state = at_war()
    weak_neighbour(state)
    garrison(state, "w01", *("linesman",) * 16)
    fleet(state, "w10", "scout", mission=Mission.SPY, target="w10")
    force = fleet(state, "w01", "cruiser", "transport", "transport")
    made = planner(state)
    lead_forces(made)
    verbs = [text.split()[0] for text in orders(made)]
    assert verbs[0] == "load"
    assert verbs[1] in {"invade", "assault"}
    assert made.budget.fleets[force.id].units


def test_the_wounded_are_left_where_they_heal() -> None:
    state = campaign()
    force = fleet(state, "w01", "transport", aboard=("marshal",))
    hurt = replace(force.units[0], hp=1)
    state.put_fleet(replace(force, units=(hurt,)))
    made = planner(state)
    lead_forces(made)
    assert orders(made)[0] == f"unload {force.id} {hurt.id}"


def test_a_threatened_world_is_guarded() -> None:
    state = at_war()
    fleet(state, "w10", "corvette", "corvette", house=FOE)
    fleet(state, "w10", "scout", mission=Mission.SPY, target="w10")
    guard = fleet(state, "w01", "cruiser", "cruiser")
    made = planner(state)
    lead_forces(made)
    assert f"guard {guard.id} w01" in orders(made)
    assert f"posture {guard.id} hold" in orders(made)


def test_an_enemy_world_without_garrison_to_beat_is_pressed() -> None:
    state = at_war()
    settle(state, FOE, "w10")
    fleet(state, "w10", "scout", mission=Mission.SPY, target="w10")
    strong = fleet(state, "w01", "cruiser", "cruiser", "siege_ship")
    made = planner(state)
    lead_forces(made)
    assert f"bombard {strong.id} w10" in orders(made)


def test_gathered_forces_go_for_a_home_that_they_can_take() -> None:
    state = at_war(13)
    change_world(state, "w02", batteries=0, militia=1, population=20)
    fleet(state, "w02", "scout", mission=Mission.SPY, target="w02")
    ships = (*("cruiser",) * 3, *("transport",) * 4)
    force = fleet(state, "w01", *ships, aboard=("marshal",) * 5)
    made = planner(state)
    lead_forces(made)
    assert f"invade {force.id} w02" in orders(made)


# Garrisons and scores


def test_a_world_near_enemies_wants_a_larger_garrison() -> None:
    state = at_war()
    settle(state, ME, "w10")
    settle(state, ME, "w12")
    far = planner(state)
    wanted = garrisons.wanted_points(far, state.worlds["w12"])
    settle(state, FOE, "w00")
    near = planner(state)
    assert garrisons.wanted_points(near, state.worlds["w12"]) >= wanted
    assert garrisons.wanted_points(near, state.worlds["w10"]) > 0


def test_a_world_with_a_spent_tide_needs_less() -> None:
    state = at_war()
    settle(state, ME, "w10")
    before = garrisons.wanted_points(planner(state), state.worlds["w10"])
    change_world(state, "w10", cooldown=14)
    made = planner(state)
    after = garrisons.wanted_points(made, made.view.worlds["w10"])
    assert after == pytest.approx(before * made.scores.garrison.cooldown)


def test_the_weakest_stay_and_the_strongest_can_be_spared() -> None:
    state = campaign()
    garrison(state, "w01", *("linesman",) * 12, "marshal")
    made = planner(state)
    spare = garrisons.spare_units(made, made.view.worlds["w01"])
    assert spare[0].code == "marshal"
    assert len(spare) < 13


def test_a_survey_says_exactly_what_an_estimate_guesses() -> None:
    state = at_war()
    settle(state, FOE, "w10")
    there = garrison(state, "w10", "picker", "hookhand")
    fleet(state, "w10", "scout", mission=Mission.SPY, target="w10")
    guess = planner(state).known.defence("w10", assault=False, turns=1)
    state.surveys = (Survey(ME, "w10", 12, 0, 0, there),)
    exact = planner(state).known.defence("w10", assault=False, turns=1)
    kinds = state.numbers.units
    assert not guess.exact
    assert exact.exact
    assert exact.points == sum(kinds[unit.code].value for unit in there)


def test_a_home_and_the_leader_are_worth_more() -> None:
    state = at_war()
    fleet(state, "w02", "scout", mission=Mission.SPY, target="w02")
    plain = landings.worth_of(planner(state), "w02")
    state.ranks = (FOE, ME, THIRD)
    assert landings.worth_of(planner(state), "w02") > plain
    made = planner(state)
    assert landings.least_chance(made, "w02") < landings.least_chance(made, "w03")


# Spies


def test_a_landing_is_surveyed_before_it_comes() -> None:
    state = at_war()
    weak_neighbour(state)
    fleet(state, "w10", "scout", mission=Mission.SPY, target="w10")
    made = planner(state)
    send_spies(made, [Landing("w10", 1, Mission.INVADE)])
    assert orders(made) == ["spy_mission survey w10"]


def test_the_starbase_of_a_landing_is_blinded() -> None:
    state = at_war()
    change_world(state, "w02", starbase=Condition.SOUND)
    fleet(state, "w02", "scout", mission=Mission.SPY, target="w02")
    made = planner(state)
    send_spies(made, [Landing("w02", 1, Mission.INVADE)])
    assert orders(made) == ["spy_mission blind w02"]
