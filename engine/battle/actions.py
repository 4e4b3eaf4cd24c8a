"""What a player may ask for: one type for clicks, bots, replays and saves, with a text form."""

from __future__ import annotations

from enum import Enum
from typing import Any, ClassVar, TypeAlias

import msgspec

from engine.hexgrid import Offset

UnitId: TypeAlias = int
"""A unit: its place in the scenario's list."""


class Mode(Enum):
    """Name how many of the attacks that are left are made at the target (R6.4)."""

    VOLLEY = "VOLLEY"
    SINGLE = "SINGLE"


class _Verb(msgspec.Struct, frozen=True, tag=True):
    """Stand above all actions; *word* begins the text form."""

    word: ClassVar[str]

    def to_text(self) -> str:
        """Write the action as saves and the terminal do."""
        return " ".join((self.word, *(_to_word(value) for value in msgspec.structs.astuple(self))))


class Activate(_Verb, frozen=True, tag="ACTIVATE"):
    """Name the unit that acts next (R3.5)."""

    word: ClassVar[str] = "ACTIVATE"
    unit: UnitId


class EndPhase(_Verb, frozen=True, tag="END_PHASE"):
    """Wait with every unit left in the pool (R3.5)."""

    word: ClassVar[str] = "END_PHASE"


class Move(_Verb, frozen=True, tag="MOVE"):
    """Move the active unit to a hex (R4.2)."""

    word: ClassVar[str] = "MOVE"
    to: Offset


class Wait(_Verb, frozen=True, tag="WAIT"):
    """End the activation in MOVE, SHOOT or CHARGE."""

    word: ClassVar[str] = "WAIT"


class Advance(_Verb, frozen=True, tag="ADVANCE"):
    """Declare an advance: rolls for its length (R5.2)."""

    word: ClassVar[str] = "ADVANCE"


class AdvanceTo(_Verb, frozen=True, tag="ADVANCE_TO"):
    """Advance to a hex within the roll (R5.2)."""

    word: ClassVar[str] = "ADVANCE_TO"
    to: Offset


class Stay(_Verb, frozen=True, tag="STAY"):
    """Make nothing of an advance that was rolled (R5.2)."""

    word: ClassVar[str] = "STAY"


class Shoot(_Verb, frozen=True, tag="SHOOT"):
    """Fire a ranged weapon, or what is left of its attacks, at an enemy (R6.4)."""

    word: ClassVar[str] = "SHOOT"
    weapon: str
    target: UnitId
    mode: Mode


class GiveUp(_Verb, frozen=True, tag="GIVE_UP"):
    """Give up the attacks that are left (R6.4)."""

    word: ClassVar[str] = "GIVE_UP"


class Charge(_Verb, frozen=True, tag="CHARGE"):
    """Name the target of a charge: rolls for its length (R7.2)."""

    word: ClassVar[str] = "CHARGE"
    target: UnitId


class ChargeTo(_Verb, frozen=True, tag="CHARGE_TO"):
    """End the charge in a hex beside the target (R7.3)."""

    word: ClassVar[str] = "CHARGE_TO"
    to: Offset


class Fight(_Verb, frozen=True, tag="FIGHT"):
    """Strike an adjacent enemy with a melee weapon, or what is left of its attacks (R7.5)."""

    word: ClassVar[str] = "FIGHT"
    weapon: str
    target: UnitId
    mode: Mode


Action: TypeAlias = (
    Activate
    | EndPhase
    | Move
    | Wait
    | Advance
    | AdvanceTo
    | Stay
    | Shoot
    | GiveUp
    | Charge
    | ChargeTo
    | Fight
)

KINDS: tuple[type[Action], ...] = (
    Activate,
    EndPhase,
    Move,
    Wait,
    Advance,
    AdvanceTo,
    Stay,
    Shoot,
    GiveUp,
    Charge,
    ChargeTo,
    Fight,
)
_BY_WORD: dict[str, type[Action]] = {kind.word: kind for kind in KINDS}
# Working out the types of fields takes longer than everything else about reading an action.
_FIELDS = {kind: msgspec.structs.fields(kind) for kind in KINDS}


def from_text(text: str) -> Action:
    """Read an action from its text form; ValueError says what is wrong with it."""
    word, *values = text.split(" ")
    if word not in _BY_WORD:
        msg = f"{text!r}: no action is called {word!r}"
        raise ValueError(msg)
    kind = _BY_WORD[word]
    fields = _FIELDS[kind]
    if len(values) != len(fields):
        names = " ".join((word, *(field.name for field in fields)))
        msg = f"{text!r}: expected {names}"
        raise ValueError(msg)
    try:
        named = {
            field.name: _from_word(value, field.type)
            for value, field in zip(values, fields, strict=True)
        }
    except ValueError as error:
        msg = f"{text!r}: {error}"
        raise ValueError(msg) from error
    return msgspec.convert(named, kind)


def _to_word(value: object) -> str:
    if isinstance(value, tuple):
        return ",".join(str(part) for part in value)
    return value.value if isinstance(value, Mode) else str(value)


def _from_word(word: str, kind: Any) -> object:  # noqa: ANN401 - the annotation of a field
    if kind is str:
        return word
    if kind is Mode:
        return Mode(word)
    if kind is int:
        return _whole(word)
    column, comma, row = word.partition(",")
    if not comma:
        msg = f"{word!r} is not a hex, as in 3,4"
        raise ValueError(msg)
    return _whole(column), _whole(row)


def _whole(word: str) -> int:
    # int() would also take "+1", " 1" and "1_0"; an action has one text form only.
    if not word.isascii() or not word.isdigit() or str(int(word)) != word:
        msg = f"{word!r} is not a whole number"
        raise ValueError(msg)
    return int(word)
