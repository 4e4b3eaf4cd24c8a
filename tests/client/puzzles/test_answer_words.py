"""What is said after an answer: what counts as right, and in what it is counted."""

from __future__ import annotations

import pytest

from client.puzzles.answer_view import why_words
from client.puzzles.puzzle_session import PuzzleOutcome
from client.text.format import amount, percent
from client.text.names import BattleNames
from engine.battle.actions import Wait
from engine.players.puzzles import (
    DECIDING,
    SEEDS_PLAYED_FROM,
    THEMES,
    Figure,
    Verdict,
    make_puzzle,
    right_margin,
    weigh_options,
)

pytestmark = pytest.mark.usefixtures("each_language")


@pytest.mark.parametrize("number", range(6))
@pytest.mark.parametrize("theme", THEMES)
def test_what_is_said_to_count_as_right_decides_every_answer(theme: str, number: int) -> None:
    puzzle = make_puzzle(theme, SEEDS_PLAYED_FROM + number)
    options = weigh_options(puzzle, puzzle.state)
    margin, decides = right_margin(puzzle), DECIDING[theme]
    names = BattleNames(puzzle.state.setup)
    said = " ".join(why_words(puzzle, PuzzleOutcome(False, None, puzzle.state, options), names))
    if margin is None:
        assert theme not in {"keeps_cover", "holds_still", "falls_back"}
        return
    if decides is Figure.RISK:
        assert percent(margin) in said
        right = {one.action for one in options if one.figures[decides] <= margin}
    else:
        assert amount(margin) in said
        stay = next(one.figures[decides] for one in options if isinstance(one.action, Wait))
        right = {one.action for one in options if stay - one.figures[decides] < margin}
    assert right == {one.action for one in options if one.verdict is Verdict.RIGHT}


@pytest.mark.parametrize("theme", THEMES)
def test_worth_is_counted_in_points(theme: str) -> None:
    puzzle = make_puzzle(theme, SEEDS_PLAYED_FROM)
    options = weigh_options(puzzle, puzzle.state)
    names = BattleNames(puzzle.state.setup)
    said = " ".join(why_words(puzzle, PuzzleOutcome(False, None, puzzle.state, options), names))
    weighs = any(Figure.WORTH in one.figures for one in options)
    assert (" pts" in said.lower()) is weighs
