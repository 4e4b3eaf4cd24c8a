"""The outlook: a lead counts for more the less is still to come, objectives and units for less."""

from __future__ import annotations

import math
from typing import Any

import msgspec
import pytest

from engine.battle import Side
from engine.battle.events import Reason, Result
from engine.battle.state import BattleState
from engine.evaluation.position import VICTORY, PositionEvaluator
from engine.evaluation.values import scorings_left
from tests.engine.boards import battle, unit

PLAIN = PositionEvaluator(hold=0.1, force=0.3, spread=15.0)
HILLS = {"hill": [(3, 0)], "well": [(5, 0)]}
UNITS = unit(VALUE=9, HP_MAX=4)


def begun(**options: Any) -> BattleState:
    board = battle("AB......c.d", A=UNITS, B=UNITS, c=UNITS, d=UNITS, **options)
    return board.state


def changed(state: BattleState, **fields: Any) -> BattleState:
    return BattleState.from_snapshot(
        state.setup, msgspec.structs.replace(state.snapshot(), **fields)
    )


def late(state: BattleState) -> BattleState:
    return changed(state, round=state.setup.rules.rounds)


def hurt(state: BattleState, number: int, hp: int) -> BattleState:
    units = list(state.snapshot().units)
    units[number] = msgspec.structs.replace(units[number], hp=hp)
    return changed(state, units=tuple(units))


def judged(state: BattleState, side: Side = Side.ONE) -> float:
    return PLAIN.evaluate(state, side)


@pytest.mark.parametrize(("winner", "worth"), [(Side.ONE, 1), (Side.TWO, -1), (None, 0)])
def test_a_battle_that_is_over_is_what_it_came_to(winner: Side | None, worth: int) -> None:
    reason = Reason.DRAW if winner is None else Reason.ELIMINATION
    over = changed(begun(), points=(30, 0), result=Result(winner, reason, (30, 0), (18, 18)))
    assert judged(over) == worth * VICTORY
    assert judged(over, Side.TWO) == -worth * VICTORY


def test_both_sides_see_the_same_battle() -> None:
    state = changed(hurt(begun(objectives=HILLS), 2, 1), points=(5, 12), owners=(Side.ONE, None))
    assert judged(state) == pytest.approx(-judged(state, Side.TWO))
    assert judged(begun(objectives=HILLS)) == 0


def test_it_is_the_lead_to_be_expected_by_what_may_still_change() -> None:
    state = changed(begun(objectives=HILLS), points=(9, 4), owners=(Side.ONE, Side.TWO))
    state = hurt(state, 3, 2)
    own, enemy = (scorings_left(state, side) for side in Side)
    # One of four equal units has lost half of its hit points: a quarter of its worth, an eighth of
    # an army.
    expected = 5 + 0.3 * (own + enemy) / 2 * 12.5
    expected += 0.1 * state.setup.rules.objective_points * (own - enemy)
    spread = 15.0 * math.sqrt((own + enemy) / 2)
    assert judged(state) == pytest.approx(100 * math.tanh(expected / spread))


def test_a_lead_counts_for_more_the_less_is_still_to_come() -> None:
    state = changed(begun(objectives=HILLS), points=(5, 0))
    assert 0 < judged(state) < judged(late(state)) < VICTORY


def test_units_and_objectives_count_for_less_then() -> None:
    weaker = hurt(begun(objectives=HILLS), 0, 1)
    holding = changed(begun(objectives=HILLS), owners=(Side.ONE, None))
    for state in (weaker, holding):
        assert abs(judged(late(state))) < abs(judged(state))
    assert judged(weaker) < 0 < judged(holding)


def test_a_unit_that_lives_counts_for_half_of_its_worth_at_least() -> None:
    nearly, gone = (math.atanh(judged(hurt(begun(), 0, hp)) / VICTORY) for hp in (1, 0))
    # With one of four hit points left it has lost three quarters of the other half.
    assert nearly / gone == pytest.approx(3 / 8)


def test_objectives_that_bring_nothing_count_for_nothing() -> None:
    state = changed(begun(objectives=HILLS, score=False), owners=(Side.ONE, Side.ONE))
    assert judged(state) == 0


def test_however_good_it_looks_it_is_less_than_a_victory() -> None:
    assert 0.9 * VICTORY < judged(late(changed(begun(), points=(40, 0)))) < VICTORY
