"""Both encodings side by side: a learner that begins from nothing on each, by the same recipe."""

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
from training.league import League
from training.ppo import (
    ShapingSchedule,
    make_environment,
    make_environments,
    make_learner,
    ppo_settings,
    seed_anew,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.env.base_env import BaseBattleEnv
    from engine.env.arguments import MakeOpponent
    from training.pretraining import Report
    from training.recipe import Recipe


class Learned(msgspec.Struct, frozen=True):
    """Hold how a learner did on an *environment* after so many *steps*, against each opponent."""

    environment: str
    steps: int
    against: dict[str, Tally]


def compare(recipe: Recipe, report: Report) -> list[Learned]:
    """Let a learner play on each encoding for the steps of a recipe, and measure both.

    Both meet the recipe's pool, and are paid and updated alike. Nothing is imitated or tried, no
    past self is met, whatever the recipe says. When they are measured they take the best action.
    """
    torch.set_num_threads(1)  # as in a run
    league = League(recipe, codec_of(recipe.encoding))
    by_rows = make_learner(recipe, make_environments(recipe, league))
    makers = [lambda: _make_classic(recipe, league.draw)] * recipe.ppo.n_envs
    flat = MaskablePPO("MlpPolicy", VecMonitor(DummyVecEnv(makers)), **ppo_settings(recipe))
    return [
        _learn(recipe, MAIN, by_rows, make_environment, report),
        _learn(recipe, CLASSIC, flat, _make_classic, report),
    ]


def _make_classic(recipe: Recipe, opponent: str | MakeOpponent) -> BaseBattleEnv[Any]:
    return ClassicEnv(recipe.scenarios, opponent, repeats=recipe.repeats, reward=recipe.reward)


def _learn(
    recipe: Recipe,
    name: str,
    learner: MaskablePPO,
    make: Callable[[Recipe, str], BaseBattleEnv[Any]],
    report: Report,
) -> Learned:
    seed_anew(learner, recipe)
    steps = recipe.ppo.total_timesteps
    told = _Told(lambda done: report(f"{name}: learning", min(done, steps), steps))
    learner.learn(steps, callback=[ShapingSchedule(recipe), told])
    against = {}
    for place, opponent in enumerate(recipe.evaluation.opponents):
        against[opponent] = _measure(recipe, learner, opponent, make)
        report(f"{name}: measuring", place + 1, len(recipe.evaluation.opponents))
    return Learned(name, learner.num_timesteps, against)


def _measure(
    recipe: Recipe,
    learner: MaskablePPO,
    opponent: str,
    make: Callable[[Recipe, str], BaseBattleEnv[Any]],
) -> Tally:
    """Play on the recipe's scenarios for measuring, from both seats by turns."""
    evaluation = recipe.evaluation
    measured = msgspec.structs.replace(recipe, scenarios=evaluation.scenarios, repeats=len(Side))
    environment = VecMonitor(DummyVecEnv([lambda: make(measured, opponent)]))
    environment.seed(recipe.seed)
    results: Counter[int] = Counter()

    def note(seen: dict[str, Any], _: dict[str, Any]) -> None:
        results.update([seen["info"]["result"]] if seen["done"] else [])

    evaluate_policy(learner, environment, evaluation.games, deterministic=True, callback=note)
    return count(results[1], results[0], results[-1])


class _Told(BaseCallback):
    """Tell how far learning is, once an update."""

    def __init__(self, tell: Callable[[int], None]) -> None:
        super().__init__()
        self._tell = tell

    def _on_step(self) -> bool:
        return True

    def _on_rollout_end(self) -> None:
        self._tell(self.num_timesteps)
