"""A message box of the operating system, for messages that no window can show."""

from __future__ import annotations

import os
import signal
import sys
import textwrap
from contextlib import suppress
from multiprocessing import get_context
from typing import TYPE_CHECKING, Final

from client.streams import on_one_line
from engine import limits, plaintext

if TYPE_CHECKING:
    from collections.abc import Sequence
    from multiprocessing.context import SpawnProcess

    from client.signals import Request

INVISIBLE: Final = frozenset({"dummy", "offscreen"})
"""SDL's drivers that show nothing."""
DRIVER_VARIABLES: Final = ("SDL_VIDEODRIVER", "SDL_VIDEO_DRIVER")
if sys.platform == "win32":
    _VISIBLE: Final = frozenset({"windows"})
elif sys.platform == "darwin":
    _VISIBLE: Final = frozenset({"cocoa"})
else:
    _VISIBLE: Final = frozenset({"x11", "wayland"})
_TITLE: Final = "Hexfront"
_COLUMNS: Final = 80
"""Characters per line: SDL does not wrap lines on X11."""
_PAUSE: Final = 0.1
"""Interval of polling whether the box is closed, in seconds."""


def drivers_asked_for() -> set[str]:
    """Return the names of the video drivers that SDL is configured to use."""
    asked = (os.environ[name] for name in DRIVER_VARIABLES if name in os.environ)
    return {driver.strip() for drivers in asked for driver in drivers.split(",")}


def show_box(sentences: Sequence[str], asked_to_end: Request) -> None:
    """Show sentences until the box is closed or a signal asks the program to end.

    Nothing is shown after such a signal, or if SDL is configured to show nothing. The box runs in
    another process: SDL handles no signals while it waits, and would leave a box behind.
    """
    if asked_to_end.number is not None or not drivers_asked_for() <= _VISIBLE:
        return
    process = get_context("spawn").Process(target=_show, args=(lay_out(sentences),))
    process.start()
    try:
        while process.is_alive() and asked_to_end.number is None:
            process.join(_PAUSE)
    finally:
        _end(process)


def lay_out(sentences: Sequence[str]) -> str:
    """Return sentences as paragraphs, wrapped for the screen."""
    shown = [plaintext.abridge(on_one_line(one), limits.MESSAGE) for one in sentences]
    return "\n\n".join(textwrap.fill(one, _COLUMNS) for one in shown)


def _show(message: str) -> None:
    """Show a box in a process of its own; do nothing if the system has none."""
    if sys.platform != "win32":
        os.setsid()  # SDL forks: the box can be ended by its process group
    import pygame  # noqa: PLC0415 - whoever only asks for drivers needs none

    with suppress(pygame.error):
        pygame.display.message_box(_TITLE, message, "error")


def _end(process: SpawnProcess) -> None:
    if sys.platform != "win32" and process.is_alive() and process.pid is not None:
        with suppress(ProcessLookupError):  # it has no process group of its own yet
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    process.join()
