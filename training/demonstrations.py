"""Demonstrations: decisions of a strong player, with the rows it took and how they ended."""

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
from training.observed_battle import SEEDS, draw_setup, play

if TYPE_CHECKING:
    from engine.battle.actions import Action
    from engine.battle.events import Event
    from engine.battle.state import BattleState
    from engine.players import Player
    from training.dataset import Half
    from training.recipe import Assignment, Recipe


class Demonstrations(NamedTuple):
    """Hold decisions: *observations* (half precision, one a row), *rows* taken, *returns*.

    A return is the discounted sum of all that was paid from the decision on.
    """

    observations: Half
    rows: npt.NDArray[np.int64]
    returns: npt.NDArray[np.float32]


class _DemonstrationRecorder:
    """Note a share of one side's decisions, and what followed."""

    def __init__(self, recipe: Recipe, state: BattleState, side: Side, draw: random.Random) -> None:
        self._recipe = recipe
        self._codec = codec_of(recipe.encoding)
        self._draw = draw
        self._reward = RewardTracker(packaged_reward_config(recipe.reward), state, side)
        self._observations: list[Half] = []
        self._rows: list[int] = []
        self._at: list[int] = []
        self._paid: list[float] = []
        self._events: list[Event] = []

    def note(self, state: BattleState, action: Action) -> None:
        """Note a decision; one that has a single answer is none.

        An answer that is not offered, or alone, teaches nothing, but its decision counts as one.
        """
        if not self._codec.is_asked(state):
            return
        self._settle()
        self._paid.append(0.0)
        if self._draw.random() >= self._recipe.imitation.recorded_fraction:
            return
        decision = self._codec.ask(state)
        if isinstance(decision, Decision) and action in decision.actions:
            self._observations.append(decision.observation.astype(np.float16))
            self._rows.append(decision.encode(action))
            self._at.append(len(self._paid) - 1)

    def watch(self, events: list[Event]) -> None:
        """Take what has happened since the last decision that was noted."""
        self._events += events

    def _settle(self) -> None:
        """Pay the last decision for all that followed, in one sum, as environments do.

        What comes before the first decision is not paid.
        """
        paid = self._reward.collect(self._events)
        self._events = []
        if self._paid:
            self._paid[-1] += paid

    def finish(self) -> Demonstrations:
        """Give the lessons, with the discounted sum of what was paid from each decision on."""
        self._settle()
        discount = self._recipe.ppo.gamma
        returns = np.zeros(len(self._paid) + 1)
        for at in range(len(self._paid) - 1, -1, -1):
            returns[at] = self._paid[at] + discount * returns[at + 1]
        size = self._codec.layout.size
        return Demonstrations(
            np.array(self._observations, np.float16).reshape(-1, size),
            np.array(self._rows, np.int64),
            returns[self._at].astype(np.float32),
        )


def record_demonstrations(assignment: Assignment) -> Demonstrations:
    """Play one battle: the teacher against an opponent; sometimes somebody slips."""
    recipe, number = assignment
    imitation = recipe.imitation
    draw = random.Random(f"{recipe.seed} lesson {number}")
    setup = draw_setup(recipe, draw)
    seat, seed = list(Side)[number % len(Side)], draw.randrange(SEEDS)
    opponent = draw.choice(imitation.opponents)
    players: dict[Side, Player] = {
        seat: make_player(imitation.teacher, seat, seed),
        seat.other: make_player(opponent, seat.other, seed),
    }
    state, _ = turn.start(setup)
    scribe = _DemonstrationRecorder(recipe, state, seat, draw)
    play(state, players, seat, draw.choice(imitation.random_action_probs), draw, scribe)
    return scribe.finish()
