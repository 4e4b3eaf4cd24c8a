"""Orders, and their text form, which saves and logs use too (C13.1).

>>> parse_order("invade askerry.f2 w07")
FleetMission(fleet='askerry.f2', mission=<Mission.INVADE: 'invade'>, world='w07')
>>> parse_order("research 20 engineering=3,ground_combat=1").to_text()
'research 20 engineering=3,ground_combat=1'
"""

from __future__ import annotations

import enum
from collections.abc import Callable
from typing import Final, TypeAlias, TypeVar

import msgspec

from engine.campaign.vocabulary import (
    FIELDS,
    Field,
    FleetId,
    HouseId,
    Message,
    Mission,
    Posture,
    ShipId,
    Spying,
    UnitId,
    WorldId,
)
from engine.plaintext import abridge
from engine.sentences import InvalidValue, Sentence

_E = TypeVar("_E", bound=enum.StrEnum)
_LIST: Final = ","
_EMPTY: Final = "-"
_EQUALS: Final = "="
_MOST_DIGITS: Final = 4


class _Order(msgspec.Struct, frozen=True):
    """Base class of all orders."""


class FleetMission(_Order, frozen=True):
    """Set the mission of a fleet: the verbs `move`, `guard`, `spy`, `colonise`, `blockade`,
    `bombard`, `invade` and `assault` (C4.7).
    """

    fleet: FleetId
    mission: Mission
    world: WorldId

    def to_text(self) -> str:
        """Return the text form."""
        return f"{self.mission.value} {self.fleet} {self.world}"


class Split(_Order, frozen=True):
    """Part ships and units off a fleet as a new one (C4.2)."""

    fleet: FleetId
    ships: tuple[ShipId, ...]
    units: tuple[UnitId, ...]

    def to_text(self) -> str:
        """Return the text form."""
        return f"split {self.fleet} {_join(self.ships)} {_join(self.units)}"


class Join(_Order, frozen=True):
    """Put a fleet into another one at the same world (C4.2)."""

    fleet: FleetId
    into: FleetId

    def to_text(self) -> str:
        """Return the text form."""
        return f"join {self.fleet} {self.into}"


class Load(_Order, frozen=True):
    """Move units from a garrison aboard a fleet (C4.3)."""

    fleet: FleetId
    units: tuple[UnitId, ...]

    def to_text(self) -> str:
        """Return the text form."""
        return f"load {self.fleet} {_join(self.units)}"


class Unload(_Order, frozen=True):
    """Move units from a fleet into a garrison (C4.3)."""

    fleet: FleetId
    units: tuple[UnitId, ...]

    def to_text(self) -> str:
        """Return the text form."""
        return f"unload {self.fleet} {_join(self.units)}"


class SetPosture(_Order, frozen=True):
    """Set the posture of a fleet (C4.6)."""

    fleet: FleetId
    posture: Posture

    def to_text(self) -> str:
        """Return the text form."""
        return f"posture {self.fleet} {self.posture.value}"


class Salvage(_Order, frozen=True):
    """Scrap ships of a fleet for a part of their price (C3.8)."""

    fleet: FleetId
    ships: tuple[ShipId, ...]

    def to_text(self) -> str:
        """Return the text form."""
        return f"salvage {self.fleet} {_join(self.ships)}"


class Build(_Order, frozen=True):
    """Build a ship or a `Thing` at a world (C3.6); *thing* is a hull or a thing."""

    world: WorldId
    thing: str

    def to_text(self) -> str:
        """Return the text form."""
        return f"build {self.world} {self.thing}"


class Muster(_Order, frozen=True):
    """Muster a unit of a kind at a world (C3.7)."""

    world: WorldId
    kind: str

    def to_text(self) -> str:
        """Return the text form."""
        return f"muster {self.world} {self.kind}"


class Repair(_Order, frozen=True):
    """Repair a ship at a world, or its starbase (C3.8); *target* is a ship's id or `starbase`."""

    world: WorldId
    target: str

    def to_text(self) -> str:
        """Return the text form."""
        return f"repair {self.world} {self.target}"


class SetTax(_Order, frozen=True):
    """Set the level of taxes (C3.3)."""

    tax: str

    def to_text(self) -> str:
        """Return the text form."""
        return f"tax {self.tax}"


class SetResearch(_Order, frozen=True):
    """Set the share of income for research and the weights of its fields, in their order (C6.1)."""

    share: int
    weights: tuple[int, ...]

    def to_text(self) -> str:
        """Return the text form."""
        pairs = zip(FIELDS, self.weights, strict=True)
        weights = [f"{field.value}{_EQUALS}{weight}" for field, weight in pairs if weight]
        return f"research {self.share} {_join(weights)}"


