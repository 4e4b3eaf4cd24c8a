"""What is left when something broke: a report in the user folder, and a message in the window."""

from __future__ import annotations

import logging
import platform
import sys
import time
import traceback
from typing import TYPE_CHECKING, Final

import pygame

from client.draw.panels import Kind
from client.draw.style import Style
from client.folders import free_name
from client.logs import last_lines
from client.settings import DEFAULT_THEME
from client.texts import text
from client.tuning import load_tuning
from client.widgets.dialog import Choice, Dialog

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from client.folders import Folders

log = logging.getLogger(__name__)

_STAMP: Final = "crash_%Y-%m-%d_%H-%M-%S"
_PAUSE: Final = 20
"""Milliseconds between two looks at the events while the message is shown."""


def write_report(
    folders: Folders, error: BaseException, log_file: Path, record: Sequence[str]
) -> Path:
    """Write everything that helps to find the fault into one file; gives its path.

    *record* holds the lines of the battle's save: cut out, they are a save that can be loaded.
    """
    path = free_name(folders.logs, time.strftime(_STAMP), ".txt")
    parts = [
        "Hexfront stopped because of a fault in the program. Please send this file along.",
        f"Python {sys.version}, pygame-ce {pygame.version.ver}, {platform.platform()}",
        "".join(traceback.format_exception(error)),
        "---- log ----",
        *last_lines(log_file, load_tuning().log.reported_lines),
        "---- record of the battle ----",
        *record,
    ]
    path.write_text("\n".join(parts) + "\n", encoding="utf-8")
    return path


def show_report(path: Path, *, kept: bool) -> None:
    """Say in the window, if there is one, that the game stopped and where the report is."""
    surface = pygame.display.get_surface()
    if surface is None:
        return
    answered: list[bool] = []
    style = Style(DEFAULT_THEME)
    lines = [text("app.crash.text"), str(path)]
    if kept:
        lines.append(text("app.crash.kept"))
    choice = Choice(text("app.close"), Kind.PRIMARY, lambda: answered.append(True))
    dialog = Dialog(style, surface.get_size(), text("app.crash"), lines, [choice])
    while not answered:
        for event in pygame.event.get():
            if event.type == pygame.QUIT:
                return
            dialog.handle(event)
        surface.fill(style.colours.ink900)
        dialog.update(_PAUSE / 1000)
        dialog.draw(surface)
        pygame.display.flip()
        pygame.time.wait(_PAUSE)
