"""A list of actions that is made once somebody looks at it."""

from __future__ import annotations

import pytest

from engine.battle import options as options_module
from engine.battle import rules, turn
from engine.battle.options import LazyActions
from engine.battle.scenario_files import load_scenario
from engine.battle.state import Setup


def test_a_listing_holds_what_the_rules_list(monkeypatch: pytest.MonkeyPatch) -> None:
    state, _ = turn.start(Setup(load_scenario("crossroads")))
    expected = rules.legal_actions(state)
    actions = LazyActions(rules.options(state), state.field.grid)
    assert list(actions) == expected
    assert len(actions) == len(expected)
    assert actions[0] == expected[0]
    assert actions[1:3] == expected[1:3]
    assert expected[-1] in actions

    def refuse(*_: object) -> list[object]:
        raise AssertionError("nobody looked")

    monkeypatch.setattr(options_module, "actions_of", refuse)
    LazyActions(rules.options(state), state.field.grid)
    assert list(actions) == expected
