"""Callbacks of PPO: the shaping schedule, and what a run does between two updates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from sb3_contrib import MaskablePPO
from stable_baselines3.common.callbacks import BaseCallback

from engine.encoding.reward_config import packaged_reward_config
from training.export import export_onnx
from training.network import RowPolicy
from training.network_weights import require_finite

if TYPE_CHECKING:
    from collections.abc import Callable

    from torch.optim.swa_utils import AveragedModel

    from training.league import League
    from training.model_evaluation import EvaluationResult
    from training.puzzle_dataset import PuzzleTrainer
    from training.recipe import Recipe
    from training.run_folder import RunFolder

_SECONDS: Final = 60
"""Per minute."""


class ShapingSchedule(BaseCallback):
    """Callback that lowers the share of the potential in the reward, rollout by rollout."""

    def __init__(self, recipe: Recipe) -> None:
        """Start with the `SHAPING` of the recipe's reward."""
        super().__init__()
        self._ppo: Final = recipe.ppo
        self._shaping: Final = packaged_reward_config(recipe.reward).shaping

    def _on_rollout_start(self) -> None:
        end = self._ppo.shaping_until * self._ppo.total_timesteps
        remaining = max(0.0, 1 - self.num_timesteps / end) if end else 0.0
        self.training_env.set_attr("shaping", self._shaping * remaining)
        self.logger.record("run/shaping", self._shaping * remaining)

    def _on_step(self) -> bool:
        return True


class RunParts(NamedTuple):
    """The parts of a run besides its learner.

    *puzzle_trainer* is None if the recipe has no puzzles; *average* averages the policies after
    each update.
    """

    league: League
    store: RunFolder
    puzzle_trainer: PuzzleTrainer | None
    average: AveragedModel


class TrainingCallback(BaseCallback):
    """Callback that trains on puzzles, averages, adds past policies, evaluates and saves.

    All of it happens between two updates, when every collected step has been learned from.
    """

    def __init__(
        self,
        recipe: Recipe,
        parts: RunParts,
        evaluate: Callable[[RowPolicy, int], EvaluationResult],
        report: Callable[[int], None],
    ) -> None:
        """Create the callback; *evaluate* is given a policy and its timesteps, *report* the
        timesteps.
        """
        super().__init__()
        self._recipe: Final = recipe
        self._parts: Final = parts
        self._evaluate: Final = evaluate
        self._report: Final = report
        self._results: list[int] = []

    def _on_rollout_start(self) -> None:
        self._after_update()

    def _on_step(self) -> bool:
        self._results += [info["result"] for info in self.locals["infos"] if "result" in info]
        return True

    def _on_rollout_end(self) -> None:
        if self._results:
            # Results are -1, 0 and 1; a draw counts as half a win.
            wins = [(result + 1) / 2 for result in self._results]
            self.logger.record("rollout/win_rate", float(np.mean(wins)))
            self.logger.record("rollout/games", len(wins))
        self._results = []

    def finish(self) -> None:
        """Do what is due after the last update, evaluate and save."""
        self._after_update(is_last=True)

    def _after_update(self, *, is_last: bool = False) -> None:
        """Do what is due; at the start of a run it is called before any update."""
        store, steps = self._parts.store, self.num_timesteps
        self._report(steps)
        if steps > store.progress.steps:
            self._finish_update(steps)
        if self._is_due(self._recipe.self_play.every_steps):
            self._add_past_policy(steps)
        evaluated = [result.steps for result in store.progress.results]
        is_due = is_last or not evaluated or self._is_due(self._recipe.evaluation.every_steps)
        if is_due and steps not in evaluated:
            self._add_evaluation(steps)
        store.progress.steps = steps
        # An evaluation takes longer than a checkpoint, so it is saved at once.
        wait = _SECONDS * self._recipe.checkpoint.minutes
        if is_last or is_due or store.seconds_since_checkpoint >= wait:
            store.save_learner(self._learner, self._parts.average)

    def _is_due(self, every_steps: int) -> bool:
        """Whether the last update has reached a multiple of *every_steps*."""
        multiples: int = self.num_timesteps // every_steps
        return multiples > self._parts.store.progress.steps // every_steps

    def _finish_update(self, steps: int) -> None:
        """Train on puzzles, then add the policy to the average."""
        ppo, puzzle_trainer = self._recipe.ppo, self._parts.puzzle_trainer
        require_finite(self._current_policy, f"after {steps} steps")
        if puzzle_trainer is not None:
            accuracy = puzzle_trainer.train(self._current_policy, steps)
            require_finite(self._current_policy, f"after {steps} steps and their puzzles")
            self.logger.record("puzzles/accuracy", accuracy)
        if steps >= ppo.averaging_from * ppo.total_timesteps:
            self._parts.average.update_parameters(self._current_policy)

    def _add_past_policy(self, steps: int) -> None:
        policy = export_onnx(self._current_policy)
        self._parts.store.add_past_policy(policy, steps, self._recipe.self_play.max_opponents)
        self._parts.league.add_past_policy(policy)

    def _add_evaluation(self, steps: int) -> None:
        result = self._evaluate(self.policy, steps)
        self._parts.store.progress.results.append(result)
        for opponent, tally in result.against.items():
            self.logger.record(f"eval/{opponent}", tally.win_rate)
        self.logger.dump(steps)

    @property
    def policy(self) -> RowPolicy:
        """Return the policy that the run yields: the average, once it has begun."""
        average = self._parts.average
        assert isinstance(average.module, RowPolicy), "it averages policies"
        return average.module if average.n_averaged else self._current_policy

    @property
    def _current_policy(self) -> RowPolicy:
        """Return the policy that plays and learns."""
        policy = self._learner.policy
        assert isinstance(policy, RowPolicy), "make_learner makes learners with it"
        return policy

    @property
    def _learner(self) -> MaskablePPO:
        assert isinstance(self.model, MaskablePPO), "it is the callback of one"
        return self.model
