"""The worked turn of docs/campaign-turn.md: its books and its standing add up (C14.7)."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

PAGE = (Path(__file__).parents[2] / "docs" / "campaign-turn.md").read_text(encoding="utf-8")
HOUSE = re.compile(r"- (\w+): standing (\d+), stores (\d+), (\d+) worlds, (\d+) lit anchors")
PHASES = ("Orders", "Movement", "Conflict", "Espionage", "Income and prestige")


def part(title: str) -> str:
    _, _, rest = PAGE.partition(f"## {title}")
    return rest.partition("\n## ")[0]


def houses(title: str) -> dict[str, tuple[int, ...]]:
    return {row[0]: tuple(map(int, row[1:])) for row in HOUSE.findall(part(title))}


def ledger() -> list[tuple[str, str, int]]:
    rows = re.findall(r"\| (\w+) \| `(\w+)` \| \w* \| ([+-]\d+) \|", part("The ledger"))
    return [(house, kind, int(amount)) for house, kind, amount in rows]


def test_c14_7_stores_before_and_the_ledger_are_the_stores_after() -> None:
    before, after = houses("Before the turn"), houses("After the turn")
    paid = Counter[str]()
    for house, _, amount in ledger():
        paid[house] += amount
    assert len(before) == len(after) == 4
    for house in before:
        assert before[house][1] + paid[house] == after[house][1]


def test_c14_7_standing_changes_by_the_deeds_that_are_told() -> None:
    before, after = houses("Before the turn"), houses("After the turn")
    deeds = Counter[str]()
    told = r"- Standing of (\w+) ([+−])(\d+): [^(\n]*(?:\((\d+) times\))?"
    for house, sign, amount, times in re.findall(told, PAGE):
        deeds[house] += int(f"{sign}{amount}".replace("−", "-")) * int(times or 1)
    for house in before:
        assert before[house][0] + deeds[house] == after[house][0]


@pytest.mark.parametrize("phase", PHASES)
def test_c14_7_each_phase_is_told(phase: str) -> None:
    text = part(f"{phase} (C")
    assert "- " in text or phase == "Orders"


def test_c14_7_the_turn_has_a_fight_a_landing_an_intrigue_and_something_built() -> None:
    conflict = part("Conflict (C")
    assert re.search(r"after \d rounds?\.", conflict)
    assert "the attack had a chance of" in conflict
    assert "takes" in conflict
    assert "D20" in part("Espionage (C")
    assert "has built" in part("Income and prestige (C")
    assert {"build", "income", "upkeep"} <= {kind for _, kind, _ in ledger()}
