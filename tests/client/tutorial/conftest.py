"""Lessons with the packaged keys, whatever the test before chose."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
os.environ.setdefault("SDL_AUDIODRIVER", "dummy")

import pygame

from client.key_bindings import KeyBindings, use_bindings


@pytest.fixture(scope="session", autouse=True)
def _video() -> Iterator[None]:
    pygame.display.init()
    pygame.font.init()
    yield
    pygame.display.quit()


@pytest.fixture(autouse=True)
def _packaged_bindings() -> Iterator[None]:
    use_bindings(KeyBindings({}))
    yield
    use_bindings(KeyBindings({}))
