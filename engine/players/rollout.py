"""The bot `rollout`: it plays out the best few options of `tactician`, with dice of its own."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from engine.battle.actions import Action, Fight, Mode, Shoot
from engine.players import greedy
from engine.players.playout import SEEDS, decide_by, play_out
from engine.players.tactician import Tactician
from engine.players.think_time import AS_MEASURED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.battle.side import Side
    from engine.battle.state import BattleState
    from engine.evaluation.position import PositionEvaluator
    from engine.evaluation.weights import EvaluationWeights
    from engine.players.bots import Search
    from engine.players.think_time import ThinkTime


class Rollout:
    """Chooses the option whose playouts end in the best positions."""

    def __init__(
        self,
        name: str,
        weights: EvaluationWeights,
        search: Search,
        position: PositionEvaluator,
        seed: int,
        think: ThinkTime = AS_MEASURED,
    ) -> None:
        """Create the bot with its weights, the extent of its search and its evaluation.

        *seed* is that of its dice.
        """
        self._think = think
        self.name = name
        self._position = position
        self._search = search
        self._tactician = Tactician(name, weights)
        self._finish = decide_by(self._tactician)
        self._random = random.Random(seed)

    def choose(self, state: BattleState, actions: Sequence[Action]) -> Action:
        """Return the option with the best outcomes; which unit acts next is left to the
        tactician.
        """
        if len(actions) == 1 or state.active is None:
            return self._tactician.choose(state, actions)
        options = self._options(state, actions)
        if len(options) == 1:
            return options[0][1]
        means = self._sample(state, [action for _, action in options])
        worth = [
            self._search.trust * score + mean
            for (score, _), mean in zip(options, means, strict=True)
        ]
        return options[max(range(len(options)), key=worth.__getitem__)][1]

    def _sample(self, state: BattleState, options: Sequence[Action]) -> list[float]:
        """Return the mean outcome of each option; all are played out equally often."""
        side, sums = state.to_act, [0.0] * len(options)
        samples = self._think.share_of(self._search.samples)
        seeds = [int(self._random.random() * SEEDS) for _ in range(samples)]
        for done, seed in enumerate(seeds):
            found = []
            for action in options:
                if self._think.stop():
                    return [total / max(1, done) for total in sums]
                found.append(self._outcome(state, side, action, seed))
            sums = [total + one for total, one in zip(sums, found, strict=True)]
        return [total / len(seeds) for total in sums]

    def _options(self, state: BattleState, actions: Sequence[Action]) -> list[tuple[float, Action]]:
        """Return the best options and their scores, the best first; single attacks are left out."""
        scores = self._tactician.scores(state, actions)
        whole = [
            (score, number, action)
            for number, (score, action) in enumerate(zip(scores, actions, strict=True))
            if not (isinstance(action, Shoot | Fight) and action.mode is Mode.SINGLE)
        ]
        whole.sort(key=lambda item: (-item[0], item[1]))
        least = whole[0][0] - self._search.margin
        best = [(score, action) for score, _, action in whole if score >= least]
        return best[: self._search.options]

    def _outcome(self, state: BattleState, side: Side, action: Action, seed: int) -> float:
        """Return the value of the position a playout ends in."""
        after = play_out(state, side, action, seed, self._finish, greedy.decide)
        return self._position.evaluate(after, side)
