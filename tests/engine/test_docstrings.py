"""The examples in docstrings are what the code answers."""

from __future__ import annotations

import doctest
import importlib

import pytest

MODULES = (
    "engine.hexgrid",
    "engine.dice",
    "engine.battle.actions",
    "engine.battle.options",
    "engine.battle.forecast",
    "engine.battle.rules",
    "engine.battle.game",
    "engine.sentences",
)


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_in_the_docstrings_of_a_module_hold(name: str) -> None:
    result = doctest.testmod(importlib.import_module(name))
    assert result.attempted
    assert not result.failed
