"""The league: against whom a learner plays next, past selves among them."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Final

from engine.players.levels import SELF
from engine.players.policy import Network, Policy
from engine.players.registry import make_player
from engine.players.scripted_bots import seed_of

if TYPE_CHECKING:
    from engine.battle.side import Side
    from engine.encoding.codec import Codec
    from engine.players import Player
    from training.recipe import Recipe

AS_TRAINED: Final = 1.0
"""The temperature at which options are drawn as the network was trained to draw them."""


class League:
    """Draw opponents: scripted ones by their weights, past selves in their share of battles."""

    def __init__(self, recipe: Recipe, codec: Codec) -> None:
        """Begin without past selves."""
        self._seed: Final = recipe.seed
        self._codec: Final = codec
        self._names: Final = list(recipe.pool)
        self._weights: Final = list(recipe.pool.values())
        self._rules: Final = recipe.self_play
        self._networks: list[Network] = []

    def add_self(self, policy: bytes) -> None:
        """Let an exported network play from now on; the oldest makes room for it."""
        self._networks = [*self._networks, Network(policy, self._codec)][
            -self._rules.max_opponents :
        ]

    def draw(self, side: Side, seed: int) -> Player:
        """Make the opponent of a battle: the same for the same seed and the same past selves."""
        draw = random.Random(f"{self._seed} league {seed}")
        if self._networks and draw.random() < self._rules.probability:
            newest = draw.random() < self._rules.newest_probability
            network = self._networks[-1] if newest else draw.choice(self._networks)
            every = self._codec.spec.rows
            own = seed_of(side, seed)
            return Policy(SELF, self._codec, network, every, AS_TRAINED, own)
        name = draw.choices(self._names, self._weights)[0]
        return make_player(name, side, seed)
