"""Comparison of the two encodings: untrained learners of one recipe, trained on each."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import msgspec
import torch
from sb3_contrib import MaskablePPO
from sb3_contrib.common.maskable.evaluation import evaluate_policy
from stable_baselines3.common.callbacks import BaseCallback
from stable_baselines3.common.vec_env import DummyVecEnv, VecMonitor

from engine.battle.side import Side
from engine.env import CLASSIC, MAIN
from engine.env.classic import ClassicEnv
from engine.players.arena.score import Tally, count
from engine.players.model import codec_of
from training.callbacks import ShapingSchedule
from training.league import League
from training.ppo import (
    make_env,
    make_learner,
    make_vec_env,
    ppo_arguments,
    reseed,
    without_logs,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.env.arguments import MakeOpponent
    from engine.env.base_env import BaseBattleEnv
    from training.pretraining import ProgressReporter
    from training.recipe import Recipe


class EncodingResult(msgspec.Struct, frozen=True):
    """The results of a learner on an *environment* after *steps* timesteps, by opponent."""

    environment: str
    steps: int
    against: dict[str, Tally]


def compare_encodings(recipe: Recipe, report: ProgressReporter) -> list[EncodingResult]:
    """Train one learner per encoding for the timesteps of a recipe, evaluate and return both.

    Both have the recipe's pool, reward and updates; there is no pretraining and no self-play,
    whatever the recipe says. In evaluation they take the best action.
    """
    torch.set_num_threads(1)  # as in a run
    league = League(recipe, codec_of(recipe.encoding))
    rows = make_learner(recipe, make_vec_env(recipe, league))
    makers = [lambda: _make_classic_env(recipe, league.draw)] * recipe.ppo.n_envs
    envs = VecMonitor(DummyVecEnv(makers))
    classic = without_logs(MaskablePPO("MlpPolicy", envs, **ppo_arguments(recipe)))
    return [
        _train(recipe, MAIN, rows, make_env, report),
        _train(recipe, CLASSIC, classic, _make_classic_env, report),
    ]


def _make_classic_env(recipe: Recipe, opponent: str | MakeOpponent) -> BaseBattleEnv[Any]:
    return ClassicEnv(recipe.scenarios, opponent, repeats=recipe.repeats, reward=recipe.reward)


def _train(
    recipe: Recipe,
    name: str,
    learner: MaskablePPO,
    make: Callable[[Recipe, str], BaseBattleEnv[Any]],
    report: ProgressReporter,
) -> EncodingResult:
    reseed(learner, recipe)
    steps = recipe.ppo.total_timesteps
    progress = _ProgressCallback(lambda done: report(f"{name}: PPO", min(done, steps), steps))
    learner.learn(steps, callback=[ShapingSchedule(recipe), progress])
    against = {}
    for number, opponent in enumerate(recipe.evaluation.opponents):
        against[opponent] = _evaluate(recipe, learner, opponent, make)
        report(f"{name}: evaluation", number + 1, len(recipe.evaluation.opponents))
    return EncodingResult(name, learner.num_timesteps, against)


def _evaluate(
    recipe: Recipe,
    learner: MaskablePPO,
    opponent: str,
    make: Callable[[Recipe, str], BaseBattleEnv[Any]],
) -> Tally:
    """Return the results on the recipe's evaluation scenarios, from both seats in turn."""
    evaluation = recipe.evaluation
    changed = msgspec.structs.replace(recipe, scenarios=evaluation.scenarios, repeats=len(Side))
    env = VecMonitor(DummyVecEnv([lambda: make(changed, opponent)]))
    env.seed(recipe.seed)
    results: Counter[int] = Counter()

    def add_result(local: dict[str, Any], _: dict[str, Any]) -> None:
        results.update([local["info"]["result"]] if local["done"] else [])

    evaluate_policy(learner, env, evaluation.games, deterministic=True, callback=add_result)
    return count(results[1], results[0], results[-1])


class _ProgressCallback(BaseCallback):
    """Callback that reports the timesteps after every rollout."""

    def __init__(self, report: Callable[[int], None]) -> None:
        super().__init__()
        self._report = report

    def _on_step(self) -> bool:
        return True

    def _on_rollout_end(self) -> None:
        self._report(self.num_timesteps)
