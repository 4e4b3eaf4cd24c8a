"""Trained policies: a network scores the options, and the best is taken, or one is drawn."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Final

import numpy as np

from engine.battle import rules
from engine.battle.actions import Activate
from engine.dice import ScriptedDice
from engine.encoding.codec import Decision
from engine.errors import ModelError
from engine.players.model_limits import packaged_allowances
from engine.players.network.errors import NetworkError, shown
from engine.players.network.evaluator import Evaluator
from engine.players.network.onnx_file import read_graph
from engine.players.network.tensors import FLOAT32
from engine.sentences import Sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.battle.actions import Action
    from engine.battle.side import Side
    from engine.battle.state import BattleState
    from engine.encoding.codec import Codec
    from engine.encoding.observation_layout import FloatArray
    from engine.players.network.graph import Graph
    from engine.players.network.tensors import Array

OBSERVATION: Final = "observation"
LOGITS: Final = "logits"
VALUE: Final = "value"


class Network:
    """The network of a policy: scores of the options, and the value of the state for the side to
    act.
    """

    def __init__(self, policy: bytes, codec: Codec) -> None:
        """Read a network from the content of a policy file, for the encoding of *codec*."""
        size, self._rows = codec.layout.size, codec.spec.rows
        seconds = packaged_allowances().first_answer_seconds
        try:
            graph = read_graph(policy)
            _check_input(graph, size)
            example = np.zeros((1, size), np.float32)
            self._logits = Evaluator(graph, LOGITS, example, seconds)
            self._value = Evaluator(graph, VALUE, example, seconds)
            _first_of(LOGITS, self._logits.first, self._rows)
            _first_of(VALUE, self._value.first, 1)
        except NetworkError as error:
            raise ModelError(Sentence("model.no-policy", detail=str(error))) from error

    def score(self, observation: FloatArray) -> FloatArray:
        """Return the score of each row of an observation, shape `(rows,)`; ModelError if one is not
        finite.
        """
        return self._answer(self._logits, LOGITS, observation, self._rows)

    def predict_value(self, observation: FloatArray) -> float:
        """Return the value of an observation, -1 to 1; ModelError if it is not finite."""
        return float(self._answer(self._value, VALUE, observation, 1)[0])

    def _answer(
        self, evaluator: Evaluator, name: str, observation: FloatArray, size: int
    ) -> FloatArray:
        try:
            answer = _first_of(name, evaluator.answer(observation[None]), size)
        except NetworkError as error:
            raise ModelError(Sentence("model.no-answer", detail=str(error))) from error
        if not np.isfinite(answer).all():
            raise ModelError(Sentence("model.not-finite", output=name))
        return answer


def _check_input(graph: Graph, size: int) -> None:
    """Raise NetworkError unless a network takes observations of *size*, one or any number at a
    time.
    """
    names = [shown(one.name) for one in graph.inputs]
    if [one.name for one in graph.inputs] != [OBSERVATION]:
        raise NetworkError(f"its inputs are {', '.join(names) or 'none'}, not {OBSERVATION!r}")
    (given,) = graph.inputs
    shape = (None, None) if given.shape is None else given.shape
    fits = len(shape) == 2 and shape[0] in {None, 1} and shape[1] in {None, size}
    if given.kind != FLOAT32 or not fits:
        raise NetworkError(
            f"{OBSERVATION!r} is not declared as 32-bit floats, any number by {size}"
        )
    missing = {LOGITS, VALUE} - {one.name for one in graph.outputs}
    if missing:
        raise NetworkError(f"it has no output {', '.join(sorted(missing))}")


def _first_of(name: str, found: Array | None, size: int) -> FloatArray:
    """Return the answer to the first observation; NetworkError unless it is *size* floats."""
    if found is None or found.dtype != np.float32:
        raise NetworkError(f"{name!r} is not made of 32-bit floats")
    if not found.ndim or not len(found) or found[0].size != size or found.ndim > 2:
        shape = " by ".join(map(str, found.shape)) or "a single number"
        raise NetworkError(f"{name!r} is {shape} for one observation, not 1 by {size}")
    first: FloatArray = found[0].reshape(size)
    return first


class Policy:
    """A player that chooses by a network: it draws one of the best *candidates*, at a
    *temperature*.

    With one candidate it takes the best. A temperature of 1 draws from all options as the network
    was trained to.
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
        """Use *network* for the encoding of *codec*; *seed* decides what is drawn."""
        assert candidates == 1 or temperature is not None, "several are drawn of"
        self.name = name
        self._codec: Final = codec
        self._network: Final = network
        self._candidates: Final = candidates
        self._temperature: Final = temperature
        self._random = random.Random(seed)

    def choose(self, state: BattleState, actions: Sequence[Action]) -> Action:
        """Return one of the offered options; EncodingError for a battle beyond the encoding's
        limits.
        """
        if len(actions) == 1:
            return actions[0]
        offered, scores = self.weigh(state)
        return offered[self.pick(scores)]

    def weigh(self, state: BattleState) -> tuple[list[Action], FloatArray]:
        """Return the offered options, at least one, and the network's score of each, shape
        `(options,)`.
        """
        self._codec.check(state.setup)
        asked = self._codec.ask(state)
        if not isinstance(asked, Decision):
            return [asked], np.zeros(1, np.float32)
        scores = self._network.score(asked.observation)
        return asked.actions, scores[: len(asked.actions)]

    def rank_units(self, state: BattleState) -> list[Activate]:
        """Return the activations that are legal, the most urgent first."""
        return self._codec.rank_units(state)

    def value(self, state: BattleState, side: Side) -> float:
        """Return the value of an unfinished battle for a side, from -1 (lost) to 1 (won)."""
        asked = self._codec.ask(state)
        if isinstance(asked, Activate):
            # No dice are rolled for it.
            state, _ = rules.carry_out(state, asked, ScriptedDice([]))
        decision = asked if isinstance(asked, Decision) else self._codec.encode(state)
        value = self._network.predict_value(decision.observation)
        return value if state.to_act is side else -value

    def pick(self, scores: FloatArray) -> int:
        """Return the index of an option, drawn by the scores."""
        best = np.sort(np.argsort(-scores, kind="stable")[: self._candidates])
        if self._temperature is None or len(best) == 1:
            return int(best[scores[best].argmax()])
        weights = np.exp((scores[best] - scores.max()) / self._temperature, dtype=np.float64)
        drawn = self._random.random() * float(weights.sum())
        place = int(np.searchsorted(weights.cumsum(), drawn, side="right"))
        return int(best[min(place, len(best) - 1)])
