"""Validation of the environments' arguments, before anything is made."""

from __future__ import annotations

import inspect
import operator
from collections.abc import Callable
from typing import TypeAlias

from engine.battle.side import Side
from engine.errors import EnvironmentUseError
from engine.players import Player

MakeOpponent: TypeAlias = Callable[[Side, int], Player]
"""Returns the opponent of a battle, for a side and a seed."""


def require_text(**named: object) -> None:
    """Raise EnvironmentUseError unless the values are texts; the keywords name the arguments."""
    for name, value in named.items():
        if not isinstance(value, str):
            raise EnvironmentUseError(f"{name} is a text, not {value!r}")


def require_maker(opponent: MakeOpponent) -> None:
    """Raise EnvironmentUseError unless *opponent* is a name or can be called with a side and a
    seed.
    """
    if not callable(opponent):
        raise EnvironmentUseError(
            f"opponent is a name or makes a player from a side and a seed; {opponent!r} does not"
        )
    try:
        inspect.signature(opponent).bind(Side.ONE, 0)
    except TypeError as error:
        raise EnvironmentUseError(
            f"opponent is called with a side and a seed; {opponent!r} can't be: {error}"
        ) from error
    except ValueError:
        return  # what is written in C has no signature


def require_repeats(repeats: object) -> int:
    """Return the number of battles a drawn scenario is used for; EnvironmentUseError below 1."""
    number = whole_number("repeats", repeats)
    if number < 1:
        raise EnvironmentUseError(f"a scenario is drawn for 1 battle or more, not {number}")
    return number


def whole_number(name: str, value: object) -> int:
    """Return a whole number; EnvironmentUseError for floats, texts and booleans."""
    if not isinstance(value, bool):
        try:
            return operator.index(value)  # type: ignore[arg-type]  # what has none raises
        except TypeError:
            pass
    raise EnvironmentUseError(f"{name} is a whole number, not {value!r}")
