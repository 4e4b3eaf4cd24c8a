"""A puzzle: a decision in the middle of a battle, and which answers to it are right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from engine.battle.actions import Action
from engine.battle.battle import Battle
from engine.battle.options import actions_of
from engine.battle.state import BattleState
from engine.dice import SeededDice
from engine.players.play import choose

if TYPE_CHECKING:
    from engine.battle.options import Options
    from engine.players import Player

SEEDS_MEASURED_FROM: Final = 1_000_001
"""Puzzles of the seeds from here on are for measuring only."""
MEASURED: Final = 40
"""How many variations of a theme are measured."""


class Puzzle(msgspec.Struct, frozen=True):
    """Hold a *state* with a unit active, and what becomes of the answers.

    The unit's activation is played until an answer is one of *right*, or is neither that nor one of
    *beside*: what a unit with two weapons may do before the answer counts. *why* says in a sentence
    what is right.
    """

    theme: str
    seed: int
    state: BattleState
    right: frozenset[Action]
    beside: frozenset[Action]
    why: str


class Answer(msgspec.Struct, frozen=True):
    """Hold what a player did, and whether that solves the puzzle."""

    actions: tuple[Action, ...]
    solved: bool


def answer(puzzle: Puzzle, player: Player) -> Answer:
    """Let a player answer; PlayerError when it raises, or picks what is not legal.

    Dice, where any are rolled on the way, are the puzzle's own. What takes away every right answer
    without being wrong, such as a lucky shot of another weapon, solves the puzzle as well.
    """
    battle = Battle(puzzle.state, SeededDice(puzzle.seed))
    acting = puzzle.state.active
    given: list[Action] = []

    def describe() -> str:
        return f"{player.name} in puzzle {puzzle.theme}:{puzzle.seed}"

    def decide(state: BattleState, options: Options) -> Action | None:
        if state.active != acting:
            return None
        asked_again = bool(given) and state.pending is None
        if asked_again and puzzle.right.isdisjoint(actions_of(options, state.field.grid)):
            return None
        return choose(player, state, options, describe)

    for step in battle.run(decide):
        given.append(step.action)
        if step.action in puzzle.right or step.action not in puzzle.beside:
            return Answer(tuple(given), step.action in puzzle.right)
    return Answer(tuple(given), solved=True)


def solve(puzzle: Puzzle, player: Player) -> bool:
    """Tell whether a player solves the puzzle."""
    return answer(puzzle, player).solved
