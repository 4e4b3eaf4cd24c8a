"""PuzzleDataset are puzzles as a policy meets them; with practice it solves what it did not solve."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch")

import torch

from engine.encoding.action_features import AT
from engine.encoding.codec import Decision
from engine.players.model import codec_of
from engine.players.puzzles import THEMES, make_puzzle
from training.dataset import Dataset, join, write_part
from training.league import League
from training.network import RowPolicy
from training.ppo import make_environments, make_learner
from training.puzzle_dataset import AuxiliaryLoss, PuzzleDataset, make_puzzle_example
from training.recipe import Assignment, Puzzles, read_recipe

TINY = read_recipe(Path(__file__).parent / "tiny.toml")
CODEC = codec_of(TINY.encoding)
VARIATIONS = 6
SETTINGS = Puzzles(variations=VARIATIONS, batches=10, batch=32)


@pytest.fixture(scope="module")
def exercises() -> PuzzleDataset:
    numbers = range(VARIATIONS * len(THEMES))
    return join([make_puzzle_example(Assignment(TINY, number)) for number in numbers])


@pytest.fixture
def library(exercises: PuzzleDataset, tmp_path: Path) -> Dataset[PuzzleDataset]:
    write_part(tmp_path / "part", exercises)
    return Dataset(PuzzleDataset, [tmp_path / "part"])


def make_policy() -> RowPolicy:
    policy = make_learner(TINY, make_environments(TINY, League(TINY, CODEC))).policy
    assert isinstance(policy, RowPolicy)
    return policy


@pytest.mark.parametrize("theme", THEMES)
def test_an_exercise_is_the_puzzle_of_its_theme_and_turn(theme: str) -> None:
    for turn in range(VARIATIONS):
        exercise = make_puzzle_example(Assignment(TINY, turn * len(THEMES) + THEMES.index(theme)))
        puzzle = make_puzzle(theme, turn + 1)
        decision = CODEC.ask(puzzle.state)
        assert isinstance(decision, Decision)
        assert (exercise.observations[0] == decision.observation.astype(np.float16)).all()
        for row, action in enumerate(decision.actions):
            assert exercise.right[0, row] == (action in puzzle.right)
            beside = action in puzzle.beside and action not in puzzle.right
            assert exercise.wrong[0, row] == (action not in puzzle.right and not beside)
        assert not (exercise.right | exercise.wrong)[0, len(decision.actions) :].any()


def test_what_may_be_done_beside_the_answer_is_neither_right_nor_wrong() -> None:
    left_out = []
    for number in range(THEMES.index("hurts_what_it_can"), 20 * len(THEMES), len(THEMES)):
        exercise = make_puzzle_example(Assignment(TINY, number))
        rows = CODEC.layout.blocks["rows"].rows_of(exercise.observations[0].astype(np.float32))
        offered = rows[:, AT["present"]] > 0
        left_out.append((offered & ~exercise.right[0] & ~exercise.wrong[0]).any())
    assert any(left_out)
    assert not all(left_out)


def test_practice_teaches_to_solve_and_leaves_alone_what_is_foreseen(
    library: Dataset[PuzzleDataset], exercises: PuzzleDataset
) -> None:
    policy = make_policy()
    observations = torch.as_tensor(exercises.observations.astype(np.float32))
    foreseen = policy.mlp_extractor.forward_critic(observations).detach()
    practice = AuxiliaryLoss(library, SETTINGS, 0.5, TINY.seed)
    solved = [practice.practise(policy, steps) for steps in range(20)]
    assert solved[0] < 0.7
    assert solved[-1] > 0.95
    assert torch.equal(foreseen, policy.mlp_extractor.forward_critic(observations).detach())


def test_what_is_drawn_follows_from_the_steps(library: Dataset[PuzzleDataset]) -> None:
    first, second, other = (
        AuxiliaryLoss(library, SETTINGS, 0.5, TINY.seed).practise(make_policy(), steps)
        for steps in (64, 64, 128)
    )
    assert first == second != other
