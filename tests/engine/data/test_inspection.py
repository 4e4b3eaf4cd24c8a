"""Kinds of data files are registered with the inspection by those who own them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from engine.battle.data_kinds import BATTLE_KINDS
from engine.data.datafiles import read_table
from engine.data.inspection import DataKind, inspect_file, inspect_root
from engine.errors import DataError, Problem
from engine.sentences import Sentence
from tests.engine.badfiles.data_root import TEXTS, lay_out

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable
    from pathlib import Path


def read_spell(file: Traversable) -> None:
    if read_table(file, ("spell",)) != {"power": 1}:
        sentence = Sentence("data.above-most", most=1)
        raise DataError([Problem(str(file), "", "power", sentence, "spell")])


SPELL = DataKind.from_reader("spell", read_spell)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return lay_out(tmp_path, {})


def test_a_root_of_its_own_kinds_is_sound(root: Path) -> None:
    found = inspect_root(root, BATTLE_KINDS)
    assert not found.problems
    assert {str(root / name) for name in TEXTS} == set(found.files)


@pytest.mark.parametrize("place", ["spell.toml", "spells/fire.toml"])
def test_a_registered_kind_is_found_by_its_name(root: Path, place: str) -> None:
    file = root / place
    file.parent.mkdir(exist_ok=True)
    file.write_text('kind = "spell"\npower = 2\n', encoding="utf-8")
    assert str(file) not in inspect_root(root, BATTLE_KINDS).files
    found = inspect_root(root, (*BATTLE_KINDS, SPELL))
    said = "must be a number of at most 1, or dice"
    assert [str(problem) for problem in found.problems] == [f"{file}: power: {said} [spell]"]
    assert inspect_file(file, (*BATTLE_KINDS, SPELL)).problems == found.problems


def test_an_unregistered_kind_is_refused(root: Path) -> None:
    file = root / "spell.toml"
    file.write_text('kind = "spell"\npower = 1\n', encoding="utf-8")
    (problem,) = inspect_file(file, BATTLE_KINDS).problems
    assert "'spell' is not one of faction, rules" in problem.message
    assert not inspect_file(file, (*BATTLE_KINDS, SPELL)).problems


def test_a_missing_file_of_a_required_kind_is_a_problem(root: Path) -> None:
    (root / "generator.toml").unlink()
    assert [problem.file for problem in inspect_root(root, BATTLE_KINDS).problems] == [
        str(root / "generator.toml")
    ]
