"""Policies that search: the best few options are played out, with dice of their own."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Final

import numpy as np

from engine.evaluation.position import VICTORY, result_value
from engine.players.playout import SEEDS, decide_by, play_out
from engine.players.think_time import AS_MEASURED

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from engine.battle.actions import Action
    from engine.battle.side import Side
    from engine.battle.state import BattleState
    from engine.encoding.observation_layout import FloatArray
    from engine.players.levels import Lookahead
    from engine.players.playout import Decide
    from engine.players.policy import Policy
    from engine.players.think_time import ThinkTime

_MILLISECONDS: Final = 1000


class PolicySearch:
    """Chooses by the outcomes of playouts, and by the network's scores."""

    def __init__(
        self,
        policy: Policy,
        lookahead: Lookahead,
        decide: Decide,
        seed: int,
        clock: Callable[[], float],
        think: ThinkTime = AS_MEASURED,
    ) -> None:
        """Search with *policy* as far as *lookahead* and *think* say; *decide* makes the decisions
        of playouts.
        """
        self._think = think
        self.name = policy.name
        self.cuts = 0
        self._policy = policy
        self._lookahead = lookahead
        self._finish = decide_by(policy)
        self._decide = decide
        self._clock = clock
        self._random = random.Random(seed)

    def choose(self, state: BattleState, actions: Sequence[Action]) -> Action:
        """Return one of the offered options; EncodingError for a battle beyond the encoding's
        limits.
        """
        began = self._clock()
        if len(actions) == 1:
            return actions[0]
        offered, scores = self._policy.weigh(state)
        places = self._likely(scores)
        if len(places) == 1 or state.active is None:
            return offered[self._policy.pick(scores)]
        worth = self._lookahead.trust * scores[places].astype(np.float64)
        worth += self._sample(state, [offered[place] for place in places], began)
        return offered[places[int(worth.argmax())]]

    def _likely(self, scores: FloatArray) -> list[int]:
        """Return the indices of the options that are played out, the best first."""
        best = np.argsort(-scores, kind="stable")[: self._lookahead.options]
        likely = np.exp(scores[best] - scores.max()) >= self._lookahead.least
        return [int(place) for place in best[likely]]

    def _sample(
        self, state: BattleState, options: Sequence[Action], began: float
    ) -> np.typing.NDArray[np.float64]:
        """Return the mean outcome of each option; all are played out equally often."""
        side, sums = state.to_act, np.zeros(len(options))
        samples = self._think.share_of(self._lookahead.samples)
        seeds = [int(self._random.random() * SEEDS) for _ in range(samples)]
        for done, seed in enumerate(seeds):
            found = []
            for action in options:
                if self._is_over(began):
                    self.cuts += 1
                    return sums / max(1, done)
                after = play_out(state, side, action, seed, self._finish, self._decide)
                found.append(self._outcome(after, side))
            sums += found
        return sums / len(seeds)

    def _is_over(self, began: float) -> bool:
        """Whether the time is up, or an answer is wanted at once."""
        most = self._think.share_of(self._lookahead.most_ms)
        return self._think.stop() or (self._clock() - began) * _MILLISECONDS > most

    def _outcome(self, after: BattleState, side: Side) -> float:
        """Return the value of a position in points."""
        if after.result is not None:
            return result_value(after.result, side)
        return VICTORY * self._policy.value(after, side)
