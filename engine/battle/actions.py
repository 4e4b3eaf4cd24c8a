"""The actions of a battle: one type for clicks, bots, replays and saves, each with a text form.

>>> action = Move((3, 4))
>>> action.to_text()
'MOVE 3,4'
>>> from_text("SHOOT ion_rifle 7 VOLLEY")
Shoot(weapon='ion_rifle', target=7, mode=<Mode.VOLLEY: 'VOLLEY'>)
>>> from_text("MOVE 3")
Traceback (most recent call last):
engine.sentences.InvalidValue: 'MOVE 3': '3' is not a hex, as in 3,4
"""

from __future__ import annotations

from enum import Enum
from typing import Any, ClassVar, TypeAlias

import msgspec

from engine.hexgrid import Offset
from engine.sentences import InvalidValue, Sentence

UnitId: TypeAlias = int
"""A unit's id: its index in the scenario's list, from 0."""


class Mode(Enum):
    """The number of the remaining attacks that are made at the target (R6.4): all, or one."""

    VOLLEY = "VOLLEY"
    SINGLE = "SINGLE"


class _Verb(msgspec.Struct, frozen=True, tag=True):
    """Base class of all actions; *word* is the first token of the text form."""

    word: ClassVar[str]

    def to_text(self) -> str:
        """Return the text form, as in saves and on the terminal."""
        return " ".join((self.word, *(_to_word(value) for value in msgspec.structs.astuple(self))))


class Activate(_Verb, frozen=True, tag="ACTIVATE"):
    """The activation of a unit, which acts next (R3.5)."""

    word: ClassVar[str] = "ACTIVATE"
    unit: UnitId


class EndPhase(_Verb, frozen=True, tag="END_PHASE"):
    """The end of the phase: every unit left in the pool waits (R3.5)."""

    word: ClassVar[str] = "END_PHASE"


class Move(_Verb, frozen=True, tag="MOVE"):
    """A move of the active unit to a hex (R4.2)."""

    word: ClassVar[str] = "MOVE"
    to: Offset


class Wait(_Verb, frozen=True, tag="WAIT"):
    """The end of the activation in MOVE, SHOOT or CHARGE."""

    word: ClassVar[str] = "WAIT"


class Advance(_Verb, frozen=True, tag="ADVANCE"):
    """The declaration of an advance; its length is rolled (R5.2)."""

    word: ClassVar[str] = "ADVANCE"


class AdvanceTo(_Verb, frozen=True, tag="ADVANCE_TO"):
    """An advance to a hex within the roll (R5.2)."""

    word: ClassVar[str] = "ADVANCE_TO"
    to: Offset


class Stay(_Verb, frozen=True, tag="STAY"):
    """The choice not to move after the roll of an advance (R5.2)."""

    word: ClassVar[str] = "STAY"


class Shoot(_Verb, frozen=True, tag="SHOOT"):
    """An attack on an enemy with a ranged weapon, or with its remaining attacks (R6.4)."""

    word: ClassVar[str] = "SHOOT"
    weapon: str
    target: UnitId
    mode: Mode


class GiveUp(_Verb, frozen=True, tag="GIVE_UP"):
    """The choice not to make the remaining attacks (R6.4)."""

    word: ClassVar[str] = "GIVE_UP"


class Charge(_Verb, frozen=True, tag="CHARGE"):
    """The declaration of a charge at a target; its length is rolled (R7.2)."""

    word: ClassVar[str] = "CHARGE"
    target: UnitId


class ChargeTo(_Verb, frozen=True, tag="CHARGE_TO"):
    """The end of a charge in a hex adjacent to the target (R7.3)."""

    word: ClassVar[str] = "CHARGE_TO"
    to: Offset


class Fight(_Verb, frozen=True, tag="FIGHT"):
    """An attack on an adjacent enemy with a melee weapon, or with its remaining attacks (R7.5)."""

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
    """Return the action with a text form.

    ValueError, with the reason, for a text that is not the form of an action.
    """
    word, *values = text.split(" ")
    if word not in _BY_WORD:
        raise InvalidValue(Sentence("action.unknown", text=repr(text), word=repr(word)))
    kind = _BY_WORD[word]
    fields = _FIELDS[kind]
    if len(values) != len(fields):
        names = " ".join((word, *(field.name for field in fields)))
        raise InvalidValue(Sentence("action.expected", text=repr(text), names=names))
    try:
        named = {
            field.name: _from_word(value, field.type)
            for value, field in zip(values, fields, strict=True)
        }
    except InvalidValue as error:
        raise InvalidValue(
            Sentence("action.invalid", text=repr(text), reason=error.sentence)
        ) from error
    return msgspec.convert(named, kind)


def _to_word(value: object) -> str:
    if isinstance(value, tuple):
        return ",".join(str(part) for part in value)
    return value.value if isinstance(value, Mode) else str(value)


def _from_word(word: str, kind: Any) -> object:  # noqa: ANN401 - the annotation of a field
    if kind is str:
        return word
    if kind is Mode:
        return _mode(word)
    if kind is int:
        return _whole(word)
    column, comma, row = word.partition(",")
    if not comma:
        raise InvalidValue(Sentence("action.no-hex", word=repr(word)))
    return _whole(column), _whole(row)


def _mode(word: str) -> Mode:
    modes = [mode.value for mode in Mode]
    if word not in modes:
        raise InvalidValue(Sentence("action.no-mode", word=repr(word), modes=", ".join(modes)))
    return Mode(word)


def _whole(word: str) -> int:
    # int() would also take "+1", " 1" and "1_0"; an action has one text form only.
    if not word.isascii() or not word.isdigit() or str(int(word)) != word:
        raise InvalidValue(Sentence("action.no-number", word=repr(word)))
    return int(word)
