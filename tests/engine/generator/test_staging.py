"""Staged battles: given armies on a board of the generator's; no generated battle changes by it."""

from __future__ import annotations

import hashlib
from typing import Final

import msgspec
import pytest
from msgspec.structs import replace

from engine.battle.generator import GroundKind, Stage, stage
from engine.battle.scenario import Scenario
from engine.battle.scenario_files import (
    GROUNDS_PLACE,
    load_scenario,
    packaged_materials,
    read_grounds,
)
from engine.battle.side import Side
from engine.data.datafiles import packaged_data
from engine.errors import DataError
from engine.hexgrid import Grid

GENERATED: Final = {
    "random:0": "b100e3abc2c1bad0",
    "random:1": "d78d36ec9401fa34",
    "random:2": "319476364657139e",
    "random:3": "c8fdf887a079a2c0",
    "random:4": "c0b6286878f80a0e",
    "random:5": "91412e36389a57d2",
    "random:6": "2d137d298363a8db",
    "random:7": "10b8d0ab716e20a1",
    "random:8": "f110908dc009dfb0",
    "random:9": "24d29c328c7104a7",
    "random:10": "feebc0aa8c0c1eb1",
    "random:11": "d3d8b52f8af5600d",
    "random:12": "ef4894a0d3d62e95",
    "random:13": "944c20758b3e9da9",
    "random:14": "5d6c4ca2a793414f",
    "random:15": "bf85ad991f95c276",
    "random:16": "e904c2d3ae11aafc",
    "random:17": "486be68e2995b873",
    "random:18": "367ff32fed6b1d23",
    "random:19": "90809aa4fb10be24",
    "random:20": "3e5d64a20eb13995",
    "random:21": "0ac5108dc3ab94ca",
    "random:22": "52ac964a7f0fe0e4",
    "random:23": "0274c006fdd2c967",
    "random:5:ordinate:murmur": "1d790435f7fe9e60",
    "random:6:windfall:windfall": "0c1d1d10ced10b1b",
    "random:7:deepwrought:ordinate": "528c486879988ed7",
    "random:8:murmur:windfall": "cb82bd01a2d86422",
    "random:9:murmur:murmur": "11874e509ed0dda1",
    "random:10:windfall:deepwrought": "a01bd210a691f169",
}
"""The beginnings of the SHA-256 of generated scenarios, from before armies could be staged."""
SIZES: Final = ((21, 17), (25, 21))


def grounds() -> dict[str, GroundKind]:
    return read_grounds(packaged_data().joinpath(GROUNDS_PLACE))


def army(faction: str, units: int) -> tuple[str, ...]:
    kinds = packaged_materials().catalog.factions[faction].units
    return tuple(kinds[number % len(kinds)] for number in range(units))


def staged(
    seed: int = 5,
    ground: str = "heath",
    size: tuple[int, int] = (25, 21),
    anchors: tuple[int, int] = (4, 4),
    deploy: int = 1,
    armies: tuple[tuple[str, ...], tuple[str, ...]] | None = None,
) -> Scenario:
    given = armies or (army("ordinate", 6), army("murmur", 9))
    drawn = Stage(seed, grounds()[ground], *size, *anchors, deploy)
    return stage(packaged_materials(), drawn, given, Side.TWO, 4)


@pytest.mark.parametrize("name", GENERATED)
def test_no_generated_battle_changes(name: str) -> None:
    written = msgspec.json.encode(load_scenario(name))
    assert hashlib.sha256(written).hexdigest().startswith(GENERATED[name])


@pytest.mark.parametrize("ground", grounds())
@pytest.mark.parametrize("size", SIZES)
def test_a_stage_has_its_size_objectives_rounds_and_armies(
    ground: str, size: tuple[int, int]
) -> None:
    one, two = army("windfall", 10), army("deepwrought", 7)
    scenario = staged(11, ground, size, (3, 3), armies=(one, two))
    assert (len(scenario.terrain[0]), len(scenario.terrain)) == size
    assert len(scenario.objectives) == 3
    assert (scenario.rules.rounds, scenario.first) == (4, Side.TWO)
    assert [placed.unit for placed in scenario.units] == [*one, *two]
    assert [placed.side for placed in scenario.units] == [Side.ONE] * 10 + [Side.TWO] * 7


def test_the_same_seed_has_the_same_ground_whoever_fights_on_it_and_wherever_they_start() -> None:
    first = staged()
    others = staged(armies=(army("deepwrought", 14), army("windfall", 3)), deploy=77)
    assert first.terrain == others.terrain
    assert first.objectives == others.objectives
    assert first.units != others.units
    assert first.terrain != staged(6).terrain


def test_the_deployment_depends_on_its_own_seed() -> None:
    assert staged(deploy=1) == staged(deploy=1)
    places = [[placed.hex for placed in staged(deploy=seed).units] for seed in (1, 2)]
    assert places[0] != places[1]


def codes(scenario: Scenario) -> list[str]:
    return [objective.code for objective in scenario.objectives]


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("anchors", [3, 4, 5])
def test_dark_anchors_are_first_their_own_images_then_those_nearer_the_attacker(
    seed: int, anchors: int
) -> None:
    whole = staged(seed, size=(21, 17), anchors=(anchors, anchors))
    image = Grid(21, 17).mirror
    alone, near, far = [], [], []
    for objective in whole.objectives:
        there = {*map(image, objective.hexes)}
        column = min(column for column, _ in objective.hexes)
        if there == set(objective.hexes):
            alone.append(objective.code)
        elif column < min(column for column, _ in there):
            near.append(objective.code)
        else:
            far.append(objective.code)
    assert len(near) == len(far)
    order = alone + near + far
    for lit in range(1, anchors + 1):
        left = staged(seed, size=(21, 17), anchors=(anchors, lit))
        assert codes(left) == sorted(order[anchors - lit :])
        assert left.terrain == whole.terrain
        assert left.units == whole.units


def test_a_stage_on_which_nobody_finds_a_place_is_refused() -> None:
    crowd = army("ordinate", 20)
    materials = packaged_materials()
    numbers = replace(materials.numbers, start_depth=(1, 1), tries=2)
    drawn = Stage(1, grounds()["heath"], 21, 17, 3, 3, 1)
    with pytest.raises(DataError, match=r"R3\.1"):
        stage(materials._replace(numbers=numbers), drawn, (crowd, crowd), Side.ONE, 5)
