"""Lessons: decisions of a strong player, as an observation, the row it took and how it ended."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from engine.battle import rules, turn
from engine.battle.side import Side
from engine.dice import SeededDice
from engine.encoding.codec import Decision
from engine.encoding.payment import packaged_reward
from engine.env.battlegrounds import venues_of
from engine.env.reward import Reward
from engine.players.arena.specs import make_contestant
from engine.players.arena.venues import ground_of
from engine.players.model import codec_of
from training.errors import TrainingError
from training.files import new_folder

if TYPE_CHECKING:
    from collections.abc import Sequence
    from concurrent.futures import Executor
    from pathlib import Path

    from engine.battle.actions import Action
    from engine.battle.events import Event
    from engine.battle.state import BattleState
    from engine.encoding.codec import Codec
    from engine.players import Player
    from training.recipe import Recipe

Half = npt.NDArray[np.float16]
_SEEDS: Final = 2**32


class Lessons(NamedTuple):
    """Hold decisions: *observations* (half precision, one a row), *rows* taken, *returns*.

    A return is the discounted sum of all that was paid from the decision on.
    """

    observations: Half
    rows: npt.NDArray[np.int64]
    returns: npt.NDArray[np.float32]


class Assignment(NamedTuple):
    """Name one battle to learn from: its number in the recipe."""

    recipe: Recipe
    number: int


class Library:
    """Hold the lessons of a run in parts that stay on disk until they are asked for."""

    def __init__(self, folders: Sequence[Path]) -> None:
        """Open the parts; TrainingError when there is no lesson in them."""
        self._parts: Final = [_open_part(folder) for folder in folders]
        self._starts: Final = np.cumsum([0, *(len(part.rows) for part in self._parts)])
        if not len(self):
            raise TrainingError("not one decision was kept to learn from")

    def __len__(self) -> int:
        """Count the lessons."""
        return int(self._starts[-1])

    def take(self, places: npt.NDArray[np.int64]) -> Lessons:
        """Read lessons by their places, in ascending order of them."""
        ordered = np.sort(places)
        ends = np.searchsorted(ordered, self._starts)
        found = []
        for part, first, low, high in zip(
            self._parts, self._starts[:-1], ends[:-1], ends[1:], strict=True
        ):
            if low < high:
                inside = ordered[low:high] - first
                found.append(Lessons(*(array[inside] for array in part)))
        return join(found)


def join(lessons: Sequence[Lessons]) -> Lessons:
    """Put lessons one after another."""
    return Lessons(*(np.concatenate(parts) for parts in zip(*lessons, strict=True)))


def _open_part(folder: Path) -> Lessons:
    arrays = [np.load(folder / f"{name}.npy", mmap_mode="r") for name in Lessons._fields]
    return Lessons(*arrays)


def write_part(folder: Path, lessons: Lessons) -> None:
    """Write lessons into a folder that is there whole or not at all."""
    with new_folder(folder) as new:
        for name, array in lessons._asdict().items():
            np.save(new / f"{name}.npy", array)


def gather(recipe: Recipe, numbers: range, executor: Executor) -> Lessons:
    """Play battles of a recipe by their numbers and give their lessons, in order."""
    battles = [Assignment(recipe, number) for number in numbers]
    return join(list(executor.map(play_lesson, battles)))


class _Scribe:
    """Note a share of one side's decisions, and what followed."""

    def __init__(self, recipe: Recipe, codec: Codec, state: BattleState, side: Side) -> None:
        self._recipe = recipe
        self._codec = codec
        self._side = side
        self._reward = Reward(packaged_reward(recipe.reward), state, side)
        self._observations: list[Half] = []
        self._rows: list[int] = []
        self._at: list[int] = []
        self._paid: list[float] = []
        self._events: list[Event] = []

    def note(self, state: BattleState, action: Action, *, kept: bool) -> None:
        """Note a decision; one that has a single answer is none.

        An answer that is not offered teaches nothing, but its decision counts as one.
        """
        decision = self._codec.ask(state)
        if not isinstance(decision, Decision):
            return
        self._settle()
        self._paid.append(0.0)
        if kept and action in decision.actions:
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
        paid = self._reward.pay(self._events)
        self._events = []
        if self._paid:
            self._paid[-1] += paid

    def finish(self) -> Lessons:
        """Give the lessons, with the discounted sum of what was paid from each decision on."""
        self._settle()
        discount = self._recipe.learning.discount
        returns = np.zeros(len(self._paid) + 1)
        for at in range(len(self._paid) - 1, -1, -1):
            returns[at] = self._paid[at] + discount * returns[at + 1]
        size = self._codec.layout.size
        return Lessons(
            np.array(self._observations, np.float16).reshape(-1, size),
            np.array(self._rows, np.int64),
            returns[self._at].astype(np.float32),
        )


def play_lesson(assignment: Assignment) -> Lessons:
    """Play one battle: the teacher against an opponent; sometimes somebody slips."""
    recipe, number = assignment
    imitation = recipe.imitation
    draw = random.Random(f"{recipe.seed} lesson {number}")
    venues = venues_of(recipe.scenarios)
    setup = ground_of(venues[draw.randrange(len(venues))]).setup
    codec = codec_of(recipe.encoding)
    codec.check(setup)
    seat, seed = list(Side)[number % len(Side)], draw.randrange(_SEEDS)
    opponent = draw.choice(imitation.opponents)
    players: dict[Side, Player] = {
        seat: make_contestant(imitation.teacher, seat, seed),
        seat.other: make_contestant(opponent, seat.other, seed),
    }
    slip = draw.choice(imitation.slips)
    state, _ = turn.start(setup)
    scribe = _Scribe(recipe, codec, state, seat)
    dice = SeededDice(seed)
    while state.result is None:
        actions = rules.legal_actions(state)
        action = players[state.to_act].choose(state, actions)
        if state.to_act is seat:
            scribe.note(state, action, kept=draw.random() < imitation.kept)
            if draw.random() < slip:
                action = draw.choice(actions)
        state, events = rules.carry_out(state, action, dice)
        scribe.watch(events)
    return scribe.finish()
