"""The generator as a function: the same from the same, for any materials, or a clear error."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import msgspec
import pytest

from engine.battle import Game, Side, load_scenario
from engine.battle.generator import GenerationRequest, generate
from engine.battle.scenario_files import load_materials
from engine.errors import DataError
from engine.players import scripted_bots
from tests.engine.generator import frozen
from tests.engine.generator.frozen import FACTIONS, GENERATOR, faction, lay_out
from tests.engine.generator.judgement import army, judge, points

if TYPE_CHECKING:
    from pathlib import Path

    from engine.battle.scenario import Scenario

PINNED = {
    0: "35d9dd40f2cd0bd3",
    1: "698ab29cc808cdc1",
    2: "ebccf0fee9462260",
    17: "c80dd0bf93ac253e",
    9999: "7b907938cdd5430b",
}


def checksum(scenario: Scenario) -> str:
    return hashlib.sha256(msgspec.json.encode(scenario, order="sorted")).hexdigest()[:16]


def test_a_seed_gives_the_same_battle_for_ever(tmp_path: Path) -> None:
    materials = frozen.materials(tmp_path)
    made = {seed: checksum(generate(materials, seed)) for seed in PINNED}
    assert made == PINNED


def test_what_was_generated_before_makes_no_difference() -> None:
    first = load_scenario("random:5")
    load_scenario("random:6")
    assert load_scenario("random:5") == first


def test_frozen_materials_give_fair_battles_too(tmp_path: Path) -> None:
    materials = frozen.materials(tmp_path)
    for seed in range(60):
        judge(generate(materials, seed), materials)


# ---------------------------------------------------------------- names


@pytest.mark.parametrize("seed", ["", "-1", "x", "1.5", "01", " 1", "+1", "1_0", "٣", "²", "1e3"])
def test_r3_1_only_a_seed_follows_random(seed: str) -> None:
    name = f"random:{seed}"
    with pytest.raises(
        DataError, match=r"expected random:SEED, where SEED is a whole .*\[R3\.1\]"
    ) as e:
        load_scenario(name)
    assert e.value.problems[0].file == name


def test_r3_1_a_seed_must_follow_random() -> None:
    with pytest.raises(DataError, match="random: expected random:SEED"):
        load_scenario("random")


@pytest.mark.parametrize("seed", ["1000000000", "9" * 5000])
def test_r3_1_a_seed_has_a_largest(seed: str) -> None:
    with pytest.raises(DataError, match="the seed is above 999999999"):
        load_scenario(f"random:{seed}")


@pytest.mark.parametrize("factions", ["ordinate", "ordinate:nobody", "ordinate:murmur:murmur", ""])
def test_r3_1_factions_are_those_of_both_sides(factions: str) -> None:
    with pytest.raises(
        DataError,
        match=r"either no faction or one for each side: .*murmur.*ordinate.*\[R3\.1\]",
    ):
        load_scenario(f"random:17:{factions}")


def test_a_seed_below_nothing_is_refused() -> None:
    with pytest.raises(DataError, match="random:-3"):
        load_scenario(GenerationRequest(-3, None).name)


# ---------------------------------------------------------------- factions of files


def test_a_fifth_faction_added_by_a_file_takes_the_field(tmp_path: Path) -> None:
    added = FACTIONS | {"fifth": faction("fifth", (30, 45, 60, 85, 105, 140, 200), 14)}
    materials = frozen.materials(tmp_path, added)
    met = set()
    for seed in range(40):
        scenario = generate(materials, seed)
        judge(scenario, materials)
        met |= {placed.unit.split("_")[0] for placed in scenario.units}
    assert met == set(added)


@pytest.mark.parametrize("values", [(70,), (35, 150), (97, 101, 103), (1, 500), (200, 210, 220)])
def test_a_faction_of_few_or_odd_units_meets_itself(
    values: tuple[int, ...], tmp_path: Path
) -> None:
    materials = frozen.materials(tmp_path, {"odd": faction("odd", values, 15)})
    for seed in range(12):
        judge(generate(materials, seed), materials)


@pytest.mark.parametrize("values", [(70,), (35, 150), (97, 101, 103)])
def test_a_faction_of_few_or_odd_units_meets_others(
    values: tuple[int, ...], tmp_path: Path
) -> None:
    materials = frozen.materials(tmp_path, FACTIONS | {"odd": faction("odd", values, 15)})
    for seed in range(12):
        judge(generate(materials, seed, ("odd", "low")), materials)
        judge(generate(materials, seed, ("high", "odd")), materials)


def test_a_faction_that_shoots_across_the_board_starts_out_of_sight(tmp_path: Path) -> None:
    materials = frozen.materials(tmp_path, FACTIONS | {"far": faction("far", (60, 90, 120), 44)})
    for seed in range(10):
        judge(generate(materials, seed, ("far", "far")), materials)


@pytest.mark.parametrize("units", [(0, 0), (3, 4)])
def test_factions_without_equal_armies_are_named(units: tuple[int, ...], tmp_path: Path) -> None:
    materials = frozen.materials(tmp_path, FACTIONS | {"poor": faction("poor", units, 12)})
    with pytest.raises(DataError, match=r"random:4:poor:high: poor and high have no armies of 5"):
        generate(materials, 4, ("poor", "high"))


def test_points_are_equal_before_they_are_those_drawn(tmp_path: Path) -> None:
    some = {"round": faction("round", (100,), 12), "odd": faction("odd", (107,), 12)}
    materials = frozen.materials(tmp_path, some)
    scenario = generate(materials, 3, ("round", "odd"))
    # Of 500, 600, ... and 535, 642, ... these are the only ones within 3 %.
    assert [points(scenario, side) for side in Side] == [1100, 1070]


def test_a_faction_without_units_fields_no_army(tmp_path: Path) -> None:
    none = 'kind = "faction"\nunits = {}\nweapons = {}\n'
    materials = frozen.materials(tmp_path, FACTIONS | {"none": none})
    with pytest.raises(DataError, match="none and low have no armies"):
        generate(materials, 0, ("none", "low"))


# ---------------------------------------------------------------- what can't be made


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        (
            "OBJECTIVE_DISTANCE = 6",
            "OBJECTIVE_DISTANCE = 30",
            "there is no room for the objectives",
        ),
        ("LEAST_WAYS = 3", "LEAST_WAYS = 30", "there are too few routes across the board"),
        ("MOST_OPEN_SIGHT = 0.3", "MOST_OPEN_SIGHT = 0", "one start lies open to the other"),
        ("[0.10, 0.13]", "[0.0, 0.0]", "one start lies open to the other"),
    ],
)
def test_a_seed_that_cannot_be_satisfied_names_itself_and_the_reason(
    old: str, new: str, reason: str, tmp_path: Path
) -> None:
    text = GENERATOR.replace(old, new).replace("TRIES = 100", "TRIES = 3")
    materials = load_materials(lay_out(tmp_path, FACTIONS, text))
    with pytest.raises(
        DataError, match=rf"random:8: no battle could be generated in 3 tries.*{reason} \[R3\.1\]"
    ):
        generate(materials, 8)


def test_starts_that_cannot_be_hidden_are_given_up(tmp_path: Path) -> None:
    text = GENERATOR.replace("MOST_OPEN_SIGHT = 0.3", "MOST_OPEN_SIGHT = 1")
    text = text.replace("[0.10, 0.13]", "[0.0, 0.0]").replace("TRIES = 100", "TRIES = 3")
    root = lay_out(tmp_path, {"far": faction("far", (60, 90, 120), 44)}, text)
    with pytest.raises(
        DataError, match="too few starting places out of the enemy's range and sight"
    ):
        generate(load_materials(root), 8)


# ---------------------------------------------------------------- played


@pytest.mark.slow
@pytest.mark.parametrize("bots", [("random", "random"), ("greedy", "random"), ("greedy", "greedy")])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_generated_battle_is_played_to_the_end_and_saved(
    seed: int, bots: tuple[str, str], tmp_path: Path
) -> None:
    players = f"bot:{bots[0]}", f"bot:{bots[1]}"
    game = Game.start(load_scenario(f"random:{seed}"), seed, players)
    minds = {
        side: scripted_bots.make_bot(player, side, seed)
        for side, player in zip(Side, players, strict=True)
    }
    while game.result is None:
        mind = minds[game.state.to_act]
        game.apply(mind.choose(game.state, game.legal_actions()))
    file = tmp_path / "battle.jsonl"
    game.save(file)
    again = Game.load(file)
    assert again.checksum() == game.checksum()
    assert again.header.scenario == load_scenario(f"random:{seed}")
    assert again.result == game.result


def test_mirrored_armies_stand_as_images_of_each_other(tmp_path: Path) -> None:
    text = GENERATOR.replace("MIRRORED_ARMIES = 0.5", "MIRRORED_ARMIES = 1")
    materials = load_materials(lay_out(tmp_path, FACTIONS, text))
    for seed in range(10):
        scenario = generate(materials, seed, ("low", "low"))
        columns, rows = len(scenario.terrain[0]), len(scenario.terrain)
        images = [
            (p.unit, (columns - 1 - p.hex[0], p.hex[1] if columns % 2 else rows - 1 - p.hex[1]))
            for p in army(scenario, Side.ONE)
        ]
        assert images == [(p.unit, p.hex) for p in army(scenario, Side.TWO)]
