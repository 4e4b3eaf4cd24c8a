"""The box that waits for the key that a command shall have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pygame

from client.draw.ui.panels import ButtonFace
from client.key_bindings import BACK_KEY, is_bindable
from client.keyboard import key_name
from client.overlays.dialog_overlay import Choice, DialogOverlay
from client.text.catalogue import text
from client.text.key_names import name_of_key
from client.widgets.dialog import Dialog

if TYPE_CHECKING:
    from collections.abc import Sequence

    from client.overlays.dialog_overlay import OverlayHost
    from client.widgets.dialog import DialogButton

NO_KEY: Final = ""
"""The answer of a player who wants to change nothing."""

_MODIFIERS: Final = frozenset(
    {
        *(pygame.K_LSHIFT, pygame.K_RSHIFT, pygame.K_LCTRL, pygame.K_RCTRL),
        *(pygame.K_LALT, pygame.K_RALT, pygame.K_LMETA, pygame.K_RMETA, pygame.K_MODE),
        *(pygame.K_CAPSLOCK, pygame.K_NUMLOCK, pygame.K_SCROLLOCK),
    }
)


class KeyCaptureOverlay(DialogOverlay[str]):
    """Waits for a key; the result is its name, or `NO_KEY`. Escape changes nothing."""

    def __init__(self, app: OverlayHost, command: str) -> None:
        """Create the overlay for a command, whose name in words is given."""
        super().__init__(app)
        self._command = command
        self._refused = ""

    def choices(self) -> list[Choice[str]]:
        """Return the only button: that which changes nothing."""
        face = ButtonFace(text("app.cancel"), "cross", name_of_key(BACK_KEY))
        return [Choice(NO_KEY, face)]

    def build(self, buttons: Sequence[DialogButton]) -> Dialog:
        """Return a plain dialog that asks for the key, and says if the last one was none."""
        lines = [text("controls.capture.text", command=self._command)]
        if self._refused:
            lines.append(text("controls.capture.refused", cap=self._refused))
        title = text("controls.capture")
        return Dialog(self.app.style, self.app.size, title, lines, buttons)

    def take(self, event: pygame.event.Event) -> bool:
        """Take the key that was pressed; one that no command can have is refused."""
        if event.type != pygame.KEYDOWN or event.key == pygame.K_ESCAPE:
            return False
        if event.repeat or event.key in _MODIFIERS:
            return True
        key = key_name(event)
        if is_bindable(key):
            self.answer(key)
        else:
            self._refused = name_of_key(key)
            self.lay_out()
        return True
