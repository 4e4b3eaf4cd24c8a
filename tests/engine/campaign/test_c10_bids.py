"""Who lands, and the flak that meets an assault (C10.1 to C10.3)."""

from __future__ import annotations

import pytest

from engine.campaign import randomness
from engine.campaign.conflict import resolve_conflicts
from engine.campaign.events import FlakFired
from engine.campaign.vocabulary import Condition, Mission, Posture, Stance
from tests.engine.campaign.build_conflict import (
    SEED,
    TURN,
    blind,
    campaign,
    change_world,
    events,
    fleet,
    free_units,
    numbers,
    set_stance,
    units,
)
from tests.engine.campaign.build_invasions import (
    ASSAULT,
    INVADE,
    TROOPS,
    defended,
    invaders,
    only_spec,
    refusals,
)

# C10.1


def test_c10_1_a_fleet_with_units_and_the_mission_at_an_enemys_world_bids() -> None:
    for mission in (INVADE, ASSAULT):
        state = defended()
        name = invaders(state, mission=mission)
        halfway = resolve_conflicts(state)
        landing = halfway.landings["w03"]
        assert (landing.bid.house, landing.bid.mission) == ("ada", mission)
        assert landing.bid.fleets == (name,)
        assert refusals(halfway) == []


@pytest.mark.parametrize("mission", [INVADE, ASSAULT])
def test_c10_1_what_keeps_a_fleet_from_landing(mission: Mission) -> None:
    state = defended()
    set_stance(state, "ada", "bea", Stance.NEUTRAL)
    invaders(state, mission=mission)
    assert refusals(resolve_conflicts(state)) == [("C8.5", "no-war")]
    state = defended()
    invaders(state, mission=mission, codes=())
    assert refusals(resolve_conflicts(state)) == [("C10.1", "nobody-aboard")]
    state = campaign()
    invaders(state, "w02", mission=mission)
    assert refusals(resolve_conflicts(state)) == [("C10.1", "nobody-there")]


def test_c10_1_a_fleet_that_lost_the_sky_does_not_bid() -> None:
    state = defended()
    name = invaders(state, hulls="9 transport")
    fleet(state, "bea", "w03", "corvette")
    halfway = resolve_conflicts(state)
    assert halfway.flights == (name,)
    assert halfway.landings == {}


def test_c10_1_free_worlds_need_no_war() -> None:
    state = campaign(stance=Stance.NEUTRAL)
    change_world(state, "w04", garrison=free_units("w04", "loom"))
    invaders(state, "w04")
    assert only_spec(state).defender is None


def test_c10_8_a_spent_world_takes_no_landing_until_its_turns_are_over() -> None:
    for cooldown, landed in ((TURN - 1, True), (TURN, False), (TURN + 3, False)):
        state = defended(cooldown=cooldown)
        invaders(state)
        halfway = resolve_conflicts(state)
        assert bool(halfway.landings) == landed
        assert refusals(halfway) == ([] if landed else [("C10.8", "cooldown")])


def test_c10_1_all_fleets_of_a_house_with_one_mission_are_one_bid() -> None:
    state = defended()
    both = (invaders(state), invaders(state, codes=("outrider",)))
    halfway = resolve_conflicts(state)
    bid = halfway.landings["w03"].bid
    assert bid.fleets == tuple(sorted(both))
    assert len(bid.landed) == len(TROOPS) + 1


def test_c10_1_the_bid_of_most_points_lands_and_the_others_keep_their_missions() -> None:
    state = defended()
    strong = invaders(state, codes=("theodolite", "theodolite"))
    weak = invaders(state, mission=ASSAULT)
    halfway = resolve_conflicts(state)
    assert halfway.landings["w03"].bid.fleets == (strong,)
    assert refusals(halfway) == [("C10.1", "outbid")]
    assert halfway.state.fleets[weak].mission is ASSAULT


def test_c10_1_points_are_those_of_all_aboard_not_of_those_who_land() -> None:
    state = campaign("ada", "bea", "cyd")
    set_stance(state, "ada", "cyd", Stance.NEUTRAL)
    change_world(state, "w03", garrison=units(state, "bea", "kite"))
    many = invaders(state, codes=("linesman",) * 10, mission=ASSAULT)
    invaders(state, codes=("bellman", "bellman", "bellman"), house="cyd")
    bid = resolve_conflicts(state).landings["w03"].bid
    assert (bid.fleets, bid.points, len(bid.landed)) == ((many,), 300, 6)


def test_c10_1_equal_bids_go_to_the_lot() -> None:
    winners = set()
    for seed in range(SEED, SEED + 12):
        state = campaign("ada", "bea", "cyd", seed=seed)
        set_stance(state, "ada", "cyd", Stance.NEUTRAL)
        change_world(state, "w03", garrison=units(state, "bea", "kite"))
        for house in ("ada", "cyd"):
            invaders(state, codes=("kite", "kite"), house=house)
        winner = resolve_conflicts(state).landings["w03"].bid.house
        lots = {h: randomness.lot(seed, TURN, "bids", "w03", h, INVADE) for h in ("ada", "cyd")}
        assert winner == max(lots, key=lots.__getitem__)
        winners.add(winner)
    assert winners == {"ada", "cyd"}


