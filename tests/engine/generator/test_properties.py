"""Thousands of generated battles: whatever the seed, the board is one and the battle is fair."""

from __future__ import annotations

import collections

import pytest

from engine.battle.flood_fill import path_cost_layers
from engine.battle.generator import GenerationRequest, generate
from engine.battle.scenario_files import load_scenario, packaged_materials
from engine.battle.side import Side
from engine.battle.state import BattleState, Setup
from engine.battle.targets import melee_targets, ranged_targets
from engine.hexgrid import cells_of
from tests.engine.generator.judgement import army, judge, points

MATERIALS = packaged_materials()
SHARD = 50
MEASURING = MATERIALS.numbers.making_seeds


@pytest.mark.slow
@pytest.mark.parametrize("shard", range(40))
def test_whatever_the_seed_the_battle_is_fair(shard: int) -> None:
    # Seeds for measuring are left to those who measure.
    for seed in range(shard * SHARD, (shard + 1) * SHARD):
        judge(generate(MATERIALS, seed), MATERIALS)


@pytest.mark.parametrize("seed", [10**5, MEASURING - 1, MATERIALS.numbers.largest_seed])
def test_large_seeds_are_as_good_as_small_ones(seed: int) -> None:
    scenario = load_scenario(f"random:{seed}")
    assert scenario.name == f"random:{seed}"
    judge(scenario, MATERIALS)


@pytest.mark.parametrize("seed", range(24))
def test_at_the_start_the_rules_give_nobody_a_target(seed: int) -> None:
    state = BattleState(Setup(load_scenario(f"random:{seed}")))
    for unit in state.units:
        assert not melee_targets(state, unit)
        assert not any(ranged_targets(state, unit, weapon) for weapon in unit.profile.ranged)


@pytest.mark.parametrize("seed", range(24))
def test_the_ways_to_the_objectives_are_as_long_for_one_as_for_the_other(seed: int) -> None:
    setup = Setup(load_scenario(f"random:{seed}"))
    field, placed = setup.field, setup.scenario.units
    ways = []
    for objective in setup.objectives:
        layers = list(path_cost_layers(field, objective))
        assert sum(layers) == field.ground, "every hex has a way to every objective"
        ways.append({cell: n for n, layer in enumerate(layers) for cell in cells_of(layer)})
    cells = {side: [field.grid.cell(p.hex) for p in placed if p.side is side] for side in Side}
    fewer = min(Side, key=lambda side: len(cells[side]))
    images = [field.grid.cell(field.grid.mirror(field.grid.offsets[c])) for c in cells[fewer]]
    assert set(images) <= set(cells[fewer.other])
    for cell, image in zip(cells[fewer], images, strict=True):
        assert sorted(way[cell] for way in ways) == sorted(way[image] for way in ways)


@pytest.fixture(scope="module")
def many() -> list[tuple[str, ...]]:
    """Return the facts of 300 battles: factions, units, sizes, objectives, who goes first."""
    homes = {unit: code for code, one in MATERIALS.catalog.factions.items() for unit in one.units}
    facts = []
    for seed in range(3000, 3300):
        scenario = generate(MATERIALS, seed)
        facts += [("unit", placed.unit) for placed in scenario.units]
        met = tuple(homes[army(scenario, side)[0].unit] for side in Side)
        facts.append(("factions", *met))
        facts.append(("size", f"{len(scenario.terrain[0])} x {len(scenario.terrain)}"))
        facts.append(("objectives", str(len(scenario.objectives))))
        facts.append(("first", scenario.first.value))
        facts.append(("points", "equal" if len({points(scenario, s) for s in Side}) == 1 else ""))
        kinds = [[placed.unit for placed in army(scenario, side)] for side in Side]
        facts.append(("same", str(met[0] == met[1] and kinds[0] == kinds[1])))
        facts += [("units", str(len(side))) for side in kinds]
        facts += [("terrain", character) for character in set("".join(scenario.terrain))]
    return facts


def counted(many: list[tuple[str, ...]], what: str) -> dict[tuple[str, ...], int]:
    return collections.Counter(fact[1:] for fact in many if fact[0] == what)


def test_every_faction_meets_every_other_and_itself(many: list[tuple[str, ...]]) -> None:
    factions = MATERIALS.catalog.factions
    pairs = {(one, two) for one in factions for two in factions}
    assert set(counted(many, "factions")) == pairs


def test_every_unit_is_fielded(many: list[tuple[str, ...]]) -> None:
    assert {unit for (unit,) in counted(many, "unit")} == set(MATERIALS.catalog.units)


def test_battles_differ_in_everything(many: list[tuple[str, ...]]) -> None:
    numbers = MATERIALS.numbers
    sizes = {(f"{size.columns} x {size.rows}",) for size in numbers.sizes}
    default = (f"{numbers.default_columns} x {numbers.default_rows}",)
    found = counted(many, "size")
    assert set(found) == sizes | {default}
    assert found[default] > sum(found.values()) / 2
    least, most = numbers.objectives
    assert set(counted(many, "objectives")) == {(str(n),) for n in range(least, most + 1)}
    least, most = numbers.units
    assert set(counted(many, "units")) == {(str(n),) for n in range(least, most + 1)}
    assert set(counted(many, "same")) == {("True",), ("False",)}
    assert set(counted(many, "terrain")) == {(".",), ("#",), ("%",), ("~",)}


def test_either_side_goes_first_as_often(many: list[tuple[str, ...]]) -> None:
    first = counted(many, "first")
    assert set(first) == {("ONE",), ("TWO",)}
    assert min(first.values()) > 100


@pytest.mark.parametrize("seed", [3, 11, 29])
def test_chosen_factions_fight_on_the_board_of_the_seed(seed: int) -> None:
    drawn = load_scenario(GenerationRequest(seed, None).name)
    codes = sorted(MATERIALS.catalog.factions)
    for factions in ((codes[0], codes[-1]), (codes[-1], codes[0]), (codes[0], codes[0])):
        scenario = load_scenario(GenerationRequest(seed, factions).name)
        judge(scenario, MATERIALS)
        assert scenario.terrain == drawn.terrain
        assert scenario.objectives == drawn.objectives
        assert scenario.first is drawn.first
        assert abs(points(scenario, Side.ONE) - points(drawn, Side.ONE)) <= 30
        for side, faction in zip(Side, factions, strict=True):
            units = {placed.unit for placed in army(scenario, side)}
            assert units <= set(MATERIALS.catalog.factions[faction].units)
        assert load_scenario(scenario.name) == scenario
