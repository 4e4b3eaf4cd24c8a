"""Every theme makes variations that are sound, differ, and come again from the same seed."""

from __future__ import annotations

import functools
from collections.abc import Sequence

import pytest

from engine.battle import Side, outcome, rules
from engine.battle.actions import Action, Charge, Move, Shoot, Wait
from engine.battle.phase import Phase
from engine.battle.scenario import check_scenario
from engine.battle.state import BattleState
from engine.dice import SeededDice
from engine.players import Player
from engine.players.puzzles import MEASURED, THEMES, Puzzle, answer, make_puzzle, solve, solve_rate
from engine.players.random_bot import RandomBot
from engine.validation import Findings

CLEARLY_BELOW = 0.7
"""Of a theme that four in five are to solve, random solves less than this."""

each_theme = pytest.mark.parametrize("theme", THEMES)


@functools.cache
def variations(theme: str) -> tuple[Puzzle, ...]:
    return tuple(make_puzzle(theme, seed) for seed in range(MEASURED))


class Perfect:
    """A player with the right answer as soon as there is one, and what is beside it before."""

    name = "perfect"

    def __init__(self, puzzle: Puzzle) -> None:
        self._puzzle = puzzle

    def choose(self, state: BattleState, actions: Sequence[Action]) -> Action:  # noqa: ARG002 - a Player
        for good in (self._puzzle.right, self._puzzle.neutral):
            for action in actions:
                if action in good:
                    return action
        raise AssertionError


class Wrong:
    """A player without a right answer."""

    name = "wrong"

    def __init__(self, puzzle: Puzzle) -> None:
        self._puzzle = puzzle

    def choose(self, state: BattleState, actions: Sequence[Action]) -> Action:  # noqa: ARG002 - a Player
        ours = self._puzzle
        return next(a for a in actions if a not in ours.right and a not in ours.neutral)


@each_theme
def test_every_variation_is_a_whole_battle_that_can_be_played_on(theme: str) -> None:
    for puzzle in variations(theme):
        state = puzzle.state
        findings = Findings(theme)
        check_scenario(state.setup.scenario, findings)
        assert not findings.problems
        assert not outcome.take_objectives(state.fork())
        dice, bot = SeededDice(puzzle.seed), RandomBot(puzzle.seed)
        while state.result is None:
            action = bot.choose(state, rules.legal_actions(state))
            state, _ = rules.apply(state, action, dice)


@each_theme
def test_right_and_wrong_answers_are_legal(theme: str) -> None:
    for puzzle in variations(theme):
        legal = rules.legal_actions(puzzle.state)
        assert any(action in puzzle.right for action in legal)
        assert any(action not in puzzle.right | puzzle.neutral for action in legal)
        assert not puzzle.right & puzzle.neutral


@each_theme
def test_variations_differ_and_come_again(theme: str) -> None:
    seen = {puzzle.state.to_bytes() for puzzle in variations(theme)}
    assert len(seen) == MEASURED
    assert len({puzzle.state.setup.scenario.terrain for puzzle in variations(theme)}) > 1
    for puzzle in variations(theme)[:3]:
        again = make_puzzle(theme, puzzle.seed)
        assert again.state.to_bytes() == puzzle.state.to_bytes()
        assert again.state.setup.scenario == puzzle.state.setup.scenario
        assert (again.right, again.neutral, again.why) == (puzzle.right, puzzle.neutral, puzzle.why)


def test_a_seed_whose_draws_fit_ill_still_comes_to_a_puzzle() -> None:
    # It takes more than sixty boards; of the seeds up to 2000 it is the one that takes most.
    assert make_puzzle("last_objective", 840).right


@each_theme
def test_both_seats_answer_on_boards_of_many_sizes(theme: str) -> None:
    seats = [puzzle.state.to_act for puzzle in variations(theme)]
    assert min(seats.count(side) for side in Side) > MEASURED / 5
    columns = {len(puzzle.state.setup.scenario.terrain[0]) for puzzle in variations(theme)}
    assert len(columns) > 5
    assert min(columns) >= 9
    assert max(columns) <= 25


@each_theme
def test_the_perfect_answerer_solves_all_and_the_wrong_one_none(theme: str) -> None:
    for puzzle in variations(theme):
        perfect, wrong = Perfect(puzzle), Wrong(puzzle)
        assert solve(puzzle, perfect)
        assert not solve(puzzle, wrong)


