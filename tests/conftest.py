"""What every test stands on: no window, no sound, no deadline, no user folder touched."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
os.environ.setdefault("SDL_AUDIODRIVER", "dummy")
os.environ["PYGAME_HIDE_SUPPORT_PROMPT"] = "1"

# A build answers the same every time; whoever works on the code finds new examples every day.
settings.register_profile("house", deadline=None, print_blob=True)
settings.register_profile("build", deadline=None, print_blob=True, derandomize=True)
settings.load_profile("build" if "CI" in os.environ else "house")


@pytest.fixture(autouse=True)
def user_folder(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give every test a user folder of its own, so that none reads or writes the real one."""
    folder = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HEXFRONT_HOME", str(folder))
    return folder
