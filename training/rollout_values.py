"""Rollout values: decisions of which several options were played out, and what they came to."""

from __future__ import annotations

import functools
import random
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from engine import limits
from engine.battle import turn
from engine.battle.side import Side
from engine.encoding.codec import Decision
from engine.encoding.reward_config import packaged_reward_config
from engine.env.reward import RewardTracker
from engine.evaluation.position import VICTORY, result_value
from engine.files import read_bounded
from engine.players.levels import SELF
from engine.players.model import codec_of
from engine.players.playout import decide_by, play_out
from engine.players.policy import Network, Policy
from engine.players.registry import make_player
from engine.players.scripted_bots import seed_of
from training.dataset import Half
from training.errors import TrainingError
from training.observed_battle import SEEDS, draw_setup, play
from training.recipe_validation import OPPONENT

if TYPE_CHECKING:
    from engine.battle.actions import Action
    from engine.battle.events import Event
    from engine.battle.options import Options
    from engine.battle.state import BattleState
    from engine.encoding.layout import Numbers
    from engine.players import Player
    from engine.players.playout import Decide
    from training.recipe import Recipe

NONE: Final = -1
"""Stands where fewer options were played out than might have been."""


class RolloutValues(NamedTuple):
    """Hold decisions: *observations* (half precision, one a row), *rows* that were played out.

    *worth* is how the policy then foresaw the end for whoever decided, on the average of all
    samples, in points: 100 is a victory, to which comes what the reward leaves for a margin. Both
    have `options` + `others` columns, those not needed hold `NONE` and 0.
    """

    observations: Half
    rows: npt.NDArray[np.int64]
    worth: npt.NDArray[np.float32]


class RolloutTask(NamedTuple):
    """Name one battle of trials: its number in the recipe, and the file of the policy that plays.

    *attempt* is the round of improvement.
    """

    recipe: Recipe
    attempt: int
    number: int
    policy: Path


def estimate_rollout_values(experiment: RolloutTask) -> RolloutValues:
    """Play one battle of the policy against an opponent; a share of its decisions is tried out."""
    recipe, attempt, number, _ = experiment
    settings = recipe.policy_improvement
    draw = random.Random(f"{recipe.seed} trial {attempt} {number}")
    setup = draw_setup(recipe, draw)
    seat, seed = list(Side)[number % len(Side)], draw.randrange(SEEDS)
    policy = _open_policy(experiment, seed_of(seat, seed))
    met = draw.choice(settings.opponents)

    def make(spec: str, side: Side) -> Player:
        spec = met if spec == OPPONENT else spec
        return policy if spec == SELF else make_player(spec, side, seed)

    opponent = make(met, seat.other)
    by = settings.rounds[attempt]
    deciders = {
        seat: decide_by(make(by.own, seat)),
        seat.other: decide_by(make(by.enemy, seat.other)),
    }

    def decide(state: BattleState, options: Options) -> Action:
        return deciders[state.to_act](state, options)

    experimenter = _RolloutEstimator(experiment, policy, decide, draw)
    state, _ = turn.start(setup)
    players = {seat: policy, seat.other: opponent}
    play(state, players, seat, draw.choice(settings.random_action_probs), draw, experimenter)
    return experimenter.finish()


def _open_policy(experiment: RolloutTask, seed: int) -> Policy:
    codec = codec_of(experiment.recipe.encoding)
    network = _open_network(experiment.policy, experiment.recipe.encoding)
    return Policy(SELF, codec, network, 1, None, seed)


@functools.lru_cache(maxsize=1)
def _open_network(file: Path, encoding: str) -> Network:
    """Open a policy once a process; TrainingError when it can't be read."""
    try:
        content = read_bounded(file, limits.NETWORK_BYTES)
    except OSError as error:
        raise TrainingError(f"{file} can't be read: {error.strerror}") from error
    return Network(content, codec_of(encoding))


class _RolloutEstimator:
    """Play options of one side's decisions out."""

    def __init__(
        self, experiment: RolloutTask, policy: Policy, decide: Decide, draw: random.Random
    ) -> None:
        recipe = experiment.recipe
        self._settings = recipe.policy_improvement
        self._reward = packaged_reward_config(recipe.reward)
        self._codec = codec_of(recipe.encoding)
        self._network = _open_network(experiment.policy, recipe.encoding)
        self._policy = policy
        self._decide = decide
        self._draw = draw
        self._observations: list[Half] = []
        self._rows: list[list[int]] = []
        self._worth: list[list[float]] = []

    def note(self, state: BattleState, action: Action) -> None:  # noqa: ARG002 - a `Watcher`
        """Try a decision out, in a share of cases."""
        if self._draw.random() >= self._settings.recorded_fraction.of(state.phase):
            return
        decision = self._codec.ask(state)
        if not isinstance(decision, Decision):
            return
        rows = self._pick(self._network.score(decision.observation)[: len(decision.actions)])
        worth = self._play_out(state, [decision.actions[row] for row in rows])
        empty = self._settings.top_options + self._settings.sampled_options - len(rows)
        self._observations.append(decision.observation.astype(np.float16))
        self._rows.append([*rows, *[NONE] * empty])
        self._worth.append([*worth, *[0.0] * empty])

    def watch(self, events: list[Event]) -> None:
        """Take no notice: what comes of the battle itself is not asked."""

    def _pick(self, scores: Numbers) -> list[int]:
        """Pick the best rows, and draw some of those that come after them."""
        settings = self._settings
        order = [int(row) for row in np.argsort(-scores, kind="stable")[: settings.sampled_from]]
        best, after = order[: settings.top_options], order[settings.top_options :]
        return best + self._draw.sample(after, min(settings.sampled_options, len(after)))

    def _play_out(self, state: BattleState, actions: list[Action]) -> list[float]:
        """Give what each action comes to, all with the same dice."""
        seeds = [self._draw.randrange(SEEDS) for _ in range(self._settings.n_samples)]
        return [
            sum(self._outcome(state, action, seed) for seed in seeds) / len(seeds)
            for action in actions
        ]

    def _outcome(self, state: BattleState, action: Action, seed: int) -> float:
        side = state.to_act
        after = play_out(state, side, action, seed, self._decide, self._decide)
        # Values are of what is still to be paid: of the potential that is only its change.
        potential = (
            VICTORY * self._reward.shaping * RewardTracker(self._reward, after, side).potential
        )
        if after.result is not None:
            return result_value(after.result, side) + potential
        return VICTORY * self._policy.value(after, side) + potential

    def finish(self) -> RolloutValues:
        """Give the trials of the battle."""
        columns = self._settings.top_options + self._settings.sampled_options
        return RolloutValues(
            np.array(self._observations, np.float16).reshape(-1, self._codec.layout.size),
            np.array(self._rows, np.int64).reshape(-1, columns),
            np.array(self._worth, np.float32).reshape(-1, columns),
        )
