"""Puzzles without a mouse: every theme is answered by the cursor and keys, and gone through."""

from __future__ import annotations

import pygame
import pytest

from client.puzzles.puzzle_menu import PuzzleMenuScreen
from client.puzzles.puzzle_screen import PuzzleScreen
from client.settings import Pace, Settings
from client.text.catalogue import text
from engine.battle.actions import Action, Charge, Move, Shoot
from engine.players.puzzles import THEMES, Verdict
from tests.client.app.hand import Hand, OpenApp
from tests.client.app.test_puzzle_layout import open_puzzle
from tests.client.app.test_puzzles import answer_with, puzzle_screen
from tests.client.keyboard_pilot import KeyboardPilot


def give_by_keys(hand: Hand, action: Action) -> None:
    """Bring an answer about by keys alone."""
    screen = puzzle_screen(hand)
    pilot = KeyboardPilot(screen, hand.app.stack, hand.app.frame)
    state = screen.asked.state
    match action:
        case Move(to):
            pilot.click_hex(to)
        case Charge(target):
            pilot.click_unit(target)
        case Shoot(weapon, target, mode):
            codes = [code for code, _ in screen.presenter.decision.attacks]
            pilot.press(str(codes.index(weapon) + 1))
            if screen.presenter.chosen.mode is not mode:
                pilot.press("v")
            pilot.click_hex(state.offset(state.units[target]))
        case _:
            pilot.press("space")
    hand.frame(3)


@pytest.mark.parametrize("verdict", [Verdict.RIGHT, Verdict.WRONG])
@pytest.mark.parametrize("theme", THEMES)
def test_every_theme_is_answered_by_keys(open_app: OpenApp, theme: str, verdict: Verdict) -> None:
    hand = open_puzzle(open_app, theme)
    screen = puzzle_screen(hand)
    give_by_keys(hand, answer_with(screen.asked.puzzle, verdict))
    outcome = screen.asked.outcome
    assert outcome is not None
    assert outcome.solved is (verdict is Verdict.RIGHT)


def test_the_puzzle_of_the_day_by_keys_from_the_title_and_back(open_app: OpenApp) -> None:
    hand = open_app(settings=Settings(scale=100, pace=Pace.INSTANT))
    for entry, pressed in (("title.puzzles", pygame.K_DOWN), ("puzzles.day", pygame.K_TAB)):
        while hand.form.focused is not hand.button(text(entry)):
            hand.key(pressed)
        hand.key(pygame.K_RETURN)
        hand.frame(2)
    screen = puzzle_screen(hand)
    assert isinstance(screen, PuzzleScreen)
    give_by_keys(hand, answer_with(screen.asked.puzzle, Verdict.RIGHT))
    hand.key(pygame.K_RETURN)
    hand.frame(3)
    assert isinstance(hand.screen, PuzzleMenuScreen)
    assert (
        text("puzzles.day.solved", theme="", date="")[-6:]
        in hand.button(text("puzzles.day")).subtitle
    )
