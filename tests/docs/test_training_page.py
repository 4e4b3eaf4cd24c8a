"""Holds docs/training.md to the code: every key of a recipe, every field of a card."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest

pytest.importorskip("gymnasium")

from training.recipe import ImprovementRound, Recipe

PAGE = (Path(__file__).parents[2] / "docs" / "training.md").read_text(encoding="utf-8")
TABLES = {
    field.name: field.type
    for field in msgspec.structs.fields(Recipe)
    if isinstance(field.type, type) and issubclass(field.type, msgspec.Struct)
}
ROUND = "key of a round"
TABLE = re.compile(
    r"^\| (key(?: of a round)?|`\[\w+\]`) \| meaning \|\n\|---\|---\|\n((?:\|.*\n)+)", re.MULTILINE
)
SECTIONS = dict(TABLE.findall(PAGE))


def keys_in(section: str) -> list[str]:
    return re.findall(r"^\| `(\w+)` \|", SECTIONS[section], re.MULTILINE)


def test_every_table_of_a_recipe_is_on_the_page() -> None:
    assert set(SECTIONS) == {"key", ROUND, "`[pool]`", *(f"`[{name}]`" for name in TABLES)}


@pytest.mark.parametrize("name", TABLES)
def test_every_key_of_a_table_is_on_the_page_in_its_order(name: str) -> None:
    assert keys_in(f"`[{name}]`") == list(TABLES[name].__struct_fields__)


def test_every_key_of_a_round_is_on_the_page_in_its_order() -> None:
    assert keys_in(ROUND) == list(ImprovementRound.__struct_fields__)


def test_every_key_outside_of_tables_is_on_the_page_in_its_order() -> None:
    plain = [name for name in Recipe.__struct_fields__ if name not in {*TABLES, "pool"}]
    assert keys_in("key") == plain


def test_what_a_card_holds_is_on_the_page() -> None:
    from engine.players.model import CARD_FILE, POLICY_FILE, Card

    row = next(line for line in PAGE.splitlines() if line.startswith(f"| `{CARD_FILE}` |"))
    assert f"| `{POLICY_FILE}` |" in PAGE
    named = {field.name: field.name.split("_")[0] for field in msgspec.structs.fields(Card)}
    words = row.lower().replace("-", "")
    for field, word in named.items():
        # The name is the recipe's.
        assert word in words or field == "name", field
