from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Command = Callable[..., Result]
DATA = Path(__file__).parents[2] / "assets" / "data"

FACTION = """
kind = "faction"
[weapons.fork]
RNG = 0
NB = 1
ATK = 4
STR = 3
AP = 0
DMG = 1
WEAPON_RULES = []
[units.farmer]
MOVE = 5
T = 3
ARMOR_SAVE = 7
INVUL_SAVE = 7
HP_MAX = 1
OC = 1
VALUE = 10
KEYWORDS = ["INFANTRY"]
RNG_WEAPON_CODES = ["service_pistol"]
CC_WEAPON_CODES = ["fork"]
"""
SCENARIO = """
kind = "scenario"
board = "lock_house"
first = "ONE"
score_objectives = true
[[objectives]]
code = "A"
hexes = [[2, 2]]
[[units]]
side = "ONE"
unit = "fleck"
hex = [0, 0]
[[units]]
side = "TWO"
unit = "loom"
hex = [4, 4]
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Copy the packaged data, for a test to break."""
    return Path(shutil.copytree(DATA, tmp_path / "data"))


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def written(folder: Path, name: str, text: str) -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def errors(done: Result) -> list[str]:
    return [line for line in done.stdout.splitlines() if line.startswith("error: ")]


def warnings(done: Result) -> list[str]:
    return [line for line in done.stdout.splitlines() if line.startswith("warning: ")]


def test_the_packaged_data_is_in_order_and_nothing_lacks_a_name(hexfront: Command) -> None:
    done = hexfront("validate")
    assert done.exit_code == 0
    assert done.stdout == "files: 71, errors: 0, warnings: 0\n"


@pytest.mark.parametrize(
    "path",
    ["", "rules.toml", "factions", "factions/murmur.toml", "boards/saltworks.toml", "scenarios"],
)
def test_any_part_of_a_data_root_can_be_checked(hexfront: Command, path: str) -> None:
    done = hexfront("validate", DATA / path)
    assert done.exit_code == 0, done.stdout
    assert "errors: 0, warnings: 0" in done.stdout


def test_a_player_s_own_scenarios_are_checked_too(hexfront: Command, user_folder: Path) -> None:
    folder = user_folder / "scenarios"
    folder.mkdir()
    file = written(folder, "mine.toml", SCENARIO.replace("[4, 4]", "[0, 0]"))
    done = hexfront("validate")
    assert done.exit_code == 1
    assert errors(done) == [f"error: {file}: units[1].hex: hex 0,0 is taken by units[0] [R3.1]"]
    assert any("scenario 'mine' has no text" in line for line in warnings(done))


def test_every_error_of_a_scenario_is_reported_at_once(hexfront: Command, tmp_path: Path) -> None:
    text = SCENARIO.replace('first = "ONE"', 'first = "THREE"\nweather = "rain"')
    text = text.replace("[[2, 2]]", "[[2, 2], [2, 2], [9, 9]]").replace('"fleck"', '"flick"')
    text = text.replace("[4, 4]", "[4]").replace("lock_house", "lockhouse")
    file = written(tmp_path, "bad.toml", text)
    done = hexfront("validate", file, "--json")
    assert done.exit_code == 1
    report = json.loads(done.stdout)
    assert not report["ok"]
    assert {(e["entry"], e["field"], e["rule"]) for e in report["errors"]} == {
        ("", "first", "R3.1"),
        ("", "weather", "R3.1"),
        ("", "board", "R3.1"),
        ("objectives[0]", "hexes", "R9.1"),
        ("units[0]", "unit", "R2.4"),
        ("units[1]", "hex", "R3.1"),
    }
    assert all(error["file"] == str(file) and error["message"] for error in report["errors"])


