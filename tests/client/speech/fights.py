"""Battles in a whole window, played on until something is to be seen."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from client.battle.view.advice_view import hint_pictures
from client.battle.view.costly_action import Lesson
from client.screens.battle_screen import BattleScreen
from engine.analysis.advice import AdvisedOption
from engine.battle import load_scenario, rules
from engine.battle.actions import Move
from tests.client.app.hand import Hand
from tests.client.pilot import greedy


def fight(hand: Hand, players: tuple[str, str]) -> BattleScreen:
    """Begin a battle, and return its screen once it rests."""
    hand.app.battles.start(load_scenario("crossroads"), 7, players)
    return rested(hand)


def rested(hand: Hand) -> BattleScreen:
    hand.until(lambda: isinstance(hand.screen, BattleScreen) and hand.screen.still)
    hand.frame(2)
    return cast("BattleScreen", hand.screen)


def play_until(hand: Hand, condition: Callable[[BattleScreen], bool]) -> BattleScreen:
    """Play for the people as `greedy` does until the screen is as wanted."""
    screen = rested(hand)
    while not condition(screen):
        session = screen.session
        assert session.submit(session.records, greedy(session))
        rested(hand)
    hand.frame(2)
    return screen


def costly(screen: BattleScreen) -> Lesson:
    """Return what is told about a move that cost much."""
    state = screen.session.state
    moves = [one for one in rules.legal_actions(state) if isinstance(one, Move)]
    options = [AdvisedOption(one, 0.5, 1, None, None) for one in moves[:2]]
    pictures = hint_pictures(state, options, options[1])
    return Lesson(screen.session.records, ("It cost much.",), pictures)
