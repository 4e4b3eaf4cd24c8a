"""A window without a display, and a keyboard and a mouse for forms."""

from __future__ import annotations

from collections.abc import Iterator

import pygame
import pytest

from client.draw.ui.style import Style
from client.keyboard import Keyboard
from client.widgets.dialog import Dialog
from client.widgets.form import Form

SIZE = (1280, 800)


@pytest.fixture
def window() -> Iterator[pygame.Surface]:
    pygame.display.init()
    pygame.font.init()
    yield pygame.display.set_mode(SIZE)
    pygame.event.clear()


@pytest.fixture
def form(window: pygame.Surface) -> Iterator[Form]:
    del window
    made = Form(Style("dusk"), SIZE)
    yield made
    made.close()


class Fingers:
    """Types and clicks on a form."""

    def __init__(self, form: Form | Dialog) -> None:
        self._form = form

    def key(self, key: int, mod: int = 0, scancode: int = 0) -> None:
        values = {"key": key, "mod": mod, "scancode": scancode, "unicode": ""}
        for kind in (pygame.KEYDOWN, pygame.KEYUP):
            self._form.handle(Keyboard().read(pygame.event.Event(kind, values)))

    def write(self, text: str) -> None:
        self._form.handle(pygame.event.Event(pygame.TEXTINPUT, text=text))

    def compose(self, text: str) -> None:
        self._form.handle(pygame.event.Event(pygame.TEXTEDITING, text=text, start=0, length=0))

    def press(self, pixel: tuple[int, int]) -> None:
        self._form.handle(pygame.event.Event(pygame.MOUSEBUTTONDOWN, button=1, pos=pixel))

    def drag(self, pixel: tuple[int, int]) -> None:
        values = {"pos": pixel, "rel": (0, 0), "buttons": (1, 0, 0)}
        self._form.handle(pygame.event.Event(pygame.MOUSEMOTION, values))

    def let_go(self, pixel: tuple[int, int]) -> None:
        self._form.handle(pygame.event.Event(pygame.MOUSEBUTTONUP, button=1, pos=pixel))

    def click(self, pixel: tuple[int, int]) -> None:
        self.press(pixel)
        self.let_go(pixel)

    def wheel(self, pixel: tuple[int, int], steps: int) -> None:
        self.drag(pixel)
        self._form.handle(pygame.event.Event(pygame.MOUSEWHEEL, x=0, y=steps))
