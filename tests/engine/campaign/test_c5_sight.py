"""What a house sees and knows (C5)."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from engine.campaign.events import WorldCaptured
from engine.campaign.records import Effect, Offer, Survey
from engine.campaign.report import UNKNOWN
from engine.campaign.sight import take_sight
from engine.campaign.view import view_of
from engine.campaign.vocabulary import Condition, Field, Message, Mission, Role, Spying, Stance
from tests.engine.campaign.build_orders import (
    FOE,
    ME,
    THIRD,
    campaign,
    change_world,
    fleet,
    garrison,
    set_level,
    set_stance,
    settle,
    view,
)


def test_c5_1_a_house_sees_its_worlds_and_where_its_fleets_are() -> None:
    state = campaign()
    assert view(state).seen == {"w01"}
    fleet(state, "w20", "corvette")
    assert view(state).seen == {"w01", "w20"}


def test_c5_1_a_sound_starbase_sees_the_neighbours() -> None:
    state = campaign()
    change_world(state, "w01", starbase=Condition.CRIPPLED)
    assert view(state).seen == {"w01"}
    change_world(state, "w01", starbase=Condition.SOUND)
    assert view(state).seen == {"w01", "w10", "w11", "w12"}


def test_c5_1_scouts_see_the_neighbours_other_ships_do_not() -> None:
    state = campaign()
    fleet(state, "w00", "corvette", "scout")
    assert view(state).seen == {"w01", "w00", "w02", "w10"}


def test_c5_1_intelligence_2_sees_the_neighbours_of_all_own_worlds() -> None:
    state = campaign()
    settle(state, ME, "w20")
    set_level(state, ME, Field.INTELLIGENCE, 1)
    assert view(state).seen == {"w01", "w20"}
    set_level(state, ME, Field.INTELLIGENCE, 2)
    assert view(state).seen == {"w01", "w10", "w11", "w12", "w20", "w30"}


def test_c5_1_a_pact_shows_the_partners_worlds_alone() -> None:
    state = campaign()
    fleet(state, "w21", "corvette", house=FOE)
    set_stance(state, FOE, Stance.PACT)
    assert view(state).seen == {"w01", "w02"}
    assert view(state, FOE).seen == {"w01", "w02", "w21"}
    set_stance(state, FOE, Stance.NEUTRAL)
    assert view(state).seen == {"w01"}


def test_c5_2_a_sighting_names_owner_folk_line_and_fleets_and_nothing_of_hosts() -> None:
    state = campaign()
    fleet(state, "w02", "scout")
    fleet(state, "w02", "corvette", "cruiser", house=FOE, aboard=("picker",), crippled=(1,))
    sighting = view(state).sightings["w02"]
    assert (sighting.house, sighting.population, sighting.industry) == (FOE, 100, 50)
    assert (sighting.batteries, sighting.yard, sighting.lit, sighting.turn) == (2, 2, 5, 1)
    (seen,) = sighting.fleets
    assert (seen.house, seen.attack, seen.hull) == (FOE, 3 + 7 // 2, 3 + 8)


def test_c5_2_what_was_seen_stays_with_its_turn() -> None:
    state = campaign()
    scout = fleet(state, "w02", "scout")
    take_sight(state)
    state.put_fleet(replace(scout, world="w01"))
    change_world(state, "w02", population=7)
    state.turn = 4
    take_sight(state)
    seen = view_of(state, ME)
    assert "w02" not in seen.seen
    assert (seen.sightings["w02"].turn, seen.sightings["w02"].population) == (1, 100)
    assert seen.sightings["w01"].turn == 4


def test_c5_2_worlds_never_seen_show_class_size_and_anchors_only() -> None:
    state = campaign()
    chart = view(state).map.sites["w00"]
    assert (chart.world_class, chart.size, chart.anchors) == ("heath", "capital", 5)
    assert (chart.role, chart.faction, chart.tier) == (Role.EMPTY, None, 0)
    assert "w00" not in view(state).sightings
    assert (view(state).owner("w00"), view(state).is_free("w00")) == (None, False)
    fleet(state, "w00", "scout")
    assert view(state).is_free("w00")
    assert view(state).sightings["w00"].faction == "murmur"


@pytest.mark.parametrize(("defence", "known"), [(29, 0), (30, 60), (89, 60), (90, 120)])
def test_c5_3_the_defence_of_others_is_known_to_the_next_60(defence: int, known: int) -> None:
    state = campaign()
    fleet(state, "w02", "scout")
    pickers = state.numbers.units["picker"].value
    change_world(state, "w02", batteries=0, militia=0)
    units = garrison(state, "w02", "picker")
    kinds = dict(state.numbers.units)
    kinds["picker"] = replace(kinds["picker"], value=defence)
    state.numbers = replace(state.numbers, units=kinds)
    assert units[0].hp == kinds["picker"].hp_max
    assert pickers != defence
    assert view(state).sightings["w02"].defence == known


def test_c5_3_batteries_and_militia_count_as_defence() -> None:
    state = campaign()
    fleet(state, "w02", "scout")
    change_world(state, "w02", batteries=2, militia=0)
    assert view(state).sightings["w02"].defence == 60
    change_world(state, "w02", batteries=3, militia=2)
    militia = 2 * state.numbers.units["picker"].value
    assert view(state).sightings["w02"].defence == (90 + militia + 30) // 60 * 60


def test_c5_3_a_fresh_survey_shows_the_garrison_of_each_turn_and_ends() -> None:
    state = campaign(turn=5)
    first = garrison(state, "w02", "picker")
    state.surveys = (Survey(ME, "w02", 7, 2, 2, first),)
    later = garrison(state, "w02", "kite")
    for turn in (6, 7):
        state.turn = turn
        take_sight(state)
        assert view_of(state, ME).surveys == (Survey(ME, "w02", 7, 2, 2, first + later),)
        assert view_of(state, FOE).surveys == ()
    state.turn = 8
    take_sight(state)
    assert view_of(state, ME).surveys == ()


def test_c5_4_scouts_that_spy_are_seen_by_nobody() -> None:
    state = campaign()
    spies = fleet(state, "w01", "scout", house=FOE, mission=Mission.SPY)
    assert view(state).sightings["w01"].fleets == ()
    state.put_fleet(replace(spies, mission=Mission.MOVE))
    assert len(view(state).sightings["w01"].fleets) == 1
    fleet(state, "w01", "scout", "corvette", house=FOE, mission=Mission.SPY)
    assert len(view(state).sightings["w01"].fleets) == 2


def test_c5_5_standing_levels_and_treaties_are_public() -> None:
    state = campaign()
    set_level(state, FOE, Field.WEAPONS, 3)
    set_stance(state, THIRD, Stance.WAR, house=FOE)
    seen = view(state)
    assert seen.houses[FOE].levels == (0, 0, 3, 0, 0, 0)
    assert seen.houses[FOE].prestige == 20
    assert seen.treaties[THIRD, FOE].stance is Stance.WAR


def test_c5_5_who_took_which_world_is_public_and_changes_older_sightings() -> None:
    state = campaign()
    scout = fleet(state, "w02", "scout")
    take_sight(state)
    state.remove_fleet(scout.id)
    change_world(state, "w02", house=THIRD)
    state.turn = 2
    state.note(WorldCaptured(THIRD, FOE, "w02", 0, True, (), None))
    take_sight(state)
    seen = view_of(state, ME)
    assert (seen.owner("w02"), seen.sightings["w02"].turn) == (THIRD, 1)


def test_c5_6_a_view_has_the_own_letters_and_effects_and_not_the_doer() -> None:
    state = campaign()
    mine = Offer(Message.PACT, FOE, ME, 1)
    state.offers = (mine, Offer(Message.PACT, FOE, THIRD, 1), Offer(Message.PACT, FOE, ME, 0))
    suffered = Effect(Spying.INCITE, "w01", FOE, 50, 2)
    caused = Effect(Spying.INCITE, "w03", ME, 50, 2)
    state.effects = (suffered, caused, Effect(Spying.INCITE, "w03", FOE, 50, 1))
    seen = view(state)
    assert seen.offers == (mine,)
    assert seen.effects == (replace(suffered, house=UNKNOWN), caused)
