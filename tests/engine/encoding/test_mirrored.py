"""A mirrored battle seen from the other side looks and reads the same (R1.6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.encoding.action_features import AT
from engine.encoding.classic.codec import ClassicDecision
from tests.engine.encoding.samples import BATTLES, classic_codec, main_codec, reflected
from tests.engine.generated import SMALL, scenarios
from tests.engine.property.mirror import mirrored_action
from tests.engine.walk import mostly_slow

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.battle.scenario import Scenario
    from engine.battle.state import BattleState

CLOSE = 1e-4
"""Sums of single precision, in another order."""


def require_main_mirrored(states: Iterator[tuple[BattleState, BattleState]]) -> int:
    """Compare row by row what is said of mirrored actions; count the rows."""
    codec = main_codec()
    blocks = codec.layout.blocks
    compared = 0
    for state, twin in states:
        here, there = codec.encode(state), codec.encode(twin)
        for block in ("whole", "active", "objectives", "units"):
            one, other = (
                blocks[block].rows_of(here.observation),
                blocks[block].rows_of(there.observation),
            )
            assert np.allclose(one, other, atol=CLOSE), block
        assert (here.mask == there.mask).all()
        rows = [blocks["rows"].rows_of(one.observation) for one in (here, there)]
        # Rows that score the same may have changed places, or the last of them be others.
        assert np.allclose(rows[0][:, AT["score_gap"]], rows[1][:, AT["score_gap"]], atol=CLOSE)
        scenario = state.setup.scenario
        for place, action in enumerate(here.actions):
            twin_action = mirrored_action(scenario, action)
            if twin_action in there.actions:
                at = there.encode(twin_action)
                assert np.allclose(rows[0][place], rows[1][at], atol=CLOSE), action
                compared += 1
            else:
                assert here.mask.all(), "nothing is left out while there is room"
                last = rows[0][len(here.actions) - 1, AT["score_gap"]]
                assert rows[0][place, AT["score_gap"]] == pytest.approx(last, abs=CLOSE)
    return compared


def require_classic_mirrored(states: Iterator[tuple[BattleState, BattleState]]) -> int:
    """Compare what is seen, offered and answered; count the decisions."""
    codec, compared = classic_codec(), 0
    for state, twin in states:
        here, there = codec.ask(state), codec.ask(twin)
        scenario = state.setup.scenario
        if not isinstance(here, ClassicDecision):
            assert mirrored_action(scenario, here) == there
            continue
        assert isinstance(there, ClassicDecision)
        assert np.allclose(here.observation, there.observation, atol=CLOSE)
        assert (here.mask == there.mask).all()
        for number, action in here.actions.items():
            assert mirrored_action(scenario, action) == there.actions[number]
        compared += 1
    return compared


@pytest.mark.parametrize("name", mostly_slow(BATTLES))
def test_r1_6_the_main_encoding_is_mirrored(name: str) -> None:
    assert require_main_mirrored(reflected(BATTLES[name])) > 10


@pytest.mark.parametrize("name", mostly_slow(BATTLES))
def test_r1_6_the_classic_encoding_is_mirrored(name: str) -> None:
    assert require_classic_mirrored(reflected(BATTLES[name]))


@settings(max_examples=25)
@given(scenarios(SMALL), st.integers(0, 2**32 - 1))
def test_r1_6_both_encodings_are_mirrored_anywhere(scenario: Scenario, seed: int) -> None:
    require_main_mirrored(reflected(scenario, seed, 40))
    require_classic_mirrored(reflected(scenario, seed, 60))
