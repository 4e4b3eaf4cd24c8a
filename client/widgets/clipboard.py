"""The system's clipboard. What is in it is a stranger's text."""

from __future__ import annotations

from contextlib import suppress

import pygame


def copy_text(text: str) -> None:
    """Put text on the clipboard; nothing happens where the system has none."""
    with suppress(pygame.error):
        pygame.scrap.put_text(text)


def read_text() -> str:
    """Return the text on the clipboard; "" where there is none, or it is no text."""
    try:
        return pygame.scrap.get_text()
    except (pygame.error, UnicodeDecodeError):
        return ""
