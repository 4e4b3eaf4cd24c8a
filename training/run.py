"""A training run: preparation, learning, the model; killed at any moment, it goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import torch
from stable_baselines3.common.logger import configure
from torch.optim.swa_utils import AveragedModel

from engine.files import write
from engine.players.model import CARD_FILE, codec_of, read_model
from training.card import write_model
from training.export import export_onnx
from training.league import League
from training.measurement import measure
from training.ppo import (
    Between,
    ShapingSchedule,
    TrainingCallback,
    make_environments,
    make_learner,
    seed_anew,
)
from training.pretraining import Pretraining
from training.puzzle_dataset import AuxiliaryLoss
from training.store import BOARD, MEASURED, Store, packed
from training.weights import require_finite

if TYPE_CHECKING:
    from pathlib import Path

    from sb3_contrib import MaskablePPO

    from engine.players.model import Card
    from training.measurement import Strength
    from training.network import RowPolicy
    from training.pretraining import Report
    from training.recipe import Recipe

LEARNER_FILE: Final = "policy.zip"
"""For sb3-contrib. It is a pickle: it is written, and never read here."""


class Run:
    """Train by a recipe in a folder of its own."""

    def __init__(self, recipe: Recipe, folder: Path, workers: int, report: Report) -> None:
        """Begin, or go on with what is in *folder*; TrainingError if that is another run's."""
        self._recipe: Final = recipe
        self._store: Final = Store(folder, recipe)
        self._workers: Final = workers
        self._report: Final = report
        self._preparation: Final = Pretraining(recipe, self._store, workers, report)
        self._league: Final = League(recipe, codec_of(recipe.encoding))

    def finish(self) -> Card:
        """Do all that is left to do, write the model and return its card.

        TrainingError when another run is going on in the same folder.
        """
        with self._store.own():
            if (self._store.folder / CARD_FILE).exists():
                # It is written last.
                return read_model(self._store.folder).card
            return self._train()

    def _train(self) -> Card:
        # The network is small: threads would wait for each other longer than they work.
        torch.set_num_threads(1)
        for policy in self._store.selves():
            self._league.add_self(policy)
        learner, mean = self._take_up()
        seed_anew(learner, self._recipe)
        between = Between(self._make_practice(), mean)
        watch = TrainingCallback(
            self._recipe, self._league, self._store, between, self._measure, self._tell
        )
        left = self._recipe.ppo.total_timesteps - learner.num_timesteps
        callbacks = [ShapingSchedule(self._recipe), watch]
        try:
            learner.learn(max(0, left), callback=callbacks, reset_num_timesteps=False)
        except ValueError:
            # What comes of numbers that are none is noticed late, and told by nobody who knows why.
            require_finite(learner.policy, f"after {learner.num_timesteps} steps")
            raise
        watch.finish()
        return self._write_model(learner, watch.policy)

    def _take_up(self) -> tuple[MaskablePPO, AveragedModel]:
        """Take the learner that was saved, or prepare a new one; and the mean of what it was."""
        learner = make_learner(self._recipe, make_environments(self._recipe, self._league))
        learner.set_logger(configure(str(self._store.folder / BOARD), ["tensorboard"]))
        if self._store.progress.learner is None:
            self._preparation.imitate(learner)
            self._preparation.improve(learner)
            self._store.save_learner(learner, AveragedModel(learner.policy))
        return learner, self._store.load_learner(learner)

    def _make_practice(self) -> AuxiliaryLoss | None:
        recipe = self._recipe
        if not recipe.puzzles.variations_per_theme:
            return None
        exercises = self._preparation.make_exercises()
        return AuxiliaryLoss(exercises, recipe.puzzles, recipe.ppo.max_grad_norm, recipe.seed)

    def _tell(self, steps: int) -> None:
        total = self._recipe.ppo.total_timesteps
        self._report("learning", min(steps, total), total)

    def _measure(self, policy: RowPolicy, steps: int) -> Strength:
        folder = self._store.folder / MEASURED / f"{steps:09d}"
        seconds = self._store.progress.seconds
        exported = export_onnx(policy)
        write_model(folder, self._recipe, exported, steps=steps, seconds=seconds, measured=[])
        return measure(
            self._recipe,
            folder,
            steps,
            self._workers,
            lambda done, games: self._report("measuring", done, games),
        )

    def _write_model(self, learner: MaskablePPO, policy: RowPolicy) -> Card:
        progress = self._store.progress
        learner.policy.load_state_dict(policy.state_dict())
        write(self._store.folder / LEARNER_FILE, packed(learner))
        return write_model(
            self._store.folder,
            self._recipe,
            export_onnx(policy),
            steps=learner.num_timesteps,
            seconds=progress.seconds,
            measured=progress.results,
        )
