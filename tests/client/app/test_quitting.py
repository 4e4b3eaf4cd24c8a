"""Who quits while a battle is not wholly in its file is asked first."""

from __future__ import annotations

from collections.abc import Iterator

import pygame
import pytest

from client.battle.model.autosave import newest_first
from client.folders import Folders
from client.screens.title import TitleScreen
from client.text.catalogue import plural, text
from engine.battle import Game, load_scenario
from tests.client.app.hand import Hand, OpenApp
from tests.client.app.keeping import PEOPLE, leave, play_some, start_battle
from tests.full_disk import fill_up_after


@pytest.fixture
def full() -> Iterator[pytest.MonkeyPatch]:
    """Yield a patch that is undone before the window is closed."""
    with pytest.MonkeyPatch.context() as full:
        yield full


def begun_on_a_full_disk(open_app: OpenApp, full: pytest.MonkeyPatch) -> Hand:
    hand = start_battle(open_app)
    fill_up_after(0, full)
    play_some(hand.screen.session, 3)
    hand.frame(2)
    close_boxes(hand)
    return hand


def close_boxes(hand: Hand) -> None:
    while hand.app.message is not None:
        hand.back()
        hand.frame()


def close_window(hand: Hand) -> None:
    pygame.event.post(pygame.event.Event(pygame.QUIT))
    hand.frame(2)


def asks(hand: Hand, count: int = 1) -> bool:
    return hand.app.message is not None and hand.app.message.title == plural("app.quit.ask", count)


def test_who_quits_at_the_title_is_asked_and_told_the_reason(
    open_app: OpenApp, full: pytest.MonkeyPatch
) -> None:
    hand = begun_on_a_full_disk(open_app, full)
    leave(hand)
    close_boxes(hand)
    assert isinstance(hand.screen, TitleScreen)
    hand.press(text("title.quit"))
    hand.frame()
    assert asks(hand)
    assert hand.app.message is not None
    assert any("No space left on device" in line for line in hand.app.message.lines)
    hand.key(pygame.K_RETURN)
    assert hand.app.running, "to stay is the default"
    assert hand.app.message is None
    hand.press(text("title.quit"))
    hand.frame()
    hand.press(text("app.quit"))
    assert not hand.app.running


def test_who_closes_the_window_in_a_battle_is_asked_too(
    open_app: OpenApp, full: pytest.MonkeyPatch
) -> None:
    hand = begun_on_a_full_disk(open_app, full)
    close_window(hand)
    assert asks(hand)
    hand.key(pygame.K_ESCAPE)
    assert hand.app.running
    assert hand.app.message is None


def test_the_question_comes_before_messages_that_wait_and_only_once(
    open_app: OpenApp, full: pytest.MonkeyPatch
) -> None:
    hand = begun_on_a_full_disk(open_app, full)
    hand.app.tell("a message", ["that waits"])
    hand.frame()
    for _ in range(3):
        close_window(hand)
        assert asks(hand)
    hand.key(pygame.K_ESCAPE)
    assert hand.app.message is not None
    assert hand.app.message.title == "a message"
    hand.key(pygame.K_ESCAPE)
    assert hand.app.message is None
    assert hand.app.running


def test_all_battles_that_would_be_lost_are_counted(
    open_app: OpenApp, full: pytest.MonkeyPatch
) -> None:
    hand = begun_on_a_full_disk(open_app, full)
    hand.app.battles.start(load_scenario("first_landing"), 1, PEOPLE)
    hand.until(lambda: hand.app.battles.session is not None)
    close_boxes(hand)
    close_window(hand)
    assert asks(hand, 2)


def test_nothing_is_asked_once_there_is_room(
    open_app: OpenApp, folders: Folders, full: pytest.MonkeyPatch
) -> None:
    hand = begun_on_a_full_disk(open_app, full)
    session = hand.screen.session
    full.undo()
    close_window(hand)
    assert not hand.app.running
    assert hand.app.message is None
    (path,) = newest_first(folders.autosaves)
    assert Game.load(path).checksum() == session.game.checksum()


def test_nothing_is_asked_of_a_battle_that_is_saved(open_app: OpenApp) -> None:
    hand = start_battle(open_app)
    play_some(hand.screen.session, 3)
    close_window(hand)
    assert not hand.app.running
