"""The trained opponent: a network scores the options, and the best is taken, or one is drawn."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Final

import numpy as np
import onnxruntime

from engine.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.battle.actions import Action
    from engine.battle.state import BattleState
    from engine.encoding.codec import Codec, Decision
    from engine.encoding.layout import Numbers


class Network:
    """Run an exported network: scores of options, and the value of the battle for who decides."""

    def __init__(self, policy: bytes) -> None:
        """Take an ONNX file that `read_model` has let through; ModelError if it is none.

        One thread runs it, which does not spin while it waits.
        """
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        try:
            self._session = onnxruntime.InferenceSession(
                policy, options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:
            # Its errors have no other base.
            raise ModelError(f"this is no policy that can be run: {error}") from error

    def judge(self, observation: Numbers) -> tuple[Numbers, float]:
        """Give the score of every row, and the value, for one observation."""
        logits, values = self._session.run(["logits", "value"], {"observation": observation[None]})
        return logits[0], float(values[0])


class Policy:
    """Choose by a network: the best option, or with a *temperature* one that is drawn.

    A temperature of 1 draws as the network was trained to, more of it draws more evenly.
    """

    def __init__(
        self, name: str, codec: Codec, network: Network, temperature: float, seed: int
    ) -> None:
        """Take the name, the encoding, the network, and how options are drawn."""
        self.name = name
        self._codec: Final = codec
        self._network: Final = network
        self._temperature: Final = temperature
        self._random = random.Random(seed)

    def choose(self, state: BattleState, actions: Sequence[Action]) -> Action:
        """Pick one of the options that are offered; EncodingError for a battle beyond limits."""
        if len(actions) == 1:
            return actions[0]
        self._codec.check(state.setup)
        decision = self._codec.encode(state)
        if len(decision.actions) == 1:
            return decision.actions[0]
        return decision.actions[self._pick(decision)]

    def _pick(self, decision: Decision) -> int:
        scores = self._network.judge(decision.observation)[0][: len(decision.actions)]
        if not self._temperature:
            return int(scores.argmax())
        weights = np.exp((scores - scores.max()) / self._temperature, dtype=np.float64)
        drawn = self._random.random() * float(weights.sum())
        return min(int(np.searchsorted(weights.cumsum(), drawn, side="right")), len(weights) - 1)
