"""The system's clipboard. Its content is untrusted."""

from __future__ import annotations

from contextlib import suppress

import pygame


def copy_text(text: str) -> None:
    """Copy text to the clipboard; nothing happens if the system has none."""
    with suppress(pygame.error):
        pygame.scrap.put_text(text)


def read_text() -> str:
    """Return the text on the clipboard; "" if there is none, or it is not text."""
    try:
        return pygame.scrap.get_text()
    except (pygame.error, UnicodeDecodeError):
        return ""
