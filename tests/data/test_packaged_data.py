"""Judges the armies, boards and battles that come with the game: complete, fair, playable."""

from __future__ import annotations

from collections import Counter

import pytest

from engine.battle.battlefield import Battlefield, battlefield_of
from engine.battle.flood_fill import path_cost_layers
from engine.battle.scenario import Scenario
from engine.battle.scenario_files import load_board, load_rules, load_scenario
from engine.battle.side import Side
from engine.battle.state import BattleState, Setup
from engine.data import weapon_rules
from engine.data.datafiles import names_of, packaged_data
from engine.data.factions import load_catalog
from scripts.compile_catalogues import find_catalogues, read_catalogue, texts_of

DATA = packaged_data()
CATALOG = load_catalog(DATA)
RULES = load_rules(DATA)
BOARDS = names_of(DATA, "board")
SCENARIOS = names_of(DATA, "scenario")
FACTIONS = ["deepwrought", "murmur", "ordinate", "windfall"]
ODD_BOARDS = ["mill_race", "old_quarry", "toll_road"]
MIRRORED = [
    "full_muster",
    "grand_tide",
    "last_light",
    "lock_keepers",
    "low_water",
    "shift_change",
]


def field_of(board: str) -> Battlefield:
    return battlefield_of(load_board(DATA, board, RULES), RULES.rough_cost)


def test_the_factions_use_every_weapon_rule_together() -> None:
    written = [text for weapon in CATALOG.weapons.values() for text in weapon.weapon_rules]
    used = {weapon_rules.parse(text).name for text in written}
    assert used == {*weapon_rules.NUMBERED, *weapon_rules.PLAIN, weapon_rules.ANTI}


def test_the_factions_use_every_kind_of_dice() -> None:
    written = {value for weapon in CATALOG.weapons.values() for value in (weapon.nb, weapon.dmg)}
    assert {"D3", "D6", "2D6", "D6+1"} <= written


def test_there_are_four_factions_of_seven_units() -> None:
    assert {name: len(one.units) for name, one in CATALOG.factions.items()} == dict.fromkeys(
        FACTIONS, 7
    )


@pytest.mark.parametrize("faction", FACTIONS)
def test_ranges_stay_under_the_width_of_a_board_and_few_are_long(faction: str) -> None:
    reaches = [
        max((CATALOG.weapons[code].rng for code in CATALOG.units[name].rng_weapon_codes), default=0)
        for name in CATALOG.factions[faction].units
    ]
    assert max(reaches) <= 18
    assert sum(reach > 14 for reach in reaches) <= 2


def test_every_weapon_is_carried_and_every_unit_fights_somewhere() -> None:
    units = CATALOG.units.values()
    carried = {code for unit in units for code in unit.rng_weapon_codes + unit.cc_weapon_codes}
    assert carried == set(CATALOG.weapons)
    fighting = {placed.unit for name in SCENARIOS for placed in load_scenario(name).units}
    assert fighting == set(CATALOG.units)


@pytest.mark.parametrize("name", BOARDS)
def test_a_board_is_in_one_piece(name: str) -> None:
    field = field_of(name)
    start = field.ground & -field.ground
    reached, before = start, 0
    while reached != before:
        before, reached = reached, reached | field.grid.neighbours(reached) & field.ground
    assert reached == field.ground


@pytest.mark.parametrize("name", BOARDS)
def test_a_board_maps_onto_itself_or_is_known_not_to(name: str) -> None:
    field = field_of(name)
    itself = all(
        field.terrain_at(offset) is field.terrain_at(field.grid.mirror(offset))
        for offset in field.grid.offsets.values()
    )
    assert itself is (name not in ODD_BOARDS)


def test_there_are_ten_boards_most_of_them_of_the_common_size() -> None:
    grids = {name: field_of(name).grid for name in BOARDS}
    sizes = Counter((grid.columns, grid.rows) for grid in grids.values())
    assert sizes.total() >= 10
    assert 2 * sizes[25, 21] > sizes.total()
    assert sizes[44, 60] == 1
    turned = [name for name, grid in grids.items() if grid.columns % 2 == 0]
    assert set(turned) - set(ODD_BOARDS)
    large = [name for name, grid in grids.items() if grid.columns == 25]
    assert sum(name not in ODD_BOARDS for name in large) >= 6


@pytest.mark.parametrize("name", BOARDS)
def test_walls_break_up_the_long_lines_of_sight(name: str) -> None:
    field = field_of(name)
    far = [(cell, field.ground & ~field.within(cell, 11)) for cell in field.grid.offsets]
    pairs = [
        (cells, cells & field.visible[cell]) for cell, cells in far if field.ground >> cell & 1
    ]
    seen = sum(visible.bit_count() for _, visible in pairs)
    assert 4 * seen <= sum(cells.bit_count() for cells, _ in pairs)


@pytest.mark.parametrize("name", BOARDS)
def test_large_boards_have_ground_of_every_kind(name: str) -> None:
    field = field_of(name)
    if field.grid.columns >= 25:
        assert all((field.walls, field.cover, field.rough))


