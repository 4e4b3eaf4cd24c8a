"""Demonstrations: decisions of a teacher with the rows it chose and the returns that followed."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from engine.battle import turn
from engine.battle.side import Side
from engine.encoding.codec import Decision
from engine.encoding.reward_config import packaged_reward_config
from engine.env.reward import RewardTracker
from engine.players.model import codec_of
from engine.players.registry import make_player
from training.observed_battle import SEED_LIMIT, draw_setup, play_observed

if TYPE_CHECKING:
    from engine.battle.actions import Action
    from engine.battle.events import Event
    from engine.battle.state import BattleState
    from engine.players import Player
    from training.dataset import ExampleTask, HalfObservations
    from training.recipe import Recipe


class Demonstrations(NamedTuple):
    """Decisions of the teacher.

    - *observations*: (n, features), half precision
    - *rows*: (n,), the row of the chosen option
    - *returns*: (n,), the discounted sum of all rewards from the decision on
    """

    observations: HalfObservations
    rows: npt.NDArray[np.int64]
    returns: npt.NDArray[np.float32]


class _DemonstrationRecorder:
    """Recorder of a fraction of one side's decisions, and of the rewards of all of them."""

    def __init__(self, recipe: Recipe, state: BattleState, side: Side, rng: random.Random) -> None:
        self._recipe = recipe
        self._codec = codec_of(recipe.encoding)
        self._rng = rng
        self._reward = RewardTracker(packaged_reward_config(recipe.reward), state, side)
        self._observations: list[HalfObservations] = []
        self._rows: list[int] = []
        self._decisions: list[int] = []
        self._rewards: list[float] = []
        self._events: list[Event] = []

    def on_decision(self, state: BattleState, action: Action) -> None:
        """Record a decision; those with a single option are no steps of the environment.

        A choice that the encoding does not offer, or offers alone, teaches nothing, but its
        decision still counts as a step.
        """
        if not self._codec.is_asked(state):
            return
        self._collect_reward()
        self._rewards.append(0.0)
        if self._rng.random() >= self._recipe.imitation.recorded_fraction:
            return
        decision = self._codec.ask(state)
        if isinstance(decision, Decision) and action in decision.actions:
            self._observations.append(decision.observation.astype(np.float16))
            self._rows.append(decision.encode(action))
            self._decisions.append(len(self._rewards) - 1)

    def on_events(self, events: list[Event]) -> None:
        """Record the events until the next decision."""
        self._events += events

    def _collect_reward(self) -> None:
        """Add the reward of the events since the last decision to it, as environments do.

        What happens before the first decision is no decision's reward.
        """
        reward = self._reward.collect(self._events)
        self._events = []
        if self._rewards:
            self._rewards[-1] += reward

    def finish(self) -> Demonstrations:
        """Return the demonstrations of the game, which has ended."""
        self._collect_reward()
        gamma = self._recipe.ppo.gamma
        returns = np.zeros(len(self._rewards) + 1)
        for step in range(len(self._rewards) - 1, -1, -1):
            returns[step] = self._rewards[step] + gamma * returns[step + 1]
        size = self._codec.layout.size
        return Demonstrations(
            np.array(self._observations, np.float16).reshape(-1, size),
            np.array(self._rows, np.int64),
            returns[self._decisions].astype(np.float32),
        )


def record_demonstrations(task: ExampleTask) -> Demonstrations:
    """Play one game of the teacher against a random opponent and return its demonstrations.

    The result depends on the task alone. Raise PlayerError if a player fails.
    """
    recipe, number = task
    imitation = recipe.imitation
    # The word is part of the seed: another one would draw other games.
    rng = random.Random(f"{recipe.seed} lesson {number}")
    setup = draw_setup(recipe, rng)
    seat, seed = list(Side)[number % len(Side)], rng.randrange(SEED_LIMIT)
    opponent = rng.choice(imitation.opponents)
    players: dict[Side, Player] = {
        seat: make_player(imitation.teacher, seat, seed),
        seat.other: make_player(opponent, seat.other, seed),
    }
    state, _ = turn.start(setup)
    recorder = _DemonstrationRecorder(recipe, state, seat, rng)
    random_action_prob = rng.choice(imitation.random_action_probs)
    play_observed(state, players, recorder, seat, random_action_prob, rng)
    return recorder.finish()
