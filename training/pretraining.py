"""Pretraining of a policy before PPO: behaviour cloning, then policy improvement by rollouts.

Datasets and finished epochs are kept in the run's folder and read from there when a run resumes.
"""

from __future__ import annotations

import copy
import shutil
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeVar

from engine.files import write
from engine.players.arena.running import open_pool
from engine.players.model import POLICY_FILE
from engine.players.puzzles import THEMES
from training.behaviour_cloning import BehaviourCloning
from training.dataset import Dataset, ExampleTask, concatenate, merge_parts, write_part
from training.demonstrations import Demonstrations, record_demonstrations
from training.errors import TrainingError
from training.export import export_onnx
from training.network_weights import strip_prefix
from training.policy_improvement import PolicyImprover
from training.puzzle_dataset import PuzzleExamples, make_puzzle_examples
from training.rollout_values import RolloutTask, RolloutValues, estimate_rollout_values
from training.run_folder import DEMONSTRATIONS, IMITATION, IMPROVEMENT, MERGED, PUZZLES, ROLLOUTS
from training.supervised import EPOCH, POLICY, trainer_state_template

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sb3_contrib import MaskablePPO

    from training.dataset import Examples
    from training.network import RowNetwork
    from training.recipe import Recipe
    from training.run_folder import RunFolder
    from training.supervised import SupervisedTrainer

PART_SIZE: Final = 50
"""Games or puzzles per part of a dataset: at most so many are lost when a run is killed."""


Task = TypeVar("Task")


class ProgressReporter(Protocol):
    """Receiver of the progress of a run."""

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Receive the name of a stage, and how much of it is done."""


class Pretraining:
    """The pretraining stages of a run."""

    def __init__(
        self, recipe: Recipe, store: RunFolder, workers: int, report: ProgressReporter
    ) -> None:
        """Create the pretraining of a run; *workers* is the number of processes that play games."""
        self._recipe: Final = recipe
        self._store: Final = store
        self._workers: Final = workers
        self._report: Final = report

    def imitate(self, learner: MaskablePPO) -> None:
        """Train the learner's policy by behaviour cloning.

        Raise TrainingError if a worker process dies or a saved state does not fit.
        """
        recipe = self._recipe
        settings = recipe.imitation

        def make_trainer() -> BehaviourCloning:
            make_task = partial(ExampleTask, recipe)
            folder = self._collect(
                DEMONSTRATIONS, DEMONSTRATIONS, settings.games, make_task, record_demonstrations
            )
            dataset = Dataset(Demonstrations, [folder])
            return BehaviourCloning(learner.policy, dataset, settings, recipe.seed)

        if settings.games:
            self._train(learner, make_trainer, IMITATION, IMITATION, settings.n_epochs)

    def improve(self, learner: MaskablePPO) -> None:
        """Train the learner's policy by policy improvement, round by round.

        Raise TrainingError if a worker process dies or a saved state does not fit.
        """
        settings = self._recipe.policy_improvement
        prior = copy.deepcopy(learner.policy.mlp_extractor)
        for round_index in range(len(settings.rounds)):

            def make_trainer(round_index: int = round_index) -> PolicyImprover:
                return self._make_improver(learner, prior, round_index)

            file = f"{IMPROVEMENT}-{round_index:02d}"
            stage = f"policy improvement {round_index + 1}"
            self._train(learner, make_trainer, file, stage, settings.n_epochs)

    def make_puzzle_dataset(self) -> Dataset[PuzzleExamples]:
        """Return the puzzles of the recipe; raise TrainingError if a worker process dies."""
        count = self._recipe.puzzles.variations_per_theme * len(THEMES)
        make_task = partial(ExampleTask, self._recipe)
        folder = self._collect(PUZZLES, PUZZLES, count, make_task, make_puzzle_examples)
        return Dataset(PuzzleExamples, [folder])

    def _make_improver(
        self, learner: MaskablePPO, prior: RowNetwork, round_index: int
    ) -> PolicyImprover:
        """Return the trainer of a round, which learns from the rollouts of earlier rounds too."""
        recipe = self._recipe
        policy_file = self._store.folder / ROLLOUTS / f"{round_index:02d}" / POLICY_FILE
        if not policy_file.exists():
            write(policy_file, export_onnx(learner.policy))
        folders = [self._collect_rollouts(past) for past in range(round_index + 1)]
        dataset = Dataset(RolloutValues, folders)
        return PolicyImprover(
            learner.policy, prior, dataset, recipe.policy_improvement, recipe.seed
        )

    def _collect_rollouts(self, round_index: int) -> Path:
        recipe, place = self._recipe, f"{ROLLOUTS}/{round_index:02d}"
        policy_file = self._store.folder / place / POLICY_FILE

        def make_task(number: int) -> RolloutTask:
            return RolloutTask(recipe, round_index, number, policy_file)

        games = recipe.policy_improvement.rounds[round_index].games
        stage = f"{ROLLOUTS} {round_index + 1}"
        return self._collect(stage, place, games, make_task, estimate_rollout_values)

    def _collect(
        self,
        stage: str,
        place: str,
        count: int,
        make_task: Callable[[int], Task],
        make_examples: Callable[[Task], Examples],
    ) -> Path:
        """Return the folder of a dataset; make what is missing of it in worker processes.

        Raise TrainingError if a process dies.
        """
        folder = self._store.folder / place
        merged = folder / MERGED
        parts = {
            folder / f"{first:06d}": range(first, min(first + PART_SIZE, count))
            for first in range(0, count, PART_SIZE)
        }
        if not merged.exists():
            missing = {part: numbers for part, numbers in parts.items() if not part.exists()}
            try:
                with open_pool(self._workers) as executor:
                    for part, numbers in missing.items():
                        tasks = map(make_task, numbers)
                        write_part(part, concatenate(list(executor.map(make_examples, tasks))))
                        self._store.save_progress()
                        self._report(stage, numbers.stop, count)
            except BrokenProcessPool as error:
                message = f"{folder}: a worker process died; run the same command again to resume"
                raise TrainingError(message) from error
            merge_parts(list(parts), merged)
        for part in parts:
            if part.exists():
                shutil.rmtree(part)
        return merged

    def _train(
        self,
        learner: MaskablePPO,
        make_trainer: Callable[[], SupervisedTrainer[Any]],
        file: str,
        stage: str,
        epochs: int,
    ) -> None:
        """Train for the epochs that are missing; with none, no dataset is needed any more."""
        state = self._store.load_trainer(file, trainer_state_template(learner.policy))
        done = 0 if state is None else int(state[EPOCH])
        if state is not None and not 1 <= done <= epochs:
            raise TrainingError(f"{file}: epoch {done} is not between 1 and {epochs}")
        if state is not None and done == epochs:
            learner.policy.load_state_dict(strip_prefix(POLICY, state))
            return
        trainer = make_trainer()
        if state is not None:
            trainer.load_state(state)
        while trainer.epoch < epochs:
            metrics = trainer.train_epoch()
            self._store.save_trainer(file, trainer.state())
            for name, metric in metrics.items():
                learner.logger.record(f"{file}/{name}", metric)
            learner.logger.dump(trainer.epoch)
            self._report(stage, trainer.epoch, epochs)
