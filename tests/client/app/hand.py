"""A hand that posts mouse and key events to the window, and looks for what to press."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pygame

from client.app import App
from client.overlays.dialog_overlay import DialogOverlay
from client.text.catalogue import text
from client.text.names import seat_name
from client.widgets.control import Control
from client.widgets.controls import Button, Toggle
from client.widgets.list_box import ListBox
from client.widgets.segmented_control import SegmentedControl
from engine.battle import Side

FRAME = 0.016
PATIENCE = 120.0
"""Seconds that something may take on the busiest machine: less than a test's time limit."""


class Hand:
    """A person who uses mouse and keys, and finds controls by their texts."""

    def __init__(self, app: App) -> None:
        self.app = app

    @property
    def screen(self) -> Any:
        return self.app.screen

    @property
    def form(self) -> Any:
        overlay = self.app.stack.top
        if isinstance(overlay, DialogOverlay) and overlay.dialog is not None:
            return overlay.dialog.form
        return self.screen.form

    def frame(self, count: int = 1) -> None:
        for _ in range(count):
            self.app.frame(FRAME)

    def until(self, condition: Callable[[], bool], seconds: float = PATIENCE) -> None:
        """Show frames until something is so."""
        end = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < end, "it never came about"
            self.frame()
            time.sleep(0.005)

    # Posting

    def key(self, code: int, mod: int = 0, letter: str = "") -> None:
        for kind in (pygame.KEYDOWN, pygame.KEYUP):
            values = {"key": code, "mod": mod, "unicode": letter, "scancode": 0}
            pygame.event.post(pygame.event.Event(kind, values))
        if letter:
            pygame.event.post(pygame.event.Event(pygame.TEXTINPUT, {"text": letter}))
        self.frame()

    def write(self, letters: str) -> None:
        for letter in letters:
            self.key(pygame.key.key_code(letter), 0, letter)

    def click(self, pixel: tuple[int, int]) -> None:
        motion = {"pos": pixel, "rel": (0, 0), "buttons": (0, 0, 0), "touch": False}
        pygame.event.post(pygame.event.Event(pygame.MOUSEMOTION, motion))
        press = {"pos": pixel, "button": pygame.BUTTON_LEFT, "touch": False}
        for kind in (pygame.MOUSEBUTTONDOWN, pygame.MOUSEBUTTONUP):
            pygame.event.post(pygame.event.Event(kind, press))
        self.frame(2)

    # Looking

    @property
    def controls(self) -> list[Control]:
        return list(self.form.controls)

    def button(self, label: str) -> Button:
        found = [
            control
            for control in self.controls
            if isinstance(control, Button) and control.face.label == label
        ]
        assert len(found) == 1, f"{label!r} among {self.labels()}"
        return found[0]

    def labels(self) -> list[str]:
        return [control.face.label for control in self.controls if isinstance(control, Button)]

    def press(self, label: str) -> None:
        """Click a button by its words."""
        self.click(self.button(label).rect.center)

    @property
    def chooser(self) -> ListBox:
        return next(control for control in self.controls if isinstance(control, ListBox))

    @property
    def toggle(self) -> Toggle:
        return next(control for control in self.controls if isinstance(control, Toggle))

    def pick(self, code: str) -> None:
        """Click the value with a code, in whatever row of values has it."""
        for control in self.controls:
            if isinstance(control, SegmentedControl):
                for rect, segment in zip(control.rects, control.segments, strict=True):
                    if segment.code == code:
                        self.click(rect.center)
                        return
        raise AssertionError(f"no value {code!r}")

    def row_of(self, label: str) -> SegmentedControl:
        """Return the row of values with a name, by the key of the name."""
        rows = [one for one in self.controls if isinstance(one, SegmentedControl)]
        found = [one for one in rows if one.name == text(label)]
        assert len(found) == 1, f"{text(label)!r} among {[one.name for one in rows]}"
        return found[0]

    def set_row(self, label: str, code: str) -> None:
        """Click a value of the row with a name."""
        row = self.row_of(label)
        codes = [segment.code for segment in row.segments]
        self.click(row.rects[codes.index(code)].center)

    def page(self, code: str) -> None:
        """Show a page of the settings, by mouse."""
        self.set_row("settings.pages", code)

    def seat(self, side: Side, player: str) -> None:
        """Choose the player of a side in the list that the side's button opens."""
        self.click(self.screen.armies[side.index].seat.rect.center)
        self.frame()
        self.press(seat_name(player))
        self.frame()

    def row(self, place: int) -> None:
        """Click a row of the list."""
        self.click(self.chooser.parts[place].center)

    def choose_each_row(self) -> None:
        """Go through the list by keys, so that everything that a row shows is shown."""
        self.form.focus_on(self.chooser)
        for key in (pygame.K_HOME, *[pygame.K_DOWN] * len(self.chooser.rows)):
            self.key(key)

    def back(self) -> None:
        self.key(pygame.K_ESCAPE)


OpenApp = Callable[..., Hand]
"""Opens the window at its title: `open_app(size, settings)`."""
