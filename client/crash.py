"""Handling of crashes: a report in the user folder, and a message in the window."""

from __future__ import annotations

import platform
import sys
import time
import traceback
from typing import TYPE_CHECKING, Final

import pygame

from client.draw.ui.panels import ButtonKind
from client.draw.ui.style import Style
from client.folders import free_name
from client.keyboard import Keyboard
from client.logs import last_lines
from client.settings import DEFAULT_THEME
from client.text.catalogue import text
from client.tuning import load_tuning
from client.widgets.dialog import Dialog, DialogButton
from engine.files import write

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from client.folders import Folders
    from client.signals import Request

_STAMP: Final = "crash_%Y-%m-%d_%H-%M-%S"
_PAUSE: Final = 20
"""Interval of polling for events while the message is shown, in milliseconds."""


def write_report(
    folders: Folders, error: BaseException, log_file: Path | None, record: Sequence[str]
) -> Path:
    """Write a report with everything that helps to diagnose an error; return its path.

    *record* holds the lines of the battle's save; extracted, they can be loaded as a save.
    """
    path = free_name(folders.logs, time.strftime(_STAMP), ".txt")
    parts = [
        "Hexfront stopped because of a fault in the program. Please send this file along.",
        f"Python {sys.version}, pygame-ce {pygame.version.ver}, {platform.platform()}",
        "".join(traceback.format_exception(error)),
        "---- log ----",
        *([] if log_file is None else last_lines(log_file, load_tuning().log.reported_lines)),
        "---- record of the battle ----",
        *record,
    ]
    write(path, ("\n".join(parts) + "\n").encode(errors="backslashreplace"))
    return path


def show_report(place: str, asked_to_end: Request, *, unwritten: str | None, kept: bool) -> bool:
    """Show in the window that the game stopped and where the report is; False without a window.

    *unwritten* says why there is no report; *place* is then the place of the error in the code.
    """
    surface = pygame.display.get_surface()
    if surface is None:
        return False
    answered: list[bool] = []
    style, keyboard = Style(DEFAULT_THEME), Keyboard()
    lines = [text("app.crash.text"), place]
    if unwritten is not None:
        lines = [text("app.crash.unreported"), place, unwritten]
    if kept:
        lines.append(text("app.crash.kept"))
    choice = DialogButton(text("app.close"), ButtonKind.PRIMARY, lambda: answered.append(True))
    dialog = Dialog(style, surface.get_size(), text("app.crash"), lines, [choice])
    while not answered and asked_to_end.number is None:
        for event in pygame.event.get():
            if event.type == pygame.QUIT:
                return True
            dialog.handle(keyboard.read(event))
        surface.fill(style.colours.ink900)
        dialog.update(_PAUSE / 1000)
        dialog.draw(surface)
        pygame.display.flip()
        pygame.time.wait(_PAUSE)
    return True
