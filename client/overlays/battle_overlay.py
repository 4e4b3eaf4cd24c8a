"""Overlays of a battle: keys of the battle answer them, too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

import pygame

from client.battle.input.keys import KEYS, KeyCommand
from client.keyboard import key_name
from client.overlays.dialog_overlay import DialogOverlay

if TYPE_CHECKING:
    from collections.abc import Mapping

A = TypeVar("A")

WIDTH: Final = 500
"""Points an overlay of a battle is wide, where nothing else is said."""


class BattleOverlay(DialogOverlay[A]):
    """Base class of what must be answered over the board."""

    def commands(self) -> Mapping[KeyCommand, A]:
        """Return what keys of the battle answer; what BACK answers, a right click does."""
        return {}

    def take(self, event: pygame.event.Event) -> bool:
        """Answer by a key of the battle, or by the right button."""
        command = _command_of(event)
        commands = self.commands()
        if command is None or command not in commands:
            return False
        self.answer(commands[command])
        return True


def _command_of(event: pygame.event.Event) -> KeyCommand | None:
    if event.type == pygame.MOUSEBUTTONDOWN and event.button == pygame.BUTTON_RIGHT:
        return KeyCommand.BACK
    if event.type != pygame.KEYDOWN or event.repeat:
        return None
    name = key_name(event)
    return KEYS[name].command if name in KEYS else None
