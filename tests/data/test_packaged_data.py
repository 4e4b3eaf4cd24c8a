"""Judges the armies, boards and battles that come with the game: complete, fair, playable."""

from __future__ import annotations

import pytest

from engine.battle import weapon_rules
from engine.battle.battlefield import Battlefield, battlefield_of
from engine.battle.datafiles import (
    load_board,
    load_catalog,
    load_rules,
    load_scenario,
    names_of,
    packaged_data,
)
from engine.battle.scenario import Scenario
from engine.battle.side import Side
from engine.battle.state import BattleState, Setup

DATA = packaged_data()
CATALOG = load_catalog(DATA)
RULES = load_rules(DATA)
BOARDS = names_of(DATA, "board")
SCENARIOS = names_of(DATA, "scenario")
MIRRORED = ["full_muster", "last_light", "lock_keepers", "shift_change"]


def field_of(board: str) -> Battlefield:
    return battlefield_of(load_board(DATA, board, RULES), RULES.rough_cost)


def test_the_factions_use_every_weapon_rule_together() -> None:
    written = [text for weapon in CATALOG.weapons.values() for text in weapon.weapon_rules]
    used = {weapon_rules.parse(text).name for text in written}
    assert used == {*weapon_rules.NUMBERED, *weapon_rules.PLAIN, weapon_rules.ANTI}


def test_the_factions_use_every_kind_of_dice() -> None:
    written = {value for weapon in CATALOG.weapons.values() for value in (weapon.nb, weapon.dmg)}
    assert {"D3", "D6", "2D6", "D6+1"} <= written


def test_every_weapon_is_carried_and_every_unit_fights_somewhere() -> None:
    units = CATALOG.units.values()
    carried = {code for unit in units for code in unit.rng_weapon_codes + unit.cc_weapon_codes}
    assert carried == set(CATALOG.weapons)
    fighting = {placed.unit for name in SCENARIOS for placed in load_scenario(name).units}
    assert fighting == set(CATALOG.units)


@pytest.mark.parametrize("name", BOARDS)
def test_a_board_is_in_one_piece_and_maps_onto_itself(name: str) -> None:
    field = field_of(name)
    start = field.ground & -field.ground
    reached, before = start, 0
    while reached != before:
        before, reached = reached, reached | field.grid.neighbours(reached) & field.ground
    assert reached == field.ground
    for offset in field.grid.offsets.values():
        assert field.terrain_at(offset) is field.terrain_at(field.grid.mirror(offset)), offset


def image(scenario: Scenario) -> tuple[set[tuple[object, ...]], set[frozenset[object]]]:
    """Give the mirror image of a scenario's armies, sides exchanged, and of its objectives."""
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
            seen = field.visible[unit.cell] & field.within(unit.cell, weapon.reach)
            assert not seen & state.occupied[unit.side.other.index], (unit.id, weapon.code)


@pytest.mark.parametrize("name", SCENARIOS)
def test_objectives_can_be_stood_on(name: str) -> None:
    setup = Setup(load_scenario(name))
    assert not any(cells & setup.field.walls for cells in setup.objectives)


def test_ten_fight_ten_at_the_crossroads() -> None:
    scenario = load_scenario("crossroads")
    assert (len(scenario.terrain[0]), len(scenario.terrain)) == (25, 21)
    for side in Side:
        assert sum(unit.side is side for unit in scenario.units) == 10
