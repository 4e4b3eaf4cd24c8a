"""Continue appears at the title once there is a battle to continue, and nothing moves for it."""

from __future__ import annotations

import pygame
import pytest

from client.folders import Folders
from client.screens.battle_screen import BattleScreen
from client.screens.new_battle import NewBattleScreen
from client.screens.title import TitleScreen
from client.settings import Settings
from client.text.catalogue import text
from client.tuning import load_tuning
from client.widgets.controls import Button
from tests.client.app.form_check import check_form
from tests.client.app.hand import Hand, OpenApp
from tests.client.app.keeping import begin, play_some
from tests.client.app.sizes import CASES

LOOK = load_tuning().autosave.look_seconds


def places(hand: Hand) -> dict[str, pygame.Rect]:
    return {
        control.face.label: control.rect
        for control in hand.controls
        if isinstance(control, Button) and control.face.label != text("title.continue")
    }


def another_window_leaves_a_battle(folders: Folders) -> None:
    session, kept = begin(folders)
    play_some(session, 3)
    kept.close(30)


@pytest.mark.parametrize(("size", "scale"), CASES)
def test_a_battle_that_another_window_left_is_offered_and_no_button_moves(
    open_app: OpenApp, folders: Folders, size: tuple[int, int], scale: int
) -> None:
    hand = open_app(size, Settings(scale=scale))
    assert text("title.continue") not in hand.labels()
    before = places(hand)
    another_window_leaves_a_battle(folders)
    hand.app.frame(LOOK)
    assert hand.button(text("title.continue")).enabled
    assert places(hand) == before
    assert isinstance(hand.screen, TitleScreen)
    check_form(hand.screen, size)
    hand.press(text("title.continue"))
    hand.until(lambda: isinstance(hand.screen, BattleScreen))
    assert hand.screen.session.records == 3


def test_one_that_is_being_played_is_shown_and_offered_once_it_is_left(
    open_app: OpenApp, folders: Folders
) -> None:
    hand = open_app()
    before = places(hand)
    session, kept = begin(folders)
    hand.app.frame(LOOK)
    assert not hand.button(text("title.continue")).enabled
    assert hand.button(text("title.continue")).subtitle == text("title.in-use")
    play_some(session, 3)
    kept.close(30)
    hand.app.frame(LOOK)
    assert hand.button(text("title.continue")).enabled
    assert places(hand) == before


def test_the_keyboard_stays_where_it_is_when_continue_appears_and_goes(
    open_app: OpenApp, folders: Folders
) -> None:
    hand = open_app()
    focused = hand.form.focused
    assert focused.face.label == text("title.new-battle")
    another_window_leaves_a_battle(folders)
    hand.app.frame(LOOK)
    assert hand.form.focused is focused
    hand.key(pygame.K_UP)
    assert hand.form.focused is hand.button(text("title.continue")), "it stands above"
    hand.key(pygame.K_DOWN)
    assert hand.form.focused is focused
    for path in folders.autosaves.glob("*.jsonl"):
        path.unlink()
    hand.screen.lay_out()
    assert text("title.continue") not in hand.labels()
    assert hand.form.focused.face.label == text("title.new-battle")
    hand.key(pygame.K_RETURN)
    hand.frame(2)
    assert isinstance(hand.screen, NewBattleScreen)


def test_a_click_that_began_before_continue_appeared_is_no_other_ones(
    open_app: OpenApp, folders: Folders
) -> None:
    hand = open_app()
    pixel = hand.button(text("title.new-battle")).rect.center
    press = {"pos": pixel, "button": pygame.BUTTON_LEFT, "touch": False}
    motion = {"pos": pixel, "rel": (0, 0), "buttons": (0, 0, 0), "touch": False}
    pygame.event.post(pygame.event.Event(pygame.MOUSEMOTION, motion))
    hand.frame()
    pygame.event.post(pygame.event.Event(pygame.MOUSEBUTTONDOWN, press))
    hand.frame()
    another_window_leaves_a_battle(folders)
    hand.app.frame(LOOK)
    pygame.event.post(pygame.event.Event(pygame.MOUSEBUTTONUP, press))
    hand.frame(2)
    assert isinstance(hand.screen, NewBattleScreen)
