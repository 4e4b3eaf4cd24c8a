"""Ppo by playing: proximal policy optimisation against the league, saved as it goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
from sb3_contrib import MaskablePPO
from stable_baselines3.common.callbacks import BaseCallback
from stable_baselines3.common.vec_env import DummyVecEnv, VecMonitor

from engine.encoding.reward_config import packaged_reward_config
from engine.env.battle_env import BattleEnv
from engine.players.model import codec_of
from training.export import export_onnx
from training.network import RowPolicy
from training.weights import require_finite

if TYPE_CHECKING:
    from collections.abc import Callable

    from stable_baselines3.common.vec_env import VecEnv
    from torch.optim.swa_utils import AveragedModel

    from engine.env.arguments import MakeOpponent
    from training.league import League
    from training.measurement import Strength
    from training.puzzle_dataset import AuxiliaryLoss
    from training.recipe import Recipe
    from training.store import Store


def make_learner(recipe: Recipe, environments: VecEnv) -> MaskablePPO:
    """Make a learner that has learned nothing yet."""
    layout = codec_of(recipe.encoding).layout
    shape = {"layout": layout, "width": recipe.width}
    settings = ppo_settings(recipe)
    return MaskablePPO(RowPolicy, environments, policy_kwargs=shape, **settings)


def ppo_settings(recipe: Recipe) -> dict[str, Any]:
    """Give what a recipe says of learning by the names of `MaskablePPO`."""
    learning = recipe.ppo
    return {
        "seed": recipe.seed,
        "device": "cpu",
        "learning_rate": _falling(*learning.learning_rate),
        "n_steps": learning.n_steps,
        "batch_size": learning.batch_size,
        "n_epochs": learning.n_epochs,
        "gamma": learning.gamma,
        "gae_lambda": learning.gae_lambda,
        "clip_range": learning.clip_range,
        "ent_coef": learning.ent_coef,
        "vf_coef": learning.vf_coef,
        "max_grad_norm": learning.max_grad_norm,
        "target_kl": learning.target_kl,
    }


def _falling(first: float, last: float) -> Callable[[float], float]:
    def rate(left: float) -> float:
        return last + (first - last) * left

    return rate


def make_environments(recipe: Recipe, league: League) -> VecEnv:
    """Make the environments of a run; they are seeded by `seed_anew`."""
    makers = [lambda: make_environment(recipe, league.draw)] * recipe.ppo.n_envs
    return VecMonitor(DummyVecEnv(makers))


def make_environment(recipe: Recipe, opponent: str | MakeOpponent) -> BattleEnv:
    """Make one environment against *opponent*."""
    return BattleEnv(
        scenarios=recipe.scenarios,
        opponent=opponent,
        repeats=recipe.repeats,
        encoding=recipe.encoding,
        reward=recipe.reward,
    )


def seed_anew(learner: MaskablePPO, recipe: Recipe) -> None:
    """Seed all draws by how far a learner is: going on must not play the first battles again."""
    drawn = np.random.SeedSequence([recipe.seed, learner.num_timesteps]).generate_state(1)
    learner.set_random_seed(int(drawn[0]))


class ShapingSchedule(BaseCallback):
    """Weaken the potential as a recipe says, before every time of playing."""

    def __init__(self, recipe: Recipe) -> None:
        """Begin with all of it."""
        super().__init__()
        self._learning: Final = recipe.ppo
        self._shaping: Final = packaged_reward_config(recipe.reward).shaping

    def _on_rollout_start(self) -> None:
        shaped = self._learning.shaping_until * self._learning.total_timesteps
        share = max(0.0, 1 - self.num_timesteps / shaped) if shaped else 0.0
        self.training_env.set_attr("shaping", self._shaping * share)
        self.logger.record("run/shaping", self._shaping * share)

    def _on_step(self) -> bool:
        return True


class Between(NamedTuple):
    """Hold what goes on between updates: practice, if there are puzzles, and the policies' mean."""

    practice: AuxiliaryLoss | None
    mean: AveragedModel


class TrainingCallback(BaseCallback):
    """Practise, average, let past selves join, measure and save while a learner learns.

    All of it happens between two updates, when everything that was played is learned.
    """

    def __init__(
        self,
        recipe: Recipe,
        league: League,
        store: Store,
        between: Between,
        measure: Callable[[RowPolicy, int], Strength],
        report: Callable[[int], None],
    ) -> None:
        """Take the run: its recipe, its league, where it is kept, who measures, who is told."""
        super().__init__()
        self._recipe: Final = recipe
        self._league: Final = league
        self._store: Final = store
        self._practice: Final = between.practice
        self._mean: Final = between.mean
        self._measure: Final = measure
        self._report: Final = report
        self._results: list[int] = []

    def _on_rollout_start(self) -> None:
        self._tend()

    def _on_step(self) -> bool:
        self._results += [info["result"] for info in self.locals["infos"] if "result" in info]
        return True

    def _on_rollout_end(self) -> None:
        if self._results:
            points = [(result + 1) / 2 for result in self._results]
            self.logger.record("rollout/points", float(np.mean(points)))
            self.logger.record("rollout/battles", len(points))
        self._results = []

    def finish(self) -> None:
        """Do what is due after the last update."""
        self._tend(last=True)

    def _tend(self, *, last: bool = False) -> None:
        steps = self.num_timesteps
        self._report(steps)
        if steps > self._store.progress.steps:
            self._follow_update(steps)
        if self._is_due(self._recipe.self_play.every_steps):
            policy = export_onnx(self._current)
            self._store.add_self(policy, steps, self._recipe.self_play.max_opponents)
            self._league.add_self(policy)
        measured = [strength.steps for strength in self._store.progress.results]
        is_due = last or not measured or self._is_due(self._recipe.evaluation.every_steps)
        if is_due and steps not in measured:
            self._evaluate(steps)
        self._store.progress.steps = steps
        minutes = self._recipe.checkpoint.minutes
        # What was measured is worth a save of its own: it takes longer than one.
        if last or is_due or self._store.seconds_since_saved >= 60 * minutes:
            self._store.save_learner(self._learner, self._mean)

    def _follow_update(self, steps: int) -> None:
        learning = self._recipe.ppo
        require_finite(self._current, f"after {steps} steps")
        if self._practice is not None:
            solved = self._practice.practise(self._current, steps)
            require_finite(self._current, f"after {steps} steps and their practice")
            self.logger.record("puzzles/solved", solved)
        if steps >= learning.averaging_from * learning.total_timesteps:
            self._mean.update_parameters(self._current)

    def _is_due(self, every: int) -> bool:
        """Tell whether a multiple of *every* steps was reached since the update before."""
        now: int = self.num_timesteps // every
        return now > self._store.progress.steps // every

    def _evaluate(self, steps: int) -> None:
        strength = self._measure(self.policy, steps)
        self._store.progress.results.append(strength)
        for opponent, tally in strength.against.items():
            self.logger.record(f"strength/{opponent}", tally.win_rate)
        self.logger.dump(steps)

    @property
    def policy(self) -> RowPolicy:
        """Give the policy that has come of it: the mean, once there is one."""
        mean = self._mean.module
        assert isinstance(mean, RowPolicy), "it is one of policies"
        return mean if self._mean.n_averaged else self._current

    @property
    def _current(self) -> RowPolicy:
        """Give the policy that plays and learns."""
        policy = self._learner.policy
        assert isinstance(policy, RowPolicy), "this is how learners are made"
        return policy

    @property
    def _learner(self) -> MaskablePPO:
        assert isinstance(self.model, MaskablePPO), "this is who is watched"
        return self.model
