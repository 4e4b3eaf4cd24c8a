"""Puzzles as training examples; a policy that trains on them solves what it did not solve."""

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
from training.dataset import Dataset, ExampleTask, concatenate, write_part
from training.league import League
from training.network import RowPolicy
from training.ppo import make_learner, make_vec_env
from training.puzzle_dataset import PuzzleExamples, PuzzleTrainer, make_puzzle_examples
from training.recipe import Puzzles
from training.recipe_file import read_recipe

TINY = read_recipe(Path(__file__).parent / "tiny.toml")
CODEC = codec_of(TINY.encoding)
VARIATIONS = 6
SETTINGS = Puzzles(variations_per_theme=VARIATIONS, batches_per_update=10, batch_size=32)


@pytest.fixture(scope="module")
def puzzles() -> PuzzleExamples:
    numbers = range(VARIATIONS * len(THEMES))
    return concatenate([make_puzzle_examples(ExampleTask(TINY, number)) for number in numbers])


@pytest.fixture
def dataset(puzzles: PuzzleExamples, tmp_path: Path) -> Dataset[PuzzleExamples]:
    write_part(tmp_path / "part", puzzles)
    return Dataset(PuzzleExamples, [tmp_path / "part"])


def make_policy() -> RowPolicy:
    policy = make_learner(TINY, make_vec_env(TINY, League(TINY, CODEC))).policy
    assert isinstance(policy, RowPolicy)
    return policy


@pytest.mark.parametrize("theme", THEMES)
def test_an_example_is_the_puzzle_of_its_theme_and_variation(theme: str) -> None:
    for variation in range(VARIATIONS):
        example = make_puzzle_examples(
            ExampleTask(TINY, variation * len(THEMES) + THEMES.index(theme))
        )
        puzzle = make_puzzle(theme, variation + 1)
        decision = CODEC.ask(puzzle.state)
        assert isinstance(decision, Decision)
        assert (example.observations[0] == decision.observation.astype(np.float16)).all()
        for row, action in enumerate(decision.actions):
            assert example.correct[0, row] == (action in puzzle.right)
            beside = action in puzzle.neutral and action not in puzzle.right
            assert example.incorrect[0, row] == (action not in puzzle.right and not beside)
        assert not (example.correct | example.incorrect)[0, len(decision.actions) :].any()


def test_what_may_be_done_beside_the_answer_is_neither_right_nor_wrong() -> None:
    left_out = []
    for number in range(THEMES.index("hurts_what_it_can"), 20 * len(THEMES), len(THEMES)):
        example = make_puzzle_examples(ExampleTask(TINY, number))
        rows = CODEC.layout.blocks["rows"].rows_of(example.observations[0].astype(np.float32))
        offered = rows[:, AT["present"]] > 0
        left_out.append((offered & ~example.correct[0] & ~example.incorrect[0]).any())
    assert any(left_out)
    assert not all(left_out)


def test_training_teaches_to_solve_and_leaves_the_critic_alone(
    dataset: Dataset[PuzzleExamples], puzzles: PuzzleExamples
) -> None:
    policy = make_policy()
    observations = torch.as_tensor(puzzles.observations.astype(np.float32))
    latent = policy.mlp_extractor.forward_critic(observations).detach()
    trainer = PuzzleTrainer(dataset, SETTINGS, 0.5, TINY.seed)
    accuracy = [trainer.train(policy, steps) for steps in range(20)]
    assert accuracy[0] < 0.7
    assert accuracy[-1] > 0.95
    assert torch.equal(latent, policy.mlp_extractor.forward_critic(observations).detach())


def test_what_is_drawn_follows_from_the_steps(dataset: Dataset[PuzzleExamples]) -> None:
    first, second, other = (
        PuzzleTrainer(dataset, SETTINGS, 0.5, TINY.seed).train(make_policy(), steps)
        for steps in (64, 64, 128)
    )
    assert first == second != other
