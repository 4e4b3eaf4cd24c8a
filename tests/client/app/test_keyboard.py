"""Keys by what they are, not by how a keyboard is laid out; held keys do no harm."""

from __future__ import annotations

import pygame
import pytest

from client.battle.input.keys import REPEATING, KeyCommand
from client.keyboard import Keyboard, key_name
from client.screens.new_battle import NewBattleScreen
from client.screens.title import TitleScreen
from client.text.catalogue import text
from tests.client.app.hand import OpenApp


def pressed(
    key: int, scancode: int = 0, mod: int = 0, kind: int = pygame.KEYDOWN
) -> pygame.event.Event:
    return pygame.event.Event(kind, key=key, scancode=scancode, mod=mod, unicode="")


@pytest.mark.parametrize(
    ("key", "scancode", "mod", "name"),
    [
        (ord("\N{CYRILLIC SMALL LETTER U}"), pygame.KSCAN_E, 0, "e"),  # Russian
        (ord("ы"), pygame.KSCAN_S, pygame.KMOD_LCTRL, "ctrl+s"),
        (ord("ε"), pygame.KSCAN_E, 0, "e"),  # Greek
        (ord("ק"), pygame.KSCAN_E, 0, "e"),  # Hebrew
        (ord("&"), pygame.KSCAN_1, 0, "1"),  # French
        (ord("é"), pygame.KSCAN_2, 0, "2"),
        (ord("\N{LATIN SMALL LETTER DOTLESS I}"), pygame.KSCAN_I, 0, "i"),  # Turkish
        (ord("z"), pygame.KSCAN_Y, 0, "z"),  # German: Z is where its letter is
        (ord("e"), pygame.KSCAN_D, 0, "e"),  # Dvorak, likewise
        (ord("+"), pygame.KSCAN_RIGHTBRACKET, 0, "+"),
        (pygame.K_F5, pygame.KSCAN_F5, 0, "f5"),
        (pygame.K_KP_PLUS, pygame.KSCAN_KP_PLUS, 0, "[+]"),
        (pygame.K_RETURN, pygame.KSCAN_RETURN, 0, "return"),
        (pygame.K_DELETE, pygame.KSCAN_DELETE, 0, "delete"),
        (ord("e"), pygame.KSCAN_E, pygame.KMOD_CAPS | pygame.KMOD_NUM, "e"),
        (ord("e"), pygame.KSCAN_E, pygame.KMOD_LALT, "alt+e"),
        (ord("e"), pygame.KSCAN_E, pygame.KMOD_MODE, "alt+e"),
        (ord("e"), pygame.KSCAN_E, pygame.KMOD_LCTRL | pygame.KMOD_RALT, "ctrl+alt+e"),
        (ord("z"), pygame.KSCAN_Z, pygame.KMOD_LCTRL | pygame.KMOD_LSHIFT, "ctrl+shift+z"),
    ],
)
def test_a_key_is_named_by_its_letter_or_by_its_place(
    key: int, scancode: int, mod: int, name: str
) -> None:
    assert key_name(Keyboard().read(pressed(key, scancode, mod))) == name


def test_a_press_is_fresh_until_the_key_has_been_down_and_again_once_it_was_let_go() -> None:
    keyboard = Keyboard()

    def repeats(key: int, scancode: int) -> bool:
        return bool(keyboard.read(pressed(key, scancode)).repeat)

    assert [repeats(ord("e"), pygame.KSCAN_E) for _ in range(3)] == [False, True, True]
    assert not repeats(ord("a"), pygame.KSCAN_A)
    # Another layout between press and release is still the same key.
    keyboard.read(pressed(ord("\N{CYRILLIC SMALL LETTER U}"), pygame.KSCAN_E, kind=pygame.KEYUP))
    assert not repeats(ord("e"), pygame.KSCAN_E)
    keyboard.read(pygame.event.Event(pygame.WINDOWFOCUSLOST))
    assert not repeats(ord("e"), pygame.KSCAN_E), "its release went to another window"


def test_only_what_looks_around_is_repeated() -> None:
    harmful = {
        KeyCommand.END_PHASE,
        KeyCommand.WAIT,
        KeyCommand.CONFIRM,
        KeyCommand.SAVE,
        KeyCommand.UNDO,
    }
    harmful |= {KeyCommand.ADVANCE, KeyCommand.BACK, KeyCommand.MENU, KeyCommand.MODE}
    assert not harmful & REPEATING
    assert {
        KeyCommand.PAN_LEFT,
        KeyCommand.CURSOR_LEFT,
        KeyCommand.ZOOM_IN,
        KeyCommand.NEXT,
    } <= REPEATING


# ---------------------------------------------------------------- menus


def test_a_held_enter_presses_one_button(open_app: OpenApp) -> None:
    hand = open_app()
    for _ in range(5):
        values = {"key": pygame.K_RETURN, "mod": 0, "unicode": "", "scancode": 0}
        pygame.event.post(pygame.event.Event(pygame.KEYDOWN, values))
        hand.frame(2)
    assert isinstance(hand.screen, NewBattleScreen)
    assert hand.app.battles.session is None
    hand.back()
    assert isinstance(hand.screen, TitleScreen)


def test_a_held_function_key_rolls_once(open_app: OpenApp) -> None:
    hand = open_app()
    hand.press(text("title.new-battle"))
    before = hand.screen.seed
    values = {"key": pygame.K_F2, "mod": 0, "unicode": "", "scancode": 0}
    pygame.event.post(pygame.event.Event(pygame.KEYDOWN, values))
    hand.frame()
    rolled = hand.screen.seed
    pygame.event.post(pygame.event.Event(pygame.KEYDOWN, values))
    hand.frame()
    assert hand.screen.seed == rolled != before


def test_what_was_typed_is_copied_by_place_on_other_layouts(open_app: OpenApp) -> None:
    hand = open_app()
    hand.press(text("title.new-battle"))
    entry = hand.screen.seed_field
    hand.click(entry.rect.center)
    for key, scancode in ((ord("ф"), pygame.KSCAN_A), (ord("ч"), pygame.KSCAN_X)):
        values = {"key": key, "mod": pygame.KMOD_LCTRL, "unicode": "", "scancode": scancode}
        pygame.event.post(pygame.event.Event(pygame.KEYDOWN, values))
        pygame.event.post(pygame.event.Event(pygame.KEYUP, values))
        hand.frame()
    assert entry.text == "", "Ctrl+A and Ctrl+X took everything out"
