"""A hand at a battle: plays a little, opens the menu, and answers, by mouse or by keys."""

from __future__ import annotations

import pygame
import pytest

from client.screens.battle_screen import BattleScreen
from client.settings import Pace, Settings
from client.text.catalogue import text
from engine.battle import load_scenario
from tests.client.app.hand import Hand, OpenApp

QUICK = Settings(scale=100, pace=Pace.INSTANT)
PLAYERS = ("person", "bot:greedy")
both = pytest.mark.parametrize("device", ["mouse", "keyboard"])


def at_battle(open_app: OpenApp, players: tuple[str, str] = PLAYERS, seed: int = 7) -> Hand:
    hand = open_app(settings=QUICK)
    hand.app.battles.start(load_scenario("first_landing"), seed, players)
    settle(hand)
    return hand


def settle(hand: Hand) -> None:
    hand.until(lambda: isinstance(hand.screen, BattleScreen) and hand.screen.still)


def act(hand: Hand, count: int = 3) -> None:
    """Play a few actions of whoever is a person here."""
    for _ in range(count):
        settle(hand)
        session = hand.screen.session
        assert session.submit(session.records, session.game.legal_actions()[0])
    settle(hand)


def choose(hand: Hand, entry: str, *, by_keys: bool) -> None:
    """Open the menu, and press one of its entries."""
    hand.key(pygame.K_F10)
    hand.frame(2)
    answer(hand, entry, by_keys=by_keys)


def answer(hand: Hand, entry: str, *, by_keys: bool) -> None:
    """Press a button of what is in front."""
    if by_keys:
        while hand.form.focused is not hand.button(text(entry)):
            hand.key(pygame.K_TAB)
        hand.key(pygame.K_RETURN)
    else:
        hand.press(text(entry))
    hand.frame(2)
