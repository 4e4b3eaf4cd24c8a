"""Blockades and bombardments (C9.7, C9.8, C11.3)."""

from __future__ import annotations

import pytest

from engine.campaign.conflict import resolve_conflicts
from engine.campaign.events import Blockaded, Bombarded, PrestigeChanged
from engine.campaign.siege import forecast_bombardment
from engine.campaign.state import CampaignState
from engine.campaign.vocabulary import Condition, Mission, Posture, Stance
from tests.engine.campaign.build_conflict import (
    TURN,
    blind,
    campaign,
    change_world,
    events,
    fleet,
    free_units,
    numbers,
    set_stance,
    unit,
    units,
)


def blockaded(state: CampaignState, world: str = "w03") -> int:
    return resolve_conflicts(state).state.worlds[world].blockaded


def bombarded(state: CampaignState) -> list[Bombarded]:
    return events(resolve_conflicts(state).state, Bombarded)


def besieged(mission: Mission = Mission.BLOCKADE, hulls: str = "corvette") -> CampaignState:
    state = campaign()
    fleet(state, "ada", "w03", hulls, mission=mission)
    return state


@pytest.mark.parametrize("mission", list(Mission))
def test_c9_7_fleets_on_blockade_or_bombard_besiege(mission: Mission) -> None:
    state = besieged(mission)
    assert blockaded(state) == (mission in {Mission.BLOCKADE, Mission.BOMBARD})


def test_c9_7_a_blockade_needs_guns() -> None:
    assert blockaded(besieged(hulls="transport")) == 0


def test_c9_7_a_blockade_needs_a_war() -> None:
    state = besieged()
    set_stance(state, "ada", "bea", Stance.NEUTRAL)
    assert blockaded(state) == 0


def test_c9_7_no_blockade_while_a_battery_or_a_sound_starbase_stands() -> None:
    for hulls, expected in (("corvette", 0), ("9 battleship", 1)):
        for line in ({"batteries": 1}, {"starbase": Condition.SOUND}):
            state = besieged(hulls=hulls)
            change_world(state, "w03", **line)
            assert blockaded(state) == expected


def test_c9_7_a_line_that_outlives_its_fleet_bars_the_blockade() -> None:
    state = besieged(hulls="6 corvette")
    change_world(state, "w03", batteries=1)
    fleet(state, "bea", "w03", "corvette", posture=Posture.EVADE)
    after = resolve_conflicts(state)
    assert len(after.flights) == 1
    assert after.state.worlds["w03"].batteries == 1
    assert after.state.worlds["w03"].blockaded == 0


def test_c9_7_a_crippled_or_blinded_starbase_bars_nothing() -> None:
    state = besieged(hulls="4 cruiser")
    change_world(state, "w03", starbase=Condition.CRIPPLED)
    assert blockaded(state) == 1
    state = besieged(hulls="4 cruiser")
    change_world(state, "w03", starbase=Condition.SOUND)
    blind(state, "w03")
    after = resolve_conflicts(state).state
    assert after.worlds["w03"].blockaded == 1
    assert after.worlds["w03"].starbase in {Condition.SOUND, None}


def test_c9_7_a_fleet_that_lost_the_sky_does_not_blockade() -> None:
    state = besieged()
    fleet(state, "bea", "w03", "9 battleship")
    assert blockaded(state) == 0


def test_c9_7_turns_of_blockade_are_counted_and_end_with_it() -> None:
    state = besieged()
    change_world(state, "w03", blockaded=3)
    after = resolve_conflicts(state).state
    assert after.worlds["w03"].blockaded == 4
    assert [event.turns for event in events(after, Blockaded)] == [4]
    lifted = campaign()
    change_world(lifted, "w03", blockaded=3)
    assert blockaded(lifted) == 0


def test_c9_7_from_the_second_turn_on_each_unit_loses_a_hit_point_but_never_the_last() -> None:
    for turns, loss in ((0, 0), (1, 1), (2, 1)):
        state = besieged()
        garrison = (unit(state, "bea", "kite"), unit(state, "bea", "kite", hp=1))
        change_world(state, "w03", blockaded=turns, garrison=garrison)
        after = resolve_conflicts(state).state
        assert [one.hp for one in after.worlds["w03"].garrison] == [3 - loss, 1]
        assert [event.starving for event in events(after, Blockaded)] == [bool(loss)]


def test_c11_3_a_free_world_is_besieged_by_bombardment_alone() -> None:
    for mission, turns in ((Mission.BLOCKADE, 0), (Mission.BOMBARD, 1)):
        state = campaign()
        fleet(state, "ada", "w04", "siege_ship", mission=mission)
        assert blockaded(state, "w04") == turns


# C9.8


