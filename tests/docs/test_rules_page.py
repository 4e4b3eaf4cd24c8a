"""Holds docs/rules.md together: numbers in order, and none cited anywhere that is not there."""

from __future__ import annotations

import re
from pathlib import Path

from engine.data import weapon_rules

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
SENTENCES = [
    (int(part), int(number))
    for part, number in re.findall(r"^\*\*R(\d+)\.(\d+)\*\* ", PAGE, re.MULTILINE)
]
PARTS = {int(part) for part in re.findall(r"^## R(\d+) ", PAGE, re.MULTILINE)}
CITED = re.compile(r"\bR(\d+)(?:\.(\d+))?\b")


def test_sentences_are_numbered_without_a_gap() -> None:
    assert sorted(PARTS) == list(range(1, len(PARTS) + 1))
    for part in PARTS:
        numbers = [number for of, number in SENTENCES if of == part]
        assert numbers == list(range(1, len(numbers) + 1)), f"R{part}"


def test_every_weapon_rule_has_a_row() -> None:
    rows = re.findall(r"^\| ([A-Z_]+)", PAGE, re.MULTILINE)
    assert set(rows) == {*weapon_rules.NUMBERED, *weapon_rules.PLAIN, weapon_rules.ANTI}


def test_every_number_cited_in_the_sources_exists() -> None:
    known = {(str(part), "") for part in PARTS} | {(str(p), str(n)) for p, n in SENTENCES}
    files = [
        *(ROOT / "engine").rglob("*.py"),
        *(ROOT / "client").rglob("*.py"),
        ROOT / "docs/data.md",
    ]
    unknown = {
        f"{file.relative_to(ROOT)}: R{part}.{number}"
        for file in files
        for part, number in CITED.findall(file.read_text(encoding="utf-8"))
        if (part, number) not in known
    }
    assert unknown == set()
