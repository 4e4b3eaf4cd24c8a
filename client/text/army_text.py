"""Armies of the players' own in words: what they are, and what keeps them from being fielded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from client.text.catalogue import name, plural, render, text
from client.text.format import capitalised
from engine.plaintext import escape

if TYPE_CHECKING:
    from engine.battle.army import Army
    from engine.data.catalog import Catalog
    from engine.sentences import Sentence

_CONTEXTS: Final = {"unit": "unit", "faction": "faction"}
"""The context of the catalogue for the names of a parameter's codes."""


def army_problem(sentence: Sentence) -> str:
    """Return what keeps an army from being fielded, with display names instead of codes."""
    parameters = {
        key: name(_CONTEXTS[key], value)
        for key, value in sentence.parameters.items()
        if key in _CONTEXTS and isinstance(value, str)
    }
    reason = escape(render(sentence.replace(**parameters)))
    return text("armies.problem", reason=capitalised(reason))


def army_facts(army: Army, catalog: Catalog) -> str:
    """Return an army's faction, points and number of units, in a line."""
    return text(
        "armies.facts",
        faction=escape(name("faction", army.faction)),
        points=army.points(catalog),
        limit=army.limit,
        units=plural("armies.units", army.size),
    )
