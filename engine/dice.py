"""Dice: the values that data files write, and the sources that rolls are drawn from.

A value of a statline is a number or dice:

>>> value = DiceValue.parse("2D6")
>>> value.highest, round(value.chance_at_least(7), 3)
(12, 0.583)
>>> DiceValue.parse("D3").distribution()
{1: 0.3333333333333333, 2: 0.3333333333333333, 3: 0.3333333333333333}

Rolls come from a source, which is passed as an argument:

>>> value.roll(ScriptedDice([4, 1]))
((4, 1), 5)
>>> dice = RecordingDice(SeededDice(7))
>>> value.roll(dice)
((2, 1), 3)
>>> dice.faces
[2, 1]
"""

from __future__ import annotations

import functools
import itertools
import random
import re
from fractions import Fraction
from typing import Final, Protocol

import msgspec

from engine.sentences import InvalidValue, Sentence
from engine.validation import in_short

D6_FACES: Final = 6
"""The faces of every die that is rolled; a D3 is a D6 halved, rounded up."""

_NOTATION: Final = re.compile(r"(2?)D(3|6)(?:\+(1))?")
_DICE_TEXTS: Final = ("D3", "D6", "2D6", "D6+1")


class DiceValue(msgspec.Struct, frozen=True):
    """An integer, or dice to roll for one: *count* dice of *sides*, plus *bonus*."""

    count: int
    sides: int
    bonus: int

    @classmethod
    def parse(cls, written: object) -> DiceValue:
        """Return the value of an integer from 1, or of D3, D6, 2D6, D6+1 (R2.2); InvalidValue
        otherwise.
        """
        if isinstance(written, int) and not isinstance(written, bool):
            if written < 1:
                raise InvalidValue(Sentence("data.number-too-low", found=in_short(written)))
            return cls(0, 0, written)
        match = _NOTATION.fullmatch(written) if isinstance(written, str) else None
        if match is None or written not in _DICE_TEXTS:
            known = ", ".join(_DICE_TEXTS)
            raise InvalidValue(Sentence("data.no-dice", known=known, found=in_short(written)))
        return cls(int(match[1] or 1), int(match[2]), int(match[3] or 0))

    @property
    def written(self) -> int | str:
        """Return the value as in a data file: a number, or the dice notation."""
        if not self.count:
            return self.bonus
        count = str(self.count) if self.count > 1 else ""
        return f"{count}D{self.sides}" + (f"+{self.bonus}" if self.bonus else "")

    @property
    def highest(self) -> int:
        """Return the highest value that can come up."""
        return self.count * self.sides + self.bonus

    def value_of(self, faces: tuple[int, ...]) -> int:
        """Return the value of *faces*, each the D6 that was rolled."""
        if self.sides == D6_FACES:
            return sum(faces) + self.bonus
        return sum((face + 1) // 2 for face in faces) + self.bonus

    def roll(self, dice: Dice) -> tuple[tuple[int, ...], int]:
        """Roll, and return the D6 faces in order and the value; an integer rolls no dice."""
        if not self.count:
            return (), self.bonus
        faces = tuple(dice.d6() for _ in range(self.count))
        return faces, self.value_of(faces)

    def distribution(self) -> dict[int, float]:
        """Return the probability of each value, in ascending order."""
        return dict(_distribution(self))

    def chance_at_least(self, needed: int) -> float:
        """Return the probability that the value is *needed* or more."""
        return sum(chance for value, chance in _distribution(self) if value >= needed)


@functools.cache
def _distribution(value: DiceValue) -> tuple[tuple[int, float], ...]:
    faces = range(1, D6_FACES + 1)
    counts: dict[int, int] = {}
    for rolled in itertools.product(faces, repeat=value.count):
        total = value.value_of(rolled)
        counts[total] = counts[total] + 1 if total in counts else 1
    outcomes = D6_FACES**value.count
    return tuple((total, float(Fraction(counts[total], outcomes))) for total in sorted(counts))


class Dice(Protocol):
    """A source of rolls, one D6 at a time."""

    def d6(self) -> int:
        """Roll one die and return its face, 1 to 6."""
        ...


class SeededDice:
    """Dice from a seed: the same rolls on every machine and version of Python."""

    def __init__(self, seed: int) -> None:
        """Start the sequence of *seed*; ValueError if it is negative."""
        if seed < 0:
            # Python would take -7 for 7, and two battles would be one.
            msg = f"a seed is a whole number from 0 on, not {seed}"
            raise ValueError(msg)
        self._random = random.Random(seed)

    def d6(self) -> int:
        """Roll one die and return its face, 1 to 6.

        Only `random()` is drawn, which Python promises to keep the same.
        """
        return int(self._random.random() * D6_FACES) + 1

    def copy(self) -> SeededDice:
        """Return dice that will roll the same from here on."""
        twin = SeededDice(0)
        twin._random.setstate(self._random.getstate())
        return twin


class ScriptedDice:
    """Dice that show given faces in order, for tests and replays."""

    def __init__(self, faces: list[int] | tuple[int, ...]) -> None:
        """Set the faces that will come up; ValueError unless each is 1 to 6."""
        if any(face not in range(1, D6_FACES + 1) for face in faces):
            msg = f"a D6 shows 1 to 6, not {faces}"
            raise ValueError(msg)
        self._faces = list(faces)
        self._next = 0

    @property
    def left(self) -> list[int]:
        """Return the faces that have not been rolled yet."""
        return self._faces[self._next :]

    def d6(self) -> int:
        """Return the next face; LookupError at the end of the script."""
        if self._next == len(self._faces):
            msg = f"more dice were rolled than the {len(self._faces)} that the script holds"
            raise LookupError(msg)
        self._next += 1
        return self._faces[self._next - 1]


class RecordingDice:
    """Dice that pass on the rolls of a source and keep them in *faces*."""

    def __init__(self, source: Dice) -> None:
        """Roll with *source*."""
        self._source = source
        self.faces: list[int] = []

    def d6(self) -> int:
        """Roll one die of the source, record its face and return it."""
        face = self._source.d6()
        self.faces.append(face)
        return face
