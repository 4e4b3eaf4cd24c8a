"""Orders as a player reads and types them, and as packets write them (C13.1).

`land f2 w07` is typed and shown for `invade askerry.f2 w07`: the house before the ids of its own
fleets, ships and units may be left out, and words may be the player's or those of the code.
"""

from __future__ import annotations

import enum
import re
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from client.text.campaign.map_marks import named_world
from client.text.campaign.words import code_of, typed
from client.text.catalogue import has_name
from engine.campaign.orders import VERBS
from engine.campaign.vocabulary import FIELDS, Message, Mission, Posture, Spying, Thing

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.campaign.view import View
    from engine.campaign.vocabulary import HouseId

_OWN: Final = re.compile(r"[fsm][0-9]+")
"""The id of a fleet, a ship or a unit without the house (C14.3)."""
_LIST: Final = ","
_EQUALS: Final = "="


class Slot(enum.Enum):
    """What a word of an order is."""

    OWN = "own"
    """A fleet, or fleets, ships or units with commas."""
    WORLD = "world"
    POSTURE = "posture"
    THING = "thing"
    UNIT = "unit"
    REPAIRED = "repaired"
    TAX = "tax"
    NUMBER = "number"
    WEIGHTS = "weights"
    SPYING = "spying"
    SPIED = "spied"
    MESSAGE = "message"
    HOUSE = "house"


FORMS: Final[dict[str, tuple[Slot, ...]]] = {
    **{mission.value: (Slot.OWN, Slot.WORLD) for mission in Mission},
    "split": (Slot.OWN, Slot.OWN, Slot.OWN),
    "join": (Slot.OWN, Slot.OWN),
    "load": (Slot.OWN, Slot.OWN),
    "unload": (Slot.OWN, Slot.OWN),
    "posture": (Slot.OWN, Slot.POSTURE),
    "salvage": (Slot.OWN, Slot.OWN),
    "build": (Slot.WORLD, Slot.THING),
    "muster": (Slot.WORLD, Slot.UNIT),
    "repair": (Slot.WORLD, Slot.REPAIRED),
    "tax": (Slot.TAX,),
    "research": (Slot.NUMBER, Slot.WEIGHTS),
    "spy_mission": (Slot.SPYING, Slot.SPIED),
    "diplomacy": (Slot.MESSAGE, Slot.HOUSE),
}
"""The words of each verb."""


_CONTEXTS: Final[dict[Slot, tuple[str, ...]]] = {
    Slot.POSTURE: ("posture",),
    Slot.THING: ("hull", "thing"),
    Slot.UNIT: ("unit",),
    Slot.REPAIRED: ("thing",),
    Slot.TAX: ("tax",),
    Slot.SPYING: ("spying",),
    Slot.SPIED: ("house",),
    Slot.MESSAGE: ("message",),
    Slot.HOUSE: ("house",),
}
"""The contexts in which the catalogue names what a word can be."""


def order_text(order: str, house: HouseId | None) -> str:
    """Return an order of a packet as a player of a house types it."""
    verb, *words = order.split(" ")
    if verb not in FORMS:
        return order
    shown = (
        _show_word(slot, word, house) if slot is not None else word
        for slot, word in zip_longest(FORMS[verb], words)
        if word is not None
    )
    return " ".join((typed("verb", verb), *shown))


class OrderReader:
    """Reads the orders that a player types for the house of a view."""

    def __init__(self, view: View) -> None:
        """Know the codes of what the house may order."""
        numbers = view.numbers
        self._view = view
        self._house = view.house.id
        self._codes: dict[str, tuple[str, ...]] = {
            "posture": tuple(Posture),
            "hull": tuple(numbers.ships.hulls),
            "thing": tuple(Thing),
            "unit": tuple(numbers.units),
            "tax": tuple(numbers.worlds.taxes),
            "spying": tuple(Spying),
            "house": tuple(view.houses),
            "message": tuple(Message),
        }

    def read(self, line: str) -> str:
        """Return a typed order as packets write it; words that mean nothing stay as they are."""
        verb, *words = line.split()
        known = code_of("verb", verb, VERBS)
        if known is None:
            return " ".join((verb, *words))
        read = (
            self._read_word(slot, word) if slot is not None else word
            for slot, word in zip_longest(FORMS[known], words)
            if word is not None
        )
        return " ".join((known, *read))

    def _read_word(self, slot: Slot, word: str) -> str:
        match slot:
            case Slot.OWN:
                return _LIST.join(self._long(one) for one in word.split(_LIST))
            case Slot.WORLD:
                return named_world(self._view, word)
            case Slot.WEIGHTS:
                return _each_weight(word, lambda one: code_of("field", one, FIELDS))
            case Slot.NUMBER:
                return word
            case _:
                return self._code(slot, word)

    def _code(self, slot: Slot, word: str) -> str:
        for context in _CONTEXTS[slot]:
            code = code_of(context, word, self._codes[context])
            if code is not None:
                return code
        if slot is Slot.REPAIRED:
            return self._long(word)
        return named_world(self._view, word) if slot is Slot.SPIED else word

    def _long(self, name: str) -> str:
        return f"{self._house}.{name.lower()}" if _OWN.fullmatch(name.lower()) else name


def _show_word(slot: Slot, word: str, house: HouseId | None) -> str:
    match slot:
        case Slot.OWN:
            return _LIST.join(short_name(one, house) for one in word.split(_LIST))
        case Slot.WORLD | Slot.NUMBER:
            return word
        case Slot.WEIGHTS:
            return typed_weights(word)
        case _:
            context = next((one for one in _CONTEXTS[slot] if has_name(one, word)), None)
            return short_name(word, house) if context is None else typed(context, word)


def short_name(name: str, house: HouseId | None) -> str:
    """Return the id of a fleet, a ship or a unit; one's own without the house."""
    return name if house is None else name.removeprefix(f"{house}.")


def typed_weights(words: str) -> str:
    """Return weights such as `engineering=3` with the player's words for their fields."""
    return _each_weight(words, lambda one: typed("field", one))


def _each_weight(words: str, change: Callable[[str], str | None]) -> str:
    """Return weights such as `craft=3,drill=1` with each field changed, where that is possible."""
    items = []
    for item in words.split(_LIST):
        field, equals, weight = item.partition(_EQUALS)
        changed = change(field)
        items.append(f"{field if changed is None else changed}{equals}{weight}")
    return _LIST.join(items)
