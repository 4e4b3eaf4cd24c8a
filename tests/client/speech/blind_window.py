"""A person before a whole window who sees nothing: it hears lines and presses keys."""

from __future__ import annotations

import re
from typing import Final

import pygame

from tests.client.app.hand import Hand
from tests.client.speech.listening import Listener

HEX: Final = re.compile(r"column (\d+), row (\d+)", re.IGNORECASE)
_ACTIVE: Final = re.compile(r"Active: .+ at column (\d+), row (\d+), ")
_CURSOR: Final = re.compile(r"Column (\d+), row (\d+): ")
_KEYS: Final = {"Enter": pygame.K_RETURN, "Space": pygame.K_SPACE}
_QUIET: Final = 12
"""Frames without a word after which somebody acts."""

Place = tuple[int, int]


class BlindWindow:
    """Hears a window and has its keyboard; *lines* is everything that was said."""

    def __init__(self, hand: Hand) -> None:
        self._hand = hand
        self._ears = Listener()
        hand.app.narrator = self._ears.narrator
        self.active: Place | None = None
        self.cursor: Place | None = None
        self.hear()

    @property
    def lines(self) -> list[str]:
        return self._ears.lines

    def hear(self) -> list[str]:
        """Listen until nothing more is said; return what was."""
        heard, quiet = list[str](), 0
        while quiet < _QUIET:
            self._hand.frame()
            news = self._ears.news()
            quiet = 0 if news else quiet + 1
            heard += news
        for line in heard:
            if found := _ACTIVE.match(line):
                self.active = int(found[1]), int(found[2])
            if line.startswith("Choose a unit"):
                self.active = None
            if found := _CURSOR.match(line):
                self.cursor = int(found[1]), int(found[2])
        return heard

    def press(self, key: int) -> list[str]:
        self._hand.key(key)
        return self.hear()

    def press_named(self, cap: str) -> list[str]:
        """Press the key with a name that was said."""
        return self.press(_KEYS[cap] if cap in _KEYS else pygame.key.key_code(cap.lower()))

    def open(self, label: str) -> list[str]:
        """Press Tab until a control with that label was said last, and press it."""
        news = self.lines[-1:]
        for _ in range(60):
            if news and news[-1].startswith(label):
                return self.press(pygame.K_RETURN)
            news = self.press(pygame.K_TAB)
        raise AssertionError(f"{label!r} was never heard: {self.lines[-60:]}")

    def choose_unit_at(self, at: Place) -> list[str]:
        """Press the key of the next unit until the one in a hex is active; return what was said."""
        heard: list[str] = []
        for _ in range(12):
            heard += self.press(pygame.K_TAB)
            if self.active == at:
                return heard
        raise AssertionError(f"no unit at {at} was heard of: {self.lines[-20:]}")

    def go_to(self, at: Place) -> list[str]:
        """Move the cursor to a hex, across first; return what was said last."""
        heard = self.press(pygame.K_UP) if self.cursor is None else []
        for _ in range(80):
            assert self.cursor is not None, self.lines[-10:]
            x, y = self.cursor
            if (x, y) == at:
                return heard
            if x != at[0]:
                heard = self.press(pygame.K_LEFT if at[0] < x else pygame.K_RIGHT)
            else:
                heard = self.press(pygame.K_UP if at[1] < y else pygame.K_DOWN)
        raise AssertionError(f"the cursor does not get to {at}: {self.lines[-10:]}")
