"""How a battle on the screen ended, for the screen that started it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from engine.battle.events import Result


class BattleEnd(NamedTuple):
    """The end of a battle; *result* is None if it was left before its end."""

    result: Result | None
    wants_new: bool = False
    """Whether the player asked for a new battle."""
