"""Executes what docs/data.md shows: its examples load, and its errors come as they are quoted."""

from __future__ import annotations

import re
import shutil
import tomllib
from pathlib import Path

import msgspec
import pytest

from client.tutorial.lesson import read_lesson
from engine import limits
from engine.battle import load_scenario
from engine.battle.army import army_content, find_problems, read_army
from engine.battle.generator import generate
from engine.battle.scenario import Scenario
from engine.battle.scenario_files import (
    load_materials,
    load_rules,
    packaged_materials,
    read_board,
    read_scenario,
)
from engine.campaign.data import load_numbers
from engine.campaign.setups import read_setup
from engine.data import weapon_rules
from engine.data.datafiles import names_of, packaged_data
from engine.data.factions import load_catalog
from engine.errors import DataError
from engine.evaluation.position import PositionEvaluator
from engine.evaluation.weights import EvaluationWeights
from engine.players.bots import Search
from engine.players.levels import Lookahead

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "data.md").read_text(encoding="utf-8")
EXAMPLES = {
    example.splitlines()[0].removeprefix("# "): example
    for example in re.findall(r"^```toml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Lay the examples out beside the packaged data."""
    root = tmp_path / "data"
    shutil.copytree(ROOT / "assets" / "data", root)
    (root / "lessons").mkdir()
    (root / "armies").mkdir()
    for name, text in EXAMPLES.items():
        (root / name).write_text(text, encoding="utf-8")
    return root


def read_from(root: Path, file: Path) -> Scenario:
    return read_scenario(file, root, load_rules(root), load_catalog(root))


def test_every_kind_of_file_has_an_example() -> None:
    assert {name.split("/")[0] for name in EXAMPLES} == {
        "armies",
        "factions",
        "boards",
        "scenarios",
        "rules.toml",
        "generator.toml",
        "lessons",
        "campaign_setup.toml",
    }


def test_the_examples_load(data: Path) -> None:
    assert load_catalog(data).factions["ropewalk"].units == ("splicer", "winch")
    rules = load_rules(data)
    for name in names_of(data, "board"):
        assert read_board(data / "boards" / f"{name}.toml", rules)
    for name in names_of(data, "scenario"):
        assert read_from(data, data / "scenarios" / f"{name}.toml").units
    assert generate(load_materials(data), 17).units
    assert read_lesson(data / "lessons" / "stroll.toml").scenario.rules.rounds == 3
    setup = read_setup(data / "campaign_setup.toml", load_numbers(data))
    assert [house.player for house in setup.houses] == ["person", "raider:veteran"]


def test_the_numbers_of_the_rules_are_the_packaged_ones(data: Path) -> None:
    assert load_rules(data) == load_rules(packaged_data())


def test_every_number_of_the_generator_is_on_the_page() -> None:
    written = tomllib.loads(EXAMPLES["generator.toml"])
    packaged = tomllib.loads(packaged_data().joinpath("generator.toml").read_text("utf-8"))
    assert set(written) == set(packaged)
    heath = written["grounds"]["heath"]
    for key in {**written, **heath, **written["sizes"][0]}:
        assert f"`{key}`" in PAGE or key in {"kind", "sizes", "grounds"}, key


def test_every_number_of_bots_and_levels_is_on_the_page() -> None:
    for kind in (EvaluationWeights, Search, PositionEvaluator, Lookahead):
        for field in msgspec.structs.fields(kind):
            assert re.search(rf"^\| .*`{field.encode_name}`.* \|", PAGE, re.MULTILINE), field.name


def test_a_scenario_of_a_player_needs_only_what_comes_with_the_game(tmp_path: Path) -> None:
    file = tmp_path / "bridge_at_noon.toml"
    file.write_text(EXAMPLES["scenarios/bridge_at_noon.toml"], encoding="utf-8")
    assert load_scenario(file).name == "bridge_at_noon"


def test_the_army_on_the_page_can_be_fielded(data: Path) -> None:
    army = read_army(data / "armies" / "night_watch.toml")
    assert find_problems(army, packaged_materials()) == []
    assert tomllib.loads(army_content(army).decode()) == tomllib.loads(
        EXAMPLES["armies/night_watch.toml"]
    )


def test_the_largest_numbers_are_on_the_page() -> None:
    for key, largest in (
        ("NB", limits.ATTACKS),
        ("DMG", limits.STAT),
        ("HP_MAX", limits.STAT),
        ("VALUE", limits.VALUE),
        ("ROUGH_COST", limits.ROUGH_COST),
        ("LARGEST_ROWS", limits.SIDE),
        ("MOST_UNITS", limits.UNITS),
        ("TRIES", limits.TRIES),
        ("POINTS", limits.UNITS * limits.VALUE),
    ):
        rows = [line for line in PAGE.splitlines() if line.startswith("| ") and f"`{key}`" in line]
        assert any(re.search(rf"\b{largest:,}\b", row) for row in rows), key
    assert f"x from 1 to {limits.RULE_NUMBER} " in PAGE
    assert f"{limits.FILE_BYTES:,} bytes" in PAGE


def test_every_weapon_rule_is_on_the_page() -> None:
    for name in (*weapon_rules.NUMBERED, *weapon_rules.PLAIN, weapon_rules.ANTI):
        assert f'"{name}' in PAGE, name


@pytest.mark.parametrize(
    ("file", "sound", "broken"),
    [
        ("factions/ropewalk.toml", "[weapons.boathook]\nRNG = 0\nNB = 2", None),
        ("factions/ropewalk.toml", '["boathook"]', '["oar"]'),
        ("scenarios/tow_race.toml", "hex = [0, 3]", "hex = [3, 1]"),
    ],
)
def test_the_errors_quoted_come_word_for_word(
    data: Path, file: str, sound: str, broken: str | None
) -> None:
    text = EXAMPLES[file]
    assert sound in text
    broken = broken if broken is not None else sound.replace("NB = 2", "NB = 0")
    (data / file).write_text(text.replace(sound, broken), encoding="utf-8")
    with pytest.raises(DataError) as raised:
        read_from(data, data / "scenarios" / "tow_race.toml")
    (problem,) = raised.value.problems
    told = str(problem).removeprefix(str(data)).replace("\\", "/").removeprefix("/")
    assert told in PAGE
