"""Gymnasium's checker has nothing to say; that of learners is in tests/training."""

from __future__ import annotations

import pytest

pytest.importorskip("gymnasium")

import gymnasium
from gymnasium.utils.env_checker import check_env

from tests.engine.env.envs import NAMES, make


@pytest.mark.parametrize("name", NAMES)
def test_gymnasium_finds_nothing_wrong(name: str) -> None:
    check_env(make(name, scenarios="first_landing"), skip_render_check=True)


@pytest.mark.parametrize("name", NAMES)
def test_wrapped_environments_tell_their_masks_too(name: str) -> None:
    env = gymnasium.make(name, scenarios="first_landing")
    env.reset(seed=1)
    assert env.get_wrapper_attr("action_masks")().any()


def test_the_classic_encoding_has_150_floats_and_12_actions() -> None:
    env = make("Hexfront-Classic-v0")
    assert env.observation_space.shape == (150,)
    assert env.observation_space.dtype == "float32"
    assert env.action_space == gymnasium.spaces.Discrete(12)
