"""The codes of a campaign that have words in the catalogues, by the context of their names."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from client.terminal.campaign.landing_answers import ANSWERS
from client.terminal.campaign.session import COMMANDS
from client.text.campaign.encyclopedia import TERM, TERMS, TEXT, topics
from engine.campaign.data import load_numbers
from engine.campaign.orders import VERBS
from engine.campaign.prestige import LOSSES
from engine.campaign.vocabulary import (
    Conclusion,
    Condition,
    Ending,
    Field,
    Message,
    Posture,
    Spying,
    Stance,
    Thing,
)

FIGURES = {"weapon", "house", "unit"}
"""Contexts of words that are explained by figures, or by a text of the battle."""
ROOT = Path(__file__).parents[2]
TIMED = [Spying.BLIND, Spying.INCITE]
"""The spy missions with effects that end (C7.4)."""


def calls_of(names: set[str]) -> Iterator[ast.Call]:
    """Yield every call of functions of these names in the rules of the campaign."""
    for file in sorted((ROOT / "engine" / "campaign").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _name_of(node.func) in names:
                yield node


def _name_of(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else ast.unparse(function)


def texts_in(calls: Iterator[ast.Call], place: int) -> set[str]:
    """Return the texts written as the argument of calls at a place, both of a choice."""
    return {
        part.value
        for call in calls
        if len(call.args) > place
        for part in ast.walk(call.args[place])
        if isinstance(part, ast.Constant) and isinstance(part.value, str)
    }


UNITS_LOST = sorted(texts_in(calls_of({"UnitsLost"}), 3))
SHIPS_LOST = sorted(texts_in(calls_of({"ShipsLost"}), 3))


def deeds() -> set[str]:
    """Return the deeds that change prestige: keys of `[prestige]`, and those by other numbers."""
    prestige = load_numbers().victory.prestige
    bounds = {"anchors_per_point", "unfought_most", "loss_most"}
    written = texts_in(calls_of({"record_deed", "add_prestige"}), 1)
    keys = set(prestige.__struct_fields__) - bounds
    return keys | written | LOSSES


def explained_codes() -> dict[str, set[str]]:
    """Return the codes of the sentences that explain words, by the context of these sentences."""
    explained: dict[str, set[str]] = {TERM: set(TERMS)}
    for topic in topics(load_numbers()):
        if topic.context not in FIGURES:
            explained.setdefault(f"{topic.context}{TEXT}", set()).add(topic.code)
    return explained


def campaign_codes() -> dict[str, set[str]]:
    """Return every code that a player of a campaign may meet, by context."""
    numbers = load_numbers()
    return {
        "verb": set(VERBS),
        "posture": set(Posture),
        "message": set(Message),
        "spying": set(Spying),
        "hull": set(numbers.ships.hulls),
        "thing": set(Thing),
        "field": set(Field),
        "tax": set(numbers.worlds.taxes),
        "stance": set(Stance),
        "conclusion": set(Conclusion),
        "condition": set(Condition),
        "ending": set(Ending),
        "deed": deeds(),
        "command": set(COMMANDS),
        "answer": set(ANSWERS),
        **explained_codes(),
    }
