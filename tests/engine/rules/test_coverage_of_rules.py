"""Every number of docs/rules.md, and every weapon rule, is named by a test."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from engine.data import weapon_rules

HERE = Path(__file__).parent
RULES = HERE.parents[2] / "docs" / "rules.md"

NUMBER = re.compile(r"^\*\*R(\d+)\.(\d+)\*\* ", re.MULTILINE)
ROW = re.compile(r"^\| ([A-Z]+(?:_[A-Z]+)*_?)[^|]*\| (?:ranged|melee|all) \|", re.MULTILINE)
SENTENCES = {1: 6, 2: 4, 3: 5, 4: 4, 5: 3, 6: 6, 7: 5, 8: 5, 9: 4, 10: 4}
"""How many numbered rules each chapter has."""


def numbers() -> list[tuple[int, int]]:
    text = RULES.read_text(encoding="utf-8")
    return [(int(chapter), int(number)) for chapter, number in NUMBER.findall(text)]


def rows() -> list[str]:
    return ROW.findall(RULES.read_text(encoding="utf-8"))


def names_of_tests() -> list[str]:
    return [
        node.name
        for file in sorted(HERE.glob("test_r*.py"))
        for node in ast.parse(file.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    ]


NAMES = names_of_tests()


def test_the_page_of_the_rules_has_all_its_numbers_in_order() -> None:
    expected = [(r, n) for r, count in SENTENCES.items() for n in range(1, count + 1)]
    assert numbers() == expected


def test_the_page_of_the_rules_lists_the_weapon_rules_of_the_engine() -> None:
    known = {*weapon_rules.NUMBERED, *weapon_rules.PLAIN, weapon_rules.ANTI}
    assert set(rows()) == known
    assert len(rows()) == len(known) == 15


@pytest.mark.parametrize(("chapter", "number"), numbers())
def test_every_rule_is_named_by_a_test(chapter: int, number: int) -> None:
    assert [name for name in NAMES if name.startswith(f"test_r{chapter}_{number}_")]


@pytest.mark.parametrize("rule", rows())
def test_every_weapon_rule_is_named_by_a_test(rule: str) -> None:
    prefix = f"test_r8_{rule.lower().rstrip('_')}_"
    assert [name for name in NAMES if name.startswith(prefix)]


def test_every_test_of_this_folder_names_a_rule_that_exists() -> None:
    places = [f"test_r{chapter}_{number}_" for chapter, number in numbers()]
    places += [f"test_r8_{rule.lower().rstrip('_')}_" for rule in rows()]
    strangers = [name for name in NAMES if not name.startswith(tuple(places))]
    assert strangers == ["test_r8_weapon_rules_are_written_with_their_numbers_and_no_others"]


def test_no_two_tests_of_this_folder_have_the_same_name() -> None:
    assert len(set(NAMES)) == len(NAMES)
