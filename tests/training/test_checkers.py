"""Where the libraries of learners are, their checkers find nothing wrong with either environment.

A warning of theirs is an error, as everywhere in the tests.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import gymnasium
import numpy as np
import pytest

pytest.importorskip("torch")

from gymnasium.utils.env_checker import check_env as check_as_gymnasium
from stable_baselines3.common.env_checker import check_env as check_as_stable_baselines

from tests.engine.env.envs import NAMES, make


def gymnasium_checks(env: gymnasium.Env[Any, Any]) -> None:
    check_as_gymnasium(env, skip_render_check=True)


def stable_baselines_checks(env: gymnasium.Env[Any, Any]) -> None:
    check_as_stable_baselines(env, warn=True)


CHECKS = [gymnasium_checks, stable_baselines_checks]
Check = Callable[[gymnasium.Env[Any, Any]], None]


@pytest.mark.parametrize("check", CHECKS)
@pytest.mark.parametrize("name", NAMES)
def test_the_checkers_find_nothing_wrong(name: str, check: Check) -> None:
    check(make(name, scenarios="first_landing"))


class WrongNumbers(gymnasium.Wrapper[Any, Any, Any, Any]):
    """An environment with observations of a type that was not announced."""

    def reset(self, **named: Any) -> tuple[Any, dict[str, Any]]:
        seen, info = self.env.reset(**named)
        return seen.astype(np.float64), info


@pytest.mark.parametrize("check", CHECKS)
@pytest.mark.parametrize("name", NAMES)
def test_the_checkers_do_look(name: str, check: Check) -> None:
    with pytest.raises((AssertionError, UserWarning)):
        check(WrongNumbers(make(name, scenarios="first_landing")))
