"""The message of a crash in the window: what happened, where the report is, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pygame

from client.crash_report import write_report
from client.draw.ui.panels import ButtonKind
from client.draw.ui.style import Style
from client.failures import attempt
from client.file_browser import show_folder
from client.keyboard import Keyboard
from client.settings import DEFAULT_THEME
from client.streams import on_one_line
from client.text.catalogue import text
from client.widgets.clipboard import copy_text
from client.widgets.dialog import Dialog, DialogButton
from engine import limits, plaintext

if TYPE_CHECKING:
    from pathlib import Path

    from client.signals import Request

__all__ = ["show_report", "write_report"]

_PAUSE: Final = 20
"""Interval of polling for events while the message is shown, in milliseconds."""


def show_report(
    place: str,
    asked_to_end: Request,
    *,
    unwritten: str | None,
    kept: bool,
    folder: Path | None = None,
) -> bool:
    """Show in the window that the game stopped and where the report is; False without a window.

    *unwritten* says why there is no report; *place* is then the place of the error in the code. The
    report's *folder* can be opened, and what is shown be copied.
    """
    surface = pygame.display.get_surface()
    if surface is None:
        return False
    lines = [text("app.crash.text"), place]
    if unwritten is not None:
        lines = [text("app.crash.unreported"), place, unwritten]
    if kept:
        lines.append(text("app.crash.kept"))
    copied = place if unwritten is None else f"{place}\n{unwritten}"
    _CrashBox(surface, lines, copied, folder).run(asked_to_end)
    return True


class _CrashBox:
    """The box of a crash, with a loop of its own: it uses as little of the game as possible."""

    def __init__(
        self, surface: pygame.Surface, lines: list[str], copied: str, folder: Path | None
    ) -> None:
        self._surface = surface
        self._style = Style(DEFAULT_THEME)
        self._lines = [plaintext.abridge(on_one_line(one), limits.MESSAGE) for one in lines]
        self._copied = copied
        self._folder = folder
        self._closed = False
        self._dialog = self._build("")

    def _build(self, note: str) -> Dialog:
        """Return the dialog, with a note about what was done last."""
        copy = text("app.crash.copy-fault" if self._folder is None else "app.crash.copy")
        choices = [DialogButton(copy, ButtonKind.NORMAL, self._copy)]
        if self._folder is not None:
            label = text("app.crash.open")
            choices.append(DialogButton(label, ButtonKind.NORMAL, self._open, "folder"))
        choices.append(DialogButton(text("app.close"), ButtonKind.PRIMARY, self._close))
        lines = [*self._lines, note] if note else self._lines
        size, title = self._surface.get_size(), text("app.crash")
        return Dialog(self._style, size, title, lines, choices, cautious=True)

    def _copy(self) -> None:
        copy_text(self._copied)
        self._dialog = self._build(text("app.crash.copied"))

    def _open(self) -> None:
        folder = self._folder
        if folder is not None:
            failed = attempt(lambda: show_folder(folder)) is not None
            self._dialog = self._build(text("app.crash.unopened" if failed else "app.crash.opened"))

    def _close(self) -> None:
        self._closed = True

    def run(self, asked_to_end: Request) -> None:
        """Show the box until it is closed or a signal asks the program to end."""
        keyboard = Keyboard()
        while not self._closed and asked_to_end.number is None:
            for event in pygame.event.get():
                if event.type == pygame.QUIT:
                    return
                self._dialog.handle(keyboard.read(event))
            self._surface.fill(self._style.colours.ink900)
            self._dialog.update(_PAUSE / 1000)
            self._dialog.draw(self._surface)
            pygame.display.flip()
            pygame.time.wait(_PAUSE)