@each_theme
def test_chance_alone_solves_few(theme: str) -> None:
    solved = sum(solve(puzzle, RandomBot(puzzle.seed)) for puzzle in variations(theme))
    assert solved / MEASURED < CLEARLY_BELOW


def test_a_rate_is_the_share_that_fresh_players_solve() -> None:
    asked = []

    def factory(side: Side, seed: int) -> Player:
        asked.append((side, seed))
        return Perfect(variations("holds_still")[seed]) if seed else RandomBot(0)

    assert solve_rate("holds_still", factory, range(2)) == 0.5
    assert asked == [(puzzle.state.to_act, puzzle.seed) for puzzle in variations("holds_still")[:2]]


PHASES = {
    "sure_kill": Phase.SHOOT,
    "keeps_cover": Phase.MOVE,
    "last_objective": Phase.MOVE,
    "hurts_what_it_can": Phase.SHOOT,
    "falls_back": Phase.MOVE,
    "charges_to_kill": Phase.CHARGE,
    "holds_still": Phase.MOVE,
}


@each_theme
def test_a_unit_is_active_in_the_phase_of_the_theme(theme: str) -> None:
    for puzzle in variations(theme):
        assert puzzle.state.active is not None
        assert puzzle.state.phase is PHASES[theme]
        assert puzzle.state.side is puzzle.state.to_act


def acting(puzzle: Puzzle) -> int:
    assert puzzle.state.active is not None
    return puzzle.state.active


def test_who_stays_in_cover_stands_in_it() -> None:
    for theme in ("keeps_cover", "holds_still"):
        for puzzle in variations(theme):
            state = puzzle.state
            assert state.field.cover >> state.units[acting(puzzle)].cell & 1
            assert Wait() in puzzle.right


def test_the_last_step_decides_who_wins() -> None:
    """Waiting with everybody after the right step wins, after a wrong one it loses."""
    for puzzle in variations("last_objective"):
        won = {}
        for action in rules.legal_actions(puzzle.state):
            won[action] = winner_after(puzzle.state, action) is puzzle.state.to_act
        assert {action for action, wins in won.items() if wins} == puzzle.right


def winner_after(state: BattleState, action: Action) -> Side | None:
    dice = SeededDice(0)
    state, _ = rules.apply(state, action, dice)
    while state.result is None:
        actions = rules.legal_actions(state)
        idle = [one for one in actions if one.to_text() in ("END_PHASE", "WAIT")]
        state, _ = rules.apply(state, (idle or actions)[0], dice)
    return state.result.winner


def test_who_falls_back_was_engaged_and_is_not_any_more() -> None:
    for puzzle in variations("falls_back"):
        state = puzzle.state
        assert state.is_engaged(state.units[acting(puzzle)])
        assert all(isinstance(action, Move) for action in puzzle.right)


def test_charges_come_in_pairs_of_one_that_kills_and_one_that_dies() -> None:
    for puzzle in variations("charges_to_kill"):
        charges = any(isinstance(action, Charge) for action in puzzle.right)
        assert charges == (puzzle.seed % 2 == 0)
        assert (Wait() in puzzle.right) == (puzzle.seed % 2 == 1)


def test_a_second_weapon_may_be_fired_before_the_answer() -> None:
    two = [puzzle for puzzle in variations("hurts_what_it_can") if puzzle.neutral]
    assert two

    class StrongFirst(Perfect):
        def choose(self, state: BattleState, actions: Sequence[Action]) -> Action:
            beside = [a for a in actions if a in self._puzzle.neutral and isinstance(a, Shoot)]
            return beside[0] if beside else super().choose(state, actions)

    given = [answer(puzzle, StrongFirst(puzzle)) for puzzle in two]
    assert all(one.solved for one in given)
    assert any(len(one.actions) > 1 for one in given)


def test_who_waits_with_a_weapon_left_has_not_answered_right() -> None:
    class Waiting(Perfect):
        def choose(self, state: BattleState, actions: Sequence[Action]) -> Action:  # noqa: ARG002 - a Player
            return Wait()

    assert not any(solve(puzzle, Waiting(puzzle)) for puzzle in variations("hurts_what_it_can"))


def test_an_unknown_theme_is_named() -> None:
    with pytest.raises(LookupError, match=r"'whistles' does not exist; there are: .*sure_kill"):
        make_puzzle("whistles", 1)
