"""The rules allow exactly as many sequences of actions as they always did (see `tiny.py`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest

from engine.battle import rules, turn
from engine.battle.actions import KINDS
from engine.battle.state import Setup
from tests.engine.perft.tiny import COUNTS, DEPTHS, SCENARIOS, CyclingDice, count

if TYPE_CHECKING:
    from engine.battle.scenario import Scenario
    from engine.battle.state import BattleState

EXPECTED = msgspec.json.decode(COUNTS.read_bytes())
PLAIN_DEPTH = 6


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.name)
def test_counts_are_the_golden_ones(scenario: Scenario) -> None:
    assert count(scenario, DEPTHS[scenario.name]) == EXPECTED[scenario.name]


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.name)
def test_counts_without_a_memory_are_the_same(scenario: Scenario) -> None:
    state, _ = turn.start(Setup(scenario))
    plain = [count_plainly(state, 0, depth) for depth in range(1, PLAIN_DEPTH + 1)]
    assert plain == EXPECTED[scenario.name]["sequences"][:PLAIN_DEPTH]


def count_plainly(state: BattleState, shown: int, depth: int) -> int:
    if depth == 0:
        return 1
    total = 0
    for action in rules.legal_actions(state):
        dice = CyclingDice(shown)
        after, _ = rules.apply(state, action, dice)
        total += count_plainly(after, dice.shown, depth - 1)
    return total


def test_the_counts_cover_every_action() -> None:
    met = {verb for counts in EXPECTED.values() for verb in counts["verbs"]}
    assert met == {kind.word for kind in KINDS}
