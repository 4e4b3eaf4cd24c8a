"""`hexfront campaign simulate` and `balance`: lines of a documented form, and the page."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest
from click.testing import Result

from engine.analysis.campaigns.game_record import (
    CaptureRecord,
    GameRecord,
    HouseRecord,
    LandingRecord,
)

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "campaign-balance.md"
Command = Callable[..., Result]
SHORT = ("--houses", 2, "--turns", 3, "--workers", 1)


def test_a_line_a_game_is_json_of_the_documented_form(hexfront: Command) -> None:
    result = hexfront("campaign", "simulate", "--games", 2, "--seed", 9, *SHORT, "--json")
    assert result.exit_code == 0
    games = [msgspec.json.decode(line, type=GameRecord) for line in result.stdout.splitlines()]
    assert [game.seed for game in games] == [9, 10]


def test_the_page_names_every_field_of_a_line() -> None:
    named = set(re.findall(r"`([a-z_]+)`", PAGE.read_text(encoding="utf-8")))
    for kind in (GameRecord, HouseRecord, LandingRecord, CaptureRecord):
        assert {field.name for field in msgspec.structs.fields(kind)} <= named


def test_without_json_a_line_says_who_won(hexfront: Command) -> None:
    result = hexfront("campaign", "simulate", "--seed", 9, *SHORT, "--check", "--why")
    assert result.exit_code == 0
    assert re.match(r"seed 9: \w+ wins by reckoning in turn 3: ", result.stdout)
    assert len(result.stdout.splitlines()) > 1


def test_finished_games_are_printed_again_from_the_file(hexfront: Command, tmp_path: Path) -> None:
    asked = ("campaign", "simulate", "--games", 2, *SHORT, "--resume", tmp_path / "games.jsonl")
    first, second = hexfront(*asked), hexfront(*asked)
    assert (first.exit_code, second.exit_code) == (0, 0)
    assert first.stdout == second.stdout


def test_a_setup_file_says_who_plays(hexfront: Command, tmp_path: Path) -> None:
    setup = tmp_path / "setup.toml"
    houses = [("one", "ordinate", 0, "warden:recruit"), ("two", "murmur", 1, "weaver:veteran")]
    text = 'kind = "campaign_setup"\nseed = 44\nturns = 2\n'
    for name, faction, home, player in houses:
        text += f'[[houses]]\nid = "{name}"\nfaction = "{faction}"\nhome = {home}\n'
        text += f'player = "{player}"\n'
    setup.write_text(text, encoding="utf-8")
    result = hexfront("campaign", "simulate", "--setup", setup, "--workers", 1, "--json")
    assert result.exit_code == 0, result.output
    game = msgspec.json.decode(result.stdout.strip(), type=GameRecord)
    assert game.seed == 44
    players = [(house.id, house.persona, house.level) for house in game.houses]
    assert players == [("one", "warden", "recruit"), ("two", "weaver", "veteran")]
    setup.write_text(text.replace("weaver:veteran", "person"), encoding="utf-8")
    refused = hexfront("campaign", "simulate", "--setup", setup)
    assert refused.exit_code != 0
    assert "no person" in refused.stderr


@pytest.mark.slow
def test_landings_can_be_fought_on_the_board(hexfront: Command) -> None:
    result = hexfront("campaign", "simulate", "--seed", 9, *SHORT, "--battles", 1, "--json")
    game = msgspec.json.decode(result.stdout.strip(), type=GameRecord)
    assert game.landings
    assert {landing.conclusion for landing in game.landings} == {"fought"}


def test_the_balance_is_written_between_the_marks_of_a_page(
    hexfront: Command, tmp_path: Path
) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "Above.\n<!-- campaign-balance: begin -->\nstale text\n"
        "<!-- campaign-balance: end -->\nBelow.\n",
        encoding="utf-8",
    )
    asked = ("--games", 1, "--houses", 2, "--seed", 3, "--workers", 1, "--page", page, "--json")
    result = hexfront("campaign", "balance", *asked)
    assert result.exit_code == 0
    facts = json.loads(result.stdout)
    assert facts["games"] == 1
    assert any(kpi["name"] == "a home falls" for kpi in facts["kpis"])
    text = page.read_text(encoding="utf-8")
    assert text.startswith("Above.")
    assert text.endswith("Below.\n")
    assert "1 games, seeds 3-3, 2 houses" in text
    assert "stale text" not in text


@pytest.mark.slow
def test_levels_are_measured_against_each_other(hexfront: Command, tmp_path: Path) -> None:
    page, file = tmp_path / "page.md", tmp_path / "games.jsonl"
    page.write_text(
        "<!-- campaign-levels: begin -->\nstale\n<!-- campaign-levels: end -->\n", encoding="utf-8"
    )
    asked = ("campaign", "balance", "--levels", "--games", 2, "--seed", 3, "--workers", 1)
    first = hexfront(*asked, "--resume", file, "--page", page, "--json")
    assert first.exit_code == 0, first.output
    pairs = [
        (one["level"], one["below"], one["games"]) for one in json.loads(first.stdout)["levels"]
    ]
    levels = ["recruit", "soldier", "veteran", "commander"]
    assert pairs == [(level, below, 2) for below, level in pairwise(levels)]
    text = page.read_text(encoding="utf-8")
    assert "stale" not in text
    assert "| commander against veteran | ≥ 60 % |" in text
    second = hexfront(*asked, "--resume", file)
    assert re.search(r"commander against veteran: [012] of 2 games", second.stdout)
    refused = hexfront(*asked, "--houses", 4)
    assert refused.exit_code != 0
    assert "--houses" in refused.stderr


def test_a_page_without_marks_is_refused_before_anything_is_played(
    hexfront: Command, tmp_path: Path
) -> None:
    result = hexfront("campaign", "balance", "--page", tmp_path / "none.md")
    assert result.exit_code != 0
    assert "there is no page" in result.stderr
