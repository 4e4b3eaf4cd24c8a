"""The screen of the keys: remapped by real events, used in a battle, kept in the settings."""

from __future__ import annotations

from typing import Any

import msgspec
import pygame
import pytest

from client.battle.input.keys import KeyCommand
from client.folders import Folders
from client.overlays.key_capture import KeyCaptureOverlay
from client.overlays.message import MessageOverlay
from client.screens.battle_screen import BattleScreen
from client.screens.help import battle_keys
from client.screens.settings import SettingsScreen
from client.screens.title import TitleScreen
from client.settings import Pace, Settings, change_settings, read_settings
from client.text.catalogue import text
from engine.battle.actions import Wait
from tests.client.app.hand import Hand, OpenApp

QUICK = Settings(scale=100, pace=Pace.INSTANT)


def open_controls(hand: Hand) -> None:
    hand.press(text("title.settings"))
    hand.frame()
    hand.page("keys")
    assert isinstance(hand.screen, SettingsScreen)
    hand.form.focus_on(hand.chooser)


def go_to(hand: Hand, code: str) -> None:
    """Choose a command by the keyboard."""
    hand.key(pygame.K_HOME)
    while hand.chooser.code != code:
        before = hand.chooser.code
        hand.key(pygame.K_DOWN)
        assert hand.chooser.code != before, f"no {code}"


def remap(hand: Hand, code: str, key: int, mod: int = 0) -> None:
    """Press Enter at a command, and then the new key."""
    go_to(hand, code)
    hand.key(pygame.K_RETURN)
    hand.frame()
    assert isinstance(hand.app.stack.top, KeyCaptureOverlay)
    hand.key(key, mod)
    hand.frame()


def note(hand: Hand, code: str) -> str:
    return next(row.note for row in hand.chooser.rows if row.code == code)


def begin_battle(hand: Hand) -> Any:
    """Go back to the title and begin the first battle; return its screen."""
    while not isinstance(hand.screen, TitleScreen):
        hand.back()
    hand.press(text("title.new-battle"))
    hand.frame()
    hand.key(pygame.K_RETURN)
    hand.until(lambda: isinstance(hand.screen, BattleScreen) and hand.screen.still)
    return hand.screen


def test_a_key_is_remapped_by_the_keyboard_and_used_in_a_battle(
    open_app: OpenApp, folders: Folders
) -> None:
    hand = open_app(settings=QUICK)
    open_controls(hand)
    remap(hand, "wait", pygame.K_u)
    assert note(hand, "wait") == "U"
    assert read_settings(folders.settings).settings.keys == {"wait": ("u",)}
    screen = begin_battle(hand)
    hand.key(pygame.K_TAB)
    before = screen.session.records
    hand.key(pygame.K_SPACE)
    assert screen.session.records == before, "the old key means nothing any more"
    hand.key(pygame.K_u)
    assert screen.session.history[-1].action == Wait()
    caps = {action.face.key for action in screen._drawing.offered}
    assert "Space" not in caps
    assert dict(battle_keys())[text(KeyCommand.WAIT.value)] == ["U"]


def test_buttons_prompts_and_overlays_show_the_new_key(open_app: OpenApp) -> None:
    hand = open_app(settings=QUICK)
    open_controls(hand)
    remap(hand, "confirm", pygame.K_c, pygame.KMOD_LCTRL)
    remap(hand, "next", pygame.K_PAGEDOWN)
    screen = begin_battle(hand)
    keys = {action.code: action.face.key for action in screen._drawing.offered}
    assert keys["next"] == "Page down"
    hand.key(pygame.K_e)
    hand.frame()
    assert {control.face.key for control in hand.controls if hasattr(control, "face")} >= {"Ctrl+C"}
    before = screen.session.records
    hand.key(pygame.K_c, pygame.KMOD_LCTRL)
    hand.frame()
    assert screen.session.records > before, "the new key confirms"


@pytest.mark.parametrize("answer", ["swap", "keep"])
def test_a_conflict_is_named_and_swapped_or_not_as_the_player_says(
    open_app: OpenApp, answer: str
) -> None:
    hand = open_app(settings=QUICK)
    open_controls(hand)
    remap(hand, "advance", pygame.K_v)
    message = hand.app.stack.top
    assert isinstance(message, MessageOverlay)
    words = " ".join([message.title, *message.lines])
    assert all(part in words for part in ("V", text(KeyCommand.MODE.value), "A"))
    if answer == "swap":
        hand.press(text("controls.swap"))
    else:
        hand.key(pygame.K_RETURN)  # the focus is on the reply that changes nothing
    hand.frame()
    keys = {"advance": "V", "mode": "A"} if answer == "swap" else {"advance": "A", "mode": "V"}
    assert {code: note(hand, code) for code in keys} == keys
    assert bool(hand.app.settings.keys) is (answer == "swap")


