"""Armies: their files, and what keeps them from being fielded."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.battle.army import Army, army_content, find_problems, read_army
from engine.errors import DataError
from tests.engine.armies.rosters import MATERIALS, armies, army_of

CATALOG = MATERIALS.catalog
WHOLE = """kind = "army"
version = 1
name = "Night watch"
faction = "ordinate"
limit = 500

[units]
linesman = 4
"""


def read_text(folder: Path, text: str) -> Army:
    file = folder / "army.toml"
    file.write_text(text, encoding="utf-8")
    return read_army(file)


def codes_of(army: Army) -> list[str]:
    return [sentence.code for sentence in find_problems(army, MATERIALS)]


def test_an_army_is_read(tmp_path: Path) -> None:
    assert read_text(tmp_path, WHOLE) == Army("Night watch", "ordinate", 500, {"linesman": 4})


@given(armies(), st.text(st.characters(codec="utf-8"), max_size=30))
def test_what_is_written_is_read_again(
    tmp_path_factory: pytest.TempPathFactory, army: Army, name: str
) -> None:
    folder = tmp_path_factory.mktemp("armies")
    shown = Army(f"x{''.join(c for c in name if c.isprintable())}", *army_parts(army))
    (folder / "one.toml").write_bytes(army_content(shown))
    assert read_army(folder / "one.toml") == shown


def army_parts(army: Army) -> tuple[str, int, dict[str, int]]:
    return army.faction, army.limit, army.units


def test_a_name_of_quotes_and_backslashes_stays_a_name() -> None:
    written = army_content(Army('a "b" \\ # c', "ordinate", 1, {})).decode()
    assert tomllib.loads(written)["name"] == 'a "b" \\ # c'


@pytest.mark.parametrize(
    ("sound", "broken", "field", "said"),
    [
        ('kind = "army"', "", "kind", "missing"),
        ('kind = "army"', 'kind = "board"', "kind", "'board'"),
        ("version = 1", "", "version", "missing"),
        ("version = 1", "version = 0", "version", ">= 1"),
        ("version = 1", "version = true", "version", "bool"),
        ("version = 1", "version = 2", "version", "newer"),
        ("version = 1", "version = 99999999999999999999", "version", "newer"),
        ('name = "Night watch"', 'name = ""', "name", "a name"),
        ('name = "Night watch"', 'name = "a\\u202eb"', "name", "a name"),
        ('name = "Night watch"', f'name = "{"x" * 121}"', "name", "a name"),
        ('name = "Night watch"', "name = 3", "name", "int"),
        ('faction = "ordinate"', 'faction = "../ordinate"', "faction", "a code"),
        ('faction = "ordinate"', "", "faction", "missing"),
        ("limit = 500", "limit = 0", "limit", ">= 1"),
        ("limit = 500", "limit = 1e9", "limit", "float"),
        ("limit = 500", "limit = -5", "limit", ">= 1"),
        ("linesman = 4", "linesman = 0", "units", ">= 1"),
        ("linesman = 4", "linesman = 51", "units", "<= 50"),
        ("linesman = 4", 'linesman = "4"', "units", "str"),
        ("linesman = 4", '"\\u0000" = 4', "units", "a code"),
        ("[units]\nlinesman = 4", "units = 3", "units", "int"),
        ("[units]\nlinesman = 4", "", "units", "missing"),
        ("limit = 500", "limit = 500\nowner = 1", "owner", "unknown key"),
    ],
)
def test_a_file_that_is_no_army_is_refused_with_its_place_and_reason(
    tmp_path: Path, sound: str, broken: str, field: str, said: str
) -> None:
    assert sound in WHOLE
    with pytest.raises(DataError) as raised:
        read_text(tmp_path, WHOLE.replace(sound, broken))
    (problem,) = raised.value.problems
    assert field in (problem.field, problem.entry.partition(".")[0])
    assert said in str(problem)
    assert str(problem).isprintable()


def test_all_problems_of_a_file_are_reported_together(tmp_path: Path) -> None:
    text = WHOLE.replace("limit = 500", "limit = 0").replace('"Night watch"', '""')
    with pytest.raises(DataError) as raised:
        read_text(tmp_path, text)
    assert {problem.field for problem in raised.value.problems} == {"limit", "name"}


def test_the_points_are_those_of_all_units() -> None:
    army = army_of(linesman=2, marshal=1)
    units = CATALOG.units
    assert army.points(CATALOG) == 2 * units["linesman"].value + units["marshal"].value
    assert army.size == 3
    assert army.codes(CATALOG) == ("linesman", "linesman", "marshal")


def test_units_come_in_the_order_of_their_faction() -> None:
    assert army_of(marshal=1, linesman=2).codes(CATALOG) == ("linesman", "linesman", "marshal")


@given(armies(MATERIALS.rules.most_units))
def test_an_army_within_its_limits_has_no_problem(army: Army) -> None:
    assert codes_of(army) == []


@pytest.mark.parametrize(
    ("army", "codes"),
    [
        (army_of(), ["army.empty"]),
        (army_of(limit=100, linesman=4), ["army.over-limit"]),
        (army_of(limit=120, linesman=4), []),
        (army_of(linesman=1, fleck=1), ["army.other-faction"]),
        (army_of(ghost=1), ["army.no-unit"]),
        (army_of("nobody", linesman=1), ["army.no-faction"]),
        (army_of(linesman=5), ["army.too-many-alike"]),
        (
            army_of(limit=9999, linesman=4, sapper=4, sighter=4, fieldpiece=4, marshal=4),
            [],
        ),
        (
            army_of(
                limit=9999, linesman=4, sapper=4, sighter=4, fieldpiece=4, marshal=4, outrider=1
            ),
            ["army.too-many-units"],
        ),
        (
            army_of(limit=1, linesman=5, fleck=1),
            ["army.too-many-alike", "army.other-faction", "army.over-limit"],
        ),
    ],
)
def test_what_keeps_an_army_from_being_fielded_is_said(army: Army, codes: list[str]) -> None:
    assert codes_of(army) == codes
    assert all(str(sentence) for sentence in find_problems(army, MATERIALS))
