"""The bot `random`: any legal action, each as likely as the other."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.battle.actions import Action
    from engine.battle.state import BattleState


class RandomBot:
    """Choose among the legal actions by a seeded draw."""

    name = "random"

    def __init__(self, seed: int) -> None:
        """Start the draws of *seed*."""
        self._random = random.Random(seed)

    def choose(self, state: BattleState, actions: Sequence[Action]) -> Action:  # noqa: ARG002 - a Player
        """Draw one of *actions*; only `random()` is used, the same on every version of Python."""
        return actions[int(self._random.random() * len(actions))]
