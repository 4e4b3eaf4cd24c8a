"""Training leaves nothing in the temporary folder."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

pytest.importorskip("torch")

import msgspec

from engine.players.model import codec_of
from training.encoding_comparison import compare_encodings
from training.league import League
from training.ppo import make_learner, make_vec_env, reseed
from training.recipe import Recipe
from training.recipe_file import read_recipe
from training.step_benchmark import LearnerLoop

TINY = read_recipe(Path(__file__).parent / "tiny.toml")


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty temporary folder."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def short_recipe() -> Recipe:
    """Return a recipe of one update."""
    steps = TINY.ppo.n_envs * TINY.ppo.n_steps
    ppo = msgspec.structs.replace(TINY.ppo, total_timesteps=steps)
    return msgspec.structs.replace(TINY, ppo=ppo)


def test_a_learner_leaves_nothing(temporary: Path) -> None:
    recipe = short_recipe()
    league = League(recipe, codec_of(recipe.encoding))
    learner = make_learner(recipe, make_vec_env(recipe, league))
    reseed(learner, recipe)
    learner.learn(recipe.ppo.total_timesteps)
    assert list(temporary.iterdir()) == []


def test_a_benchmark_of_learning_leaves_nothing(temporary: Path) -> None:
    LearnerLoop(short_recipe(), None).run()
    assert list(temporary.iterdir()) == []


@pytest.mark.slow
def test_a_comparison_of_encodings_leaves_nothing(temporary: Path) -> None:
    compare_encodings(short_recipe(), lambda *_: None)
    assert list(temporary.iterdir()) == []
