"""Benchmark of a timestep: in the environment alone, and of a learner."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import gymnasium
import numpy as np
import torch
from stable_baselines3.common.vec_env import DummyVecEnv, VecMonitor

from engine.encoding.observation_layout import FloatArray
from training.ppo import make_env, make_learner

if TYPE_CHECKING:
    import numpy.typing as npt

    from engine.env.arguments import MakeOpponent
    from engine.env.battle_env import BattleEnv
    from training.recipe import Recipe


class StepTimes(NamedTuple):
    """A number of timesteps, with the seconds that steps and resets took.

    These are processor seconds: other work of the machine would make runs incomparable.
    """

    steps: int
    step_seconds: float
    reset_seconds: float = 0.0

    @property
    def per_step(self) -> float:
        """Return the seconds of a step, without resets."""
        return self.step_seconds / self.steps

    @property
    def per_step_with_resets(self) -> float:
        """Return the seconds of a step with its share of the resets."""
        return (self.step_seconds + self.reset_seconds) / self.steps


class EnvironmentLoop:
    """Loop through an environment with uniformly random legal actions.

    An untrained network, as in `LearnerLoop`, chooses in the same way.
    """

    def __init__(self, recipe: Recipe, opponent: str | MakeOpponent) -> None:
        """Start the first episode."""
        self._env: Final = make_env(recipe, opponent)
        self._rng: Final = np.random.default_rng(recipe.seed)
        self._env.reset(seed=recipe.seed)

    def run(self, steps: int) -> StepTimes:
        """Run steps from where the last run ended, with observation and mask."""
        env, step_seconds, reset_seconds = self._env, 0.0, 0.0
        mask = env.action_masks()
        for _ in range(steps):
            action = self._rng.choice(np.flatnonzero(mask))
            began = time.process_time()
            _, _, terminated, _, _ = env.step(action)
            mask = env.action_masks()
            step_seconds += time.process_time() - began
            if terminated:
                began = time.process_time()
                env.reset()
                mask = env.action_masks()
                reset_seconds += time.process_time() - began
        return StepTimes(steps, step_seconds, reset_seconds)


class LearnerLoop:
    """Loop of rollouts and updates of a recipe's learner."""

    def __init__(self, recipe: Recipe, opponent: str | MakeOpponent | None) -> None:
        """Run once to warm up; without an opponent the environments are `ConstantEnv`."""
        torch.set_num_threads(1)  # as in a run

        def make() -> gymnasium.Env[FloatArray, np.int64]:
            if opponent is None:
                return ConstantEnv(make_env(recipe, next(iter(recipe.pool))))
            return make_env(recipe, opponent)

        ppo = recipe.ppo
        self._steps: Final = ppo.n_envs * ppo.n_steps
        self._learner: Final = make_learner(recipe, VecMonitor(DummyVecEnv([make] * ppo.n_envs)))
        # Updates that end early would not be comparable.
        self._learner.target_kl = None
        self.run()

    def run(self) -> StepTimes:
        """Run one rollout and its update, from where the last run ended."""
        began = time.process_time()
        self._learner.learn(self._steps, reset_num_timesteps=False)
        return StepTimes(self._steps, time.process_time() - began)


class ConstantEnv(gymnasium.Env[FloatArray, np.int64]):
    """Environment that repeats the first decision of a battle, which takes no time."""

    def __init__(self, env: BattleEnv) -> None:
        """Create the environment with the current decision of another one."""
        self.observation_space = env.observation_space
        self.action_space = env.action_space
        self._observation, _ = env.reset(seed=0)
        self._mask = env.action_masks()

    def reset(
        self, *, seed: int | None = None, options: dict[str, Any] | None = None
    ) -> tuple[FloatArray, dict[str, Any]]:
        """Return the decision: its observation, (features,), and no info."""
        super().reset(seed=seed, options=options)
        return self._observation, {}

    def step(self, action: np.int64) -> tuple[FloatArray, float, bool, bool, dict[str, Any]]:  # noqa: ARG002 - an environment
        """Return the decision again, with reward 0."""
        return self._observation, 0.0, False, False, {}

    def action_masks(self) -> npt.NDArray[np.bool_]:
        """Return the legal actions: (actions,)."""
        return self._mask
