"""Tests that open a real window run only when they are asked for by name: `-m window`.

They need Xvfb and xdotool, which a developer's machine may lack; without these they fail.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from client.settings import Settings
from tests.window.display import Display
from tests.window.evening import Evening
from tests.window.program import Computer

OpenEvening = Callable[..., Evening]
"""Puts a person before a fresh computer: `open_evening(settings, size)`; or, by `beside=evening`,
before another window on the same one.
"""


@pytest.fixture
def open_evening(tmp_path: Path) -> Iterator[OpenEvening]:
    evenings: list[Evening] = []

    def open_one(
        settings: Settings | None = None,
        size: tuple[int, int] = (1280, 800),
        beside: Evening | None = None,
    ) -> Evening:
        if beside is None:
            computer = Computer(tmp_path / "computer", Display(size))
        else:
            computer = beside.computer
        evenings.append(Evening(computer, tmp_path / str(len(evenings)), settings))
        return evenings[-1]

    yield open_one
    for evening in evenings:
        evening.close()
    if evenings:
        evenings[0].computer.display.close()
