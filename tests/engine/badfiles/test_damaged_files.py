"""Data files damaged at random are read or refused with a DataError, never with anything else."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.battle import Game
from engine.battle.data_kinds import BATTLE_KINDS
from engine.battle.scenario_files import packaged_materials, read_scenario
from engine.data.datafiles import FOLDERS, files_in, packaged_data
from engine.data.inspection import inspect_file, inspect_root
from engine.errors import DataError
from tests.engine.badfiles.data_root import TEXTS, lay_out, read
from tests.engine.badfiles.mutation import damage

if TYPE_CHECKING:
    from pathlib import Path

DAMAGES = 250
MATERIALS = packaged_materials()


@pytest.mark.fuzz
@pytest.mark.parametrize("name", TEXTS)
def test_a_damaged_file_is_read_or_refused(name: str, tmp_path: Path) -> None:
    refused = []
    root = lay_out(tmp_path, {})
    for seed in range(DAMAGES):
        (root / name).write_bytes(damage(TEXTS[name].encode(), seed))
        try:
            scenario = read(root)
        except DataError as error:
            refused.append(error)
        else:
            assert Game.start(scenario, 1).state.units
    assert len(refused) > DAMAGES // 4
    for problem in itertools.chain(*(error.problems for error in refused)):
        assert str(root) in problem.file
        assert problem.message
        assert problem.rule.startswith("R")


@settings(max_examples=100)
@given(st.sampled_from(sorted(TEXTS)), st.binary(max_size=200))
def test_anything_in_place_of_a_file_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, name: str, content: bytes
) -> None:
    root = lay_out(tmp_path_factory.mktemp("root"), {})
    (root / name).write_bytes(content)
    with pytest.raises(DataError):
        read(root)


@pytest.mark.parametrize("kind", FOLDERS)
def test_packaged_files_are_right(kind: str) -> None:
    for file in files_in(packaged_data(), kind):
        assert file.name.endswith(".toml")
        if kind == "scenario":
            assert read_scenario(file, packaged_data(), MATERIALS.rules, MATERIALS.catalog).units


@pytest.mark.fuzz
def test_an_inspection_of_a_damaged_root_never_fails(tmp_path: Path) -> None:
    for seed in range(DAMAGES):
        name = sorted(TEXTS)[seed % len(TEXTS)]
        root = lay_out(tmp_path, {})
        (root / name).write_bytes(damage(TEXTS[name].encode(), 1000 + seed))
        assert inspect_root(root, BATTLE_KINDS).files
        assert inspect_file(root / name, BATTLE_KINDS).files
