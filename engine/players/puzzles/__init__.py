"""Puzzles: decisions with answers that are clearly right, in seven themes, generated from seeds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engine.players.puzzles.charging import charges_to_kill
from engine.players.puzzles.draw import Draw, Unfit
from engine.players.puzzles.objectives import last_objective
from engine.players.puzzles.option_odds import (
    DECIDING,
    Figure,
    OptionOdds,
    as_option,
    right_margin,
    weigh_options,
)
from engine.players.puzzles.places import holds_still, keeps_cover
from engine.players.puzzles.puzzle import (
    MEASURED,
    SEEDS_MEASURED_FROM,
    SEEDS_PLAYED_FROM,
    Answer,
    Puzzle,
    Verdict,
    answer,
    solve,
)
from engine.players.puzzles.puzzle_settings import packaged_settings
from engine.players.puzzles.retreat import falls_back
from engine.players.puzzles.shots import hurts_what_it_can, sure_kill
from engine.players.puzzles.sketch import Sketch, draw_terrain
from engine.validation import require_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from engine.battle.side import Side
    from engine.players import Player

__all__ = [
    "DECIDING",
    "MEASURED",
    "SEEDS_MEASURED_FROM",
    "SEEDS_PLAYED_FROM",
    "THEMES",
    "Answer",
    "Figure",
    "OptionOdds",
    "Puzzle",
    "Verdict",
    "answer",
    "as_option",
    "make_puzzle",
    "right_margin",
    "solve",
    "solve_rate",
    "weigh_options",
]

_MAKERS: Final[dict[str, Callable[[Sketch, str, int], Puzzle]]] = {
    "sure_kill": sure_kill,
    "keeps_cover": keeps_cover,
    "last_objective": last_objective,
    "hurts_what_it_can": hurts_what_it_can,
    "falls_back": falls_back,
    "charges_to_kill": charges_to_kill,
    "holds_still": holds_still,
}
THEMES: Final = tuple(_MAKERS)
"""The names of the themes."""


def make_puzzle(theme: str, seed: int) -> Puzzle:
    """Return a variation of a theme; the same seed gives the same puzzle everywhere."""
    maker = require_key(_MAKERS, theme, "theme")
    numbers = packaged_settings()
    draw = Draw(theme, seed)
    for _ in range(numbers.tries.boards):
        terrain = draw_terrain(draw, numbers)
        for _ in range(numbers.tries.placings):
            try:
                plan = Draw(f"{theme} plan", seed)
                return maker(Sketch(plan, draw, numbers, terrain), theme, seed)
            except Unfit:
                continue
    msg = f"no sound puzzle of {theme} comes up for seed {seed}: the numbers leave too little room"
    raise LookupError(msg)


def solve_rate(
    theme: str, player_factory: Callable[[Side, int], Player], seeds: Iterable[int]
) -> float:
    """Return the fraction of the variations of *seeds* that a player solves."""
    solved = []
    for seed in seeds:
        puzzle = make_puzzle(theme, seed)
        solved.append(solve(puzzle, player_factory(puzzle.state.to_act, seed)))
    return sum(solved) / len(solved)
