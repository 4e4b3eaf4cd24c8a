"""The map of a scenario that says where armies of the players' own deploy."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.battle.deployment_areas import Deployment
from engine.battle.scenario_files import load_ground, load_scenario
from engine.battle.side import Side
from engine.errors import DataError
from engine.hexgrid import Grid
from tests.engine.armies.rosters import FIXED, OPEN

FILE = '''kind = "scenario"
first = "ONE"
score_objectives = false
objectives = []
terrain = """
......
.%..~.
...#..
.~..%.
#.....
"""
deployment = """
11...2
11...2
11...2
11...2
.1...2
"""
[[units]]
side = "ONE"
unit = "linesman"
hex = [0, 0]
[[units]]
side = "TWO"
unit = "fleck"
hex = [5, 4]
'''


def load_text(folder: Path, text: str) -> Deployment | None:
    file = folder / "mine.toml"
    file.write_text(text, encoding="utf-8")
    return load_ground(file).deployment


def test_the_areas_are_those_of_the_map(tmp_path: Path) -> None:
    found = load_text(tmp_path, FILE)
    assert found is not None
    assert set(found.area(Side.ONE)) == {
        *((0, row) for row in range(4)),
        *((1, row) for row in range(5)),
    }
    assert set(found.area(Side.TWO)) == {(5, row) for row in range(5)}


def test_a_scenario_without_a_map_has_fixed_armies(tmp_path: Path) -> None:
    start, end = FILE.index("deployment"), FILE.index("[[units]]")
    assert load_text(tmp_path, FILE[:start] + FILE[end:]) is None


@pytest.mark.parametrize(
    ("sound", "broken", "place", "said"),
    [
        ("11...2\n11...2\n11...2\n11...2", "11...2\n11...2\n11...2", "deployment", "6 x 5"),
        (".1...2", ".1...22", "deployment", "6 x 5"),
        (".1...2", "11...2", "deployment row 4", "WALL"),
        (".1...2", ".1..x2", "deployment row 4", "'x'"),
        (".1...2", ".1...\u202e", "deployment row 4", "202e"),
        ("11...2\n11...2\n11...2\n11...2\n.1...2", "......\n" * 5, "deployment", "no hex"),
        (".1...2", ".1111.", "deployment", "adjacent"),
        ("11...2\n11", ".1...2\n11", "units[0].hex", "0,0"),
        ('"""\n11...2', '"""\n2....2', "units[0].hex", "0,0"),
    ],
)
def test_an_invalid_map_is_refused_with_its_place_and_reason(
    tmp_path: Path, sound: str, broken: str, place: str, said: str
) -> None:
    assert sound in FILE
    with pytest.raises(DataError) as raised:
        load_text(tmp_path, FILE.replace(sound, broken))
    told = [str(problem) for problem in raised.value.problems]
    assert any(place in one and said in one for one in told), told
    assert all(one.isprintable() for one in told)


@pytest.mark.parametrize("written", ["deployment = 3", "deployment = []", "deployment = true"])
def test_a_map_that_is_no_text_is_refused(tmp_path: Path, written: str) -> None:
    start, end = FILE.index("deployment"), FILE.index("[[units]]")
    with pytest.raises(DataError, match="deployment"):
        load_text(tmp_path, f"{FILE[:start]}{written}\n{FILE[end:]}")


def test_most_packaged_scenarios_allow_armies_and_the_others_are_known() -> None:
    assert len(OPEN) > len(FIXED)
    assert all(load_ground(name).deployment is None for name in FIXED)


@pytest.mark.parametrize("name", OPEN)
def test_a_packaged_area_is_large_enough_and_off_the_objectives(name: str) -> None:
    scenario, deployment = load_ground(name)
    assert deployment is not None
    starts = {placed.hex for placed in scenario.units}
    for side in Side:
        assert len(deployment.area(side)) >= scenario.rules.most_units
    held = {place for objective in scenario.objectives for place in objective.hexes}
    grid = Grid(len(scenario.terrain[0]), len(scenario.terrain))
    images = {grid.mirror(place) for place in starts}
    assert held & {*deployment.hexes[0], *deployment.hexes[1]} <= starts | images


@pytest.mark.parametrize("seed", range(12))
def test_a_generated_battle_gives_the_columns_that_it_deploys_in(seed: int) -> None:
    scenario, deployment = load_ground(f"random:{seed}")
    assert scenario == load_scenario(f"random:{seed}")
    assert deployment is not None
    grid = Grid(len(scenario.terrain[0]), len(scenario.terrain))
    one, two = map(set, deployment.hexes)
    assert {grid.mirror(place) for place in one} == two
    for placed in scenario.units:
        assert placed.hex in deployment.area(placed.side)
