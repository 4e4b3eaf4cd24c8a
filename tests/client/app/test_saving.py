"""Saving by key or button: it is said for long enough to be read, and no save is made twice."""

from __future__ import annotations

import pygame
import pytest

from client.folders import Folders
from client.screens.battle_screen import BattleScreen
from client.settings import Pace, Settings
from client.text.catalogue import text
from engine.battle import load_scenario
from engine.players.scripted_bots import PERSON
from tests.client.app.hand import FRAME, Hand, OpenApp


def begin(open_app: OpenApp) -> Hand:
    hand = open_app(settings=Settings(pace=Pace.INSTANT))
    hand.app.battles.start(load_scenario("first_landing"), 7, (PERSON, PERSON))
    hand.until(lambda: isinstance(hand.screen, BattleScreen) and hand.screen.still)
    return hand


def act(hand: Hand) -> None:
    session = hand.screen.session
    assert session.submit(session.records, session.game.legal_actions()[0])
    hand.until(lambda: bool(hand.screen.still))


def save(hand: Hand, way: str) -> None:
    if way == "key":
        hand.key(pygame.K_F5)
    else:
        hand.click(next(area.rect.center for area in hand.screen.areas if area.name == "save"))


def prompt(hand: Hand) -> str:
    words: str = hand.screen._drawing.prompt().words
    return words


@pytest.mark.parametrize("way", ["key", "button"])
def test_a_save_is_told_for_some_seconds_and_made_anew_only_when_something_has_changed(
    open_app: OpenApp, folders: Folders, way: str
) -> None:
    hand = begin(open_app)
    save(hand, way)
    (path,) = folders.saves.iterdir()
    said = text("battle.notice.saved", file=path.stem)
    hand.frame(round(4 / FRAME))
    assert prompt(hand) == said, "after four seconds"
    save(hand, way)
    assert list(folders.saves.iterdir()) == [path]
    assert prompt(hand) == text("battle.notice.unchanged", file=path.stem)
    hand.frame(round(6 / FRAME))
    assert path.stem not in prompt(hand)
    act(hand)
    save(hand, way)
    (other,) = set(folders.saves.iterdir()) - {path}
    assert len(other.read_bytes()) > len(path.read_bytes())
    path.unlink()
    other.unlink()
    save(hand, way)
    assert len(list(folders.saves.iterdir())) == 1, "what is gone is saved again"


def test_an_action_ends_what_is_told_of_a_save(open_app: OpenApp) -> None:
    hand = begin(open_app)
    asked = prompt(hand)
    save(hand, "key")
    assert prompt(hand) != asked
    hand.key(pygame.K_TAB)
    hand.frame(2)
    assert prompt(hand) == text("battle.ask.move")
