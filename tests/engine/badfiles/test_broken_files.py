"""Broken data files: each is refused with its file, the entry, the field and the rule (R2.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from engine.battle import load_scenario
from engine.battle.scenario_files import load_rules, read_scenario
from engine.data.factions import load_catalog
from engine.errors import DataError
from tests.engine.badfiles.data_root import BLUE, FIGHT, RED, RULES, TEXTS, YARD, lay_out, read
from tests.engine.badfiles.further_mistakes import FURTHER
from tests.engine.badfiles.mistakes import CASES, ONE_HEX, ROWS, TROOPER_AT, Broken

if TYPE_CHECKING:
    from pathlib import Path


def problems_of(root: Path) -> list[str]:
    with pytest.raises(DataError) as refused:
        read(root)
    assert str(refused.value) == "\n".join(str(problem) for problem in refused.value.problems)
    return [str(problem) for problem in refused.value.problems]


def test_the_root_is_right_until_it_is_broken(tmp_path: Path) -> None:
    scenario = read(lay_out(tmp_path, {}))
    assert len(scenario.units) == 3
    assert scenario.name == "fight"


@pytest.mark.parametrize("broken", [*CASES, *FURTHER], ids=lambda b: f"{b.file}-{b.place}-{b.says}")
def test_r2_4_a_broken_file_is_refused_with_its_place_and_rule(
    broken: Broken, tmp_path: Path
) -> None:
    assert broken.old in TEXTS[broken.file]
    text = TEXTS[broken.file].replace(broken.old, broken.new)
    problems = problems_of(lay_out(tmp_path, {broken.file: text}))
    start = (
        f"{tmp_path / broken.file}: {broken.place}: "
        if broken.place
        else f"{tmp_path / broken.file}: "
    )
    told = [p for p in problems if p.startswith(start) and p.endswith(f"[{broken.rule}]")]
    assert any(broken.says in problem for problem in told), problems
    assert all(problem.startswith(f"{tmp_path}") for problem in problems)


def test_there_are_enough_broken_files() -> None:
    assert len(CASES) >= 100
    assert {broken.file for broken in CASES} == set(TEXTS)
    assert len(FURTHER) >= 30
    assert {broken.file for broken in FURTHER} == set(TEXTS)
    changes = {(broken.file, broken.old, broken.new) for broken in (*CASES, *FURTHER)}
    assert len(changes) == len(CASES) + len(FURTHER), "no mistake is made twice"


# ---------------------------------------------------------------- all at once


def test_several_mistakes_of_a_faction_are_told_at_once(tmp_path: Path) -> None:
    text = TEXTS[RED]
    for old, new in (
        ("RNG = 12", "RNG = -1"),
        ("NB = 2", 'NB = "D4"'),
        ("ATK = 3", "ATK = 9"),
        ('["TORRENT"]', '["TORRENT", "EXTRA_ATTACKS", "LANCE"]'),
        ("HP_MAX = 2", "HP_MAX = 0\nSPEED = 3"),
        ("T = 4", 'T = "4"'),
        ('["blade"]', '["sword"]'),
        ('"PEOPLE"', '"people"'),
    ):
        assert old in text
        text = text.replace(old, new)
    problems = "\n".join(problems_of(lay_out(tmp_path, {RED: text})))
    for place in (
        "weapons.gun.RNG", "weapons.gun.NB", "weapons.gun.ATK", "weapons.torch.WEAPON_RULES",
        "units.trooper.HP_MAX", "units.trooper.SPEED", "units.trooper.T",
        "units.trooper.CC_WEAPON_CODES", "units.trooper.KEYWORDS",
    ):  # fmt: skip
        assert f": {place}: " in problems
    assert "LANCE does not exist" in problems
    assert "EXTRA_ATTACKS is for melee" in problems


def test_mistakes_of_several_factions_are_told_at_once(tmp_path: Path) -> None:
    texts = {
        RED: TEXTS[RED].replace("HP_MAX = 2", "HP_MAX = 0"),
        BLUE: TEXTS[BLUE].replace("NB = 4", "NB = 0").replace('["claws"]', '["gun"]'),
    }
    problems = problems_of(lay_out(tmp_path, texts))
    assert any("red.toml: units.trooper.HP_MAX" in problem for problem in problems)
    assert any("blue.toml: weapons.claws.NB" in problem for problem in problems)
    assert any("blue.toml: units.hound.CC_WEAPON_CODES" in problem for problem in problems)


def test_several_mistakes_of_a_scenario_are_told_at_once(tmp_path: Path) -> None:
    text = TEXTS[FIGHT]
    for old, new in (
        ('first = "ONE"', "first = 1"),
        ('code = "B"', 'code = "A"'),
        (ONE_HEX, "hexes = [[9, 9]]"),
        (TROOPER_AT, 'unit = "ghost"\nhex = [3, 2]'),
        ("hex = [5, 1]", "hex = [5, 0]\nnote = 1"),
    ):
        assert old in text
        text = text.replace(old, new)
    problems = "\n".join(problems_of(lay_out(tmp_path, {FIGHT: text})))
    for place in (
        "first", "objectives[1].code", "objectives[1].hexes",
        "units[0].unit", "units[0].hex", "units[2].note",
    ):  # fmt: skip
        assert f": {place}: " in problems


def test_several_mistakes_of_a_board_are_told_at_once(tmp_path: Path) -> None:
    text = TEXTS[YARD].replace(".%..~.", ".%..~").replace(".~..%.", "X~..Y.")
    problems = problems_of(lay_out(tmp_path, {YARD: text}))
    assert len(problems) == 3
    assert all("yard.toml: terrain row" in problem for problem in problems)


def test_several_mistakes_of_the_rules_are_told_at_once(tmp_path: Path) -> None:
    text = TEXTS[RULES].replace("ROUNDS = 5", "ROUNDS = 0").replace('"2D6"', '"9D6"')
    problems = "\n".join(problems_of(lay_out(tmp_path, {RULES: text.replace("MOST_UNITS", "M")})))
    assert "ROUNDS: " in problems
    assert "MOST_UNITS: missing" in problems
    assert "M: unknown key" in problems


# ---------------------------------------------------------------- files that aren't there


@pytest.mark.parametrize("name", [RULES, FIGHT])
def test_a_missing_file_is_named(name: str, tmp_path: Path) -> None:
    root = lay_out(tmp_path, {})
    (root / name).unlink()
    assert any(f"{root / name}: can't be read" in problem for problem in problems_of(root))


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="factions: the folder is missing"):
        load_catalog(tmp_path)


def test_a_folder_in_place_of_a_file_is_named(tmp_path: Path) -> None:
    root = lay_out(tmp_path, {})
    (root / RULES).unlink()
    (root / RULES).mkdir()
    with pytest.raises(DataError, match=r"rules\.toml: can't be read"):
        load_rules(root)


def test_an_unknown_scenario_is_answered_with_those_there_are() -> None:
    with pytest.raises(DataError, match=r"scenario 'nowhere' does not exist; .*crossroads.*R3\.1"):
        load_scenario("nowhere")


def test_a_players_scenario_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"mine\.toml: can't be read"):
        load_scenario(tmp_path / "mine.toml")


def test_a_players_own_scenario_is_checked_against_the_packaged_data(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    text = TEXTS[FIGHT].replace('board = "yard"', f'terrain = """{ROWS}"""')
    file.write_text(text.replace("trooper", "linesman"), encoding="utf-8")
    with pytest.raises(DataError, match=r"mine\.toml: units\[1\]\.unit: unit 'hound'") as refused:
        load_scenario(file)
    assert len(refused.value.problems) == 1
    file.write_text(file.read_text("utf-8").replace("hound", "fleck"), encoding="utf-8")
    assert load_scenario(file).name == "mine"


def test_reading_a_scenario_says_what_is_wrong_with_its_board(tmp_path: Path) -> None:
    root = lay_out(tmp_path, {YARD: TEXTS[YARD].replace(".%..~.", ".%..~")})
    with pytest.raises(DataError, match=r"boards/yard\.toml: terrain row 1"):
        read_scenario(root / FIGHT, root, load_rules(root), load_catalog(root))
