"""Puzzles in the window, by mouse and keys alone: a run of ten, the puzzle of the day, scores."""

from __future__ import annotations

import pygame
import pytest

from client.folders import Folders
from client.puzzles import answer_view
from client.puzzles.puzzle_menu import PuzzleMenuScreen
from client.puzzles.puzzle_screen import PuzzleScreen
from client.puzzles.score_file import read_scores
from client.screens.title import TitleScreen
from client.settings import Pace, Settings
from client.text.catalogue import text
from engine.battle import rules
from engine.battle.actions import Action, Advance, Charge, Mode, Move, Shoot
from engine.hexgrid import Offset
from engine.players.puzzles import (
    THEMES,
    Puzzle,
    Verdict,
    make_puzzle,
    weigh_options,
)
from tests.client.app.hand import Hand, OpenApp

SETTINGS = Settings(scale=100, pace=Pace.INSTANT)


def puzzle_screen(hand: Hand) -> PuzzleScreen:
    hand.until(lambda: isinstance(hand.screen, PuzzleScreen))
    hand.frame(3)
    screen: PuzzleScreen = hand.screen
    return screen


def click_hex(hand: Hand, at: Offset) -> None:
    screen = puzzle_screen(hand)
    x, y = screen.control.camera.centre(at)
    assert screen.is_clear((round(x), round(y)))
    hand.click((round(x), round(y)))


def give(hand: Hand, action: Action) -> None:
    """Bring an answer about as a person does."""
    screen = puzzle_screen(hand)
    hand.key(pygame.K_0)  # the whole board
    state = screen.asked.state
    match action:
        case Move(to):
            click_hex(hand, to)
        case Charge(target):
            click_hex(hand, state.offset(state.units[target]))
        case Shoot(weapon, target, mode):
            codes = [code for code, _ in screen.presenter.decision.attacks]
            hand.key(pygame.K_1 + codes.index(weapon))
            if screen.presenter.chosen.mode is not mode:
                hand.key(pygame.K_v)
            click_hex(hand, state.offset(state.units[target]))
        case _:
            hand.key(pygame.K_SPACE)
    hand.frame(3)


def answer_with(puzzle: Puzzle, verdict: Verdict) -> Action:
    easy = [
        one
        for one in rules.legal_actions(puzzle.state)
        if puzzle.judge(one) is verdict
        and not isinstance(one, Advance)
        and getattr(one, "mode", Mode.VOLLEY) is Mode.VOLLEY
    ]
    return easy[0]


def open_menu(open_app: OpenApp, size: tuple[int, int] = (1280, 800)) -> Hand:
    hand = open_app(size, SETTINGS)
    hand.press(text("title.puzzles"))
    assert isinstance(hand.screen, PuzzleMenuScreen)
    return hand


def test_ten_puzzles_are_played_and_the_score_is_kept(open_app: OpenApp, folders: Folders) -> None:
    hand = open_menu(open_app)
    hand.press(text("puzzles.run"))
    seen = []
    for number in range(10):
        screen = puzzle_screen(hand)
        puzzle = screen.asked.puzzle
        seen.append(puzzle.theme)
        again = make_puzzle(puzzle.theme, puzzle.seed)
        assert again.state.to_bytes() == puzzle.state.to_bytes()
        wanted = Verdict.WRONG if number in (2, 5) else Verdict.RIGHT
        give(hand, answer_with(puzzle, wanted))
        outcome = screen.asked.outcome
        assert outcome is not None
        assert outcome.solved == (wanted is Verdict.RIGHT)
        assert outcome.options == weigh_options(again, again.state)
        assert screen._drawing.prompt().words == text(
            "puzzle.right" if outcome.solved else "puzzle.wrong"
        )
        if number % 2:
            hand.key(pygame.K_RETURN)
        else:
            hand.click(screen.action_rect("confirm").center)
        hand.frame(2)
    assert isinstance(hand.screen, PuzzleMenuScreen)
    assert set(seen) == set(THEMES)
    scores = read_scores(folders.puzzle_scores)
    assert scores.best == 8
    assert {theme: scores.of(theme).answered for theme in THEMES} == {
        theme: seen.count(theme) for theme in THEMES
    }
    assert sum(scores.of(theme).solved for theme in THEMES) == 8
    shown = [label.words for label in hand.form.describe().labels]
    assert text("puzzles.last", solved=8, count=10, best=8) in shown


@pytest.mark.parametrize("theme", THEMES)
def test_the_figures_on_the_board_are_the_engines(open_app: OpenApp, theme: str) -> None:
    hand = open_menu(open_app)
    hand.press(text(f"puzzle.theme.{theme}"))
    screen = puzzle_screen(hand)
    puzzle = screen.asked.puzzle
    assert puzzle.theme == theme
    give(hand, answer_with(puzzle, Verdict.RIGHT))
    again = make_puzzle(theme, puzzle.seed)
    state = again.state
    assert state.active is not None
    own = state.offset(state.units[state.active])
    picture = screen.picture()
    shown = {hot.at: hot.label for hot in picture.threat}
    shown |= {
        state.offset(state.units[unit.unit]): unit.label.figure
        for unit in picture.units
        if unit.label is not None
    }
    expected = {}
    for option in weigh_options(again, state):
        figure = answer_view.board_figure(theme, option)
        at = own
        if isinstance(option.action, Move):
            at = option.action.to
        elif isinstance(option.action, Shoot | Charge):
            at = state.offset(state.units[option.action.target])
        if figure and not isinstance(option.action, Advance):
            expected.setdefault(at, set()).add(figure)
    assert shown.keys() == expected.keys()
    assert all(shown[at] in figures for at, figures in expected.items())


