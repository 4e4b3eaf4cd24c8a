"""The keyboard, independent of its layout: keys by position, held keys, modifiers."""

from __future__ import annotations

import string
import sys
from typing import Final

import pygame

COMMANDING: Final = pygame.KMOD_CTRL | pygame.KMOD_ALT | pygame.KMOD_META | pygame.KMOD_MODE
"""Modifiers that turn a key into another command, including AltGr; locks do not count."""
_SHIFTING: Final = COMMANDING | pygame.KMOD_SHIFT
_CONTROL: Final = pygame.KMOD_META if sys.platform == "darwin" else 0
"""The modifier that counts as Ctrl besides Ctrl itself."""
_NAMED: Final = frozenset(string.ascii_lowercase + string.digits + "+-=")
"""Characters of keys that are used by name, wherever they are on the keyboard."""
_LOWEST_SPECIAL: Final = 1 << 30
"""Key codes from here on are not characters but keys such as F1."""
_BY_POSITION: Final[dict[int, int]] = {
    **{vars(pygame)[f"KSCAN_{c.upper()}"]: ord(c) for c in string.ascii_lowercase + string.digits},
    pygame.KSCAN_MINUS: pygame.K_MINUS,
    pygame.KSCAN_EQUALS: pygame.K_EQUALS,
}
"""The key codes of a Latin keyboard, by position."""


_HELD_AFTER, _REPEATED_EVERY = 400, 40
"""Delay before a held key repeats, and the interval of repetition, in milliseconds."""


def repeat_held_keys() -> None:
    """Enable repetition of held keys, once the window is open."""
    pygame.key.set_repeat(_HELD_AFTER, _REPEATED_EVERY)


class Keyboard:
    """The first reader of all events; it tracks which keys are down."""

    def __init__(self) -> None:
        self._down: set[int] = set()

    def read(self, event: pygame.event.Event) -> pygame.event.Event:
        """Return an event in the form the screens expect.

        A key without a Latin letter (Russian, Greek, Hebrew) becomes the one at its position; a
        press
        gets the attribute `repeat`: whether the key was already down.
        """
        if event.type == pygame.WINDOWFOCUSLOST:
            self._down.clear()  # releases go to another window
        if event.type == pygame.KEYUP:
            self._down.discard(_identity(event))
            return _placed(event)
        if event.type != pygame.KEYDOWN:
            return event
        repeat = _identity(event) in self._down
        self._down.add(_identity(event))
        return _placed(event, repeat=repeat)


def _identity(event: pygame.event.Event) -> int:
    """Return the position of a key; synthetic events have only a key code."""
    return int(event.scancode) if event.scancode else -int(event.key)


def _placed(event: pygame.event.Event, **further: bool) -> pygame.event.Event:
    key = event.key
    is_character = ord(" ") < key < _LOWEST_SPECIAL and key != pygame.K_DELETE
    if is_character and chr(key) not in _NAMED and event.scancode in _BY_POSITION:
        key = _BY_POSITION[event.scancode]
    return pygame.event.Event(event.type, {**event.dict, **further, "key": key})


def key_name(event: pygame.event.Event) -> str:
    """Return the name of a pressed key, preceded by its modifiers, such as `ctrl+shift+z`."""
    parts = []
    if event.mod & (pygame.KMOD_CTRL | _CONTROL):
        parts.append("ctrl")
    if event.mod & (pygame.KMOD_ALT | pygame.KMOD_MODE):
        parts.append("alt")
    if event.mod & pygame.KMOD_META & ~_CONTROL:
        parts.append("meta")
    if event.mod & pygame.KMOD_SHIFT:
        parts.append("shift")
    return "+".join((*parts, pygame.key.name(event.key)))


def is_plain(event: pygame.event.Event) -> bool:
    """Whether a press is not repeated and has no modifiers."""
    return not event.repeat and not event.mod & _SHIFTING
