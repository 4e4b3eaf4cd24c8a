"""The league: the opponents of a learner, scripted bots and past policies of its own."""

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

SAMPLING_TEMPERATURE: Final = 1.0
"""Past policies sample options from the distribution that they were trained with."""


class League:
    """Pool of opponents: past policies with the recipe's probability, else bots by weight."""

    def __init__(self, recipe: Recipe, codec: Codec) -> None:
        """Start without past policies."""
        self._seed: Final = recipe.seed
        self._codec: Final = codec
        self._specs: Final = list(recipe.pool)
        self._weights: Final = list(recipe.pool.values())
        self._self_play: Final = recipe.self_play
        self._networks: list[Network] = []

    def add_past_policy(self, policy: bytes) -> None:
        """Add a policy in ONNX form; beyond `max_opponents` the oldest one leaves.

        Raise ModelError if it is not a network for the league's encoding.
        """
        networks = [*self._networks, Network(policy, self._codec)]
        self._networks = networks[-self._self_play.max_opponents :]

    def draw(self, side: Side, seed: int) -> Player:
        """Return the opponent of one game, which depends on *seed* and the past policies alone."""
        rng = random.Random(f"{self._seed} league {seed}")
        if self._networks and rng.random() < self._self_play.probability:
            newest = rng.random() < self._self_play.newest_probability
            network = self._networks[-1] if newest else rng.choice(self._networks)
            rows = self._codec.spec.rows
            own_seed = seed_of(side, seed)
            return Policy(SELF, self._codec, network, rows, SAMPLING_TEMPERATURE, own_seed)
        spec = rng.choices(self._specs, self._weights)[0]
        return make_player(spec, side, seed)
