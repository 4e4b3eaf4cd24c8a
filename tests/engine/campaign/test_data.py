"""The campaign's data files: every problem is told at once, with file, entry, field and rule."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest

from engine.battle.data_kinds import BATTLE_KINDS
from engine.campaign.data import load_numbers
from engine.campaign.data.rules_of_fields import rule_of
from engine.campaign.data_kinds import CAMPAIGN_KINDS
from engine.campaign.numbers import CampaignNumbers, UnitNumbers
from engine.data.datafiles import packaged_data
from engine.data.factions import load_catalog
from engine.data.inspection import inspect_file, inspect_folder, inspect_root
from engine.data.works import load_works
from engine.errors import DataError
from tests.engine.campaign.broken_houses import BROKEN_HOUSES
from tests.engine.campaign.broken_worlds import BROKEN_WORLDS
from tests.engine.campaign.build_data import PACKAGED, Broken, change, lay_out, problems_of

KINDS = (*BATTLE_KINDS, *CAMPAIGN_KINDS)
BROKEN = (*BROKEN_WORLDS, *BROKEN_HOUSES)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return lay_out(tmp_path)


def test_the_root_is_right_until_it_is_broken(root: Path) -> None:
    assert problems_of(root) == []


@pytest.mark.parametrize(
    "broken",
    BROKEN,
    ids=lambda broken: f"{broken.file}-{broken.entry}.{broken.field}-{broken.says}",
)
def test_a_broken_file_is_refused_with_file_entry_field_and_rule(
    broken: Broken, root: Path
) -> None:
    file = change(root, broken.file, broken.old, broken.new)
    found = [
        problem.message
        for problem in problems_of(root)
        if (problem.file, problem.entry, problem.field, problem.rule)
        == (str(file), broken.entry, broken.field, broken.rule)
    ]
    assert any(broken.says in message for message in found), problems_of(root)


def test_there_are_enough_broken_files() -> None:
    assert len(set(BROKEN)) >= 60
    files = {broken.file for broken in BROKEN}
    single = {path.name for path in (PACKAGED / "campaign").iterdir() if path.suffix}
    assert single - files == {"grounds.toml"}, "the grounds have a test of their own"


def test_all_problems_of_all_files_are_told_at_once(root: Path) -> None:
    change(root, "map.toml", "LANE_SHARE = 68", "LANE_SHARE = 101")
    change(root, "map.toml", "[0, 9]", "[0, 18]")
    change(root, "ships.toml", "PRICE = 110", "PRICE = 0")
    change(root, "ships.toml", "SHOAL = 2", "SHOAL = 3")
    change(root, "worlds.toml", '["scout"]', '["sloop"]')
    change(root, "factions/murmur.toml", 'MILITIA = "shears"', 'MILITIA = "picker"')
    with pytest.raises(DataError) as refused:
        load_numbers(root)
    places = {
        (Path(problem.file).name, problem.entry, problem.field)
        for problem in refused.value.problems
    }
    assert places == {
        ("map.toml", "", "LANE_SHARE"),
        ("map.toml", "layouts[0]", "HOMES"),
        ("ships.toml", "hulls.battleship", "PRICE"),
        ("ships.toml", "lanes", "SHOAL"),
        ("worlds.toml", "start", "FLEETS[2]"),
        ("murmur.toml", "", "MILITIA"),
    }


@pytest.mark.parametrize("name", ["map.toml", "houses.toml", "works.toml", "grounds.toml"])
def test_a_missing_file_is_a_problem_of_its_own(name: str, root: Path) -> None:
    file = root / "campaign" / name
    file.unlink()
    assert str(file) in {problem.file for problem in problems_of(root)}


def test_a_level_that_looks_ahead_needs_a_mood(root: Path) -> None:
    file = root / "campaign" / "personas.toml"
    text, mark, _ = file.read_text(encoding="utf-8").partition("[[lookahead.moods]]")
    assert mark
    file.write_text(text.replace("[lookahead]", "[lookahead]\nmoods = []"), encoding="utf-8")
    assert [(one.entry, one.field, one.rule) for one in problems_of(root)] == [
        ("lookahead", "moods", "personas")
    ]


def test_a_missing_faction_and_an_unknown_one_are_problems(root: Path) -> None:
    folder = root / "campaign" / "factions"
    (folder / "murmur.toml").rename(folder / "mumble.toml")
    found = {(problem.file, problem.entry, problem.rule) for problem in problems_of(root)}
    assert (str(root / "campaign" / "houses.toml"), "quillane", "C1.1") in found
    assert (str(folder / "mumble.toml"), "", "C6.3") in found


def test_no_faction_at_all_is_a_problem(root: Path) -> None:
    folder = root / "campaign" / "factions"
    for file in folder.iterdir():
        file.unlink()
    found = {(problem.file, problem.rule) for problem in problems_of(root)}
    assert (str(folder), "C6.3") in found


def test_c6_3_a_faction_without_a_file_takes_no_part(root: Path) -> None:
    text = (root / "factions" / "murmur.toml").read_text(encoding="utf-8")
    (root / "factions" / "own.toml").write_text(
        re.sub(r"(\[\w+\.|\")([a-z]\w+)", r"\1own_\2", text).replace('"own_faction"', '"faction"'),
        encoding="utf-8",
    )
    assert set(load_numbers(root).factions) == {"deepwrought", "murmur", "ordinate", "windfall"}


def test_a_file_that_nothing_reads_is_a_problem(root: Path) -> None:
    file = root / "campaign" / "maps.toml"
    file.write_text('kind = "campaign_map"\n', encoding="utf-8")
    assert [problem.file for problem in problems_of(root)] == [str(file)]


def test_a_root_without_a_campaign_has_no_numbers(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="campaign: the folder is missing"):
        load_numbers(tmp_path)


# ---------------------------------------------------------------- the numbers


def test_the_packaged_numbers_are_read_once_and_are_those_of_the_files() -> None:
    numbers = load_numbers(None)
    assert numbers is load_numbers()
    assert numbers == load_numbers(packaged_data())
    assert numbers.ships.hulls["cruiser"].attack == 7
    assert numbers.map.layout(6).homes == (0, 4, 8, 12, 16, 20)
    assert list(numbers.houses)[:2] == ["askerry", "tolvane"]


def test_units_are_those_of_the_factions_and_the_works() -> None:
    numbers = load_numbers(None)
    units = load_catalog(packaged_data()).units | load_works(packaged_data()).units
    assert numbers.units == {
        code: UnitNumbers(unit.value, unit.hp_max) for code, unit in units.items()
    }
    assert numbers.units["gun_pit"] == UnitNumbers(30, 6)


def test_another_data_root_has_numbers_of_its_own(root: Path) -> None:
    change(root, "ships.toml", "PRICE = 110", "PRICE = 111")
    path = root / "factions" / "ordinate.toml"
    before, _, after = path.read_text(encoding="utf-8").partition("[units.linesman]")
    after = re.sub(r"VALUE = \d+", "VALUE = 31", after, count=1)
    path.write_text(f"{before}[units.linesman]{after}", encoding="utf-8")
    assert load_numbers(root).units["linesman"].value == 31
    assert load_numbers(None).units["linesman"].value == 30
    assert load_numbers(root).ships.hulls["battleship"].price == 111
    assert load_numbers(None).ships.hulls["battleship"].price == 110


def structs_in(kind: Any) -> Iterator[type[msgspec.Struct]]:
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        yield kind
        for field in msgspec.structs.fields(kind):
            yield from structs_in(field.type)
    for inner in get_args(kind):
        yield from structs_in(inner)


def test_every_number_belongs_to_a_rule() -> None:
    for struct in set(structs_in(CampaignNumbers)) - {CampaignNumbers, UnitNumbers}:
        for field in msgspec.structs.fields(struct):
            assert rule_of(struct, field.encode_name)


# ---------------------------------------------------------------- hexfront validate


def validated(path: Path) -> set[tuple[str, str, str]]:
    found = inspect_folder(path, KINDS) if path.is_dir() else inspect_file(path, KINDS)
    return {(problem.file, problem.entry, problem.field) for problem in found.problems}


def test_all_packaged_files_of_a_campaign_are_inspected() -> None:
    found = inspect_root(packaged_data(), KINDS)
    assert not found.problems
    inside = {str(file) for file in (PACKAGED / "campaign").rglob("*.toml")}
    assert inside <= set(found.files)


def test_a_root_without_a_campaign_is_no_problem(tmp_path: Path) -> None:
    for entry in PACKAGED.iterdir():
        if entry.name != "campaign":
            (tmp_path / entry.name).symlink_to(entry)
    assert validated(tmp_path) == set()


def test_the_campaign_of_a_root_is_inspected_with_it(root: Path) -> None:
    for entry in PACKAGED.iterdir():
        if entry.name not in {"campaign", "factions"}:
            (root / entry.name).symlink_to(entry)
    grounds = change(root, "grounds.toml", "WALL_SHARE = [0.09, 0.11]", "WALL_SHARE = [0.2, 0.1]")
    ships = change(root, "ships.toml", "PRICE = 110", "PRICE = 0")
    assert validated(root) == {
        (str(grounds), "scour", "WALL_SHARE"),
        (str(ships), "hulls.battleship", "PRICE"),
    }


def test_a_single_file_is_checked_against_the_others_of_its_root(root: Path) -> None:
    for entry in PACKAGED.iterdir():
        if entry.name not in {"campaign", "factions"}:
            (root / entry.name).symlink_to(entry)
    worlds = change(root, "worlds.toml", '["scout"]', '["sloop"]')
    assert validated(worlds) == {(str(worlds), "start", "FLEETS[2]")}
    ships = change(root, "ships.toml", "[hulls.scout]", "[hulls.sloop]")
    assert validated(worlds) == set()
    assert validated(ships) == set()
    faction = root / "campaign" / "factions" / "murmur.toml"
    change(root, "factions/murmur.toml", 'MILITIA = "shears"', 'MILITIA = "picker"')
    assert validated(faction) == {(str(faction), "", "MILITIA")}


def test_a_file_in_no_root_is_checked_against_the_packaged_campaign(tmp_path: Path) -> None:
    for name in ("map.toml", "factions/murmur.toml"):
        file = tmp_path / Path(name).name
        text = (PACKAGED / "campaign" / name).read_text(encoding="utf-8")
        file.write_text(text, encoding="utf-8")
        assert validated(file) == set()
        file.write_text(
            text.replace("HOUSES = 6", "HOUSES = 7").replace("needle", "noodle"), "utf-8"
        )
        assert validated(file) == {
            (str(file), "layouts[3]", "HOMES") if name == "map.toml" else (str(file), "", "UNITS")
        }
