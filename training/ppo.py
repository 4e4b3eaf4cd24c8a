"""Proximal policy optimisation: a recipe's learner and the environments it plays in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import msgspec
import numpy as np
from sb3_contrib import MaskablePPO
from stable_baselines3.common.logger import Logger
from stable_baselines3.common.vec_env import DummyVecEnv, VecMonitor

from engine.env.battle_env import BattleEnv
from engine.players.model import codec_of
from training.network import RowPolicy

if TYPE_CHECKING:
    from collections.abc import Callable

    from stable_baselines3.common.vec_env import VecEnv

    from engine.env.arguments import MakeOpponent
    from training.league import League
    from training.recipe import Recipe

RUN_KEYS: Final = ("total_timesteps", "n_envs", "shaping_until", "averaging_from")
"""The keys of `[ppo]` that are not arguments of `MaskablePPO`."""


def make_learner(recipe: Recipe, envs: VecEnv) -> MaskablePPO:
    """Return an untrained learner of the recipe."""
    policy_kwargs = {"layout": codec_of(recipe.encoding).layout, "width": recipe.width}
    learner = MaskablePPO(RowPolicy, envs, policy_kwargs=policy_kwargs, **ppo_arguments(recipe))
    return without_logs(learner)


def without_logs(learner: MaskablePPO) -> MaskablePPO:
    """Return the learner with a logger that writes nothing.

    A learner without one makes a folder in the temporary folder for it and never removes it.
    """
    learner.set_logger(Logger(None, []))
    return learner


def ppo_arguments(recipe: Recipe) -> dict[str, Any]:
    """Return the recipe's arguments of `MaskablePPO`, without those that depend on the network."""
    arguments = msgspec.structs.asdict(recipe.ppo)
    for key in RUN_KEYS:
        del arguments[key]
    arguments["learning_rate"] = _linear_schedule(*recipe.ppo.learning_rate)
    return {"seed": recipe.seed, "device": "cpu", **arguments}


def _linear_schedule(first: float, last: float) -> Callable[[float], float]:
    """Return a schedule of SB3: *first* with all progress remaining, *last* with none."""

    def rate(progress_remaining: float) -> float:
        return last + (first - last) * progress_remaining

    return rate


def make_vec_env(recipe: Recipe, league: League) -> VecEnv:
    """Return the environments of a run against its league; `reseed` seeds them."""
    makers = [lambda: make_env(recipe, league.draw)] * recipe.ppo.n_envs
    return VecMonitor(DummyVecEnv(makers))


def make_env(recipe: Recipe, opponent: str | MakeOpponent) -> BattleEnv:
    """Return one environment of the recipe against *opponent*."""
    return BattleEnv(
        scenarios=recipe.scenarios,
        opponent=opponent,
        repeats=recipe.repeats,
        encoding=recipe.encoding,
        reward=recipe.reward,
    )


def reseed(learner: MaskablePPO, recipe: Recipe) -> None:
    """Seed all random draws by the learner's timesteps: a resumed run must not replay its games."""
    drawn = np.random.SeedSequence([recipe.seed, learner.num_timesteps]).generate_state(1)
    learner.set_random_seed(int(drawn[0]))
