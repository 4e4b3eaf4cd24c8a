"""Battles that keep themselves in files, in a window and without one."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pygame

from client.battle.model.autosave import open_autosave
from client.battle.model.session import Session
from client.folders import Folders
from client.screens.battle_screen import BattleScreen
from client.screens.title import TitleScreen
from client.text.catalogue import text
from engine.battle import load_scenario
from engine.players.greedy import GreedyBot
from engine.record_file import RecordFile
from tests.client.app.hand import Hand, OpenApp
from tests.client.app.killed import Nobody

PEOPLE = ("person", "person")


def play_some(session: Session, most: int) -> None:
    for _ in range(most):
        if session.game.result is not None:
            return
        action = GreedyBot().choose(session.state, session.game.legal_actions())
        session.submit(session.records, action)


def begin(folders: Folders) -> tuple[Session, RecordFile]:
    """Start a battle of two people that is kept."""
    kept = open_autosave(folders, "first_landing")
    scenario = load_scenario("first_landing")
    return Session.start(scenario, 3, PEOPLE, Nobody(), kept), kept


def lines_in(kept: RecordFile) -> list[str]:
    assert kept.path is not None
    return kept.path.read_text().splitlines()


def start_battle(open_app: OpenApp) -> Hand:
    hand = open_app()
    hand.press(text("title.new-battle"))
    hand.key(pygame.K_RETURN)
    hand.until(lambda: isinstance(hand.screen, BattleScreen))
    return hand


def leave(hand: Hand) -> None:
    from client.screen import BackTo

    hand.app.go(BackTo())
    hand.frame()
    assert isinstance(hand.screen, TitleScreen)


def wait_until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.01)


def keep(folders: Folders, actions: int = 4) -> Path:
    """Play some actions of a battle, leave it, and return its file."""
    session, kept = begin(folders)
    play_some(session, actions)
    kept.close(30)
    assert kept.path is not None
    return kept.path
