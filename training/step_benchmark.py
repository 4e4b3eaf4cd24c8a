"""What a step costs: of the environment alone, and of a learner that plays in it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import gymnasium
import numpy as np
import torch
from stable_baselines3.common.vec_env import DummyVecEnv, VecMonitor

from engine.encoding.layout import Numbers
from training.ppo import make_environment, make_learner

if TYPE_CHECKING:
    import numpy.typing as npt

    from engine.env.battle_env import BattleEnv
    from engine.env.arguments import MakeOpponent
    from training.recipe import Recipe


class StepTimes(NamedTuple):
    """Hold the steps that were taken and the seconds they took, beginnings of battles apart.

    They are the processor's: what else a machine does would make parts and whole incomparable.
    """

    steps: int
    stepping: float
    beginning: float = 0.0

    @property
    def a_step(self) -> float:
        """Give the seconds of a step, its share of the beginnings left out."""
        return self.stepping / self.steps

    @property
    def in_all(self) -> float:
        """Give the seconds of a step with its share of the beginnings."""
        return (self.stepping + self.beginning) / self.steps


class EnvironmentLoop:
    """Step through an environment alone; every option that is offered is as likely as the other.

    So does a network choose that has learned nothing yet, as those of `LearnerLoop` are.
    """

    def __init__(self, recipe: Recipe, opponent: str | MakeOpponent) -> None:
        """Begin the first battle."""
        self._environment: Final = make_environment(recipe, opponent)
        self._draw: Final = np.random.default_rng(recipe.seed)
        self._environment.reset(seed=recipe.seed)

    def go(self, steps: int) -> StepTimes:
        """Take steps from where the last ones have ended; observation and mask are asked for."""
        environment, stepping, beginning = self._environment, 0.0, 0.0
        mask = environment.action_masks()
        for _ in range(steps):
            action = self._draw.choice(np.flatnonzero(mask))
            began = time.process_time()
            _, _, over, _, _ = environment.step(action)
            mask = environment.action_masks()
            stepping += time.process_time() - began
            if over:
                began = time.process_time()
                environment.reset()
                mask = environment.action_masks()
                beginning += time.process_time() - began
        return StepTimes(steps, stepping, beginning)


class LearnerLoop:
    """Let a learner of a recipe learn, always the whole of what it plays between two updates."""

    def __init__(self, recipe: Recipe, opponent: str | MakeOpponent | None) -> None:
        """Make the learner and let it learn once; without an opponent nothing happens around it."""
        torch.set_num_threads(1)  # as in a run

        def make() -> gymnasium.Env[Numbers, np.int64]:
            if opponent is None:
                return ConstantEnv(make_environment(recipe, next(iter(recipe.pool))))
            return make_environment(recipe, opponent)

        learning = recipe.ppo
        self._steps: Final = learning.n_envs * learning.n_steps
        self._learner: Final = make_learner(
            recipe, VecMonitor(DummyVecEnv([make] * learning.n_envs))
        )
        # An update that ends early would compare nothing.
        self._learner.target_kl = None
        self.go()

    def go(self) -> StepTimes:
        """Play up to an update and learn from it, from where the last one has ended."""
        began = time.process_time()
        self._learner.learn(self._steps, reset_num_timesteps=False)
        return StepTimes(self._steps, time.process_time() - began)


class ConstantEnv(gymnasium.Env[Numbers, np.int64]):
    """Show the first decision of a battle for ever, whatever is chosen."""

    def __init__(self, environment: BattleEnv) -> None:
        """Take the decision from another environment."""
        self.observation_space = environment.observation_space
        self.action_space = environment.action_space
        self._observation, _ = environment.reset(seed=0)
        self._mask = environment.action_masks()

    def reset(
        self, *, seed: int | None = None, options: dict[str, Any] | None = None
    ) -> tuple[Numbers, dict[str, Any]]:
        """Show it."""
        super().reset(seed=seed, options=options)
        return self._observation, {}

    def step(self, action: np.int64) -> tuple[Numbers, float, bool, bool, dict[str, Any]]:  # noqa: ARG002 - an environment
        """Show it again."""
        return self._observation, 0.0, False, False, {}

    def action_masks(self) -> npt.NDArray[np.bool_]:
        """Say which actions are offered."""
        return self._mask
