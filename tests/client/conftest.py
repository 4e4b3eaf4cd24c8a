"""A whole window without a display."""

from __future__ import annotations

import random
import secrets
from collections.abc import Iterator
from pathlib import Path

import pygame
import pytest

from client.app import App
from client.folders import Folders, user_folders
from client.key_bindings import KeyBindings, KeyTable, use_bindings
from client.screens.title import TitleScreen
from client.settings import Settings
from client.text.catalogue import languages, use_language
from client.window import Window
from client.worker.worker import Worker
from tests.client.app.hand import PATIENCE, Hand, OpenApp

SEED = 22


class SharedWorker(Worker):
    """A worker process that outlives the window of one test."""

    def close(self) -> None:
        """Stay for the next test."""


@pytest.fixture(autouse=True)
def packaged_bindings() -> Iterator[None]:
    """Use the packaged keys in every test, whatever the one before chose."""
    for table in KeyTable:
        use_bindings(KeyBindings({}, table))
    yield
    for table in KeyTable:
        use_bindings(KeyBindings({}, table))


@pytest.fixture(autouse=True)
def repeatable_chance(monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw the same seeds and numbers in every run of a test."""
    monkeypatch.setattr(secrets, "randbelow", random.Random(SEED).randrange)


@pytest.fixture(params=languages())
def each_language(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Repeat a test in every language, to which the system is set."""
    code = str(request.param)
    monkeypatch.setenv("LC_ALL", code)
    use_language(code)
    return code


@pytest.fixture(scope="session")
def worker() -> Iterator[Worker]:
    shared = SharedWorker()
    shared.most_seconds = PATIENCE  # nobody is late because the machine is busy
    yield shared
    Worker.close(shared)


@pytest.fixture
def folders(user_folder: Path) -> Folders:
    made = user_folders()
    assert made.root == user_folder
    made.require_writable()
    return made


@pytest.fixture
def open_app(folders: Folders, worker: Worker) -> Iterator[OpenApp]:
    """Return a function that opens the window at its title."""
    opened: list[Hand] = []

    def open_at(size: tuple[int, int] = (1280, 800), settings: Settings | None = None) -> Hand:
        pygame.init()
        window = Window(size, fullscreen=False)
        pygame.event.clear()
        app = App(window, folders, settings or Settings(scale=100), worker)
        app.begin(TitleScreen(app))
        hand = Hand(app)
        hand.frame()
        opened.append(hand)
        return hand

    yield open_at
    for hand in opened:
        hand.app.close()
    pygame.display.quit()
