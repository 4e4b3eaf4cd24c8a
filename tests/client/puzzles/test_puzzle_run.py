"""Which puzzles a run asks, and what it counts."""

from __future__ import annotations

import datetime as dt

import pytest

from client.puzzles.puzzle_run import (
    DAILY_SEEDS_FROM,
    PuzzleRun,
    Question,
    daily_question,
    draw_questions,
)
from client.tuning import load_tuning
from engine.players.puzzles import MEASURED, SEEDS_MEASURED_FROM, SEEDS_PLAYED_FROM, THEMES

DAY = dt.date(2026, 11, 30)


def test_a_run_has_ten_puzzles_and_all_themes() -> None:
    questions = draw_questions(1)
    assert len(questions) == load_tuning().puzzles.run == 10
    counts = [sum(one.theme == theme for one in questions) for theme in THEMES]
    assert set(counts) == {1, 2}


def test_the_same_seed_draws_the_same_run_and_another_one_another() -> None:
    assert draw_questions(1) == draw_questions(1)
    assert draw_questions(1) != draw_questions(2)


def test_a_run_of_one_theme_asks_ten_different_puzzles_of_it() -> None:
    questions = draw_questions(3, ["falls_back"])
    assert {one.theme for one in questions} == {"falls_back"}
    assert len(set(questions)) == 10


def test_nobody_was_trained_or_measured_on_what_people_are_asked() -> None:
    seeds = {one.seed for number in range(50) for one in draw_questions(number)}
    assert min(seeds) >= SEEDS_PLAYED_FROM > SEEDS_MEASURED_FROM + MEASURED
    assert max(seeds) < DAILY_SEEDS_FROM < daily_question(DAY).seed


def test_the_puzzle_of_a_day_is_the_same_all_day_and_the_themes_take_turns() -> None:
    days = [DAY + dt.timedelta(days=number) for number in range(len(THEMES))]
    assert daily_question(DAY) == daily_question(dt.date(2026, 11, 30))
    assert {daily_question(day).theme for day in days} == set(THEMES)
    assert len({daily_question(day).seed for day in days}) == len(THEMES)


def test_a_run_counts_its_answers_until_it_is_over() -> None:
    run = PuzzleRun([Question("sure_kill", 1), Question("falls_back", 2)])
    assert run.question == Question("sure_kill", 1)
    run.answer(solved=True)
    assert run.question == Question("falls_back", 2)
    assert (run.answers, run.solved, run.is_over) == ((True,), 1, False)
    run.answer(solved=False)
    assert (run.answers, run.solved, run.is_over) == ((True, False), 1, True)
    assert run.question is None
    with pytest.raises(AssertionError):
        run.answer(solved=True)


def test_the_run_of_a_day_is_its_one_puzzle() -> None:
    run = PuzzleRun.of_day(DAY)
    assert run.questions == (daily_question(DAY),)
    assert run.day == DAY
