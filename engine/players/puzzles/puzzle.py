"""A puzzle: a decision in the middle of a battle, and its right answers."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, Final

import msgspec

from engine.battle import rules
from engine.battle.actions import Action
from engine.battle.battle import Battle
from engine.battle.options import actions_of
from engine.battle.state import BattleState
from engine.dice import SeededDice
from engine.players.game_loop import choose
from engine.sentences import Sentence

if TYPE_CHECKING:
    from engine.battle.options import Options
    from engine.players import Player

SEEDS_MEASURED_FROM: Final = 1_000_001
"""Puzzles of seeds from here on are for measuring only."""
SEEDS_PLAYED_FROM: Final = 2_000_001
"""Puzzles of seeds from here on are for people, so that no player was trained on them."""
MEASURED: Final = 40
"""Number of variations of a theme that are measured."""


class Verdict(enum.Enum):
    """What an action is as an answer."""

    RIGHT = "right"
    WRONG = "wrong"
    NEUTRAL = "neutral"
    """Neither: the question stays open."""


class Puzzle(msgspec.Struct, frozen=True):
    """A *state* with an active unit, and the right answers."""

    theme: str
    seed: int
    state: BattleState
    right: frozenset[Action]
    neutral: frozenset[Action]
    why: str

    def judge(self, action: Action) -> Verdict:
        """Return what an action is as an answer."""
        if action in self.right:
            return Verdict.RIGHT
        return Verdict.NEUTRAL if action in self.neutral else Verdict.WRONG

    def is_settled(self, state: BattleState) -> bool:
        """Whether *state*, which neutral actions led to, leaves no question: it counts as solved.

        The activation is over, or a lucky shot of another weapon has removed every right answer.
        """
        if state.active != self.state.active:
            return True
        options = actions_of(rules.options(state), state.field.grid)
        return state.pending is None and self.right.isdisjoint(options)


class Answer(msgspec.Struct, frozen=True):
    """A player's actions, and whether they solve the puzzle."""

    actions: tuple[Action, ...]
    solved: bool


def answer(puzzle: Puzzle, player: Player) -> Answer:
    """Return a player's answer; PlayerError if it raises or chooses an illegal action.

    Dice rolled on the way are the puzzle's own. An action that removes every right answer without
    being wrong, such as a lucky shot of another weapon, also solves the puzzle.
    """
    battle = Battle(puzzle.state, SeededDice(puzzle.seed))
    given: list[Action] = []

    def describe() -> Sentence:
        name = f"{puzzle.theme}:{puzzle.seed}"
        return Sentence("player.in-puzzle", player=player.name, puzzle=name)

    def decide(state: BattleState, options: Options) -> Action | None:
        if puzzle.is_settled(state):
            return None
        return choose(player, state, options, describe)

    for step in battle.run(decide):
        given.append(step.action)
        verdict = puzzle.judge(step.action)
        if verdict is not Verdict.NEUTRAL:
            return Answer(tuple(given), verdict is Verdict.RIGHT)
    return Answer(tuple(given), solved=True)


def solve(puzzle: Puzzle, player: Player) -> bool:
    """Whether a player solves the puzzle."""
    return answer(puzzle, player).solved
