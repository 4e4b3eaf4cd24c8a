"""A screen nobody sees: an X server of its own, and hands that click and type on it."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import Final

import pytest

from tests.window.likeness import Pixels
from tests.window.x11 import Client, Place

_NEEDED: Final = {"Xvfb": "xvfb", "xdotool": "xdotool"}
"""The programs that the tests of the window need, and their packages in Debian and Ubuntu."""
_PATIENCE: Final = 20
"""Seconds that a call of a program may take."""


def require_programs() -> None:
    """Fail when a program is missing: a test that is skipped shows nothing."""
    missing = [package for name, package in _NEEDED.items() if shutil.which(name) is None]
    if missing:
        pytest.fail(f"a real window needs: apt install {' '.join(missing)}")


class Display:
    """An X server of its own with one screen of *size* pixels, without a window manager."""

    def __init__(self, size: tuple[int, int]) -> None:
        require_programs()
        reading, writing = os.pipe()
        screen = f"{size[0]}x{size[1]}x24"
        command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", screen]
        options = ["-nolisten", "tcp", "-noreset"]
        self._server = subprocess.Popen(
            [*command, *options], pass_fds=[writing], stderr=subprocess.DEVNULL
        )
        os.close(writing)
        with os.fdopen(reading) as pipe:
            number = pipe.readline().strip()
        assert number, "Xvfb does not start"
        self.size: Final = size
        self.name: Final = f":{number}"
        self.client: Final = Client(self.name)
        self.pointer = (0, 0)
        self.point(self.pointer)

    def close(self) -> None:
        self.client.close()
        self._server.terminate()
        self._server.wait()

    def picture(self) -> Pixels:
        """Copy the whole screen; the mouse pointer is not on it."""
        picture = self.client.picture(Place(0, 0, 0, *self.size))
        assert picture is not None, "the whole screen is on the screen"
        return picture

    def _xdotool(self, *words: object) -> None:
        self._run("xdotool", *words)

    def _run(self, *words: object) -> None:
        subprocess.run(
            [str(word) for word in words],
            env={"DISPLAY": self.name, "PATH": os.environ["PATH"]},
            check=True,
            timeout=_PATIENCE,
        )

    def point(self, pixel: tuple[int, int]) -> None:
        """Move the mouse to a pixel of the screen."""
        self._xdotool("mousemove", *pixel)
        self.pointer = pixel

    def click(self, pixel: tuple[int, int], button: int = 1) -> None:
        """Move the mouse to a pixel of the screen, press a button and let it go."""
        self._xdotool("mousemove", *pixel, "click", button)
        self.pointer = pixel

    def turn_wheel(self, steps: int) -> None:
        """Turn the wheel away from the person (above 0) or towards them."""
        self._xdotool("click", "--repeat", abs(steps), 4 if steps > 0 else 5)

    def press(self, *keys: str) -> None:
        """Press and let go of keys by their names in X, such as "ctrl+z" or "Return"."""
        self._xdotool("key", *keys)

    def press_at(self, place: int) -> None:
        """Press and let go of the key at a place of the keyboard, whatever is printed on it."""
        self._xdotool("key", place)

    def change_keyboard(self, layout: str) -> None:
        """Have another keyboard, such as "ru"; setxkbmap comes along with Xvfb."""
        self._run("setxkbmap", "-layout", layout)

    def hold(self, key: str, seconds: float) -> None:
        """Press a key for some seconds, so that the server repeats it."""
        self._xdotool("keydown", key, "sleep", seconds, "keyup", key)

    def resize(self, window: int, size: tuple[int, int]) -> None:
        self._xdotool("windowsize", window, *size)

    def move(self, window: int, corner: tuple[int, int]) -> None:
        """Put the top left corner of a window somewhere else on the screen."""
        self._xdotool("windowmove", window, *corner)

    def hide(self, window: int) -> None:
        """Take a window off the screen, as minimising does."""
        self._xdotool("windowunmap", window)

    def show(self, window: int) -> None:
        self._xdotool("windowmap", window)
