"""What has only one answer is answered without being encoded, and with the same action."""

from __future__ import annotations

import pytest

from engine.battle import rules
from engine.encoding.codec import Decision
from engine.encoding.forced import forced_action
from tests.engine.encoding.samples import REAL, fought, main_codec, ordering_codec, wandering
from tests.engine.walk import mostly_slow


@pytest.mark.parametrize("name", mostly_slow(REAL[:4]))
def test_asking_gives_what_encoding_gives(name: str) -> None:
    codec = ordering_codec()
    alone = 0
    for state in (*fought(name), *wandering("crossroads")):
        asked, decision = codec.ask(state), codec.encode(state)
        if isinstance(asked, Decision):
            assert codec.is_asked(state)
            assert len(decision.actions) > 1
            assert asked.actions == decision.actions
            assert asked.observation.tobytes() == decision.observation.tobytes()
        else:
            alone += 1
            assert [asked] == decision.actions
    assert alone


@pytest.mark.parametrize("name", mostly_slow(REAL[:4]))
def test_whatever_is_found_alone_is_offered_alone(name: str) -> None:
    codec = main_codec()
    found = 0
    for state in fought(name):
        sole = forced_action(rules.options(state), state.field.grid)
        if sole is not None:
            found += 1
            assert codec.encode(state).actions == [sole]
    assert found


def test_in_phases_without_orders_the_most_urgent_unit_acts_next() -> None:
    ordering, main = ordering_codec(), main_codec()
    assert not main.spec.orders
    chosen = 0
    for state in fought(REAL[0]):
        asked = main.ask(state)
        if state.active is not None:
            assert isinstance(asked, Decision) == isinstance(ordering.ask(state), Decision)
            assert isinstance(asked, Decision) <= main.is_asked(state)
            continue
        assert not main.is_asked(state)
        assert asked == ordering.encode(state).actions[0]
        chosen += isinstance(ordering.ask(state), Decision)
    assert chosen
