"""What a persona decides for its house: taxes, research, messages, and what it buys."""

from __future__ import annotations

from engine.campaign.personas import diplomacy
from engine.campaign.personas.diplomacy import write_messages
from engine.campaign.personas.purse import spend
from engine.campaign.personas.taxation import set_policy
from engine.campaign.records import Offer
from engine.campaign.vocabulary import Field, Message, Stance
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
)
from tests.engine.campaign.build_plans import at_war, orders, planner

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
