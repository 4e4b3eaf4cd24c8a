"""What a policy learns before it plays for itself: to imitate, then to choose what played out well.

Whatever has been gathered or learned is kept: done again, it is read from the run's folder.
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
from training.dataset import Dataset, join, merge_parts, write_part
from training.demonstrations import Demonstrations, record_demonstrations
from training.errors import TrainingError
from training.export import export_onnx
from training.policy_improvement import PolicyImprover
from training.puzzle_dataset import PuzzleDataset, make_puzzle_example
from training.recipe import Assignment
from training.rollout_values import RolloutTask, RolloutValues, estimate_rollout_values
from training.store import EXERCISES, IMITATION, IMPROVEMENT, LESSONS, TRIALS, WHOLE
from training.supervised import EPOCH, POLICY, fitting_state
from training.weights import under

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sb3_contrib import MaskablePPO

    from training.dataset import Entries
    from training.network import RowNetwork
    from training.recipe import Recipe
    from training.store import Store
    from training.supervised import SupervisedTrainer

AT_ONCE: Final = 50
"""Battles, or puzzles, that are kept together: what is lost at most when a run is killed."""


Task = TypeVar("Task")


class Report(Protocol):
    """Hear how far a run is."""

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Take the stage, and how much of it is done."""


class Pretraining:
    """Prepare the policy of a learner."""

    def __init__(self, recipe: Recipe, store: Store, workers: int, report: Report) -> None:
        """Take the recipe, where the run is kept, how many processes play, who is told."""
        self._recipe: Final = recipe
        self._store: Final = store
        self._workers: Final = workers
        self._report: Final = report

    def imitate(self, learner: MaskablePPO) -> None:
        """Let the policy choose like the teacher."""
        recipe = self._recipe
        settings = recipe.imitation

        def begin() -> BehaviourCloning:
            assign = partial(Assignment, recipe)
            folder = self._gather("lessons", LESSONS, settings.games, assign, record_demonstrations)
            return BehaviourCloning(
                learner.policy, Dataset(Demonstrations, [folder]), settings, recipe.seed
            )

        if settings.games:
            self._fit(learner, begin, IMITATION, IMITATION, settings.n_epochs)

    def improve(self, learner: MaskablePPO) -> None:
        """Let the policy choose what came out well when its options were played out."""
        settings = self._recipe.policy_improvement
        taught = copy.deepcopy(learner.policy.mlp_extractor)
        for attempt in range(len(settings.rounds)):

            def begin(attempt: int = attempt) -> PolicyImprover:
                return self._begin_improvement(learner, taught, attempt)

            file = f"{IMPROVEMENT}-{attempt:02d}"
            self._fit(learner, begin, file, IMPROVEMENT, settings.n_epochs)

    def make_exercises(self) -> Dataset[PuzzleDataset]:
        """Give the puzzles that are practised with."""
        count = self._recipe.puzzles.variations_per_theme * len(THEMES)
        assign = partial(Assignment, self._recipe)
        folder = self._gather("exercises", EXERCISES, count, assign, make_puzzle_example)
        return Dataset(PuzzleDataset, [folder])

    def _begin_improvement(
        self, learner: MaskablePPO, taught: RowNetwork, attempt: int
    ) -> PolicyImprover:
        """Make the trials that are missing; what earlier rounds tried is learned from again."""
        recipe = self._recipe
        policy = self._store.folder / TRIALS / f"{attempt:02d}" / POLICY_FILE
        if not policy.exists():
            write(policy, export_onnx(learner.policy))
        folders = [self._gather_trials(past) for past in range(attempt + 1)]
        library = Dataset(RolloutValues, folders)
        return PolicyImprover(
            learner.policy, taught, library, recipe.policy_improvement, recipe.seed
        )

    def _gather_trials(self, attempt: int) -> Path:
        recipe, place = self._recipe, f"{TRIALS}/{attempt:02d}"
        policy = self._store.folder / place / POLICY_FILE

        def assign(number: int) -> RolloutTask:
            return RolloutTask(recipe, attempt, number, policy)

        battles = recipe.policy_improvement.rounds[attempt].battles
        return self._gather(f"trials {attempt}", place, battles, assign, estimate_rollout_values)

    def _gather(
        self,
        stage: str,
        place: str,
        count: int,
        assign: Callable[[int], Task],
        make: Callable[[Task], Entries],
    ) -> Path:
        """Make what is missing, task by task, in processes; give the folder with all of it.

        TrainingError when a process dies.
        """
        above = self._store.folder / place
        whole = above / WHOLE
        parts = {
            above / f"{first:06d}": range(first, min(first + AT_ONCE, count))
            for first in range(0, count, AT_ONCE)
        }
        if not whole.exists():
            missing = {folder: numbers for folder, numbers in parts.items() if not folder.exists()}
            try:
                with open_pool(self._workers) as executor:
                    for folder, numbers in missing.items():
                        write_part(folder, join(list(executor.map(make, map(assign, numbers)))))
                        self._store.note()
                        self._report(stage, numbers.stop, count)
            except BrokenProcessPool as error:
                message = f"{above}: a process that made {stage} died; the same command goes on"
                raise TrainingError(message) from error
            merge_parts(list(parts), whole)
        for folder in parts:
            if folder.exists():
                shutil.rmtree(folder)
        return whole

    def _fit(
        self,
        learner: MaskablePPO,
        begin: Callable[[], SupervisedTrainer[Any]],
        file: str,
        stage: str,
        epochs: int,
    ) -> None:
        """Learn the epochs that are missing; what was learned from is not needed any more then."""
        state = self._store.load_fit(file, fitting_state(learner.policy))
        done = 0 if state is None else int(state[EPOCH])
        if state is not None and not 1 <= done <= epochs:
            raise TrainingError(f"{file}: {done} of {epochs} epochs are no possible number")
        if state is not None and done == epochs:
            learner.policy.load_state_dict(under(POLICY, state))
            return
        fitter = begin()
        if state is not None:
            fitter.go_on(state)
        while fitter.epoch < epochs:
            figures = fitter.learn_epoch()
            self._store.save_fit(file, fitter.state())
            for name, figure in figures.items():
                learner.logger.record(f"{file}/{name}", figure)
            learner.logger.dump(fitter.epoch)
            self._report(stage, fitter.epoch, epochs)
