"""What a double click starts, and what it leaves alone."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from hexfront.commands import COMMANDS
from hexfront.startup import opens_window

ONE_FRAME = """
import json, sys
from client.app import App

def show_one_frame(app, *_):
    app.frame(1 / 60)
    print(json.dumps([type(app.screen).__name__, *sys.modules]))

App.run = show_one_frame
sys.argv = ["hexfront", *sys.argv[1:]]
import hexfront.__main__
hexfront.__main__.main()
"""

FOR_COMMANDS = {"annotated_doc", "click", "markdown_it", "pydantic", "pygments", "rich", "typer"}
FOR_THE_WORKER = {"engine.players.network", "engine.players.policy", "engine.players.registry"}
FOR_NOBODY = {"_ssl", "asyncio", "gymnasium", "http", "psutil", "sqlite3", "ssl", "torch"}


def modules_of_window(*arguments: str) -> tuple[str, set[str]]:
    done = subprocess.run(
        [sys.executable, "-c", ONE_FRAME, *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    screen, *modules = json.loads(done.stdout)
    return screen, set(modules)


@pytest.mark.parametrize(
    ("arguments", "screen"), [([], "TitleScreen"), (["crossroads"], "NewBattleScreen")]
)
def test_the_window_imports_what_it_needs_and_nothing_else(
    arguments: list[str], screen: str
) -> None:
    shown, modules = modules_of_window(*arguments)
    assert shown == screen
    assert "client.app" in modules
    assert not modules & (FOR_COMMANDS | FOR_THE_WORKER | FOR_NOBODY)
    assert not modules & {*COMMANDS.values(), "hexfront.program", "hexfront.selftest"}


@pytest.mark.parametrize(
    ("arguments", "window"),
    [
        ([], True),
        (["crossroads"], True),
        (["random:17"], True),
        (["my battle.jsonl"], True),
        (["--version"], False),
        (["--verbose", "crossroads"], False),
        (["play"], False),
        (["open"], False),
        (["crossroads", "more"], False),
    ],
)
def test_only_at_most_one_target_opens_the_window_at_once(
    arguments: list[str], *, window: bool
) -> None:
    assert opens_window(arguments) is window