def test_a_faction_is_checked_with_the_packaged_ones(hexfront: Command, tmp_path: Path) -> None:
    done = hexfront("validate", written(tmp_path, "farm.toml", FACTION))
    assert done.exit_code == 0, done.stdout
    assert [line.split(": ", 2)[2] for line in warnings(done)] == [
        "faction 'farm' has no text in the catalogue and is shown as it is",
        "faction 'farm' has no emblem and is shown without one",
        "weapons.fork: weapon 'fork' has no text in the catalogue and is shown as it is",
        "units.farmer: unit 'farmer' has no text in the catalogue and is shown as it is",
        "units.farmer: unit 'farmer' has no picture and is shown on a plain token",
    ]


def test_every_error_of_a_faction_is_reported_at_once(hexfront: Command, tmp_path: Path) -> None:
    text = FACTION.replace("AP = 0", "AP = 1").replace("NB = 1", 'NB = "D4"')
    text = text.replace("WEAPON_RULES = []", 'WEAPON_RULES = ["PISTOL", "GLOW", "ANTI_FISH 4"]')
    text = text.replace("T = 3\n", "").replace('["service_pistol"]', '["bayonet", "no_gun"]')
    text += FACTION.replace('kind = "faction"', "").replace("fork", "bayonet")
    text = text.replace("[units.farmer]\nMOVE = 5\nT = 3", "[units.fleck]\nMOVE = 5\nT = 3")
    done = hexfront("validate", written(tmp_path, "farm.toml", text), "--json")
    found = {(e["entry"], e["field"], e["rule"]) for e in json.loads(done.stdout)["errors"]}
    assert found == {
        ("weapons.fork", "AP", "R2.2"),
        ("weapons.fork", "NB", "R2.2"),
        ("weapons.fork", "WEAPON_RULES", "R8"),
        ("weapons.fork", "WEAPON_RULES", "R2.4"),
        ("units.farmer", "T", "R2.1"),
        ("units.farmer", "RNG_WEAPON_CODES", "R2.4"),
        ("weapons.bayonet", "", "R2.4"),
        ("units.fleck", "", "R2.4"),
    }


def test_a_faction_stands_for_the_packaged_one_of_its_name(
    hexfront: Command, tmp_path: Path
) -> None:
    copy = Path(shutil.copy(DATA / "factions" / "murmur.toml", tmp_path))
    assert hexfront("validate", copy).stdout.startswith("files: 1, errors: 0, warnings: 0")
    renamed = copy.rename(tmp_path / "whisper.toml")
    done = hexfront("validate", renamed)
    assert done.exit_code == 1
    assert "units.fleck: already declared in " in done.stdout


def test_the_errors_of_all_files_of_a_root_are_reported(hexfront: Command, root: Path) -> None:
    edit(root / "factions" / "murmur.toml", "MOVE = 10", "MOVE = -10")
    edit(root / "rules.toml", "ROUNDS = 5", "ROUNDS = 0")
    edit(root / "boards" / "lock_house.toml", "#", "?")
    edit(root / "scenarios" / "crossroads.toml", '"linesman"', '"linesmen"')
    (root / "scenarios" / "salt_tax.toml").write_bytes(b"\xff")
    done = hexfront("validate", root)
    assert done.exit_code == 1
    places = [line.removeprefix("error: ").removeprefix(f"{root}/") for line in errors(done)]
    assert [place.split(": ")[0] for place in places] == [
        "factions/murmur.toml",
        "rules.toml",
        "boards/lock_house.toml",
        "scenarios/crossroads.toml",
        "scenarios/salt_tax.toml",
    ]
    assert "units.fleck.MOVE" in places[0]
    assert "units[0].unit: unit 'linesmen' does not exist [R2.4]" in places[3]
    assert "not UTF-8 text" in places[4]


def test_a_broken_weapon_is_not_reported_as_missing_by_its_bearers(
    hexfront: Command, root: Path
) -> None:
    edit(root / "factions" / "murmur.toml", "RNG = 4", "RNG = -4")
    done = hexfront("validate", root)
    assert [line.split(": ")[2] for line in errors(done)] == ["weapons.spit_dart.RNG"]


