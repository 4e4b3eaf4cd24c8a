"""Bids, flak, who is fielded and who goes first, and the specs of landings (C10.1 to C10.5)."""

from __future__ import annotations

import hashlib

import pytest
from msgspec.structs import replace

from engine.campaign import randomness
from engine.campaign.conflict import Halfway, resolve_conflicts
from engine.campaign.events import BidFailed, FlakFired
from engine.campaign.fleets import points_of
from engine.campaign.invasion import field_defenders, initiative, weigh_initiative
from engine.campaign.records import BattleSpec
from engine.campaign.state import CampaignState
from engine.campaign.vocabulary import Condition, Field, Mission, Posture, Stance
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
    set_level,
    set_stance,
    survey,
    unit,
    units,
)

INVADE, ASSAULT = Mission.INVADE, Mission.ASSAULT
TROOPS = ("linesman", "linesman", "sapper", "marshal")


def invaders(
    state: CampaignState,
    world: str = "w03",
    *,
    mission: Mission = INVADE,
    hulls: str = "corvette, 2 transport",
    codes: tuple[str, ...] = TROOPS,
    house: str = "ada",
) -> str:
    """Add a fleet that comes to land, and return its id."""
    return fleet(state, house, world, hulls, units(state, house, *codes), mission=mission).id


def defended(**changes: object) -> CampaignState:
    """Return a state in which w03 has a garrison."""
    state = campaign()
    change_world(state, "w03", garrison=units(state, "bea", "kite", "captain"), **changes)
    return state


def refusals(halfway: Halfway) -> list[tuple[str, str]]:
    failed = events(halfway.state, BidFailed)
    return [(event.rule, event.code.rpartition(".")[2]) for event in failed]


def only_spec(state: CampaignState) -> BattleSpec:
    (spec,) = resolve_conflicts(state).specs.values()
    return spec


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


# C10.4


def test_c10_4_a_spec_says_all_about_the_battle() -> None:
    state = defended(militia=2, dark=(TURN + 1,), batteries=0)
    invaders(state)
    spec = only_spec(state)
    assert (spec.turn, spec.world, spec.mission) == (TURN, "w03", INVADE)
    assert (spec.attacker, spec.defender) == ("ada", "bea")
    assert (spec.ground, spec.columns, spec.rows) == ("heath", 25, 21)
    assert (spec.anchors, spec.lit, spec.board, spec.rounds) == (5, 4, 103, 5)
    assert spec.version == 1


def test_c10_4_the_seeds_are_the_hashes_of_their_words() -> None:
    state = defended()
    invaders(state)
    spec = only_spec(state)
    for seed, word in ((spec.deploy, "deploy"), (spec.dice, "battle")):
        digest = hashlib.sha256(f"{SEED}|{TURN}|{word}|w03".encode()).digest()
        assert seed == int.from_bytes(digest[:8], "big")


def test_c10_4_points_count_half_for_being_there() -> None:
    state = campaign()
    full = unit(state, "ada", "theodolite")
    assert points_of(full, numbers()) == 135
    assert points_of(replace(full, hp=1), numbers()) == 135 * 11 // 20


def test_c10_4_the_strongest_take_the_field_up_to_its_cap_first_id_on_ties() -> None:
    state = campaign()
    codes = ("linesman",) * 9 + ("marshal",) * 7
    name = invaders(state, codes=codes, hulls="8 transport, corvette")
    change_world(state, "w03", garrison=units(state, "bea", "kite"))
    spec = only_spec(state)
    assert [one.code for one in spec.attackers] == ["marshal"] * 7 + ["linesman"] * 7
    ids = [one.id for one in spec.attackers[7:]]
    linesmen = [one.id for one in state.fleets[name].units if one.code == "linesman"]
    assert ids == sorted(linesmen)[:7]


def test_c10_4_defenders_are_pits_then_garrison_then_militia_within_the_cap() -> None:
    state = campaign()
    garrison = units(state, "bea", *("picker",) * 9, "skiff")
    change_world(state, "w03", garrison=garrison, batteries=3, militia=9)
    fielded = field_defenders(state, "w03", ASSAULT)
    assert len(fielded) == 14
    assert [one.id for one in fielded[:3]] == ["pit0", "pit1", "pit2"]
    assert {(one.code, one.hp) for one in fielded[:3]} == {("gun_pit", 6)}
    assert fielded[3].code == "skiff"
    assert [one.id for one in fielded[13:]] == ["watch0"]
    without = field_defenders(state, "w03", INVADE)
    assert [one.id for one in without[10:]] == ["watch0", "watch1", "watch2", "watch3"]
    assert {one.hp for one in without[10:]} == {2}


def test_c3_7_the_militia_stands_aside_while_the_world_is_in_unrest() -> None:
    for unrest, count in ((TURN - 1, 3), (TURN, 0)):
        state = campaign()
        change_world(state, "w03", militia=3, unrest=unrest)
        assert len(field_defenders(state, "w03", INVADE)) == count


# C10.5


@pytest.mark.parametrize(
    ("levels", "conditions", "first"),
    [
        ((0, 0), "", False),
        ((1, 0), "", False),
        ((2, 0), "", True),
        ((1, 0), "surveyed", True),
        ((1, 0), "assault", True),
        ((0, 0), "surveyed assault", True),
        ((1, 0), "starved", True),
        ((1, 1), "surveyed assault", True),
        ((1, 2), "surveyed assault", False),
    ],
)
def test_c10_5_the_attacker_goes_first_with_more(
    levels: tuple[int, int],
    conditions: str,
    first: bool,  # noqa: FBT001 - the case is a parameter
) -> None:
    words = {name: name in conditions for name in ("surveyed", "assault", "starved")}
    assert weigh_initiative(*levels, **words).attacker_first == first


def test_c10_5_what_counts_is_read_from_the_state() -> None:
    state = defended()
    set_level(state, "ada", Field.GROUND_COMBAT, 3)
    set_level(state, "bea", Field.GROUND_COMBAT, 1)
    weighed = initiative(state, "ada", "w03", INVADE)
    assert (weighed.attacker, weighed.defender) == (3, 2)
    survey(state, "ada", "w03", until=TURN - 1)
    survey(state, "bea", "w03")
    assert initiative(state, "ada", "w03", INVADE).attacker == 3
    survey(state, "ada", "w03", until=TURN)
    assert initiative(state, "ada", "w03", ASSAULT).attacker == 5
    for turns, defence in ((1, 2), (2, 1)):
        change_world(state, "w03", blockaded=turns)
        assert initiative(state, "ada", "w03", INVADE).defender == defence


def test_c10_5_free_worlds_have_their_tier_less_one_and_home_ground() -> None:
    state = campaign()
    assert initiative(state, "ada", "w04", INVADE).defender == 2
    assert initiative(state, "ada", "w00", INVADE).defender == 3


def test_c9_7_a_siege_of_this_turn_counts_for_this_turns_landing() -> None:
    state = defended(blockaded=1)
    set_level(state, "ada", Field.GROUND_COMBAT, 1)
    invaders(state)
    assert not only_spec(state).attacker_first
    fleet(state, "ada", "w03", "corvette", mission=Mission.BLOCKADE)
    assert only_spec(state).attacker_first
