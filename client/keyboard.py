"""The keyboard, told apart from how it is laid out: keys by position, held keys, modifiers."""

from __future__ import annotations

import string
import sys
from typing import Final

import pygame

COMMANDING: Final = pygame.KMOD_CTRL | pygame.KMOD_ALT | pygame.KMOD_META | pygame.KMOD_MODE
"""Modifiers that make another command of a key, AltGr among them; locks are none."""
_SHIFTING: Final = COMMANDING | pygame.KMOD_SHIFT
_CONTROL: Final = pygame.KMOD_META if sys.platform == "darwin" else 0
"""Stands for Ctrl, beside Ctrl itself."""
_NAMED: Final = frozenset(string.ascii_lowercase + string.digits + "+-=")
"""Characters of keys that mean what they say, wherever they are."""
_LOWEST_SPECIAL: Final = 1 << 30
"""From here on key codes are no characters but keys such as F1."""
_BY_POSITION: Final[dict[int, int]] = {
    **{vars(pygame)[f"KSCAN_{c.upper()}"]: ord(c) for c in string.ascii_lowercase + string.digits},
    pygame.KSCAN_MINUS: pygame.K_MINUS,
    pygame.KSCAN_EQUALS: pygame.K_EQUALS,
}
"""The key codes of a keyboard with Latin letters, by position."""


_HELD_AFTER, _REPEATED_EVERY = 400, 40
"""Milliseconds until a held key counts again, and between the times it does."""


def repeat_held_keys() -> None:
    """Let held keys be repeated, once the window is open."""
    pygame.key.set_repeat(_HELD_AFTER, _REPEATED_EVERY)


class Keyboard:
    """Reads events before anybody else does, and remembers which keys are down."""

    def __init__(self) -> None:
        self._down: set[int] = set()

    def read(self, event: pygame.event.Event) -> pygame.event.Event:
        """Return an event as the screens want it.

        A key without a Latin letter (Russian, Greek, Hebrew) is the one at its place; a press has
        `repeat`: whether the key has been down since before.
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
    """Return the position of a key; events that were made up have but a code."""
    return int(event.scancode) if event.scancode else -int(event.key)


def _placed(event: pygame.event.Event, **further: bool) -> pygame.event.Event:
    key = event.key
    is_character = ord(" ") < key < _LOWEST_SPECIAL and key != pygame.K_DELETE
    if is_character and chr(key) not in _NAMED and event.scancode in _BY_POSITION:
        key = _BY_POSITION[event.scancode]
    return pygame.event.Event(event.type, {**event.dict, **further, "key": key})


def key_name(event: pygame.event.Event) -> str:
    """Return the name of a pressed key, its modifiers before it, as in `ctrl+shift+z`."""
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
    """Whether a press is a fresh one without modifiers."""
    return not event.repeat and not event.mod & _SHIFTING
