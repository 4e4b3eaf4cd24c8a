"""Every system of the campaign works: docs/campaign-systems.md names the tests that prove it."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[3]
TESTS = ROOT / "tests"
PAGE = ROOT / "docs" / "campaign-systems.md"
RULES = ROOT / "docs" / "campaign.md"
SYSTEMS = (
    "orders: ways of fleets",
    "orders: colonies",
    "orders: fleets in the same place",
    "orders: resources and capacity",
    "orders: research",
    "orders: state of diplomacy",
    "orders: refusals",
    "salvage of ships",
    "salvage of wreckage",
    "shipyards and docks",
    "landings",
    "capture and transfer of worlds",
    "garrisons and militia",
    "fleets against starbases",
    "bonuses, crippling and blinding of starbases",
    "duration of the effects of espionage",
    "consistency of the state",
    "research in the strength of fleets",
    "campaigns of 100 turns",
    "eliminations and last stands",
    "ends and victory",
    "measuring the balance, and its guide",
    "the example of a whole turn",
    "houses",
    "worlds",
    "classes of worlds",
    "prestige",
    "blockades",
    "bombardment",
    "fog",
    "repairs",
    "upkeep and shortfalls",
    "diplomacy",
    "training data for a learner",
)
"""What a campaign consists of."""
RULE = re.compile(r"C\d+\.\d+")


class Row(NamedTuple):
    """A row of the table of the page."""

    system: str
    rules: list[str]
    tests: list[str]


@cache
def table() -> dict[str, Row]:
    found = {}
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("| ") and len(cells) == 3 and cells[0] not in {"system", "---"}:
            assert cells[0] not in found, f"{cells[0]} is listed twice"
            found[cells[0]] = Row(
                cells[0], RULE.findall(cells[1]), re.findall(r"`([^`]+)`", cells[2])
            )
    return found


@cache
def named_tests(file: Path) -> frozenset[str]:
    """Return the names of the tests in a file."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return frozenset(
        one.name
        for one in tree.body
        if isinstance(one, ast.FunctionDef) and one.name.startswith("test_")
    )


@cache
def rules() -> tuple[str, ...]:
    return tuple(
        re.findall(r"^\*\*(C\d+\.\d+)\*\*", RULES.read_text(encoding="utf-8"), re.MULTILINE)
    )


def test_every_system_is_in_the_table() -> None:
    assert set(table()) == set(SYSTEMS)


@pytest.mark.parametrize("system", SYSTEMS)
def test_every_system_has_tests_that_exist(system: str) -> None:
    row = table()[system]
    assert row.tests
    for test in row.tests:
        file, _, name = test.partition("::")
        assert name in named_tests(TESTS / file), f"{test} does not exist"


@pytest.mark.parametrize("system", SYSTEMS)
def test_every_system_names_rules_that_exist(system: str) -> None:
    row = table()[system]
    assert row.rules
    assert set(row.rules) <= set(rules())


def test_every_rule_has_a_test_named_after_it() -> None:
    names = [name for file in TESTS.rglob("test_*.py") for name in named_tests(file)]
    tested = {
        f"C{chapter}.{number}"
        for name in names
        for chapter, number in re.findall(r"^test_c(\d+)_(\d+)_", name)
    }
    assert len(rules()) > 80
    assert set(rules()) <= tested
