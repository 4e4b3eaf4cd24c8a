"""The bot `random`: every legal action is equally likely."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.battle.actions import Action
    from engine.battle.state import BattleState


class RandomBot:
    """Chooses uniformly among the legal actions, from a seed."""

    name = "random"

    def __init__(self, seed: int) -> None:
        """Seed the draws."""
        self._random = random.Random(seed)

    def choose(self, state: BattleState, actions: Sequence[Action]) -> Action:  # noqa: ARG002 - a Player
        """Return one of *actions*; only `random()` is used, which is the same in every version of
        Python.
        """
        return actions[int(self._random.random() * len(actions))]
