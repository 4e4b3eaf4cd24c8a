"""Puzzles as training examples, and the trainer that uses them between PPO updates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import numpy.typing as npt
import torch

from engine.encoding.codec import Decision
from engine.players.model import codec_of
from engine.players.puzzles import THEMES, make_puzzle

if TYPE_CHECKING:
    from engine.players.puzzles import Puzzle
    from training.dataset import Dataset, ExampleTask, HalfObservations
    from training.network import RowPolicy
    from training.recipe import Puzzles

_FIRST_SEED: Final = 1

RowMask = npt.NDArray[np.bool_]
"""A subset of an encoding's rows: (rows,), or (n, rows) for n puzzles."""


class PuzzleExamples(NamedTuple):
    """Puzzles with their answers.

    - *observations*: (n, features), half precision
    - *correct*: (n, rows), the rows that solve the puzzle
    - *incorrect*: (n, rows), the rows that do not; acceptable side steps are in neither
    """

    observations: HalfObservations
    correct: RowMask
    incorrect: RowMask


def make_puzzle_examples(task: ExampleTask) -> PuzzleExamples:
    """Return one puzzle, or none if its options are all correct or all incorrect.

    Task numbers go through the themes in turn, then on to the next variation.
    """
    variation, theme = divmod(task.number, len(THEMES))
    codec = codec_of(task.recipe.encoding)
    puzzle = make_puzzle(THEMES[theme], _FIRST_SEED + variation)
    decision = codec.ask(puzzle.state)
    rows = codec.layout.blocks["rows"].rows
    if isinstance(decision, Decision):
        correct, incorrect = _classify(puzzle, decision, rows)
        if correct.any() and incorrect.any():
            observation = decision.observation.astype(np.float16)
            return PuzzleExamples(observation[None], correct[None], incorrect[None])
    none = np.zeros((0, rows), np.bool_)
    return PuzzleExamples(np.zeros((0, codec.layout.size), np.float16), none, none)


def _classify(puzzle: Puzzle, decision: Decision, rows: int) -> tuple[RowMask, RowMask]:
    """Return the correct and the incorrect rows of a puzzle, (rows,) each."""
    correct, incorrect = np.zeros(rows, np.bool_), np.zeros(rows, np.bool_)
    for row, action in enumerate(decision.actions):
        correct[row] = action in puzzle.right
        incorrect[row] = action not in puzzle.right and action not in puzzle.neutral
    return correct, incorrect


class PuzzleTrainer:
    """Trainer of a policy to prefer any correct row of a puzzle to its incorrect rows."""

    def __init__(
        self, dataset: Dataset[PuzzleExamples], settings: Puzzles, max_grad_norm: float, seed: int
    ) -> None:
        """Create the trainer; *seed* determines which puzzles are drawn."""
        self._dataset: Final = dataset
        self._settings: Final = settings
        self._max_grad_norm: Final = max_grad_norm
        self._seed: Final = seed

    def train(self, policy: RowPolicy, steps: int) -> float:
        """Train on some random batches with the policy's optimizer and return the accuracy before.

        That is the fraction of drawn puzzles whose best row was correct. The draw depends on the
        seed and on *steps*, the policy's timesteps.
        """
        rng = np.random.default_rng([self._seed, steps])
        accuracies = []
        for _ in range(self._settings.batches_per_update):
            indices = rng.integers(len(self._dataset), size=self._settings.batch_size)
            loss, accuracy = _loss_and_accuracy(policy, self._dataset.take(indices))
            policy.optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(policy.parameters(), self._max_grad_norm)
            policy.optimizer.step()
            accuracies.append(accuracy)
        return float(np.mean(accuracies))


def _loss_and_accuracy(policy: RowPolicy, puzzles: PuzzleExamples) -> tuple[torch.Tensor, float]:
    """Return the mean of -log P(correct | correct or incorrect), a scalar, and the accuracy."""
    observations = torch.as_tensor(puzzles.observations.astype(np.float32))
    correct, incorrect = torch.as_tensor(puzzles.correct), torch.as_tensor(puzzles.incorrect)
    logits = policy.mlp_extractor.forward_actor(observations)
    candidates = torch.where(correct | incorrect, logits, -torch.inf)
    solutions = torch.where(correct, logits, -torch.inf)
    losses = candidates.logsumexp(1) - solutions.logsumexp(1)
    solved = correct.gather(1, candidates.argmax(1, keepdim=True)).float().mean()
    return losses.mean(), float(solved)
