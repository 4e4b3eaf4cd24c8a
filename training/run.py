"""A training run: pretraining, PPO, the model; stopped or killed at any moment, it resumes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import torch
from stable_baselines3.common.logger import configure
from torch.optim.swa_utils import AveragedModel

from engine.files import write
from engine.players.model import CARD_FILE, codec_of, read_model
from training.callbacks import RunParts, ShapingSchedule, TrainingCallback
from training.export import export_onnx
from training.league import League
from training.model_card import write_model
from training.model_evaluation import evaluate_model
from training.network_weights import require_finite
from training.ppo import make_learner, make_vec_env, reseed
from training.pretraining import Pretraining
from training.puzzle_dataset import PuzzleTrainer
from training.run_folder import EVALUATED, TENSORBOARD, RunFolder, zip_learner

if TYPE_CHECKING:
    from pathlib import Path

    from sb3_contrib import MaskablePPO

    from engine.players.model import Card
    from training.model_evaluation import EvaluationResult
    from training.network import RowPolicy
    from training.pretraining import ProgressReporter
    from training.recipe import Recipe

LEARNER_FILE: Final = "policy.zip"
"""The learner for sb3-contrib. It is a pickle: it is written, and never read here."""


class Run:
    """Training run by a recipe, in a folder of its own."""

    def __init__(
        self, recipe: Recipe, folder: Path, workers: int, report: ProgressReporter
    ) -> None:
        """Create or resume the run in *folder*, with *workers* processes for games.

        Raise TrainingError if the folder holds another run or damaged files.
        """
        self._recipe: Final = recipe
        self._store: Final = RunFolder(folder, recipe)
        self._workers: Final = workers
        self._report: Final = report
        self._pretraining: Final = Pretraining(recipe, self._store, workers, report)
        self._league: Final = League(recipe, codec_of(recipe.encoding))

    def finish(self) -> Card:
        """Complete the run, write the model and return its card.

        Raise TrainingError if another run is active in the folder, a file in it is damaged or
        training diverges.
        """
        with self._store.lock():
            if (self._store.folder / CARD_FILE).exists():
                # It is written last.
                return read_model(self._store.folder).card
            return self._train()

    def _train(self) -> Card:
        # The network is small: threads would wait for each other longer than they work.
        torch.set_num_threads(1)
        for policy in self._store.past_policies():
            self._league.add_past_policy(policy)
        learner, average = self._restore_learner()
        reseed(learner, self._recipe)
        parts = RunParts(self._league, self._store, self._make_puzzle_trainer(), average)
        callback = TrainingCallback(self._recipe, parts, self._evaluate, self._report_steps)
        remaining = self._recipe.ppo.total_timesteps - learner.num_timesteps
        callbacks = [ShapingSchedule(self._recipe), callback]
        try:
            learner.learn(max(0, remaining), callback=callbacks, reset_num_timesteps=False)
        except ValueError:
            # Libraries notice numbers that are not finite late, and without their cause.
            require_finite(learner.policy, f"after {learner.num_timesteps} steps")
            raise
        callback.finish()
        return self._write_model(learner, callback.policy)

    def _restore_learner(self) -> tuple[MaskablePPO, AveragedModel]:
        """Return the learner and the average of the last checkpoint, or pretrained ones."""
        learner = make_learner(self._recipe, make_vec_env(self._recipe, self._league))
        learner.set_logger(configure(str(self._store.folder / TENSORBOARD), ["tensorboard"]))
        if self._store.progress.checkpoint is None:
            self._pretraining.imitate(learner)
            self._pretraining.improve(learner)
            self._store.save_learner(learner, AveragedModel(learner.policy))
        return learner, self._store.load_learner(learner)

    def _make_puzzle_trainer(self) -> PuzzleTrainer | None:
        recipe = self._recipe
        if not recipe.puzzles.variations_per_theme:
            return None
        dataset = self._pretraining.make_puzzle_dataset()
        return PuzzleTrainer(dataset, recipe.puzzles, recipe.ppo.max_grad_norm, recipe.seed)

    def _report_steps(self, steps: int) -> None:
        total = self._recipe.ppo.total_timesteps
        self._report("PPO", min(steps, total), total)

    def _evaluate(self, policy: RowPolicy, steps: int) -> EvaluationResult:
        folder = self._store.folder / EVALUATED / f"{steps:09d}"
        seconds = self._store.progress.seconds
        exported = export_onnx(policy)
        write_model(folder, self._recipe, exported, steps=steps, seconds=seconds, evaluations=[])
        return evaluate_model(
            self._recipe,
            folder,
            steps,
            self._workers,
            lambda done, games: self._report("evaluation", done, games),
        )

    def _write_model(self, learner: MaskablePPO, policy: RowPolicy) -> Card:
        progress = self._store.progress
        learner.policy.load_state_dict(policy.state_dict())
        write(self._store.folder / LEARNER_FILE, zip_learner(learner))
        return write_model(
            self._store.folder,
            self._recipe,
            export_onnx(policy),
            steps=learner.num_timesteps,
            seconds=progress.seconds,
            evaluations=progress.results,
        )
