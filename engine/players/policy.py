"""A trained policy: a network scores the options, and the best is taken, or one is drawn."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import onnxruntime

from engine.battle import rules
from engine.battle.actions import Activate
from engine.dice import ScriptedDice
from engine.encoding.codec import Decision
from engine.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.battle.actions import Action
    from engine.battle.side import Side
    from engine.battle.state import BattleState
    from engine.encoding.codec import Codec
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

    def score(self, observation: Numbers) -> Numbers:
        """Give the score of every row of one observation."""
        scores: Numbers = self._run("logits", observation)
        return scores

    def foresee(self, observation: Numbers) -> float:
        """Give the value of the battle for who decides, by one observation."""
        return float(self._run("value", observation))

    def _run(self, output: str, observation: Numbers) -> Any:  # noqa: ANN401 - as onnxruntime has it
        return self._session.run([output], {"observation": observation[None]})[0][0]


class Policy:
    """Choose by a network: of the best *candidates* one is drawn, at a *temperature*.

    With one candidate that is the best. A temperature of 1 draws of all as the network was trained
    to, more of it draws more evenly.
    """

    def __init__(
        self,
        name: str,
        codec: Codec,
        network: Network,
        candidates: int,
        temperature: float | None,
        seed: int,
    ) -> None:
        """Take the name, the encoding, the network, and how options are drawn."""
        assert candidates == 1 or temperature is not None, "several are drawn of"
        self.name = name
        self._codec: Final = codec
        self._network: Final = network
        self._candidates: Final = candidates
        self._temperature: Final = temperature
        self._random = random.Random(seed)

    def choose(self, state: BattleState, actions: Sequence[Action]) -> Action:
        """Pick one of the options that are offered; EncodingError for a battle beyond limits."""
        if len(actions) == 1:
            return actions[0]
        offered, scores = self.weigh(state)
        return offered[self.pick(scores)]

    def weigh(self, state: BattleState) -> tuple[list[Action], Numbers]:
        """Give the options that are offered, at least one, and the network's score of each."""
        self._codec.check(state.setup)
        asked = self._codec.ask(state)
        if not isinstance(asked, Decision):
            return [asked], np.zeros(1, np.float32)
        scores = self._network.score(asked.observation)
        return asked.actions, scores[: len(asked.actions)]

    def value(self, state: BattleState, side: Side) -> float:
        """Foresee how a battle that is not over ends for a side: from -1, lost, to 1, won.

        Where it is not asked who acts next, that is what is foreseen once somebody acts.
        """
        asked = self._codec.ask(state)
        if isinstance(asked, Activate):
            # No dice are rolled for it.
            state, _ = rules.carry_out(state, asked, ScriptedDice([]))
        decision = asked if isinstance(asked, Decision) else self._codec.encode(state)
        value = self._network.foresee(decision.observation)
        return value if state.to_act is side else -value

    def pick(self, scores: Numbers) -> int:
        """Draw a place by the scores."""
        best = np.sort(np.argsort(-scores, kind="stable")[: self._candidates])
        if self._temperature is None or len(best) == 1:
            return int(best[scores[best].argmax()])
        weights = np.exp((scores[best] - scores.max()) / self._temperature, dtype=np.float64)
        drawn = self._random.random() * float(weights.sum())
        place = int(np.searchsorted(weights.cumsum(), drawn, side="right"))
        return int(best[min(place, len(best) - 1)])
