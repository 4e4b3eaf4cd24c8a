"""Players: the protocol they follow. `registry` makes them from specs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.battle.actions import Action
    from engine.battle.state import BattleState


class Player(Protocol):
    """Chooses actions for a side; asked for every decision, ACTIVATE and forced ones included."""

    name: str

    def choose(self, state: BattleState, actions: Sequence[Action]) -> Action:
        """Return one of the legal *actions* of *state*, which are in the rules' order.

        *actions* is made when it is looked at: a player that never does pays nothing for it. A
        player that searches rolls dice of its own; the battle's are out of its reach.
        """
        ...
