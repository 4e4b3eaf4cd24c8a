"""Overlays of a battle, which respond to keys of the battle as well."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

import pygame

from client.battle.input.keys import KeyCommand, press_of
from client.keyboard import key_name
from client.overlays.dialog_overlay import DialogOverlay

if TYPE_CHECKING:
    from collections.abc import Mapping

A = TypeVar("A")

WIDTH: Final = 500
"""Default width of an overlay of a battle, in points."""


class BattleOverlay(DialogOverlay[A]):
    """Base class of overlays over the board that must be answered."""

    def commands(self) -> Mapping[KeyCommand, A]:
        """Return the answers of battle commands; that of BACK is also the answer of a right
        click.
        """
        return {}

    def take(self, event: pygame.event.Event) -> bool:
        """Handle a key of the battle or the right button; return whether the event was consumed.

        The key that confirms presses the button that has the focus.
        """
        command = _command_of(event)
        commands = self.commands()
        if command is None or (command not in commands and command is not KeyCommand.CONFIRM):
            return False
        if command in commands:
            self.answer(commands[command])
        else:
            self._press_focused()
        return True

    def _press_focused(self) -> None:
        """Press the button that has the focus, as Enter does."""
        focused = None if self.dialog is None else self.dialog.form.focused
        if focused is not None and focused.enabled:
            focused.press()


def _command_of(event: pygame.event.Event) -> KeyCommand | None:
    if event.type == pygame.MOUSEBUTTONDOWN and event.button == pygame.BUTTON_RIGHT:
        return KeyCommand.BACK
    if event.type != pygame.KEYDOWN or event.repeat:
        return None
    pressed = press_of(key_name(event))
    return None if pressed is None else pressed.command
