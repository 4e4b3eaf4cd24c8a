"""Rollout values: decisions of a policy with the values of several options, found by rollouts."""

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
from training.errors import TrainingError
from training.observed_battle import SEED_LIMIT, draw_setup, play_observed
from training.recipe_validation import OPPONENT

if TYPE_CHECKING:
    from engine.battle.actions import Action
    from engine.battle.events import Event
    from engine.battle.options import Options
    from engine.battle.state import BattleState
    from engine.encoding.observation_layout import FloatArray
    from engine.players import Player
    from engine.players.playout import Decide
    from training.dataset import HalfObservations
    from training.recipe import Recipe

NO_ROW: Final = -1
"""Fills the columns of a decision that has fewer options than columns."""


class RolloutValues(NamedTuple):
    """Decisions with the values of some of their options.

    - *observations*: (n, features), half precision
    - *rows*: (n, top_options + sampled_options), the rows of the options; `NO_ROW` in columns
      that are not needed
    - *values*: the shape of *rows*, 0 where there is no row; the mean over all samples of the
      policy's value for the deciding side at the end of the rollout, in points: 100 is a victory,
      and the margin in the reward may add to it
    """

    observations: HalfObservations
    rows: npt.NDArray[np.int64]
    values: npt.NDArray[np.float32]


class RolloutTask(NamedTuple):
    """A request for the rollout values of one game.

    *round_index* and *number* are its place in the recipe, *policy_file* is the ONNX file of the
    policy that plays.
    """

    recipe: Recipe
    round_index: int
    number: int
    policy_file: Path


def estimate_rollout_values(task: RolloutTask) -> RolloutValues:
    """Play one game of the policy and return the rollout values of a fraction of its decisions.

    The result depends on the task alone. Raise TrainingError if the policy's file cannot be read,
    ModelError if it is not a network, PlayerError if a player fails.
    """
    recipe, round_index, number, _ = task
    settings = recipe.policy_improvement
    # The word is part of the seed: another one would draw other games.
    rng = random.Random(f"{recipe.seed} trial {round_index} {number}")
    setup = draw_setup(recipe, rng)
    seat, seed = list(Side)[number % len(Side)], rng.randrange(SEED_LIMIT)
    policy = _make_policy(task, seed_of(seat, seed))
    opponent_spec = rng.choice(settings.opponents)

    def make(spec: str, side: Side) -> Player:
        spec = opponent_spec if spec == OPPONENT else spec
        return policy if spec == SELF else make_player(spec, side, seed)

    opponent = make(opponent_spec, seat.other)
    round_settings = settings.rounds[round_index]
    deciders = {
        seat: decide_by(make(round_settings.rollout_player, seat)),
        seat.other: decide_by(make(round_settings.rollout_opponent, seat.other)),
    }

    def decide(state: BattleState, options: Options) -> Action:
        return deciders[state.to_act](state, options)

    estimator = _RolloutEstimator(task, policy, decide, rng)
    state, _ = turn.start(setup)
    players = {seat: policy, seat.other: opponent}
    random_action_prob = rng.choice(settings.random_action_probs)
    play_observed(state, players, estimator, seat, random_action_prob, rng)
    return estimator.finish()


def _make_policy(task: RolloutTask, seed: int) -> Policy:
    codec = codec_of(task.recipe.encoding)
    network = _open_network(task.policy_file, task.recipe.encoding)
    return Policy(SELF, codec, network, 1, None, seed)


@functools.lru_cache(maxsize=1)
def _open_network(file: Path, encoding: str) -> Network:
    """Return the network in *file*, read once per process; raise TrainingError if that fails."""
    try:
        content = read_bounded(file, limits.NETWORK_BYTES)
    except OSError as error:
        raise TrainingError(f"{file} cannot be read: {error.strerror}") from error
    return Network(content, codec_of(encoding))


class _RolloutEstimator:
    """Estimator of the values of options, by rollouts, in a fraction of one side's decisions."""

    def __init__(
        self, task: RolloutTask, policy: Policy, decide: Decide, rng: random.Random
    ) -> None:
        recipe = task.recipe
        self._settings = recipe.policy_improvement
        self._reward = packaged_reward_config(recipe.reward)
        self._codec = codec_of(recipe.encoding)
        self._network = _open_network(task.policy_file, recipe.encoding)
        self._policy = policy
        self._decide = decide
        self._rng = rng
        self._observations: list[HalfObservations] = []
        self._rows: list[list[int]] = []
        self._values: list[list[float]] = []

    def on_decision(self, state: BattleState, action: Action) -> None:  # noqa: ARG002 - a `DecisionObserver`
        """Estimate the values of the decision's options, with the probability of its phase."""
        if self._rng.random() >= self._settings.recorded_fraction.of(state.phase):
            return
        decision = self._codec.ask(state)
        if not isinstance(decision, Decision):
            return
        rows = self._select_rows(self._network.score(decision.observation)[: len(decision.actions)])
        values = self._estimate(state, [decision.actions[row] for row in rows])
        padding = self._settings.top_options + self._settings.sampled_options - len(rows)
        self._observations.append(decision.observation.astype(np.float16))
        self._rows.append([*rows, *[NO_ROW] * padding])
        self._values.append([*values, *[0.0] * padding])

    def on_events(self, events: list[Event]) -> None:
        """Ignore the events of the game itself: only rollouts are evaluated."""

    def _select_rows(self, scores: FloatArray) -> list[int]:
        """Return the rows to try of *scores*, (options,): the best, and a sample of the next."""
        settings = self._settings
        order = [int(row) for row in np.argsort(-scores, kind="stable")[: settings.sampled_from]]
        top, rest = order[: settings.top_options], order[settings.top_options :]
        return top + self._rng.sample(rest, min(settings.sampled_options, len(rest)))

    def _estimate(self, state: BattleState, actions: list[Action]) -> list[float]:
        """Return the mean value of each action in points; all are played with the same dice."""
        seeds = [self._rng.randrange(SEED_LIMIT) for _ in range(self._settings.n_samples)]
        return [
            sum(self._roll_out(state, action, seed) for seed in seeds) / len(seeds)
            for action in actions
        ]

    def _roll_out(self, state: BattleState, action: Action, seed: int) -> float:
        """Return the value in points, for the deciding side, at the end of one rollout."""
        side = state.to_act
        after = play_out(state, side, action, seed, self._decide, self._decide)
        # The policy predicts rewards to come, which contain only the potential's change.
        potential = (
            VICTORY * self._reward.shaping * RewardTracker(self._reward, after, side).potential
        )
        if after.result is not None:
            return result_value(after.result, side) + potential
        return VICTORY * self._policy.value(after, side) + potential

    def finish(self) -> RolloutValues:
        """Return the rollout values of the game."""
        columns = self._settings.top_options + self._settings.sampled_options
        return RolloutValues(
            np.array(self._observations, np.float16).reshape(-1, self._codec.layout.size),
            np.array(self._rows, np.int64).reshape(-1, columns),
            np.array(self._values, np.float32).reshape(-1, columns),
        )
