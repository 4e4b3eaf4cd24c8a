"""The window: opens, listens, draws, closes."""

from __future__ import annotations

from typing import Final

import pygame

TITLE: Final = "Hexfront"
SIZE: Final = (1280, 800)
FRAMES_A_SECOND: Final = 60


def run(target: str | None) -> int:
    """Show the window until it is closed; *target* names what to open first. Give the exit code."""
    pygame.init()
    pygame.display.set_caption(TITLE if target is None else f"{TITLE} - {target}")
    surface = pygame.display.set_mode(SIZE, pygame.RESIZABLE)
    clock = pygame.time.Clock()
    while not any(event.type == pygame.QUIT for event in pygame.event.get()):
        surface.fill("black")
        pygame.display.flip()
        clock.tick(FRAMES_A_SECOND)
    pygame.quit()
    return 0
