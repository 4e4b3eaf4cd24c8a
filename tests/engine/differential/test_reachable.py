"""The engine's floods against Dijkstra in plain offsets: moves, advances, charges (R4.2, R7.3)."""

from __future__ import annotations

import itertools
import random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.battle import reachable, rules, turn
from engine.battle.events import MoveKind, UnitMoved
from engine.battle.forecast import charge_chance
from engine.battle.phase import Phase
from engine.battle.state import AdvancePending, ChargePending
from tests.engine.differential.slow_board import SlowReach, neighbours
from tests.engine.generated import SMALL, scenarios
from tests.engine.walk import CASES, Step, mostly_slow, walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.battle.scenario import Scenario
    from engine.battle.state import BattleState, Unit
    from engine.hexgrid import Offset

STATES = 10
UNITS = 6
MANY = 25
PACES = (1, 2, 3, 6, 9, 13)


def sampled_units(case: str, seed: int) -> Iterator[tuple[BattleState, Unit]]:
    chooser = random.Random(seed)
    states = [step.before for step in walk(CASES[case], seed)]
    small = len(CASES[case].units) < MANY
    for state in chooser.sample(states, min(STATES if small else 2, len(states))):
        living = [unit for unit in state.units if unit.hp > 0]
        for unit in chooser.sample(living, min(UNITS if small else 3, len(living))):
            yield state, unit


def within(costs: dict[Offset, int], points: int) -> set[Offset]:
    return {hex_ for hex_, cost in costs.items() if cost <= points}


def require_same_moves(state: BattleState, unit: Unit) -> None:
    grid = state.field.grid
    costs = SlowReach(state, unit).destinations()
    for points in {*PACES, unit.profile.move}:
        found = reachable.destinations(state, unit, points)
        assert set(grid.offsets_of(found)) == within(costs, points)
        open_to = reachable.open_cells(state, unit.side)
        assert reachable.can_step(state, unit, open_to, points) == bool(found)
    for hex_ in sorted(within(costs, max(PACES)))[::3]:
        path = reachable.move_path(state, unit, grid.cell(hex_), max(PACES))
        require_path(state, path, costs[hex_])
        assert all(step in costs for step in path[1:])


def require_path(state: BattleState, path: tuple[Offset, ...], cost: int) -> None:
    assert all(b in neighbours(a) for a, b in itertools.pairwise(path))
    assert len(set(path)) == len(path)
    assert reachable.path_cost(state, path) == cost, "the path shown is a cheapest one"


def require_same_charges(state: BattleState, unit: Unit) -> None:
    """R7.1: only units that aren't engaged charge."""
    if state.is_engaged(unit):
        return
    grid = state.field.grid
    slow = SlowReach(state, unit)
    ends = {target: slow.charge_ends(target) for target in slow.enemies}
    for points in PACES:
        reached = sum(1 << t for t, costs in ends.items() if within(costs, points))
        assert reachable.charge_targets(state, unit, points) == reached
        for number, costs in ends.items():
            target = state.units[number]
            found = reachable.charge_ends(state, unit, target, points)
            assert set(grid.offsets_of(found)) == within(costs, points)
            cheapest = min(costs.values(), default=points + 1)
            expected = cheapest if cheapest <= points else None
            assert reachable.charge_cost(state, unit, target, points) == expected
            for hex_ in sorted(within(costs, points))[::2]:
                path = reachable.charge_path(state, unit, target, grid.cell(hex_), points)
                require_path(state, path, costs[hex_])
    roll = state.setup.charge_roll
    for number, costs in ends.items():
        cheapest = min(costs.values(), default=roll.highest + 1)
        chance = charge_chance(state, unit, state.units[number])
        assert chance == pytest.approx(roll.chance_at_least(cheapest), abs=1e-12)


@pytest.mark.parametrize("case", mostly_slow(CASES))
def test_r4_2_destinations_on_every_board(case: str) -> None:
    for state, unit in sampled_units(case, 21):
        require_same_moves(state, unit)


@pytest.mark.parametrize("case", mostly_slow(CASES))
def test_r7_3_charges_on_every_board(case: str) -> None:
    for state, unit in sampled_units(case, 22):
        require_same_charges(state, unit)


@settings(max_examples=40)
@given(scenarios(SMALL), st.integers(0, 2**32 - 1))
def test_destinations_and_charges_anywhere(scenario: Scenario, seed: int) -> None:
    states = [step.before for step in walk(scenario, seed, 60)]
    for state in random.Random(seed).sample(states, min(4, len(states))):
        for unit in state.units:
            if unit.hp > 0:
                require_same_moves(state, unit)
                require_same_charges(state, unit)


@pytest.mark.parametrize("case", mostly_slow(CASES))
def test_every_step_taken_is_one_the_slow_board_allows(case: str) -> None:
    for step in walk(CASES[case], 23):
        for event in step.events:
            if isinstance(event, UnitMoved):
                require_allowed(step, event)


def require_allowed(step: Step, event: UnitMoved) -> None:
    state = step.before
    unit = state.units[event.unit]
    slow = SlowReach(state, unit)
    if event.kind is MoveKind.CHARGE:
        assert isinstance(state.pending, ChargePending)
        costs, most = slow.charge_ends(state.pending.target), state.pending.roll
    elif event.kind is MoveKind.ADVANCE:
        assert isinstance(state.pending, AdvancePending)
        costs, most = slow.destinations(), state.pending.roll
    else:
        costs, most = slow.destinations(), unit.profile.move
    assert costs[event.path[-1]] == event.cost
    assert event.cost <= most
    require_path(state, event.path, event.cost)


@pytest.mark.parametrize("case", mostly_slow(CASES))
def test_the_moves_that_are_listed_are_those_of_the_slow_board(case: str) -> None:
    for step in walk(CASES[case], 24):
        state = step.before
        if state.phase is Phase.MOVE and state.active is not None:
            unit = state.units[state.active]
            listed = set(state.field.grid.offsets_of(rules.options(state).move))
            assert listed == within(SlowReach(state, unit).destinations(), unit.profile.move)


@pytest.mark.parametrize("case", mostly_slow(CASES))
def test_pools_are_those_of_the_slow_board(case: str) -> None:
    """R4.1, R7.1: who has a destination, and who a charge target, while nobody is activated."""
    highest = CASES[case].rules.charge_roll.highest
    seen = 0
    for step in walk(CASES[case], 25):
        state = step.before
        if state.active is not None or state.phase not in (Phase.MOVE, Phase.CHARGE) or seen > 15:
            continue
        seen += 1
        pool = turn.pool_of(state)
        for unit in state.living(state.side):
            if state.phase is Phase.MOVE:
                able = bool(within(SlowReach(state, unit).destinations(), unit.profile.move))
            else:
                able = may_charge(state, unit, highest)
            acted = state.activated >> unit.id & 1
            assert bool(pool >> unit.id & 1) == (able and not acted)


def may_charge(state: BattleState, unit: Unit, highest: int) -> bool:
    slow = SlowReach(state, unit)
    engaged = any(slow.start in neighbours(place) for place in slow.enemies.values())
    if unit.marks.fled or unit.marks.advanced or engaged:
        return False
    return any(within(slow.charge_ends(target), highest) for target in slow.enemies)
