"""Players that choose actions for a side: scripted bots and, by name, how to make them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.battle.actions import Action
    from engine.battle.state import BattleState


class Player(Protocol):
    """Choose for a side: asked for every decision, ACTIVATE and forced ones included."""

    name: str

    def choose(self, state: BattleState, actions: Sequence[Action]) -> Action:
        """Pick one of the legal *actions*, which are all of *state*'s, in the rules' order.

        A player that searches rolls dice of its own; the battle's are out of its reach.
        """
        ...
