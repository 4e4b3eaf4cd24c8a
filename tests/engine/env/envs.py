"""Environments to test: by name, on any battle, played at random among what is offered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import gymnasium
import numpy as np

import engine.env
from engine.battle.state import Setup

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.battle.scenario import Scenario
    from engine.encoding.observation_layout import FloatArray
    from engine.env.base_env import BaseBattleEnv

NAMES: Final = (engine.env.MAIN, engine.env.CLASSIC)


def make(name: str, **settings: Any) -> BaseBattleEnv[Any]:
    """Make an environment without what `gymnasium.make` wraps it in."""
    return gymnasium.make(name, **settings).unwrapped


class FixedSampler:
    """A sampler that starts every battle on the same ground."""

    def __init__(self, scenario: Scenario) -> None:
        self._setup = Setup(scenario)

    def start_anew(self) -> None:
        pass

    def draw(self, random: np.random.Generator) -> Setup:  # noqa: ARG002 - as ScenarioSampler
        return self._setup


def make_on(scenario: Scenario, name: str, **settings: Any) -> BaseBattleEnv[Any]:
    """Make an environment whose battles are all fought on *scenario*."""
    made = make(name, scenarios="crossroads", **settings)
    made._factory._sampler = FixedSampler(scenario)
    return made


class Moment(NamedTuple):
    """What a learner gets; at the beginning of an episode without a reward."""

    seen: FloatArray
    reward: float
    over: bool
    info: dict[str, Any]
    mask: np.ndarray


def episode(
    env: BaseBattleEnv[Any], chooser: np.random.Generator, seed: int | None = None
) -> Iterator[Moment]:
    """Play a battle, drawing among what is offered."""
    seen, info = env.reset(seed=seed)
    yield Moment(seen, 0.0, False, info, env.action_masks())
    over = False
    while not over:
        action = chooser.choice(np.flatnonzero(env.action_masks()))
        seen, reward, over, cut, info = env.step(action)
        assert not cut
        yield Moment(seen, reward, over, info, env.action_masks())


def same(one: Moment, other: Moment) -> bool:
    return (
        (one.seen == other.seen).all() and (one.mask == other.mask).all() and one[1:4] == other[1:4]
    )
