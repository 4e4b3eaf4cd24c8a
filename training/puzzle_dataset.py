"""PuzzleDataset: puzzles as a policy meets them, and practising with them between playing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import numpy.typing as npt
import torch

from engine.encoding.codec import Decision
from engine.players.model import codec_of
from engine.players.puzzles import THEMES, make_puzzle
from training.dataset import Half

if TYPE_CHECKING:
    from engine.players.puzzles import Puzzle
    from training.dataset import Dataset
    from training.network import RowPolicy
    from training.recipe import Assignment, Puzzles

_FIRST_SEED: Final = 1


class PuzzleDataset(NamedTuple):
    """Hold puzzles: *observations* (half precision, one a row), which rows are right, which wrong.

    What may be done beside the answer is neither.
    """

    observations: Half
    right: npt.NDArray[np.bool_]
    wrong: npt.NDArray[np.bool_]


def make_puzzle_example(assignment: Assignment) -> PuzzleDataset:
    """Make one exercise, or none where every answer that is offered is as right as the others.

    Themes take turns.
    """
    turn, theme = divmod(assignment.number, len(THEMES))
    codec = codec_of(assignment.recipe.encoding)
    puzzle = make_puzzle(THEMES[theme], _FIRST_SEED + turn)
    decision = codec.ask(puzzle.state)
    rows = codec.layout.blocks["rows"].rows
    if isinstance(decision, Decision):
        right, wrong = _judge(puzzle, decision, rows)
        if right.any() and wrong.any():
            observation = decision.observation.astype(np.float16)
            return PuzzleDataset(observation[None], right[None], wrong[None])
    none = np.zeros((0, rows), np.bool_)
    return PuzzleDataset(np.zeros((0, codec.layout.size), np.float16), none, none)


def _judge(
    puzzle: Puzzle, decision: Decision, rows: int
) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    right, wrong = np.zeros(rows, np.bool_), np.zeros(rows, np.bool_)
    for row, action in enumerate(decision.actions):
        right[row] = action in puzzle.right
        wrong[row] = action not in puzzle.right and action not in puzzle.beside
    return right, wrong


class AuxiliaryLoss:
    """Let a policy practise: a right answer, no matter which, is to be likelier than wrong ones."""

    def __init__(
        self, library: Dataset[PuzzleDataset], settings: Puzzles, largest_gradient: float, seed: int
    ) -> None:
        """Take the exercises, how much is practised at once, and a seed for what is drawn."""
        self._library: Final = library
        self._settings: Final = settings
        self._largest_gradient: Final = largest_gradient
        self._seed: Final = seed

    def practise(self, policy: RowPolicy, steps: int) -> float:
        """Practise once, at the policy's present rate; what is drawn follows from its *steps*.

        Gives the share of what was drawn whose best row was right before it was learned from.
        """
        draw = np.random.default_rng([self._seed, steps])
        solved = []
        for _ in range(self._settings.batches_per_update):
            places = draw.integers(len(self._library), size=self._settings.batch_size)
            loss, right = _lose(policy, self._library.take(places))
            policy.optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(policy.parameters(), self._largest_gradient)
            policy.optimizer.step()
            solved.append(right)
        return float(np.mean(solved))


def _lose(policy: RowPolicy, exercises: PuzzleDataset) -> tuple[torch.Tensor, float]:
    """Give the mean of -log of the chance of a right row among right and wrong ones."""
    observations = torch.as_tensor(exercises.observations.astype(np.float32))
    right, wrong = torch.as_tensor(exercises.right), torch.as_tensor(exercises.wrong)
    scores = policy.mlp_extractor.forward_actor(observations)
    among = torch.where(right | wrong, scores, -torch.inf)
    chosen = torch.where(right, scores, -torch.inf)
    losses = among.logsumexp(1) - chosen.logsumexp(1)
    solved = right.gather(1, among.argmax(1, keepdim=True)).float().mean()
    return losses.mean(), float(solved)
