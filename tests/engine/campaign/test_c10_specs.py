"""Who is fielded and who goes first: the specs of landings (C10.4, C10.5)."""

from __future__ import annotations

import hashlib

import pytest
from msgspec.structs import replace

from engine.campaign.fleets import points_of
from engine.campaign.invasion import field_defenders, initiative, weigh_initiative
from engine.campaign.vocabulary import Field, Mission
from tests.engine.campaign.build_conflict import (
    SEED,
    TURN,
    campaign,
    change_world,
    fleet,
    numbers,
    set_level,
    survey,
    unit,
    units,
)
from tests.engine.campaign.build_invasions import ASSAULT, INVADE, defended, invaders, only_spec

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
