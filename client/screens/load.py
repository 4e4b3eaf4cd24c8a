"""The list of saved battles, the player's saves and autosaves, to continue one."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Final

import pygame

from client.draw.ui import panels
from client.draw.ui.panels import ButtonFace
from client.screens.battle_list import BattleListScreen
from client.screens.replay import open_replay
from client.screens.saved_battles import IN_USE
from client.text.catalogue import text
from client.widgets.controls import Button, Toggle
from engine.battle.save import read_save

if TYPE_CHECKING:
    from client.host import Host
    from client.widgets.form import Form

_TOGGLE: Final = 260


def _open_face(*, over: bool) -> ButtonFace:
    """Return the face of the button that opens a battle; *over* is whether it has ended."""
    return ButtonFace(text("load.show" if over else "load.open"), "play", text("key.enter"))


class LoadScreen(BattleListScreen):
    """The selection of a saved battle."""

    title = "load.title"
    folders = ("saves", "autosaves", "finished")
    nothing = "load.none"

    def __init__(self, app: Host) -> None:
        """Create the screen; the files are read in the worker process."""
        super().__init__(app)
        self._name_button: Button | None = None
        self._replay_button: Button | None = None
        self._open_button: Button | None = None

    def build_bar(self, form: Form, bar: pygame.Rect) -> None:
        """Add the filter of the list at the left of the bar, the actions on the battle at the
        right.
        """
        style = self.style
        both = [_open_face(over=over) for over in (False, True)]
        widest = max(both, key=lambda face: panels.button_width(style, face))
        left, buttons = self.build_buttons(
            form,
            bar,
            [
                (ButtonFace(text("load.delete"), "cross", text("key.delete")), self.ask_delete),
                (ButtonFace(text("load.rename"), "", "F2"), self.ask_name),
                (ButtonFace(text("load.replay"), "film", "R"), self._show_replay),
                (widest, self.open_chosen),
            ],
        )
        buttons[0].shortcut = pygame.K_DELETE
        buttons[1].shortcut = pygame.K_F2
        buttons[2].shortcut = pygame.K_r
        _, self._name_button, self._replay_button, self._open_button = buttons
        left.w = min(left.w, style.px(_TOGGLE))
        Toggle(form, left, text("load.every-file"), self.shows_every, self.show_every)

    def show_actions(self) -> None:
        """Enable the actions that are possible on the chosen battle."""
        if self._open_button is not None:
            self._open_button.face = _open_face(over=self._is_over())
            self._open_button.enable(self.is_readable and not self._is_played_elsewhere())
        if self._replay_button is not None:
            self._replay_button.enable(self.is_readable)
        if self._name_button is not None:
            self._name_button.enable(self.can_be_named)

    def _is_over(self) -> bool:
        """Whether the chosen battle is known to be over."""
        summaries, chosen = self.battles.summaries, self.battles.chosen
        return chosen is not None and chosen in summaries and summaries[chosen].result is not None

    def _is_played_elsewhere(self) -> bool:
        return self.battles.chosen_holder == IN_USE

    def open_chosen(self) -> None:
        """Continue the chosen battle, or show how it ended."""
        chosen = self.usable()
        if chosen is not None and self._is_played_elsewhere():
            self.app.tell(text("app.save.broken"), [text(f"{IN_USE}.text")])
        elif chosen is not None:
            self.leave()
            self.app.battles.resume(chosen)

    def _show_replay(self) -> None:
        chosen = self.usable()
        if chosen is not None:
            open_replay(self.app, functools.partial(read_save, chosen), self.show_report)
