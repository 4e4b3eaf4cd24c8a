"""Why an order is refused or had no effect, in the player's words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from client.text.campaign.map_marks import known_people
from client.text.campaign.order_text import short_name, typed_weights
from client.text.campaign.words import shown, shown_anywhere
from client.text.catalogue import render, text
from client.text.format import comma_list
from engine.campaign.orders import parse_order

if TYPE_CHECKING:
    from engine.campaign.orders import Refusal
    from engine.campaign.view import View
    from engine.campaign.vocabulary import HouseId
    from engine.sentences import InvalidValue, Parameter, Sentence

_CONTEXTS: Final = {
    "faction": "faction",
    "house": "house",
    "kind": "unit",
    "tax": "tax",
    "verb": "verb",
}
"""The context of the catalogue for the codes of a parameter."""
_ANY: Final = frozenset({"hull", "target", "thing"})
"""Parameters with codes of several contexts."""
_LISTED: Final = "known"
_TYPED: Final = frozenset({"list", "word"})
"""Parameters that repeat words which were read: they may be codes of fields with weights."""
_LIST: Final = ","
_EMPTY_WORLDS: Final = frozenset(
    {"campaign.refusal.empty-world", "campaign.refusal.spy-empty-world"}
)


def refusal_text(refusal: Refusal, view: View) -> str:
    """Return why an order of the house of a view is refused, with the number of the rule.

    Of what everybody knows without having seen it more is said than that it counts as nobody's.
    """
    reason = reason_text(refusal.sentence, view.house.id)
    if refusal.sentence.code in _EMPTY_WORLDS:
        world = str(refusal.sentence.parameters["world"])
        people = known_people(view, world)
        if people is not None:
            reason = text("campaign-play.never-seen", world=world, people=people)
    return text("campaign-play.refused", rule=refusal.rule, reason=reason)


def reason_text(sentence: Sentence, house: HouseId) -> str:
    """Return a reason with names instead of codes, and one's own ids without the house."""
    worded = {key: _worded(key, value, house) for key, value in sentence.parameters.items()}
    return render(sentence.replace(**worded))


def failure_text(code: str, order: str, house: HouseId | None) -> str:
    """Return why an order that was accepted had no effect: events carry the code alone."""
    fields = msgspec.structs.asdict(parse_order(order))
    return text(code, **{key: _worded(key, value, house) for key, value in fields.items()})


def _worded(key: str, value: Parameter, house: HouseId | None) -> Parameter:
    if not isinstance(value, str):
        return value
    if not any(sign.isalnum() for sign in value):
        return typed_words(value)
    if key == _LISTED:
        return comma_list(shown_anywhere(one) for one in value.split(", "))
    if key in _CONTEXTS:
        return shown(_CONTEXTS[key], value)
    if key in _TYPED:
        return typed_weights(_LIST.join(short_name(one, house) for one in value.split(_LIST)))
    own = short_name(value, house)
    return shown_anywhere(own) if key in _ANY else own


def typed_words(words: str) -> str:
    """Return what was typed as sentences repeat it: what is no word stands in quotation marks."""
    if any(sign.isalnum() for sign in words):
        return words
    return text("campaign-play.signs", signs=words) if words else text("campaign-play.no-word")


def invalid_text(error: InvalidValue, house: HouseId) -> str:
    """Return why a line is no order."""
    return text("campaign-play.not-understood", reason=reason_text(error.sentence, house))
