"""R3.1: units that start with fewer hit points than HP_MAX."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from engine.battle import Game, load_scenario
from engine.battle.scenario import Scenario, decode_scenario
from engine.battle.state import BattleState, Setup
from engine.errors import DataError
from engine.validation import Findings
from tests.engine.boards import scenario_table, unit

MOST = 7
FILE = """kind = "scenario"
board = "saltworks"
first = "ONE"
score_objectives = false
objectives = []

[[units]]
side = "ONE"
unit = "fieldpiece"
hex = [0, 0]
hp = {hp}

[[units]]
side = "TWO"
unit = "linesman"
hex = [9, 9]
"""


def drawn(hp: object) -> tuple[Scenario | None, list[tuple[str, str, str]]]:
    table = scenario_table("A..b", units={"A": unit(HP_MAX=MOST)})
    table["units"][0]["hp"] = hp
    findings = Findings("file")
    scenario = decode_scenario(table, findings)
    return scenario, [(one.entry, one.field, one.rule) for one in findings.problems]


@pytest.mark.parametrize("hp", [1, MOST - 1, MOST])
def test_r3_1_a_unit_starts_with_the_hit_points_its_scenario_gives_it(hp: int) -> None:
    scenario, problems = drawn(hp)
    assert scenario is not None, problems
    state = BattleState(Setup(scenario))
    assert [one.hp for one in state.units] == [hp, state.units[1].profile.hp_max]
    assert BattleState.from_bytes(state.setup, state.to_bytes()).checksum() == state.checksum()


def test_r3_1_a_unit_without_starting_hit_points_has_all_of_them() -> None:
    scenario = load_scenario("crossroads")
    assert all(placed.hp is None for placed in scenario.units)
    assert all(one.hp == one.profile.hp_max for one in BattleState(Setup(scenario)).units)


@pytest.mark.parametrize("hp", [0, -1, MOST + 1, 1000, 1.5, "2", True, []])
def test_r3_1_other_starting_hit_points_are_refused(hp: object) -> None:
    scenario, problems = drawn(hp)
    assert scenario is None
    assert problems == [("units[0]", "hp", "R3.1")]


def test_r3_1_a_file_may_give_starting_hit_points_up_to_those_of_the_unit(tmp_path: Path) -> None:
    file = tmp_path / "worn.toml"
    most = load_scenario("crossroads").profiles
    file.write_text(FILE.format(hp=1))
    scenario = load_scenario(file)
    assert scenario.units[0].hp == 1
    most = scenario.profiles["fieldpiece"].hp_max
    file.write_text(FILE.format(hp=most))
    assert load_scenario(file).units[0].hp == most
    file.write_text(FILE.format(hp=most + 1))
    with pytest.raises(DataError, match=r"units\[0\]\.hp: .* \[R3\.1\]"):
        load_scenario(file)


def test_r3_1_starting_hit_points_are_written_only_where_they_are_given() -> None:
    scenario = load_scenario("random:7")
    written: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(scenario))
    assert all("hp" not in placed for placed in written["units"])
    worn = replace(scenario.units[0], hp=1)
    scenario = replace(scenario, units=(worn, *scenario.units[1:]))
    written = msgspec.json.decode(msgspec.json.encode(scenario))
    assert [placed["hp"] for placed in written["units"] if "hp" in placed] == [1]


def test_r3_1_a_save_carries_starting_hit_points(tmp_path: Path) -> None:
    scenario = load_scenario("random:7")
    worn = tuple(replace(placed, hp=1) for placed in scenario.units)
    game = Game.start(replace(scenario, units=worn), seed=3, players=("a", "b"))
    for _ in range(5):
        game.apply(game.legal_actions()[0])
    file = tmp_path / "worn.jsonl"
    game.save(file)
    loaded = Game.load(file)
    assert loaded.checksum() == game.checksum()
    assert [placed.hp for placed in loaded.header.scenario.units] == [1] * len(worn)