class SpyMission(_Order, frozen=True):
    """Order a spy mission against a world or, to steal, a house (C7)."""

    kind: Spying
    target: str

    def to_text(self) -> str:
        """Return the text form."""
        return f"spy_mission {self.kind.value} {self.target}"


class Diplomacy(_Order, frozen=True):
    """Send a diplomatic message to a house (C8)."""

    kind: Message
    house: HouseId

    def to_text(self) -> str:
        """Return the text form."""
        return f"diplomacy {self.kind.value} {self.house}"


Order: TypeAlias = (
    FleetMission
    | Split
    | Join
    | Load
    | Unload
    | SetPosture
    | Salvage
    | Build
    | Muster
    | Repair
    | SetTax
    | SetResearch
    | SpyMission
    | Diplomacy
)


class Refusal(msgspec.Struct, frozen=True):
    """Why an order is refused: the order's text, the number of the rule, and a sentence (C13.1)."""

    order: str
    rule: str
    sentence: Sentence


def _join(items: tuple[str, ...] | list[str]) -> str:
    return _LIST.join(items) if items else _EMPTY


def _split(text: str) -> tuple[str, ...]:
    items = () if text == _EMPTY else tuple(text.split(_LIST))
    if not all(items):
        raise InvalidValue(Sentence("campaign.refusal.empty-name", list=abridge(text)))
    if len(set(items)) < len(items):
        raise InvalidValue(Sentence("campaign.refusal.named-twice", list=abridge(text)))
    return items


def parse_order(text: str) -> Order:
    """Return the order in a text; InvalidValue if it is none (C13.1)."""
    verb, *words = text.split(" ")
    if verb in _PARSERS:
        count, parse = _PARSERS[verb]
    elif verb in _MISSIONS:
        count, parse = 2, _mission(Mission(verb))
    else:
        raise InvalidValue(Sentence("campaign.refusal.unknown-verb", verb=abridge(verb)))
    if len(words) != count or not all(words):
        raise InvalidValue(
            Sentence("campaign.refusal.words", verb=verb, needed=count, words=len(words))
        )
    return parse(*words)


def _mission(mission: Mission) -> Callable[..., Order]:
    return lambda fleet, world: FleetMission(fleet, mission, world)


def _choice(kind: type[_E], word: str) -> _E:
    known = {member.value: member for member in kind}
    if word not in known:
        sentence = Sentence(
            "campaign.refusal.no-choice", word=abridge(word), known=", ".join(known)
        )
        raise InvalidValue(sentence)
    return known[word]


def _number(word: str) -> int:
    if not word.isascii() or not word.isdigit() or len(word) > _MOST_DIGITS:
        raise InvalidValue(Sentence("campaign.refusal.no-number", word=abridge(word)))
    return int(word)


def _weights(text: str) -> tuple[int, ...]:
    weights = dict.fromkeys(FIELDS, 0)
    for item in _split(text):
        name, equals, number = item.partition(_EQUALS)
        field = _choice(Field, name)
        if not equals or weights[field]:
            raise InvalidValue(Sentence("campaign.refusal.weights", word=abridge(item)))
        weights[field] = _number(number)
    return tuple(weights.values())


_MISSIONS: Final = frozenset(mission.value for mission in Mission)
_PARSERS: Final[dict[str, tuple[int, Callable[..., Order]]]] = {
    "split": (3, lambda fleet, ships, units: Split(fleet, _split(ships), _split(units))),
    "join": (2, Join),
    "load": (2, lambda fleet, units: Load(fleet, _split(units))),
    "unload": (2, lambda fleet, units: Unload(fleet, _split(units))),
    "posture": (2, lambda fleet, word: SetPosture(fleet, _choice(Posture, word))),
    "salvage": (2, lambda fleet, ships: Salvage(fleet, _split(ships))),
    "build": (2, Build),
    "muster": (2, Muster),
    "repair": (2, Repair),
    "tax": (1, SetTax),
    "research": (2, lambda share, weights: SetResearch(_number(share), _weights(weights))),
    "spy_mission": (2, lambda kind, target: SpyMission(_choice(Spying, kind), target)),
    "diplomacy": (2, lambda kind, house: Diplomacy(_choice(Message, kind), house)),
}
VERBS: Final = (*sorted(_MISSIONS), *_PARSERS)
"""All verbs of orders."""
