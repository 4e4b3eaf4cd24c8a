"""The list of battles to watch again: those that are over, and the player's saves."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

import pygame

from client.draw.ui.panels import ButtonFace
from client.screens.battle_list import BattleListScreen
from client.screens.replay import open_replay
from client.text.catalogue import render, text
from engine.battle.save import read_save
from engine.errors import SaveError

if TYPE_CHECKING:
    from client.host import Host
    from client.widgets.controls import Button
    from client.widgets.form import Form


class ReplaysScreen(BattleListScreen):
    """The selection of a recorded battle, to watch it or to read its report."""

    title = "replays.title"
    folders = ("finished", "saves")
    nothing = "replays.none"

    def __init__(self, app: Host) -> None:
        """Create the screen; the files are read in the worker process."""
        super().__init__(app)
        self._buttons: list[Button] = []

    def build_bar(self, form: Form, bar: pygame.Rect) -> None:
        """Add the actions on the chosen battle."""
        _, self._buttons = self.build_buttons(
            form,
            bar,
            [
                (ButtonFace(text("load.delete"), "cross", text("key.delete")), self.ask_delete),
                (ButtonFace(text("load.rename"), "", "F2"), self.ask_name),
                (ButtonFace(text("replays.report"), "book", "R"), self._read_report),
                (ButtonFace(text("replays.watch"), "film", text("key.enter")), self.open_chosen),
            ],
        )
        keys = pygame.K_DELETE, pygame.K_F2, pygame.K_r
        for button, key in zip(self._buttons, keys, strict=False):
            button.shortcut = key

    def show_actions(self) -> None:
        """Enable the actions that are possible on the chosen battle."""
        if self._buttons:
            _, name, *looking = self._buttons
            name.enable(self.can_be_named)
            for button in looking:
                button.enable(self.is_readable)

    def open_chosen(self) -> None:
        """Show the replay of the chosen battle."""
        chosen = self.usable()
        if chosen is not None:
            open_replay(self.app, functools.partial(read_save, chosen), self.show_report)

    def _read_report(self) -> None:
        chosen = self.usable()
        if chosen is None:
            return
        try:
            save = read_save(chosen)
        except SaveError as error:
            self.app.tell(text("app.save.broken"), render(error).splitlines())
            return
        self.show_report(save)
