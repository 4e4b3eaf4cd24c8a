"""The odds of all options of a puzzle agree with which of its answers are right."""

from __future__ import annotations

import functools

import pytest

from engine.battle import rules
from engine.battle.actions import Charge, Mode, Move, Shoot, Wait
from engine.battle.forecast import charge_chance, forecast_attack, mean_left
from engine.players.puzzles import (
    DECIDING,
    SEEDS_PLAYED_FROM,
    THEMES,
    Figure,
    OptionOdds,
    Puzzle,
    Verdict,
    as_option,
    make_puzzle,
    weigh_options,
)

SEEDS = range(SEEDS_PLAYED_FROM, SEEDS_PLAYED_FROM + 8)

each_theme = pytest.mark.parametrize("theme", THEMES)


@functools.cache
def weighed(theme: str) -> tuple[tuple[Puzzle, tuple[OptionOdds, ...]], ...]:
    puzzles = [make_puzzle(theme, seed) for seed in SEEDS]
    return tuple((puzzle, weigh_options(puzzle, puzzle.state)) for puzzle in puzzles)


def merit(option: OptionOdds, theme: str) -> float:
    decides = DECIDING[theme]
    figure = option.figures.get(decides, 0.0)
    return -figure if decides is Figure.RISK else figure


@each_theme
def test_every_option_is_weighed_once(theme: str) -> None:
    for puzzle, options in weighed(theme):
        expected = {as_option(action) for action in rules.legal_actions(puzzle.state)}
        assert {option.action for option in options} == expected
        assert len(options) == len(expected)


@each_theme
def test_the_deciding_figure_of_a_right_answer_is_better_than_that_of_any_wrong_one(
    theme: str,
) -> None:
    for _, options in weighed(theme):
        right = [merit(one, theme) for one in options if one.verdict is Verdict.RIGHT]
        wrong = [merit(one, theme) for one in options if one.verdict is Verdict.WRONG]
        assert min(right) > max(wrong)


@each_theme
def test_the_best_options_come_first(theme: str) -> None:
    for _, options in weighed(theme):
        merits = [merit(one, theme) for one in options]
        assert merits == sorted(merits, reverse=True)


@each_theme
def test_the_verdict_is_the_puzzles(theme: str) -> None:
    for puzzle, options in weighed(theme):
        for option in options:
            assert (option.verdict is Verdict.RIGHT) == (option.action in puzzle.right)
            assert (option.verdict is Verdict.NEUTRAL) == (option.action in puzzle.neutral)


@pytest.mark.parametrize("theme", ["sure_kill", "hurts_what_it_can"])
def test_the_odds_of_a_shot_are_those_of_the_exact_forecast(theme: str) -> None:
    for puzzle, options in weighed(theme):
        state = puzzle.state
        assert state.active is not None
        unit = state.units[state.active]
        for option in options:
            if not isinstance(option.action, Shoot):
                assert option.figures == {}
                continue
            target = state.units[option.action.target]
            weapon = unit.profile.weapon(option.action.weapon)
            assert weapon is not None
            left = forecast_attack(state, unit, weapon, target).left
            assert option.figures[Figure.DESTROYED] == left[0]
            assert option.figures[Figure.DAMAGE] == target.hp - mean_left(left)


def test_the_odds_of_a_charge_are_those_of_the_exact_forecast() -> None:
    for puzzle, options in weighed("charges_to_kill"):
        state = puzzle.state
        assert state.active is not None
        for option in options:
            if isinstance(option.action, Charge):
                target = state.units[option.action.target]
                chance = charge_chance(state, state.units[state.active], target)
                assert option.figures[Figure.REACHED] == chance
            else:
                assert option.figures == {Figure.WORTH: 0.0}


def test_a_place_is_worth_its_shot_less_the_fire_at_it() -> None:
    for theme in ("keeps_cover", "holds_still"):
        for _, options in weighed(theme):
            for option in options:
                shot, fire = option.figures[Figure.SHOT], option.figures[Figure.FIRE]
                assert option.figures[Figure.WORTH] == pytest.approx(shot - fire)


def test_staying_in_melee_is_a_greater_risk_than_any_right_retreat() -> None:
    for _, options in weighed("falls_back"):
        risks = {option.action: option.figures[Figure.RISK] for option in options}
        assert all(0 <= risk <= 1 for risk in risks.values())
        assert risks[Wait()] > 0.5
        assert any(isinstance(action, Move) and risk <= 0.2 for action, risk in risks.items())


def test_a_single_attack_is_the_option_of_its_volley() -> None:
    assert as_option(Shoot("rifle", 3, Mode.SINGLE)) == Shoot("rifle", 3, Mode.VOLLEY)
    assert as_option(Wait()) == Wait()
