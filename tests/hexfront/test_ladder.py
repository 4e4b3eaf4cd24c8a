"""`hexfront ladder`, and the page it writes."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from engine.analysis.plans import load_plans
from engine.analysis.report.ladder_markdown import PART
from engine.errors import MatchError
from engine.players.scripted_bots import bot_names
from hexfront.pages import read_part, write_part

Command = Callable[..., Result]

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "opponents.md"
SMALL = ("ladder", "--scenarios", "first_landing", "--repeats", 1, "--workers", 1)


def test_the_table_of_the_page_is_about_the_bots_there_are() -> None:
    rows = re.findall(r"^\| (bot:\w+) ", read_part(PAGE, PART), re.MULTILINE)
    assert set(rows) == set(bot_names())


def test_the_page_tells_how_every_bot_plays() -> None:
    told = re.findall(r"^\| `(bot:\w+)` \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(told) == sorted(bot_names())


def test_every_pairing_is_played_and_the_page_written(hexfront: Command, tmp_path: Path) -> None:
    page, folder = tmp_path / "page.md", tmp_path / "runs"
    page.write_text("a\n<!-- ladder: begin, by hand -->\nold\n<!-- ladder: end -->\nb\n", "utf-8")
    arguments = (*SMALL, "--players", "bot:random,bot:greedy", "--folder", folder, "--page", page)
    told = json.loads(hexfront(*arguments, "--json").stdout)
    (pairing,) = told["pairings"]
    assert (pairing["a"], pairing["b"], pairing["games"]) == ("bot:random", "bot:greedy", 2)
    (file,) = folder.iterdir()
    noted, written = file.read_bytes(), page.read_text(encoding="utf-8")
    assert written.startswith("a\n<!-- ladder: begin, by hand -->\n\nHow often")
    assert written.endswith("\n\n<!-- ladder: end -->\nb\n")
    assert "old" not in written
    assert f"| bot:random | bot:greedy | 2 | {pairing['wins']} |" in written
    said = hexfront(*arguments).stdout
    assert said.strip() == read_part(page, PART)
    assert file.read_bytes() == noted, "nothing was left to play"


@pytest.mark.parametrize("players", ["bot:random", "bot:random,bot:random", "bot:random,nobody"])
def test_a_ladder_that_cannot_be_is_refused(
    hexfront: Command, tmp_path: Path, players: str
) -> None:
    done = hexfront(*SMALL, "--players", players, "--folder", tmp_path)
    assert done.exit_code == 1
    assert players.rpartition(",")[2] in done.stderr


def test_a_page_without_marks_is_refused_before_anything_is_played(
    hexfront: Command, tmp_path: Path
) -> None:
    page = tmp_path / "page.md"
    page.write_text("no marks\n", encoding="utf-8")
    done = hexfront(*SMALL, "--folder", tmp_path / "runs", "--page", page)
    assert done.exit_code == 1
    assert "marks of ladder are gone" in done.stderr
    assert not (tmp_path / "runs").exists()
    with pytest.raises(MatchError):
        write_part(page, PART, "table")
    assert page.read_text(encoding="utf-8") == "no marks\n"


def test_pairings_that_take_long_play_less() -> None:
    plan = load_plans().ladder
    usual = (plan.scenarios, plan.repeats)
    assert plan.plan("bot:random", "bot:greedy") == usual
    assert plan.apart
    for apart in plan.apart:
        players = (*apart.players, "bot:random")[:2]
        assert plan.plan(*players) == plan.plan(*reversed(players))
        assert plan.plan(*players) == (apart.scenarios, apart.repeats)
    told = plan.override(scenarios="crossroads", repeats=7, seed=5)
    assert told.seed == 5
    assert {told.plan("bot:random", "bot:greedy"), told.plan("bot:rollout", "bot:greedy")} == {
        ("crossroads", 7)
    }
