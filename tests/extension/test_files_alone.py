"""A new unit, a new board and a fifth faction, added to a checkout by files alone, are playable.

The program runs in a copy of the checkout, as it would for somebody who adds a faction of theirs.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from engine.battle import Game
from engine.battle.generator import generate
from engine.battle.scenario_files import load_materials, load_rules, read_scenario
from engine.battle.side import Side
from engine.data.factions import load_catalog
from engine.players.greedy import GreedyBot
from scripts.compile_catalogues import compile_catalogue

ROOT = Path(__file__).parents[2]
FILES = Path(__file__).parent / "files"
PACKAGES = ("assets", "client", "engine", "hexfront", "models")
ENGLISH = Path("assets") / "locale" / "en" / "LC_MESSAGES" / "hexfront.po"
FACTION, UNIT, BOARD, SCENARIO = "wicklight", "heliograph", "lamp_street", "lamps_out"
PLAIN_UNITS = {"linesman", "marshal"}
"""Those of the scenario that come with the game."""


def add_data(data: Path) -> Path:
    """Put the new files into a data root, and the new unit behind the others of its faction."""
    for folder in ("factions", "boards", "scenarios"):
        shutil.copytree(FILES / "data" / folder, data / folder, dirs_exist_ok=True)
    with (data / "factions" / "ordinate.toml").open("a", encoding="utf-8") as file:
        file.write((FILES / "data" / "ordinate_unit.toml").read_text(encoding="utf-8"))
    return data


def copy_checkout(folder: Path) -> Path:
    for package in PACKAGES:
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / package, folder / package, ignore=ignored)
    add_data(folder / "assets" / "data")
    return folder


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a checkout with the data alone: no pictures, no texts."""
    return copy_checkout(tmp_path_factory.mktemp("plain"))


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a checkout with everything that was added."""
    folder = copy_checkout(tmp_path_factory.mktemp("whole"))
    shutil.copytree(FILES / "art", folder / "assets" / "art", dirs_exist_ok=True)
    with (folder / ENGLISH).open("a", encoding="utf-8") as file:
        file.write("\n" + (FILES / "texts.po").read_text(encoding="utf-8"))
    compile_catalogue(folder / ENGLISH)
    return folder


def run(checkout: Path, *arguments: object) -> str:
    """Run Python in a checkout; its own packages come before those that are installed."""
    done = subprocess.run(
        [sys.executable, *map(str, arguments)],
        cwd=checkout,
        env={**os.environ, "PYTHONPATH": str(checkout), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def hexfront(checkout: Path, *arguments: object) -> Any:
    return json.loads(run(checkout, "-m", "hexfront", *arguments, "--json"))


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("root") / "data"
    return add_data(Path(shutil.copytree(ROOT / "assets" / "data", folder)))


# ---------------------------------------------------------------- the data root, in this process


def test_a_battle_of_them_is_played_to_its_end(data: Path) -> None:
    file = data / "scenarios" / f"{SCENARIO}.toml"
    scenario = read_scenario(file, data, load_rules(data), load_catalog(data))
    game = Game.start(scenario, 5)
    while game.result is None:
        game.apply(GreedyBot().choose(game.state, game.legal_actions()))
    assert UNIT in {placed.unit for placed in scenario.units}


def test_the_new_unit_belongs_to_its_faction(data: Path) -> None:
    factions = load_catalog(data).factions
    assert factions["ordinate"].units[-1] == UNIT
    assert len(factions[FACTION].units) == 7
    assert len(factions) == 5


def test_the_generator_fields_the_new_faction_against_every_other(data: Path) -> None:
    materials = load_materials(data)
    units = materials.catalog.factions
    for other in sorted(units):
        scenario = generate(materials, 7, (FACTION, other))
        for side, faction in ((Side.ONE, FACTION), (Side.TWO, other)):
            fielded = {placed.unit for placed in scenario.units if placed.side is side}
            assert fielded <= set(units[faction].units)


def test_the_generator_draws_the_new_faction_and_the_new_unit_by_itself(data: Path) -> None:
    materials = load_materials(data)
    fielded = {placed.unit for seed in range(30) for placed in generate(materials, seed).units}
    assert fielded & set(materials.catalog.factions[FACTION].units)
    assert UNIT in fielded


# ---------------------------------------------------------------- a checkout with all of it


def test_nothing_is_missing_in_the_whole_checkout(whole: Path) -> None:
    report = hexfront(whole, "validate")
    assert (report["errors"], report["warnings"]) == ([], [])
    assert str(whole / "assets" / "data" / "factions" / f"{FACTION}.toml") in report["files"]


def test_the_window_shows_what_was_added(whole: Path) -> None:
    shown = json.loads(run(whole, Path(__file__).parent / "window.py", SCENARIO))
    assert Path(shown["engine"]).is_relative_to(whole), "it is the copy that runs"
    assert SCENARIO in shown["listed"]
    assert {"Lamps Out", "Wicklight", "Ordinate", "Lamp cart", "Heliograph"} <= set(shown["menu"])
    assert {"Glassman", "Lantern moth", "Heliograph 1", "Heliograph 2"} <= set(shown["units"])
    assert {"Wicklight", "Ordinate"} == set(shown["sides"])
    assert all(shown["drawn"].values())
    assert FACTION in shown["emblems"]
    assert shown["colours"] > 8


def test_the_window_shows_a_generated_battle_of_the_new_faction(whole: Path) -> None:
    target = f"random:7:{FACTION}:murmur"
    shown = json.loads(run(whole, Path(__file__).parent / "window.py", target))
    assert {"Wicklight", "Murmur"} == set(shown["sides"])
    assert all(shown["drawn"].values())


@pytest.mark.slow
def test_matches_and_the_laboratory_take_the_new_faction(whole: Path) -> None:
    scenarios = f"{SCENARIO},random:7:{FACTION}:murmur"
    match = ("--a", "bot:greedy", "--b", "bot:random", "--games", 4, "--workers", 1)
    result = hexfront(whole, "arena", *match, "--scenarios", scenarios)
    assert FACTION in result["by_faction"]
    plan = ("--factions", f"{FACTION},ordinate", "--games", 2, "--scenario-games", 2)
    few = (
        "--baseline-games",
        0,
        "--workers",
        1,
        "--scenarios",
        SCENARIO,
        "--folder",
        whole / "runs",
    )
    found = hexfront(whole, "balance", *plan, *few)
    assert {row["faction"] for row in found["pairings"]} == {FACTION, "ordinate"}


# ---------------------------------------------------------------- a checkout with the data alone


def test_without_pictures_and_texts_there_are_only_warnings(plain: Path) -> None:
    report = hexfront(plain, "validate")
    assert report["ok"]
    assert report["errors"] == []
    told = {warning["message"] for warning in report["warnings"]}
    assert f"faction {FACTION!r} has no text in the catalogue and is shown as it is" in told
    assert f"faction {FACTION!r} has no emblem and is shown without one" in told
    assert f"unit {UNIT!r} has no picture and is shown on a plain token" in told
    assert f"board {BOARD!r} has no text in the catalogue and is shown as it is" in told
    assert f"scenario {SCENARIO!r} has no text in the catalogue and is shown as it is" in told


def test_without_pictures_and_texts_the_window_shows_codes_on_plain_tokens(plain: Path) -> None:
    shown = json.loads(run(plain, Path(__file__).parent / "window.py", SCENARIO))
    assert {SCENARIO, FACTION, "Ordinate", "lamp_cart", UNIT} <= set(shown["menu"])
    assert {"glassman", "lantern_moth", f"{UNIT} 1"} <= set(shown["units"])
    assert {FACTION, "Ordinate"} == set(shown["sides"])
    assert {code for code, drawn in shown["drawn"].items() if drawn} == PLAIN_UNITS
    assert FACTION not in shown["emblems"]


@pytest.mark.parametrize("what", [SCENARIO, f"random:7:{FACTION}:windfall"])
def test_without_pictures_and_texts_bots_play_to_the_end(plain: Path, what: str) -> None:
    bots = ("--one", "bot:greedy", "--two", "bot:greedy", "--seed", 3)
    told = run(plain, "-m", "hexfront", "play", what, *bots, "--json")
    assert json.loads(told.splitlines()[-1])["result"]["reason"]
