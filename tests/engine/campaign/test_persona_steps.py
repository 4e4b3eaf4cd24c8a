"""The steps of a persona's plan, on the small map of `build_orders`: what each finds best."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from engine.campaign.personas import diplomacy, garrisons, landings
from engine.campaign.personas.care import take_care
from engine.campaign.personas.diplomacy import write_messages
from engine.campaign.personas.landing_forces import lead_forces
from engine.campaign.personas.landings import Landing
from engine.campaign.personas.planner import Planner
from engine.campaign.personas.purse import spend
from engine.campaign.personas.scouts import send_scouts
from engine.campaign.personas.settlers import score_of, send_settlers
from engine.campaign.personas.spies import send_spies
from engine.campaign.personas.taxation import set_policy
from engine.campaign.randomness import dice
from engine.campaign.records import Offer, Survey, Unit
from engine.campaign.state import CampaignState
from engine.campaign.vocabulary import Condition, Field, Message, Mission, Stance
from tests.engine.campaign.build_orders import (
    FOE,
    ME,
    THIRD,
    campaign,
    change_house,
    change_world,
    fleet,
    garrison,
    set_level,
    set_stance,
    set_treasury,
    settle,
    view,
)

ARMY = ("linesman",) * 6


def planner(state: CampaignState, persona: str = "raider", level: str = "veteran") -> Planner:
    seen = view(state)
    numbers = seen.numbers.personas
    return Planner(seen, numbers.personas[persona], numbers, numbers.levels[level], dice(1, "plan"))


def orders(made: Planner) -> list[str]:
    return [order.to_text() for order in made.orders]


def at_war(turn: int = 10) -> CampaignState:
    state = campaign(turn)
    set_stance(state, FOE, Stance.WAR)
    return state


# Policy


def test_taxes_are_light_while_the_house_is_young_and_moderate_later() -> None:
    young, grown = planner(campaign(2)), planner(campaign(20))
    set_policy(young)
    set_policy(grown)
    assert "tax light" in orders(young)
    assert not any(text.startswith("tax") for text in orders(grown))


def test_taxes_are_heavy_where_the_income_does_not_pay_the_upkeep() -> None:
    state = campaign(12)
    set_treasury(state, 0)
    change_world(state, "w01", population=10, industry=0)
    fleet(state, "w01", *("battleship",) * 6)
    made = planner(state)
    set_policy(made)
    assert orders(made)[:2] == ["tax heavy", made.orders[1].to_text()]
    assert orders(made)[1].startswith(f"research {made.scores.policy.research_low} ")


def test_research_follows_the_profile_and_ends_where_nothing_is_left() -> None:
    made = planner(campaign(10), "scholar")
    set_policy(made)
    shares = made.scores.policy.research_shares
    fields = "engineering=2,economy=3,weapons=3,ground_combat=3,defence=1,intelligence=1"
    assert f"research {shares[1]} {fields}" in orders(made)
    state = campaign(10)
    change_house(state, ME, levels=(5,) * 6)
    learned = planner(state, "scholar")
    set_policy(learned)
    assert learned.budget.house.research_share == 0


# Diplomacy


def test_war_is_declared_on_the_nearest_once_the_turn_has_come() -> None:
    early, late = planner(campaign(2)), planner(campaign(6))
    write_messages(early)
    write_messages(late)
    assert not any("declare" in text for text in orders(early))
    assert [text for text in orders(late) if "declare" in text] == [f"diplomacy declare {FOE}"]


def test_the_leader_counts_nearer() -> None:
    state = campaign(6)
    change_house(state, THIRD, prestige=25)
    state.ranks = (THIRD, ME, FOE)
    assert diplomacy.rank_rivals(planner(state))[0] == THIRD


def test_pacts_are_offered_to_the_farthest_and_peace_where_there_are_two_wars() -> None:
    neutral = planner(campaign(3), "weaver")
    write_messages(neutral)
    assert f"diplomacy pact {THIRD}" in orders(neutral)
    state = at_war(8)
    set_stance(state, THIRD, Stance.WAR)
    torn = planner(state, "warden")
    write_messages(torn)
    assert orders(torn) == [f"diplomacy peace {THIRD}"]


def test_an_offer_of_the_farthest_is_accepted() -> None:
    state = campaign(3)
    state.offers = (Offer(Message.PACT, THIRD, ME, 3),)
    made = planner(state)
    write_messages(made)
    assert orders(made)[0] == f"diplomacy accept {THIRD}"


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


# Landing forces


def weak_neighbour(state: CampaignState) -> None:
    """Give tolvane a world next to askerry's home; the free world behind it is strong."""
    loom = state.numbers.units["loom"].hp_max
    strong = tuple(Unit(f"w00.g{number}", "loom", loom) for number in range(1, 9))
    change_world(state, "w00", garrison=strong)
    settle(state, FOE, "w10", industry=20)
    garrison(state, "w10", "picker")


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


# Scouts and spies


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


# Purse


def test_the_purse_is_spent_and_never_overdrawn() -> None:
    state = campaign(5)
    set_treasury(state, 300)
    made = planner(state)
    spend(made)
    assert orders(made)
    assert 0 <= made.budget.house.treasury < 100


def test_an_empty_garrison_is_filled_before_anything_else() -> None:
    state = at_war(20)
    set_treasury(state, 30)
    fleet(state, "w10", "corvette", "corvette", house=FOE)
    made = planner(state, "warden")
    spend(made)
    assert orders(made)[0].startswith("muster w01 ")


def test_nothing_is_bought_that_has_no_time_to_pay() -> None:
    state = campaign(35)
    set_treasury(state, 300)
    made = planner(state)
    spend(made)
    assert not any(text.startswith("build") and "industry" in text for text in orders(made))
    assert not any("transport" in text or "colony_ship" in text for text in orders(made))


def test_better_ships_are_built_when_they_are_open() -> None:
    state = at_war(12)
    set_level(state, ME, Field.ENGINEERING, 1)
    garrison(state, "w01", *("linesman",) * 16)
    set_treasury(state, 400)
    fleet(state, "w01", *("transport",) * 4, aboard=("marshal",) * 5)
    made = planner(state)
    spend(made)
    assert "build w01 cruiser" in orders(made)


def test_ties_go_to_the_lot_and_not_to_the_order() -> None:
    made = planner(campaign())
    scored = [(1.0, name, name) for name in ("w10", "w11", "w12")]
    assert made.choose(scored) == made.choose(list(reversed(scored)))
