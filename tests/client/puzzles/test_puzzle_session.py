"""A puzzle is answered by an action; only what decides nothing is carried out."""

from __future__ import annotations

import pytest

from client.puzzles.puzzle_session import PuzzleSession
from engine.battle import rules
from engine.battle.actions import Action, EndPhase, Mode, Shoot
from engine.errors import IllegalAction
from engine.players.puzzles import (
    SEEDS_PLAYED_FROM,
    THEMES,
    Puzzle,
    Verdict,
    make_puzzle,
    weigh_options,
)

each_theme = pytest.mark.parametrize("theme", THEMES)


def ask(theme: str, seed: int = SEEDS_PLAYED_FROM) -> PuzzleSession:
    puzzle = make_puzzle(theme, seed)
    return PuzzleSession(puzzle, weigh_options(puzzle, puzzle.state))


def answers(puzzle: Puzzle, verdict: Verdict) -> list[Action]:
    return [one for one in rules.legal_actions(puzzle.state) if puzzle.judge(one) is verdict]


@each_theme
@pytest.mark.parametrize("verdict", [Verdict.RIGHT, Verdict.WRONG])
def test_an_answer_ends_the_puzzle_and_the_board_stays_as_it_is(
    theme: str, verdict: Verdict
) -> None:
    session = ask(theme)
    assert session.awaits_person
    action = answers(session.puzzle, verdict)[0]
    assert session.submit(session.records, action)
    assert session.outcome is not None
    assert session.outcome.solved == (verdict is Verdict.RIGHT)
    assert session.state is session.puzzle.state
    assert session.outcome.given is not None
    assert session.outcome.given.verdict is verdict
    assert not session.awaits_person
    assert not session.awaits_computer
    assert not session.submit(session.records, action)


@each_theme
def test_an_illegal_action_is_no_answer(theme: str) -> None:
    session = ask(theme)
    with pytest.raises(IllegalAction):
        session.submit(session.records, EndPhase())
    assert session.outcome is None


def with_second_weapon() -> tuple[PuzzleSession, list[Action]]:
    for seed in range(SEEDS_PLAYED_FROM, SEEDS_PLAYED_FROM + 50):
        session = ask("hurts_what_it_can", seed)
        shots = [one for one in answers(session.puzzle, Verdict.NEUTRAL) if isinstance(one, Shoot)]
        if shots:
            return session, [one for one in shots if one.mode is Mode.VOLLEY]
    raise AssertionError


def test_a_shot_of_another_weapon_is_carried_out_and_the_question_stays() -> None:
    session, shots = with_second_weapon()
    assert session.submit(session.records, shots[0])
    assert session.records == 1
    assert session.state is not session.puzzle.state
    assert session.outcome is None
    assert not session.can_undo
    right = next(
        one
        for one in rules.legal_actions(session.state)
        if session.puzzle.judge(one) is Verdict.RIGHT
    )
    assert session.submit(session.records, right)
    assert session.outcome is not None
    assert session.outcome.options == weigh_options(session.puzzle, session.state)