def test_escape_and_the_button_change_nothing(open_app: OpenApp) -> None:
    hand = open_app(settings=QUICK)
    open_controls(hand)
    remap(hand, "undo", pygame.K_ESCAPE)
    assert hand.app.stack.top is hand.screen
    go_to(hand, "undo")
    hand.press(text("controls.change"))
    hand.frame()
    hand.press(text("app.cancel"))
    hand.frame()
    assert hand.app.settings.keys == {}


@pytest.mark.parametrize("key", [pygame.K_LSHIFT, pygame.K_F13, pygame.K_CAPSLOCK])
def test_a_key_that_cannot_be_bound_is_refused_and_the_box_waits_on(
    open_app: OpenApp, key: int
) -> None:
    hand = open_app(settings=QUICK)
    open_controls(hand)
    remap(hand, "undo", key)
    assert isinstance(hand.app.stack.top, KeyCaptureOverlay)
    hand.key(pygame.K_F9)
    hand.frame()
    assert hand.app.settings.keys == {"undo": ("f9", "ctrl+z")}


def test_one_command_is_reset_and_all_are(open_app: OpenApp, folders: Folders) -> None:
    hand = open_app(settings=QUICK)
    open_controls(hand)
    assert not hand.button(text("controls.reset")).enabled
    assert not hand.button(text("controls.reset-all")).enabled
    for code, key in (("undo", pygame.K_F9), ("wait", pygame.K_u), ("log", pygame.K_j)):
        remap(hand, code, key)
    go_to(hand, "wait")
    hand.key(pygame.K_DELETE)
    assert note(hand, "wait") == "Space"
    assert hand.app.settings.keys.keys() == {"undo", "log"}
    hand.press(text("controls.reset-all"))
    hand.frame()
    hand.press(text("controls.reset-all"))
    hand.frame()
    assert hand.app.settings.keys == {}
    assert read_settings(folders.settings).settings.keys == {}


def test_the_mouse_alone_gets_to_the_box(open_app: OpenApp) -> None:
    hand = open_app(settings=QUICK)
    open_controls(hand)
    hand.row(2)
    code = hand.chooser.code
    hand.press(text("controls.change"))
    hand.frame()
    hand.key(pygame.K_F9)
    hand.frame()
    assert hand.app.settings.keys[code][0] == "f9"


def test_two_windows_keep_each_others_keys(open_app: OpenApp, folders: Folders) -> None:
    hand = open_app(settings=QUICK)
    open_controls(hand)
    other = msgspec.structs.replace(QUICK, keys={"wait": ("u",)})
    change_settings(folders, QUICK, other)
    remap(hand, "undo", pygame.K_F9)
    kept = read_settings(folders.settings).settings.keys
    assert kept == {"undo": ("f9", "ctrl+z"), "wait": ("u",)}


def test_the_later_of_two_windows_that_give_one_key_away_leaves_no_broken_file(
    open_app: OpenApp, folders: Folders
) -> None:
    hand = open_app(settings=QUICK)
    open_controls(hand)
    other = msgspec.structs.replace(QUICK, keys={"wait": ("u",)})
    change_settings(folders, QUICK, other)
    remap(hand, "undo", pygame.K_u)
    read = read_settings(folders.settings)
    assert read.problem is None
    assert read.settings.keys == {"undo": ("u", "ctrl+z")}


BROKEN = {
    "two commands": 'undo = ["x"]\nwait = ["x"]',
    "no command": 'jump = ["x"]',
    "no key": 'undo = ["plus"]',
    "no list": 'undo = "x"',
    "taken everywhere": 'undo = ["f11"]',
}


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN.keys())
def test_broken_keys_are_told_and_kept_beside_a_fresh_file(folders: Folders, content: str) -> None:
    folders.settings.write_text(f"version = 1\n[keys]\n{content}\n", encoding="utf-8")
    read = read_settings(folders.settings)
    assert read.settings == Settings()
    assert read.problem is not None
    assert "keys" in read.problem
    assert read.kept is not None
    assert content in read.kept.read_text(encoding="utf-8")
