"""Puzzles for people, which are drawn and weighed in the worker process."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from engine.battle.actions import Action
from engine.battle.state import BattleState, setup_of
from engine.players.puzzles import OptionOdds, Puzzle, make_puzzle, weigh_options

if TYPE_CHECKING:
    from client.worker.protocol import Steps


class PreparedPuzzle(msgspec.Struct, frozen=True):
    """A puzzle in a form that passes between processes, and the odds of all its *options*."""

    theme: str
    seed: int
    scenario: bytes
    state: bytes
    right: frozenset[Action]
    neutral: frozenset[Action]
    why: str
    options: tuple[OptionOdds, ...]

    def puzzle(self) -> Puzzle:
        """Return the puzzle itself."""
        state = BattleState.from_bytes(setup_of(self.scenario), self.state)
        return Puzzle(self.theme, self.seed, state, self.right, self.neutral, self.why)


def prepare_puzzle(theme: str, seed: int) -> Steps[PreparedPuzzle]:
    """Draw a puzzle and weigh its options; neither is interrupted, as both take little time."""
    puzzle = make_puzzle(theme, seed)
    yield
    return PreparedPuzzle(
        theme,
        seed,
        msgspec.json.encode(puzzle.state.setup.scenario),
        puzzle.state.to_bytes(),
        puzzle.right,
        puzzle.neutral,
        puzzle.why,
        weigh_options(puzzle, puzzle.state),
    )