def image(scenario: Scenario) -> tuple[set[tuple[object, ...]], set[frozenset[object]]]:
    """Return the mirror image of a scenario's armies, sides exchanged, and of its objectives."""
    grid = battlefield_of(scenario.terrain, scenario.rules.rough_cost).grid
    units = {(unit.side.other, unit.unit, grid.mirror(unit.hex)) for unit in scenario.units}
    return units, {frozenset(grid.mirror(hexa) for hexa in o.hexes) for o in scenario.objectives}


@pytest.mark.parametrize("name", SCENARIOS)
def test_mirrored_scenarios_are_and_others_are_not(name: str) -> None:
    scenario = load_scenario(name)
    units = {(unit.side, unit.unit, unit.hex) for unit in scenario.units}
    objectives = {frozenset(objective.hexes) for objective in scenario.objectives}
    assert (image(scenario) == (units, objectives)) is (name in MIRRORED)


@pytest.mark.parametrize("name", SCENARIOS)
def test_nobody_starts_under_a_gun(name: str) -> None:
    state = BattleState(Setup(load_scenario(name)))
    field = state.setup.field
    for unit in state.units:
        for weapon in unit.profile.ranged:
            seen = field.visible[unit.cell] & field.within(unit.cell, weapon.range)
            assert not seen & state.occupied[unit.side.other.index], (unit.id, weapon.code)


@pytest.mark.parametrize("name", SCENARIOS)
def test_objectives_can_be_stood_on(name: str) -> None:
    setup = Setup(load_scenario(name))
    assert not any(cells & setup.field.walls for cells in setup.objectives)


@pytest.mark.parametrize("name", SCENARIOS)
def test_every_objective_can_be_walked_to_by_both_sides(name: str) -> None:
    state = BattleState(Setup(load_scenario(name)))
    for cells in state.setup.objectives:
        layers = list(path_cost_layers(state.setup.field, cells))
        reached = sum(layers)
        assert all(reached >> unit.cell & 1 for unit in state.units)


@pytest.mark.parametrize("name", SCENARIOS)
def test_armies_are_worth_the_same_within_three_percent(name: str) -> None:
    worth = dict.fromkeys(Side, 0)
    for placed in load_scenario(name).units:
        worth[placed.side] += CATALOG.units[placed.unit].value
    assert 100 * (max(worth.values()) - min(worth.values())) <= 3 * max(worth.values())


def sizes_of(scenario: Scenario) -> tuple[int, int]:
    count = Counter(unit.side for unit in scenario.units)
    return count[Side.ONE], count[Side.TWO]


def test_there_are_fifteen_scenarios_from_three_to_twelve_a_side() -> None:
    assert len(SCENARIOS) >= 15
    sizes = sorted(sizes_of(load_scenario(name)) for name in SCENARIOS)
    assert sizes[0] == (3, 3)
    assert sizes[-1] == (12, 12)
    assert sizes_of(load_scenario("crossroads")) == (10, 10)


def test_scenarios_differ_in_who_goes_first_and_in_what_counts() -> None:
    scenarios = [load_scenario(name) for name in SCENARIOS]
    first = Counter(scenario.first for scenario in scenarios)
    assert abs(first[Side.ONE] - first[Side.TWO]) <= 2
    assert sum(not scenario.score_objectives for scenario in scenarios) == 1
    assert {load_scenario(name).terrain for name in SCENARIOS} == {
        load_board(DATA, board, RULES) for board in BOARDS
    }


def test_the_four_factions_fight_equally_often() -> None:
    of_unit = {unit: name for name, one in CATALOG.factions.items() for unit in one.units}
    armies = Counter(
        name
        for scenario in map(load_scenario, SCENARIOS)
        for side in Side
        for name in {of_unit[placed.unit] for placed in scenario.units if placed.side is side}
    )
    assert set(armies) == set(FACTIONS)
    assert max(armies.values()) - min(armies.values()) <= 3


def test_every_faction_meets_every_other() -> None:
    of_unit = {unit: name for name, one in CATALOG.factions.items() for unit in one.units}
    met = {
        frozenset(of_unit[placed.unit] for placed in load_scenario(name).units)
        for name in SCENARIOS
    }
    pairs = {frozenset((a, b)) for a in FACTIONS for b in FACTIONS if a != b}
    assert pairs <= met


def test_everything_has_its_texts() -> None:
    english = next(po for po in find_catalogues() if po.parents[1].name == "en")
    texts = {key for key, written in texts_of(read_catalogue(english)).items() if all(written)}
    needed = {
        *(
            (context, code)
            for context in ("unit", "unit-role", "unit-text")
            for code in CATALOG.units
        ),
        *((f"faction{part}", code) for part in ("", "-style", "-text") for code in FACTIONS),
        *((context, name) for context in ("board", "board-text") for name in BOARDS),
        *((context, name) for context in ("scenario", "scenario-story") for name in SCENARIOS),
        *(("weapon", code) for code in CATALOG.weapons),
    }
    assert needed <= texts
