"""The pages about opponents and balance: their commands exist, and every table is told of."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer.main

from engine.analysis.balance_tables import make_tables
from engine.analysis.statistics.rules_seen import RuleSeen
from hexfront.program import build_program
from tests.engine.analysis.games import CATALOG, MEASURES, game

ROOT = Path(__file__).parents[2]
COMMAND = re.compile(r"hexfront (arena|ladder|balance)((?: [^\s`#]+)*)")
PAGES = [ROOT / "docs/opponents.md", ROOT / "docs/balance.md", ROOT / "README.md"]
SAID = [
    (page.name, name, rest)
    for page in PAGES
    for name, rest in COMMAND.findall(page.read_text(encoding="utf-8"))
]


@pytest.mark.parametrize(("page", "name", "rest"), SAID)
def test_every_option_of_a_command_exists(page: str, name: str, rest: str) -> None:
    command = typer.main.get_command(build_program([name]))
    known = {
        option
        for parameter in command.commands[name].params  # type: ignore[attr-defined] - a group
        for option in parameter.opts
    }
    options = {word for word in rest.split() if word.startswith("--")}
    assert options <= known | {"--help"}, page


def test_the_page_tells_of_every_table() -> None:
    page = (ROOT / "docs/balance.md").read_text(encoding="utf-8")
    for table in make_tables([game(None)], [], CATALOG, MEASURES):
        assert f"`{table.name}`" in page, table.name


def test_every_rule_that_is_counted_is_on_the_page_of_rules() -> None:
    page = (ROOT / "docs/rules.md").read_text(encoding="utf-8")
    for rule in RuleSeen:
        heading = f"## {rule.number} " if "." not in rule.number else f"**{rule.number}** "
        assert heading in page, rule