@pytest.mark.parametrize(
    ("strikes", "shield", "left", "dark"),
    [(6, 0, 6, 48), (7, 0, 7, 50), (6, 1, 4, 32), (6, 3, 0, 0), (6, 2, 2, 16), (5, 3, 0, 0)],
)
def test_c9_8_shields_cancel_two_strikes_a_level_and_the_dark_has_a_limit(
    strikes: int, shield: int, left: int, dark: int
) -> None:
    forecast = forecast_bombardment(strikes, shield, numbers().ships.siege)
    assert (forecast.bombardment, forecast.dark_chance) == (left, dark)


def test_c9_8_each_strike_is_rolled_and_hits_units_or_industry() -> None:
    faces: set[int] = set()
    for seed in range(30):
        state = campaign(seed=seed)
        garrison = units(state, "bea", "kite", "skiff", "captain")
        change_world(state, "w03", garrison=garrison, industry=50)
        fleet(state, "ada", "w03", "siege_ship, corvette", mission=Mission.BOMBARD)
        after = resolve_conflicts(state).state
        (event,) = events(after, Bombarded)
        assert len(event.rolls) == 7
        faces.update(event.rolls)
        assert len(event.units) == sum(5 <= roll <= 8 for roll in event.rolls)
        assert event.industry == 2 * sum(roll >= 9 for roll in event.rolls)
        world = after.worlds["w03"]
        assert world.industry == 50 - event.industry
        for one, hurt in zip(garrison, world.garrison, strict=True):
            full = numbers().units[one.code].hp_max
            hits = event.units.count(one.id)
            assert hurt.hp == max(1, one.hp - hits * -(-full // 3))
    assert faces == set(range(1, 11))


def test_c9_8_strikes_never_take_the_last_hit_point_nor_industry_below_none() -> None:
    for seed in range(10):
        state = campaign(seed=seed)
        change_world(state, "w03", garrison=(unit(state, "bea", "skiff", hp=1),), industry=1)
        fleet(state, "ada", "w03", "4 siege_ship", mission=Mission.BOMBARD)
        after = resolve_conflicts(state).state.worlds["w03"]
        assert after.garrison[0].hp == 1
        assert after.industry in {0, 1}


def test_c9_8_an_anchor_goes_dark_for_twelve_turns_and_costs_more() -> None:
    seen = set()
    for seed in range(20):
        state = campaign(seed=seed)
        fleet(state, "ada", "w03", "2 siege_ship", mission=Mission.BOMBARD)
        after = resolve_conflicts(state).state
        (event,) = events(after, Bombarded)
        seen.add(event.darkened)
        assert after.worlds["w03"].dark == ((TURN + 12,) if event.darkened else ())
        changes = {one.code: one.amount for one in events(after, PrestigeChanged)}
        assert changes == {"bombardment": -1} | ({"anchor_darkened": -2} if event.darkened else {})
    assert seen == {True, False}


def test_c9_8_with_one_anchor_lit_it_is_only_a_blockade() -> None:
    for dark, strikes in ((3, True), (4, False)):
        state = besieged(Mission.BOMBARD, "siege_ship")
        change_world(state, "w03", dark=(TURN + 3,) * dark)
        assert bool(bombarded(state)) == strikes
        assert blockaded(state) == 1


def test_c9_8_strikes_that_are_all_cancelled_are_only_a_blockade() -> None:
    state = besieged(Mission.BOMBARD, "siege_ship")
    change_world(state, "w03", shield=3)
    assert bombarded(state) == []
    assert blockaded(state) == 1


def test_c9_8_each_fleet_bombards_with_rolls_of_its_own() -> None:
    state = besieged(Mission.BOMBARD, "siege_ship")
    fleet(state, "ada", "w03", "siege_ship", mission=Mission.BOMBARD)
    fleet(state, "ada", "w03", "siege_ship", mission=Mission.BLOCKADE)
    first, second = bombarded(state)
    assert first.rolls != second.rolls


def test_c4_1_crippled_ships_have_half_their_strikes() -> None:
    state = campaign()
    ships = fleet(state, "ada", "w04", "2 siege_ship", mission=Mission.BOMBARD)
    assert len(bombarded(state)[0].rolls) == 12
    crippled = [type(ship)(ship.id, ship.hull, Condition.CRIPPLED) for ship in ships.ships]
    state.put_fleet(type(ships)(**{**_fields(ships), "ships": tuple(crippled)}))
    assert len(bombarded(state)[0].rolls) == 6


def _fields(record: object) -> dict[str, object]:
    return {name: getattr(record, name) for name in record.__struct_fields__}  # type: ignore[attr-defined] # every struct has them


def test_c9_8_free_worlds_are_bombarded_on_the_same_terms() -> None:
    state = campaign()
    change_world(state, "w04", garrison=free_units("w04", "loom", "chorus"))
    fleet(state, "ada", "w04", "2 siege_ship", mission=Mission.BOMBARD)
    (event,) = bombarded(state)
    assert event.owner is None
