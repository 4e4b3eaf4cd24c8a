"""A person before the real window: looks, then clicks; what must be seen is told by the shadow."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

import pygame

from client.tuning import load_tuning
from client.widgets.list_box import ListBox
from client.widgets.text_field import TextField
from engine.battle import generator
from tests.client.app.hand import Hand
from tests.client.pilot import Pilot
from tests.window.likeness import are_alike, keep_picture, pixels_of
from tests.window.program import PATIENCE, Program
from tests.window.shadow import FRAME, Battle
from tests.window.x11 import Place

_PAUSE: Final = 0.01
"""Seconds between two looks at the window or the file."""
_REST: Final = 1.0
"""Seconds after which a mouse that rests is nudged: an explanation may hide what is looked for."""
_KEYS: Final = {
    "tab": "Tab",
    "space": "space",
    "return": "Return",
    "escape": "Escape",
    "f5": "F5",
    "f10": "F10",
    "left": "Left",
    "right": "Right",
    "up": "Up",
    "down": "Down",
    "+": "plus",
    "-": "minus",
}
"""The names in X of the keys that the pilot names otherwise."""


class Eyes:
    """The eyes on the real window; what they see and should not is kept in *folder*."""

    def __init__(self, program: Program, folder: Path) -> None:
        self._program = program
        self._folder = folder

    @property
    def place(self) -> Place:
        """Name where the window is now."""
        return self._program.wait_for_window()

    def wait_to_see(
        self, draw: Callable[[], pygame.Surface], besides: Sequence[pygame.Rect] = ()
    ) -> None:
        """Wait until the window shows what *draw* draws, but for the rectangles *besides*."""
        end = time.monotonic() + PATIENCE
        nudge = time.monotonic() + _REST
        while not self._sees(draw(), besides):
            if time.monotonic() > nudge:
                self._nudge_mouse()
                nudge = time.monotonic() + _REST
            if time.monotonic() > end:
                wanted = keep_picture(pixels_of(draw()), self._folder / "wanted.png")
                seen = self._program.computer.display.picture()
                kept = keep_picture(seen, self._folder / "seen.png")
                raise AssertionError(f"wanted {wanted}, seen {kept}")
            time.sleep(_PAUSE)

    def _nudge_mouse(self) -> None:
        """Close what explains the place where the mouse has been resting."""
        x, y = self._program.computer.display.pointer
        self._program.computer.display.point((x + 1, y))
        self._program.computer.display.point((x, y))

    def _sees(self, wanted: pygame.Surface, besides: Sequence[pygame.Rect]) -> bool:
        seen = self._program.computer.display.client.picture(self.place)
        return seen is not None and are_alike(seen, pixels_of(wanted), besides)

    def on_screen(self, pixel: tuple[int, int]) -> tuple[int, int]:
        """Return where a pixel of the window is on the screen."""
        place = self.place
        return place.x + pixel[0], place.y + pixel[1]


class Visitor:
    """A user of the screens around the battle; the shadow's hand gets every click and key, too."""

    def __init__(self, hand: Hand, program: Program, eyes: Eyes) -> None:
        self.hand: Final = hand
        self._eyes = eyes
        self._display: Final = program.computer.display
        self._point_at_what_is_there()

    def _point_at_what_is_there(self) -> None:
        """Put the shadow's mouse where the real one is; a shadow beside it may have moved it."""
        place, (x, y) = self._eyes.place, self._display.pointer
        pygame.mouse.set_pos(x - place.x, y - place.y)
        self.hand.frame()

    def look(self) -> None:
        """Wait until the window shows what it must show now, but for what is rolled anew."""
        self._point_at_what_is_there()

        def draw() -> pygame.Surface:
            self.hand.frame()
            return self.hand.app.window.surface

        self._eyes.wait_to_see(draw, self._rolled())

    def _rolled(self) -> list[pygame.Rect]:
        """Name what shows random numbers: what can be typed in, and rows of generated battles."""
        controls = self.hand.controls
        fields = [control.rect for control in controls if isinstance(control, TextField)]
        rows = [
            rect
            for control in controls
            if isinstance(control, ListBox)
            for row, rect in zip(control.rows[control.first :], control.parts, strict=False)
            if generator.is_generated(row.code)
        ]
        return fields + rows

    def click(self, pixel: tuple[int, int], *, alone: bool = False) -> None:
        """Click; the shadow does not follow where it is left *alone*."""
        self.look()
        self._display.click(self._eyes.on_screen(pixel))
        pygame.mouse.set_pos(pixel)
        if not alone:
            self.hand.click(pixel)

    def press(self, label: str, *, alone: bool = False) -> None:
        """Click a button by its words."""
        self.click(self.hand.button(label).rect.center, alone=alone)

    def write(self, entry: TextField, number: int) -> None:
        """Type a number into a field in the place of what is there."""
        self.click(entry.rect.center)
        erasing = ["BackSpace"] * load_tuning().seed.digits  # what was rolled is as long at most
        self._display.press("End", *erasing, *str(number))
        entry.write(str(number))


class Person(Pilot):
    """A player of a battle in the real window; the shadow gets every click and key, too.

    The pilot's own skill is used: it looks at the shadow, which is what the window shows.
    """

    def __init__(self, battle: Battle, program: Program, eyes: Eyes) -> None:
        super().__init__(battle.screen, battle.stack, battle.frame)
        self.battle: Final = battle
        self._program = program
        self._eyes = eyes
        self._display: Final = program.computer.display

    def look(self) -> None:
        """Wait until the window shows what it must show now; all that is seen is in the file."""
        self.settle()

        def draw() -> pygame.Surface:
            self.battle.frame(0)
            return self.battle.surface

        self._eyes.wait_to_see(draw)
        self.battle.require_recorded()

    def press(self, name: str) -> None:
        self.look()
        *modifiers, key = name.split("+") if name != "+" else ["+"]
        self._display.press("+".join([*modifiers, _KEYS[key] if key in _KEYS else key]))
        super().press(name)

    def point(self, pixel: tuple[int, int]) -> None:
        self.look()
        self._display.point(self._eyes.on_screen(pixel))
        pygame.mouse.set_pos(pixel)
        super().point(pixel)

    def click_at(self, pixel: tuple[int, int], button: int = pygame.BUTTON_LEFT) -> None:
        self.look()
        self._display.click(self._eyes.on_screen(pixel), button)
        pygame.mouse.set_pos(pixel)
        self.post(pygame.MOUSEMOTION, pos=pixel, rel=(0, 0), buttons=(0, 0, 0), touch=False)
        for kind in (pygame.MOUSEBUTTONDOWN, pygame.MOUSEBUTTONUP):
            self.post(kind, pos=pixel, button=button, touch=False)
        self.frame()

    def lose_mouse(self) -> None:
        """Follow what the mouse did: it has gone to another window."""
        self.post(pygame.WINDOWLEAVE)
        self.frame()

    def wheel(self, steps: int) -> None:
        self.look()
        self._display.turn_wheel(steps)
        for _ in range(abs(steps)):  # each notch is an event of its own, and rounds the view
            super().wheel(1 if steps > 0 else -1)

    def settle(self) -> None:
        """Update the shadow from the file until it awaits a person, or the battle is over."""
        end = time.monotonic() + PATIENCE
        while not self.screen.still:
            before = self.session.records
            self.screen.update(FRAME)
            if self.session.awaits_computer and self.session.records == before:
                time.sleep(_PAUSE)
            assert time.monotonic() < end, "the battle in the file does not go on"
        self.frame(0)
