"""The formats of numbers, dates, lists and headings in the current language."""

from __future__ import annotations

import time
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from client.text.catalogue import text

if TYPE_CHECKING:
    import datetime as dt

_CERTAIN: Final = 1e-9
"""Probabilities nearer to 0 or 1 than this count as 0 or 1."""


def percent(chance: float) -> str:
    """Return a probability as a whole percentage: 100 only if it is certain, 0 only if it is
    impossible.
    """
    whole = round(100 * chance)
    if whole == 100 and chance < 1 - _CERTAIN:
        whole = 99
    if whole == 0 and chance > _CERTAIN:
        return text("battle.under-percent", n=1)
    return text("battle.percent", n=whole)


def terminal_percent(chance: float) -> str:
    """Return a probability as a whole percentage from 1 to 99 unless it is exactly 0 or 1."""
    if 0 < chance < 1:
        return text("terminal.percent", n=min(99, max(1, round(100 * chance))))
    return text("terminal.percent", n=round(100 * chance))


def amount(number: float) -> str:
    """Return a number with one decimal."""
    return text("battle.amount", n=decimal(number, 1))


def decimal(number: float, places: int) -> str:
    """Return a number with a fixed count of decimal places, in the language's own digits."""
    whole, _, fraction = f"{number:.{places}f}".partition(".")
    return text("format.decimal", whole=whole, fraction=fraction) if fraction else whole


def score(one: int, two: int) -> str:
    """Return the points of both sides."""
    return text("format.score", one=one, two=two)


def date_time(seconds: float) -> str:
    """Return a time stamp, in seconds since the epoch, as local date and time."""
    return time.strftime(text("format.date-time"), time.localtime(seconds))


def day_of(date: dt.date) -> str:
    """Return a day."""
    return date.strftime(text("format.date"))


def comma_list(parts: Iterable[str]) -> str:
    """Join parts by commas."""
    return text("format.comma").join(parts)


def capitalised(words: str) -> str:
    """Return words with a capital first letter, the rest unchanged."""
    return words[:1].upper() + words[1:]


def heading(words: str) -> str:
    """Return words in capitals, as headings of panels are written."""
    return words.upper()
