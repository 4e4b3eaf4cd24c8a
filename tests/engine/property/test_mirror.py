"""A mirrored board with sides exchanged is the same battle (R1.6), to the last die."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.battle import rules, turn
from engine.battle.events import Reason
from engine.battle.forecast import forecast_attack
from engine.battle.state import BattleState, Setup
from engine.dice import ScriptedDice
from tests.engine.generated import SMALL, scenarios
from tests.engine.property.mirror import mirrored, mirrored_action, mirrored_hex
from tests.engine.walk import CASES, mostly_slow, walk

if TYPE_CHECKING:
    from engine.battle.scenario import Scenario


def require_mirrored(state: BattleState, other: BattleState) -> None:
    scenario = state.setup.scenario
    there = {mirrored_action(scenario, action) for action in rules.legal_actions(state)}
    assert there == set(rules.legal_actions(other))
    for unit, twin in zip(state.units, other.units, strict=True):
        assert twin.side is unit.side.other
        assert other.offset(twin) == mirrored_hex(scenario, state.offset(unit))
        assert twin.hp == unit.hp
    assert (other.points[1], other.points[0]) == (state.points[0], state.points[1])
    assert other.owners == [None if owner is None else owner.other for owner in state.owners]
    assert other.round == state.round
    assert other.phase is state.phase
    assert other.side is state.side.other
    if state.result is None:
        assert other.to_act is state.to_act.other
        return
    assert other.result is not None
    assert other.result.reason is state.result.reason
    if state.result.winner is None:
        assert state.result.reason is Reason.DRAW
        assert other.result.winner is None
    else:
        assert other.result.winner is state.result.winner.other


def require_mirrored_battle(scenario: Scenario, seed: int, most: int) -> None:
    other, _ = turn.start(Setup(mirrored(scenario)))
    for number, step in enumerate(walk(scenario, seed, most)):
        if number == 0:
            require_mirrored(step.before, other)
        dice = ScriptedDice(step.faces)
        other, _ = rules.apply(other, mirrored_action(scenario, step.action), dice)
        assert not dice.left
        require_mirrored(step.after, other)


def test_mirroring_twice_changes_nothing() -> None:
    for scenario in CASES.values():
        assert mirrored(mirrored(scenario)) == scenario


@pytest.mark.parametrize("case", mostly_slow(CASES))
def test_r1_6_a_mirrored_battle_is_the_same_battle(case: str) -> None:
    for seed in (1, 2):
        require_mirrored_battle(CASES[case], seed, 10_000)


@settings(max_examples=40)
@given(scenarios(SMALL), st.integers(0, 2**32 - 1))
def test_r1_6_a_mirrored_battle_is_the_same_battle_anywhere(scenario: Scenario, seed: int) -> None:
    require_mirrored_battle(scenario, seed, 80)


@pytest.mark.parametrize("case", mostly_slow(CASES))
def test_r1_6_mirrored_odds_are_the_same(case: str) -> None:
    scenario = CASES[case]
    state, _ = turn.start(Setup(scenario))
    other, _ = turn.start(Setup(mirrored(scenario)))
    for unit in state.units[:8]:
        for target in state.units:
            if target.side is unit.side:
                continue
            for weapon in unit.profile.ranged + unit.profile.melee:
                here = forecast_attack(state, unit, weapon, target)
                there = forecast_attack(other, other.units[unit.id], weapon, other.units[target.id])
                assert here == there


def test_r1_6_the_grid_mirrors_as_the_rule_says() -> None:
    for scenario in CASES.values():
        grid = Setup(scenario).field.grid
        assert {grid.mirror(hex_) for hex_ in grid.offsets.values()} == set(grid.offsets.values())
        assert all(
            grid.mirror(hex_) == mirrored_hex(scenario, hex_) for hex_ in grid.offsets.values()
        )


PACKAGED_MIRRORED = (
    "full_muster",
    "grand_tide",
    "last_light",
    "lock_keepers",
    "low_water",
    "shift_change",
)


@pytest.mark.parametrize("name", PACKAGED_MIRRORED)
def test_packaged_scenarios_that_say_so_are_mirrored(name: str) -> None:
    scenario = CASES[name]
    turned = mirrored(scenario)
    assert turned.terrain == scenario.terrain
    here = sorted((one.side.value, one.unit, one.hex) for one in scenario.units)
    there = sorted((one.side.value, one.unit, one.hex) for one in turned.units)
    assert here == there
    assert sorted(sorted(one.hexes) for one in scenario.objectives) == sorted(
        sorted(one.hexes) for one in turned.objectives
    )