def test_the_puzzle_of_the_day_counts_once(open_app: OpenApp, folders: Folders) -> None:
    hand = open_menu(open_app)
    for _ in range(2):
        hand.press(text("puzzles.day"))
        screen = puzzle_screen(hand)
        give(hand, answer_with(screen.asked.puzzle, Verdict.RIGHT))
        hand.key(pygame.K_RETURN)
        hand.frame(2)
        assert isinstance(hand.screen, PuzzleMenuScreen)
    scores = read_scores(folders.puzzle_scores)
    assert list(scores.days.values()) == [True]
    assert sum(scores.of(theme).answered for theme in THEMES) == 1


def test_a_run_is_left_by_the_menu_and_nothing_is_saved(
    open_app: OpenApp, folders: Folders
) -> None:
    hand = open_menu(open_app)
    hand.press(text("puzzles.run"))
    puzzle_screen(hand)
    hand.key(pygame.K_F5)
    assert list(folders.saves.iterdir()) == []
    hand.key(pygame.K_ESCAPE)
    hand.frame(2)
    assert text("battle.menu.save") not in hand.labels()
    hand.press(text("puzzle.leave"))
    hand.frame(2)
    assert isinstance(hand.screen, PuzzleMenuScreen)
    hand.back()
    assert isinstance(hand.screen, TitleScreen)
    assert list(folders.autosaves.glob("*.jsonl")) == []


def test_a_run_that_was_left_goes_on_where_it_was(open_app: OpenApp, folders: Folders) -> None:
    hand = open_menu(open_app)
    assert text("puzzles.resume") not in hand.labels()
    hand.press(text("puzzles.run"))
    run = puzzle_screen(hand).run
    give(hand, answer_with(puzzle_screen(hand).asked.puzzle, Verdict.RIGHT))
    hand.key(pygame.K_RETURN)
    assert puzzle_screen(hand).run is run
    hand.key(pygame.K_ESCAPE)
    hand.frame(2)
    assert hand.app.stack.top.dialog.title == text("puzzles.title")  # type: ignore[union-attr]
    hand.press(text("puzzle.leave"))
    hand.frame(2)
    assert isinstance(hand.screen, PuzzleMenuScreen)
    again = open_menu(open_app)  # another window, as after a start of the game
    again.press(text("puzzles.resume"))
    resumed = puzzle_screen(again)
    assert resumed.run.questions == run.questions
    assert resumed.run.answers == (True,)
    assert resumed.asked.puzzle.theme == run.questions[1].theme
    kept = read_scores(folders.puzzle_scores).unfinished
    assert kept is not None
    assert kept.answers == (True,)


def test_a_run_that_is_over_does_not_go_on(open_app: OpenApp, folders: Folders) -> None:
    hand = open_menu(open_app)
    hand.press(text("puzzles.run"))
    run = puzzle_screen(hand).run
    for _ in run.questions:
        give(hand, answer_with(puzzle_screen(hand).asked.puzzle, Verdict.RIGHT))
        hand.key(pygame.K_RETURN)
        hand.frame(3)
    hand.until(lambda: isinstance(hand.screen, PuzzleMenuScreen))
    assert read_scores(folders.puzzle_scores).unfinished is None
    assert text("puzzles.resume") not in hand.labels()


def test_what_is_in_the_way_of_the_scores_is_moved_aside_and_told(
    open_app: OpenApp, folders: Folders
) -> None:
    hand = open_menu(open_app)
    folders.puzzle_scores.mkdir()
    aside = folders.root / "puzzles.json.broken-1"
    hand.press(text("puzzles.day"))
    give(hand, answer_with(puzzle_screen(hand).asked.puzzle, Verdict.RIGHT))
    hand.frame(2)
    # What is in the way of the file is moved aside, and the person is told where it is now.
    assert aside.is_dir()
    assert hand.app.message is not None
    scores = read_scores(folders.puzzle_scores)
    assert sum(scores.of(theme).solved for theme in THEMES) == 1


def test_without_a_worker_puzzles_are_prepared_all_the_same(
    open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand = open_menu(open_app)
    monkeypatch.setattr(hand.app.worker, "_executor", None)
    hand.press(text("puzzles.run"))
    assert puzzle_screen(hand).asked.awaits_person


def test_a_puzzle_asks_its_own_question_instead_of_the_goal(open_app: OpenApp) -> None:
    hand = open_menu(open_app)
    hand.press(text("puzzles.run"))
    assert not puzzle_screen(hand).goal.is_shown
