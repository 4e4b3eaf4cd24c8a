"""How a battle on the screen ended, for the screen that started it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from engine.battle.events import Result
    from engine.battle.game import Game


class BattleEnd(NamedTuple):
    """The end of a battle; *result* is None if it was left before its end.

    *game* is the battle as it was left, with its record.
    """

    result: Result | None
    game: Game
    wants_new: bool = False
    """Whether the player asked for a new battle."""


OnEnd: TypeAlias = Callable[[BattleEnd | None], None]
"""What is called once a battle has left the screen: with its end, or None if it never began."""
