"""A puzzle: a decision in the middle of a battle, and its right answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

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
MEASURED: Final = 40
"""Number of variations of a theme that are measured."""


class Puzzle(msgspec.Struct, frozen=True):
    """A *state* with an active unit, and the right answers."""

    theme: str
    seed: int
    state: BattleState
    right: frozenset[Action]
    neutral: frozenset[Action]
    why: str


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
    acting = puzzle.state.active
    given: list[Action] = []

    def describe() -> Sentence:
        name = f"{puzzle.theme}:{puzzle.seed}"
        return Sentence("player.in-puzzle", player=player.name, puzzle=name)

    def decide(state: BattleState, options: Options) -> Action | None:
        if state.active != acting:
            return None
        asked_again = bool(given) and state.pending is None
        if asked_again and puzzle.right.isdisjoint(actions_of(options, state.field.grid)):
            return None
        return choose(player, state, options, describe)

    for step in battle.run(decide):
        given.append(step.action)
        if step.action in puzzle.right or step.action not in puzzle.neutral:
            return Answer(tuple(given), step.action in puzzle.right)
    return Answer(tuple(given), solved=True)


def solve(puzzle: Puzzle, player: Player) -> bool:
    """Whether a player solves the puzzle."""
    return answer(puzzle, player).solved