def test_c4_7_a_mission_against_a_world_that_is_ones_own_by_now_is_over() -> None:
    for mission in (INVADE, ASSAULT, Mission.BLOCKADE, Mission.BOMBARD):
        state = campaign()
        name = invaders(state, "w01", mission=mission)
        halfway = resolve_conflicts(state)
        assert halfway.landings == {}
        assert halfway.state.fleets[name].mission is Mission.MOVE


# C10.2, C10.3


def test_c10_2_an_invasion_needs_guns_in_each_fleet_that_lands() -> None:
    state = defended()
    armed, unarmed = invaders(state), invaders(state, hulls="2 transport")
    halfway = resolve_conflicts(state)
    assert halfway.landings["w03"].bid.fleets == (armed,)
    assert unarmed in halfway.state.fleets
    assert refusals(halfway) == [("C10.2", "no-attack")]
    state = defended()
    invaders(state, hulls="2 transport", mission=ASSAULT)
    assert refusals(resolve_conflicts(state)) == []


def test_c10_2_a_crippled_starbase_does_not_bar_an_invasion() -> None:
    state = defended(starbase=Condition.CRIPPLED)
    invaders(state, hulls="9 cruiser, 2 transport")
    assert "w03" in resolve_conflicts(state).landings


def test_c10_2_a_battery_that_outlives_its_fleet_bars_the_invasion() -> None:
    state = defended(batteries=1)
    invaders(state, hulls="6 corvette, 2 transport")
    fleet(state, "bea", "w03", "corvette", posture=Posture.EVADE)
    halfway = resolve_conflicts(state)
    assert halfway.landings == {}
    assert refusals(halfway) == [("C10.2", "line-stands")]


def test_c10_3_at_most_six_units_land_in_an_assault_those_with_most_points() -> None:
    state = defended()
    codes = ("linesman",) * 3 + ("marshal", "sapper", "outrider", "sapper", "theodolite")
    invaders(state, mission=ASSAULT, codes=codes, hulls="4 transport")
    spec = only_spec(state)
    assert [one.code for one in spec.attackers] == [
        "theodolite",
        "marshal",
        "outrider",
        "sapper",
        "sapper",
        "linesman",
    ]
    assert spec.rounds == 4


def test_c10_3_each_battery_shoots_once_and_a_sound_starbase_three_times() -> None:
    for line, shots in (
        ({"batteries": 2}, 2),
        ({"batteries": 1, "starbase": Condition.SOUND}, 4),
        ({"batteries": 3, "starbase": Condition.CRIPPLED}, 3),
    ):
        state = defended(**line)
        invaders(state, mission=ASSAULT)
        (event,) = events(resolve_conflicts(state).state, FlakFired)
        assert len(event.rolls) == shots
        assert len(event.hit) == sum(roll >= 6 for roll in event.rolls)
    state = defended(starbase=Condition.CRIPPLED)
    invaders(state, mission=ASSAULT)
    assert events(resolve_conflicts(state).state, FlakFired) == []


def test_c10_3_a_blinded_starbase_does_not_shoot() -> None:
    state = defended(starbase=Condition.SOUND)
    blind(state, "w03")
    invaders(state, mission=ASSAULT)
    assert events(resolve_conflicts(state).state, FlakFired) == []


def test_c10_3_flak_takes_half_of_hp_max_rounded_up_and_kills() -> None:
    destroyed = 0
    for seed in range(25):
        state = campaign(seed=seed)
        change_world(state, "w03", batteries=3, starbase=Condition.SOUND, militia=2)
        name = invaders(state, mission=ASSAULT, codes=("fieldpiece", "outrider"))
        before = {one.id: one for one in state.fleets[name].units}
        after = resolve_conflicts(state)
        (event,) = events(after.state, FlakFired)
        assert len(event.hit) == sum(roll >= 6 for roll in event.rolls)
        left = {one.id: one.hp for one in after.state.fleets[name].units}
        for key, one in before.items():
            half = -(-numbers().units[one.code].hp_max // 2)
            hp = max(0, one.hp - half * event.hit.count(key))
            assert (left[key] if key in left else 0) == hp
        assert {one.id for one in event.destroyed} == before.keys() - left.keys()
        destroyed += len(event.destroyed)
        assert set(after.landings["w03"].bid.landed) == left.keys()
    assert destroyed


def test_c10_3_nobody_takes_the_place_of_the_fallen() -> None:
    fallen = 0
    for seed in range(30):
        state = campaign(seed=seed)
        change_world(state, "w03", batteries=3, starbase=Condition.SOUND, militia=2)
        codes = ("linesman",) * 6 + ("sapper",) * 4
        name = invaders(state, mission=ASSAULT, codes=codes, hulls="4 transport")
        after = resolve_conflicts(state)
        (event,) = events(after.state, FlakFired)
        landed = after.landings["w03"].bid.landed
        assert len(landed) == 6 - len(event.destroyed)
        assert len(after.state.fleets[name].units) == 10 - len(event.destroyed)
        fallen += len(event.destroyed)
    assert fallen


def test_c10_3_an_invasion_meets_no_flak() -> None:
    state = defended()
    invaders(state)
    assert events(resolve_conflicts(state).state, FlakFired) == []
