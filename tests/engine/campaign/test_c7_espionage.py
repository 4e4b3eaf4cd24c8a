"""Spy missions: chances, targets, effects, and what exposed spies cost (C7)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest
from msgspec.structs import replace

from engine.campaign.espionage import (
    has_scout,
    leading_field,
    resolve_espionage,
    spy_chance,
    spy_modifier,
)
from engine.campaign.events import SpyMissionDone
from engine.campaign.income import collect_income
from engine.campaign.orders import SpyMission
from engine.campaign.records import Effect, Grievance
from engine.campaign.state import CampaignState
from engine.campaign.vocabulary import Condition, Field, Spying, Stance
from tests.engine.campaign.build_income import (
    campaign,
    change_house,
    change_world,
    fleet,
    garrison,
    numbers,
    set_level,
    set_stance,
    settle,
)


def spy(state: CampaignState, house: str, kind: Spying, target: str) -> CampaignState:
    """Return the state after one spy mission."""
    state.spy_missions = {house: SpyMission(kind, target)}
    return resolve_espionage(state)


def done(state: CampaignState) -> SpyMissionDone:
    return next(event for event in state.events if isinstance(event, SpyMissionDone))


def seeded(
    kind: Spying,
    target: str,
    *,
    succeeds: bool,
    build: Callable[[CampaignState], None] | None = None,
) -> CampaignState:
    """Return a state after a mission of ash, with a seed for which it succeeds or does not."""
    for seed in range(200):
        state = campaign("ash", "birch", "cedar")
        state.setup = replace(state.setup, seed=seed)
        if build is not None:
            build(state)
        after = spy(state, "ash", kind, target)
        if done(after).succeeded is succeeds:
            return after
    raise AssertionError("no seed does that")


def exposed() -> CampaignState:
    """Return a state after a mission of ash against birch whose spies were exposed."""
    for seed in range(200):
        state = campaign("ash", "birch", "cedar")
        state.setup = replace(state.setup, seed=seed)
        after = spy(state, "ash", Spying.INCITE, "w02")
        if done(after).exposed:
            return after
    raise AssertionError("no seed does that")


# Chances


@pytest.mark.parametrize(
    ("own", "theirs", "scout", "chance"),
    [
        (0, 0, False, 55),
        (0, 0, True, 70),
        (3, 3, False, 55),
        (1, 0, False, 65),
        (0, 1, False, 45),
        (5, 0, False, 100),
        (0, 5, False, 5),
        (0, 5, True, 20),
    ],
)
def test_c7_3_the_chance_of_a_mission(own: int, theirs: int, *, scout: bool, chance: int) -> None:
    assert spy_chance(numbers(), spy_modifier(numbers(), own, theirs, scout=scout)) == chance


def test_c7_3_the_chance_never_leaves_0_to_100() -> None:
    assert spy_chance(numbers(), -11) == 0
    assert spy_chance(numbers(), -10) == 5
    assert spy_chance(numbers(), 8) == 95
    assert spy_chance(numbers(), 9) == 100
    assert spy_chance(numbers(), 40) == 100


def test_c7_3_missions_succeed_as_often_as_the_chance_says() -> None:
    wins = 0
    for seed in range(2000):
        state = campaign("ash", "birch")
        state.setup = replace(state.setup, seed=seed)
        wins += done(spy(state, "ash", Spying.SURVEY, "w02")).succeeded
    assert 0.52 * 2000 < wins < 0.58 * 2000


def test_c7_3_a_mission_succeeds_from_ten_on() -> None:
    seen = Counter()
    for seed in range(300):
        state = campaign("ash", "birch")
        state.setup = replace(state.setup, seed=seed)
        event = done(spy(state, "ash", Spying.SURVEY, "w02"))
        assert event.succeeded == (event.roll + event.modifier >= 10)
        assert event.exposed == (not event.succeeded and event.roll <= 5)
        seen[event.roll] += 1
    assert set(seen) == set(range(1, 21))


def test_c7_3_a_scout_at_the_world_helps_whatever_fleet_it_is_in_and_however_it_is_hurt() -> None:
    state = campaign("ash", "birch")
    made = fleet(state, "ash", "w02", "corvette", "scout")
    hurt = tuple(replace(ship, condition=Condition.CRIPPLED) for ship in made.ships)
    state.put_fleet(replace(made, ships=hurt))
    fleet(state, "birch", "w01", "scout")
    fleet(state, "ash", "w00", "scout")
    assert has_scout(numbers(), state.fleets.values(), "ash", "w02")
    assert not has_scout(numbers(), state.fleets.values(), "ash", "w01")
    assert done(spy(state, "ash", Spying.SURVEY, "w02")).modifier == 3
    assert done(spy(state, "ash", Spying.STEAL, "birch")).modifier == 0


def test_c7_3_free_worlds_have_no_intelligence() -> None:
    state = campaign("ash", "birch")
    set_level(state, "ash", Field.INTELLIGENCE, 2)
    set_level(state, "birch", Field.INTELLIGENCE, 1)
    assert done(spy(state, "ash", Spying.SURVEY, "w00")).modifier == 4
    assert done(spy(state, "ash", Spying.SURVEY, "w02")).modifier == 2


def test_c14_3_two_houses_that_rob_each_other_roll_different_dice() -> None:
    rolls = set()
    for seed in range(10):
        state = campaign("ash", "birch")
        state.setup = replace(state.setup, seed=seed)
        set_level(state, "ash", Field.WEAPONS, 1)
        set_level(state, "birch", Field.ECONOMY, 1)
        state.spy_missions = {
            "ash": SpyMission(Spying.STEAL, "birch"),
            "birch": SpyMission(Spying.STEAL, "ash"),
        }
        events = resolve_espionage(state).events
        rolls.add(tuple(event.roll for event in events if isinstance(event, SpyMissionDone)))
    assert any(one != other for one, other in rolls)


# Targets


@pytest.mark.parametrize(
    ("kind", "target"),
    [
        (Spying.SURVEY, "w01"),
        (Spying.SABOTAGE, "w01"),
        (Spying.SURVEY, "w10"),
        (Spying.INCITE, "w10"),
        (Spying.INCITE, "w00"),
        (Spying.BLIND, "w03"),
        (Spying.STEAL, "cedar"),
        (Spying.STEAL, "birch"),
    ],
)
def test_c7_2_nothing_happens_at_what_is_no_target_any_more(kind: Spying, target: str) -> None:
    state = campaign("ash", "birch", "cedar")
    set_stance(state, "ash", "cedar", Stance.PACT)
    set_level(state, "cedar", Field.WEAPONS, 1)
    after = spy(state, "ash", kind, target)
    event = done(after)
    assert (event.roll, event.succeeded, event.exposed) == (0, False, False)
    assert after.effects == after.surveys == after.grievances == ()
    assert after.houses["ash"].treasury == state.houses["ash"].treasury


@pytest.mark.parametrize("target", ["w00", "w02", "w03"])
def test_c7_2_free_worlds_and_partners_can_be_surveyed(target: str) -> None:
    state = campaign("ash", "birch", "cedar")
    set_stance(state, "ash", "cedar", Stance.PACT)
    assert done(spy(state, "ash", Spying.SURVEY, target)).roll > 0


def test_c7_1_missions_are_worked_once() -> None:
    state = campaign("ash", "birch")
    after = spy(state, "ash", Spying.SURVEY, "w02")
    assert after.spy_missions == {}
    assert state.spy_missions, "a phase leaves the state before it as it was"


# Effects


def test_c7_4_a_survey_shows_the_exact_defence_for_two_turns() -> None:
    def build(state: CampaignState) -> None:
        garrison(state, "w02", "linesman", "sapper", hp=1)

    after = seeded(Spying.SURVEY, "w02", succeeds=True, build=build)
    survey = after.surveys[0]
    assert (survey.house, survey.world, survey.until) == ("ash", "w02", 3)
    assert (survey.militia, survey.batteries) == (8, 2)
    assert survey.garrison == after.worlds["w02"].garrison
    fresh = []
    for _ in range(4):
        fresh.append(bool(after.surveys))
        after = collect_income(after)
    assert fresh == [True, True, True, False]


def test_c7_4_steal_takes_points_in_the_field_where_the_victim_leads_most() -> None:
    def build(state: CampaignState) -> None:
        change_house(state, "birch", levels=(1, 3, 2, 0, 3, 0))
        change_house(state, "ash", levels=(0, 1, 0, 5, 0, 0), points=(0, 0, 0, 0, 7, 0))

    after = seeded(Spying.STEAL, "birch", succeeds=True, build=build)
    assert after.houses["ash"].points == (0, 0, 0, 0, 22, 0)
    assert done(after).amount == 15
    assert after.houses["birch"].points == (0,) * 6


def test_c7_4_of_equal_leads_the_last_field_by_name_is_stolen() -> None:
    state = campaign("ash", "birch")
    change_house(state, "birch", levels=(2, 2, 2, 2, 2, 2))
    field = leading_field(state.houses["ash"], state.houses["birch"])
    assert field is Field.WEAPONS
    assert field.value == max(one.value for one in Field)
    assert leading_field(state.houses["birch"], state.houses["ash"]) is None


@pytest.mark.parametrize("industry", [50, 3, 0])
def test_c7_4_sabotage_destroys_up_to_six_industry_and_never_more_than_there_is(
    industry: int,
) -> None:
    destroyed = set()
    for seed in range(120):
        state = campaign("ash", "birch")
        state.setup = replace(state.setup, seed=seed)
        change_world(state, "w02", industry=industry)
        after = spy(state, "ash", Spying.SABOTAGE, "w02")
        event = done(after)
        assert after.worlds["w02"].industry == industry - event.amount
        if event.succeeded:
            destroyed.add(event.amount)
    assert destroyed == {min(face, industry) for face in range(1, 7)}


def test_c7_4_incite_and_blind_are_records_that_run_three_harvests() -> None:
    incited = seeded(Spying.INCITE, "w02", succeeds=True)
    assert incited.effects == (Effect(Spying.INCITE, "w02", "ash", 50, 3),)

    def build(state: CampaignState) -> None:
        change_world(state, "w02", starbase=Condition.SOUND)

    blinded = seeded(Spying.BLIND, "w02", succeeds=True, build=build)
    assert blinded.effects == (Effect(Spying.BLIND, "w02", "ash", 0, 3),)
    assert blinded.worlds["w02"].starbase is Condition.SOUND
    left = []
    for _ in range(4):
        left.append([effect.harvests for effect in blinded.effects])
        blinded = collect_income(blinded)
    assert left == [[3], [2], [1], []]


def test_c7_4_what_failed_has_no_effect() -> None:
    for kind in (Spying.SURVEY, Spying.SABOTAGE, Spying.INCITE):
        after = seeded(kind, "w02", succeeds=False)
        assert after.effects == after.surveys == ()
        assert after.worlds["w02"].industry == 50


# Exposed


def test_c7_5_exposed_spies_cost_prestige_and_give_the_victim_a_grievance() -> None:
    after = exposed()
    assert after.houses["ash"].prestige == 18
    assert after.grievances == (Grievance("birch", "ash", 6),)


def test_c7_5_a_grievance_lasts_five_turns() -> None:
    after = exposed()
    turns = []
    while after.grievances:
        turns.append(after.turn)
        after = collect_income(after)
    assert turns == [1, 2, 3, 4, 5, 6]


def test_c7_5_spies_are_never_exposed_by_free_worlds() -> None:
    for seed in range(100):
        state = campaign("ash", "birch")
        state.setup = replace(state.setup, seed=seed)
        after = spy(state, "ash", Spying.SURVEY, "w00")
        assert not done(after).exposed
        assert after.houses["ash"].prestige == 20


def test_c14_3_missions_do_not_depend_on_each_other() -> None:
    both = campaign("ash", "birch", "cedar")
    settle(both, "cedar", "w10", industry=4)
    both.spy_missions = {
        "ash": SpyMission(Spying.SABOTAGE, "w10"),
        "birch": SpyMission(Spying.SURVEY, "w10"),
    }
    alone = both.fork()
    alone.spy_missions = {"birch": both.spy_missions["birch"]}
    rolls = {
        event.house: event.roll
        for event in resolve_espionage(both).events
        if isinstance(event, SpyMissionDone)
    }
    assert rolls["birch"] == done(resolve_espionage(alone)).roll
