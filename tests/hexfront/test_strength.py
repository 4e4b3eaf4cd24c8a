"""`hexfront strength`: what it plays, what it writes, and going on."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from engine.analysis.plans import load_plans
from engine.analysis.report.strength_markdown import PART, write_tables
from engine.players.levels import level_names
from engine.players.scripted_bots import bot_names
from engine.players.strength import differences, packaged_strength, read_strength
from hexfront.pages import read_part

Command = Callable[..., Result]

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "opponents.md"
MARKS = "<!-- strength: begin, by hand -->\nold\n<!-- strength: end -->\n"


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> tuple[str, ...]:
    """Return a command that measures two levels and a bot, in three pairings."""
    monkeypatch.setattr("hexfront.strength.level_names", lambda: ["recruit", "veteran"])
    monkeypatch.setattr("hexfront.strength.bot_names", lambda: ["bot:greedy"])
    return ("strength", "--scenarios", "first_landing", "--repeats", "1", "--workers", "1")


def test_every_pairing_is_played_the_table_and_the_page_are_written(
    hexfront: Command, tmp_path: Path, few: tuple[str, ...]
) -> None:
    page, table, folder = tmp_path / "page.md", tmp_path / "table.json", tmp_path / "runs"
    page.write_text(MARKS, encoding="utf-8")
    arguments = (*few, "--folder", folder, "--table", table, "--page", page)
    told = json.loads(hexfront(*arguments, "--json").stdout)
    assert told == json.loads(table.read_text(encoding="utf-8"))
    met = [(row["level"], row["opponent"], row["games"]) for row in told["rows"]]
    assert met == [
        ("recruit", "bot:greedy", 2),
        ("recruit", "veteran", 2),
        ("veteran", "bot:greedy", 2),
        ("veteran", "recruit", 2),
    ]
    found = read_strength(table)
    mine, yours = found.row("recruit", "veteran"), found.row("veteran", "recruit")
    assert mine is not None
    assert yours is not None
    assert [part.games for part in mine.by_faction.values()] == [1, 1]
    assert [part.wins for part in mine.by_faction.values()] == [
        part.losses for part in reversed(yours.by_faction.values())
    ], "who leads one faction meets who leads the other"
    assert not differences(found)
    assert read_part(page, PART) == write_tables(found).strip()
    noted = {file.name: file.read_bytes() for file in folder.iterdir()}
    assert len(noted) == 3
    assert read_strength(table) == found
    assert json.loads(hexfront(*arguments, "--json").stdout) == told, (
        "it went on, with nothing left"
    )
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == noted


def test_other_options_get_files_of_their_own(
    hexfront: Command, tmp_path: Path, few: tuple[str, ...]
) -> None:
    folder = tmp_path / "runs"
    arguments = (*few, "--folder", folder, "--table", tmp_path / "table.json")
    assert hexfront(*arguments).exit_code == 0
    assert hexfront(*arguments, "--seed", 2).exit_code == 0
    assert len(list(folder.iterdir())) == 6


def test_what_cannot_be_written_is_refused_before_anything_is_played(
    hexfront: Command, tmp_path: Path, few: tuple[str, ...]
) -> None:
    done = hexfront(*few, "--folder", tmp_path / "runs", "--table", tmp_path / "no" / "table.json")
    assert done.exit_code == 1
    assert "there is no folder" in done.stderr
    page = tmp_path / "page.md"
    page.write_text("no marks\n", encoding="utf-8")
    done = hexfront(*few, "--folder", tmp_path / "runs", "--page", page)
    assert done.exit_code == 1
    assert "marks of strength are gone" in done.stderr
    battle = tmp_path / "battle.jsonl"
    for content in ('{"format": 1}\n{"action": "WAIT"}\n', '{"policy": 1}', "[]", "diary", ""):
        battle.write_text(content, encoding="utf-8")
        done = hexfront(*few, "--folder", tmp_path / "runs", "--table", battle)
        assert done.exit_code == 1
        assert f"{battle}: this file exists and is not a strength table" in done.stderr
        assert battle.read_text(encoding="utf-8") == content
    assert not (tmp_path / "runs").exists()


def test_the_page_shows_the_table_that_ships() -> None:
    assert read_part(PAGE, PART) == write_tables(packaged_strength()).strip()


def test_the_plan_measures_on_seeds_for_measuring_and_searches_less() -> None:
    plan = load_plans().strength
    assert "random:1000001..1000200" in plan.scenarios
    assert plan.rating.anchor in bot_names()
    assert plan.plan("veteran", "bot:greedy") == (plan.scenarios, plan.repeats)
    for level in level_names():
        assert plan.match(level, "bot:rollout").games < plan.match("veteran", "bot:greedy").games
        assert plan.plan("commander", "bot:greedy") == plan.plan("commander", "bot:rollout")


def test_levels_that_follow_each_other_meet_most_often() -> None:
    plan = load_plans().strength
    for lower, higher in (("recruit", "soldier"), ("soldier", "veteran")):
        assert plan.match(lower, higher).games >= 1000
    assert plan.match("veteran", "commander").games >= 400
    assert plan.match("recruit", "veteran").games < 1000
