"""Settings as they are chosen in the window: theme, scale, size, and what fits the screen."""

from __future__ import annotations

import msgspec
import pygame
import pytest

from client.app import App
from client.folders import Folders
from client.screens.battle_screen import BattleScreen
from client.settings import (
    HandOver,
    Pace,
    read_settings,
)
from client.text.catalogue import text
from client.tuning import load_tuning
from client.window import (
    Window,
    fitting_scale,
    fitting_size,
    guessed_scale,
    offered_scales,
)
from engine.battle import load_scenario
from tests.client.app.hand import OpenApp


def test_a_remembered_window_fits_the_screen_there_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SDL_VIDEODRIVER", "dummy")  # its screen has 1024 x 768 pixels
    window = Window((2560, 1400), fullscreen=False, remembered=True)
    assert window.size == (1024, 768)
    window = Window((800, 600), fullscreen=False, remembered=True)
    assert window.size == (800, 600)
    assert fitting_size((2560, 1400), []) == (2560, 1400)


def test_choices_hold_at_once_and_are_kept(open_app: OpenApp, folders: Folders) -> None:
    hand = open_app()
    hand.press(text("title.settings"))
    hand.pick("high_contrast")
    assert hand.app.style.theme_name == "high_contrast"
    hand.pick("150")
    assert hand.app.style.scale == 1.5
    hand.set_row("settings.pace", "instant")
    hand.page("gameplay")
    hand.pick("opaque")
    kept = read_settings(folders.settings).settings
    assert kept == hand.app.settings
    assert (kept.theme, kept.scale, kept.pace) == ("high_contrast", 150, Pace.INSTANT)
    assert kept.hand_over is HandOver.OPAQUE


def test_full_screen_by_toggle_and_by_key(open_app: OpenApp) -> None:
    hand = open_app()
    hand.press(text("title.settings"))
    hand.set_row("settings.fullscreen", "yes")
    assert hand.app.window.fullscreen
    assert hand.app.settings.fullscreen
    hand.key(pygame.K_F11)
    hand.frame()
    assert not hand.app.window.fullscreen
    assert hand.app.size == (1280, 800)


def test_settings_can_be_chosen_by_keys(open_app: OpenApp) -> None:
    hand = open_app()
    hand.press(text("title.settings"))
    hand.key(pygame.K_RIGHT)  # the row of pages has the focus
    assert hand.screen.page == "gameplay"
    hand.key(pygame.K_LEFT)
    assert hand.screen.page == "display"
    before = hand.app.settings.theme
    for _ in range(3):  # past the size of the window, and full screen
        hand.key(pygame.K_TAB)
    hand.key(pygame.K_RIGHT)
    assert hand.app.settings.theme != before
    hand.key(pygame.K_TAB)
    hand.key(pygame.K_RIGHT)
    assert hand.app.scale == 125
    assert hand.form.focus == 4  # laid out anew, the focus stays


def test_scales_that_leave_too_little_room_are_not_offered(open_app: OpenApp) -> None:
    hand = open_app((900, 560))
    hand.press(text("title.settings"))
    hand.pick("150")
    assert hand.app.scale == 100
    hand.pick("75")
    assert hand.app.scale == 75


@pytest.mark.parametrize(
    ("size", "offered"),
    [
        ((850, 530), [75, 100]),
        ((849, 530), [75]),
        ((500, 400), [75]),
        ((1280, 800), [75, 100, 125, 150]),
        ((1700, 1060), [75, 100, 125, 150, 175, 200]),
        ((2125, 1325), [75, 100, 125, 150, 175, 200, 225, 250]),
    ],
)
def test_offered_scales_leave_enough_room(size: tuple[int, int], offered: list[int]) -> None:
    assert offered_scales(size) == offered


@pytest.mark.parametrize(
    ("height", "scale"),
    [(600, 100), (1080, 100), (1200, 100), (1440, 125), (2160, 200), (4320, 250)],
)
def test_the_first_guess_follows_the_desktop(height: int, scale: int) -> None:
    assert guessed_scale(height) == scale


def test_a_scale_there_is_no_room_for_gives_way_to_the_nearest() -> None:
    assert fitting_scale(200, (1280, 800)) == 150
    assert fitting_scale(100, (1280, 800)) == 100


def test_the_size_of_the_window_is_kept(open_app: OpenApp, folders: Folders) -> None:
    hand = open_app()
    pygame.display.set_mode((1000, 700), pygame.RESIZABLE)
    hand.frame()
    assert hand.app.size == (1000, 700)
    app: App = hand.app
    app.close()
    assert read_settings(folders.settings).settings.window == (1000, 700)


def test_a_window_made_too_small_breaks_no_settings(open_app: OpenApp, folders: Folders) -> None:
    hand = open_app()
    hand.app.change(msgspec.structs.replace(hand.app.settings, theme="high_contrast"))
    pygame.display.set_mode((400, 200), pygame.RESIZABLE)
    hand.frame()
    hand.app.close()
    read = read_settings(folders.settings)
    assert read.problem is None
    assert read.settings.theme == "high_contrast"
    assert read.settings.window == load_tuning().window.smallest


def test_a_click_on_a_unit_without_a_target_can_be_made_to_ask(
    open_app: OpenApp, folders: Folders
) -> None:
    hand = open_app()
    hand.press(text("title.settings"))
    hand.frame()
    hand.page("gameplay")
    assert not hand.app.settings.ask_to_advance
    hand.set_row("settings.ask-to-advance", "yes")
    assert hand.app.settings.ask_to_advance
    assert read_settings(folders.settings).settings.ask_to_advance
    assert hand.app.settings.ask_before_end, "another setting with the same values stays"


def test_animations_can_be_shown_at_half_their_speed(open_app: OpenApp) -> None:
    hand = open_app()
    hand.press(text("title.settings"))
    hand.frame()
    hand.set_row("settings.pace", "slow")
    hand.app.battles.start(load_scenario("first_landing"), 7, ("person", "person"))
    hand.until(lambda: isinstance(hand.screen, BattleScreen) and hand.screen.still)
    assert hand.screen.presenter.animator.speed == 0.5
    assert hand.screen._drawing.turn_info().speed == "½×"