def test_missing_parts_of_a_root_are_errors(hexfront: Command, root: Path) -> None:
    shutil.rmtree(root / "boards")
    (root / "rules.toml").unlink()
    (root / "boards").mkdir()
    done = hexfront("validate", root)
    assert done.exit_code == 1
    assert any("rules.toml: can't be read" in line for line in errors(done))
    assert any("board 'five_pylons' does not exist" in line for line in errors(done))
    shutil.copy(DATA / "rules.toml", root)
    shutil.rmtree(root / "factions")
    assert any("the folder is missing" in line for line in errors(hexfront("validate", root)))


def test_the_numbers_of_the_generator_are_checked(
    hexfront: Command, root: Path, tmp_path: Path
) -> None:
    file = root / "generator.toml"
    edit(file, "TRIES = 200", "TRIES = 0")
    edit(file, "DEFAULT_ROWS = 21", "DEFAULT_ROWS = 61")
    told = errors(hexfront("validate", root))
    assert told == [f"error: {file}: TRIES: expected `int` >= 1 [R1.1]"]
    edit(file, "TRIES = 0", "TRIES = 200")
    alone = written(tmp_path, "mine.toml", file.read_text(encoding="utf-8"))
    for path in (root, file, alone):
        (told,) = errors(hexfront("validate", path))
        assert told.endswith("DEFAULT_ROWS: 61 is not between 5 and 60 [R1.1]")


def test_a_folder_of_any_data_files_is_checked(hexfront: Command, tmp_path: Path) -> None:
    inner = tmp_path / "deep" / "er"
    inner.mkdir(parents=True)
    written(tmp_path, "farm.toml", FACTION)
    written(inner, "small.toml", 'kind = "board"\nterrain = """\n..\n"""\n')
    written(inner, "fight.toml", SCENARIO)
    written(inner, "notes.txt", "no data")
    done = hexfront("validate", tmp_path, "--json")
    report = json.loads(done.stdout)
    assert [Path(file).name for file in report["files"]] == [
        "fight.toml", "small.toml", "farm.toml",
    ]  # fmt: skip
    assert {Path(error["file"]).name for error in report["errors"]} == {"small.toml"}
    assert {warning["code"] for warning in report["warnings"]} == {
        "fight", "small", "farm", "fork", "farmer",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("kind = ", "not valid TOML"),
        ("x = 1", "kind: missing; expected one of faction, rules, generator, board, scenario"),
        (
            'kind = "spell"',
            "kind: 'spell' is not one of faction, rules, generator, board, scenario",
        ),
        ('kind = "rules"', "ROUNDS: missing [R3.1]"),
        ('kind = "board"', "terrain: missing [R1.1]"),
        ('kind = "faction"', "weapons: missing [R2.4]"),
        ('kind = "scenario"', "units: missing [R3.1]"),
    ],
)
def test_what_is_no_data_file_is_named(
    hexfront: Command, tmp_path: Path, text: str, message: str
) -> None:
    done = hexfront("validate", written(tmp_path, "file.toml", text))
    assert done.exit_code == 1
    assert message in done.stdout


def test_a_path_that_is_not_there_and_an_empty_folder_are_errors(
    hexfront: Command, tmp_path: Path
) -> None:
    assert "can't be read: No such file" in hexfront("validate", tmp_path / "x").stdout
    done = hexfront("validate", tmp_path)
    assert done.exit_code == 1
    assert "no data file" in done.stdout


def test_a_long_code_of_an_objective_is_read_as_a_name(hexfront: Command, tmp_path: Path) -> None:
    file = written(tmp_path, "fight.toml", SCENARIO.replace('code = "A"', 'code = "granary"'))
    done = hexfront("validate", file)
    assert done.exit_code == 0
    assert any("objectives[0]: objective 'granary' has no text" in line for line in warnings(done))
