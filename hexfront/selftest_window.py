"""The checks of the selftest that need the whole client: a battle in the worker, and the window."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from client.app import App
from client.battle.model.autosave import open_autosave
from client.battle.model.session import Session
from client.folders import Folders
from client.screens.battle_screen import BattleScreen
from client.screens.title import TitleScreen
from client.settings import Settings
from client.window import Window
from client.worker.worker import Worker
from engine.battle import Game, load_scenario
from engine.players.levels import level_names
from engine.players.strength import STRENGTH_FILE, differences, packaged_strength
from engine.validation import require_present

SCENARIO: Final = "first_landing"
BOTS: Final = ("bot:greedy", "bot:random")
SEED: Final = 7
DECISIONS: Final = 12
"""Number of decisions of each level."""
PATIENCE: Final = 120.0
FRAME: Final = 1 / 60
WINDOW: Final = (1280, 800)
SHOWN: Final = 10
"""Number of frames of the battle that are drawn."""


@contextmanager
def a_user_folder() -> Iterator[Folders]:
    """Yield a temporary user folder, so that the real one is not touched."""
    with tempfile.TemporaryDirectory(prefix="hexfront-") as root:
        folders = Folders(Path(root))
        folders.require_writable()
        yield folders


def check_battle() -> str:
    """Run a battle of two bots in the worker process; save, autosave and load it."""
    worker = Worker()
    try:
        with a_user_folder() as folders:
            return _play(worker, folders)
    finally:
        worker.close()


def _play(worker: Worker, folders: Folders) -> str:
    scenario = load_scenario(SCENARIO)
    kept = open_autosave(folders, SCENARIO)
    session = Session.start(scenario, SEED, BOTS, worker.battle(scenario, SEED), kept)
    _play_on(session, lambda session: session.game.result is not None)
    kept.close(PATIENCE)
    saved = folders.saves / "battle.jsonl"
    session.save(saved)
    for path in (saved, require_present(kept.path, "the autosave")):
        if Game.load(path).checksum() != session.game.checksum():
            raise ValueError(f"{path.name} gives another battle than was played")
    reason = require_present(session.game.result, "the result").reason.name
    return (
        f"{SCENARIO} ends after {session.records} actions in the worker: {reason}; saved and loaded"
    )


def _play_on(session: Session, is_done: Callable[[Session], bool]) -> None:
    """Run both players until a condition holds."""
    end = time.monotonic() + PATIENCE
    while not is_done(session):
        session.request_decision()
        if not session.poll():
            time.sleep(0.0005)
        if time.monotonic() > end:
            raise TimeoutError(f"{session.seats} did not play on in {PATIENCE:.0f} seconds")


def check_levels() -> str:
    """Run a few decisions of every level in the worker process."""
    scenario, table = load_scenario(SCENARIO), packaged_strength()
    if wrong := differences(table):
        raise ValueError(f"{STRENGTH_FILE} speaks of something else: {', '.join(wrong)}")
    worker = Worker()
    try:
        for level in level_names():
            thinking = worker.battle(scenario, SEED)
            session = Session.start(scenario, SEED, (level, level), thinking)
            _play_on(session, lambda session: session.records >= DECISIONS)
            if worker.poll_event() is not None or any(one.substitution for one in session.history):
                raise ValueError(f"{level} does not decide: {worker.failure}")
    finally:
        worker.close()
    return f"{', '.join(level_names())}: {DECISIONS} decisions each"


def check_screens() -> str:
    """Draw the title, and a battle of two bots from its start."""
    with a_user_folder() as folders:
        window = Window(WINDOW, fullscreen=False)
        app = App(window, folders, Settings(scale=100, window=WINDOW), Worker())
        try:
            app.begin(TitleScreen(app))
            app.frame(FRAME)
            title = window.surface.copy()
            app.battles.start(load_scenario(SCENARIO), SEED, BOTS)
            end = time.monotonic() + PATIENCE
            while not isinstance(app.screen, BattleScreen):
                app.frame(FRAME)
                if time.monotonic() > end:
                    raise TimeoutError(f"the battle did not open in {PATIENCE:.0f} seconds")
            for _ in range(SHOWN):
                app.frame(FRAME)
            for name, surface in (("title", title), ("battle", window.surface)):
                if len({tuple(surface.get_at((x, 400))) for x in range(0, WINDOW[0], 4)}) < 8:
                    raise ValueError(f"the {name} is empty")
            return f"title and battle at {WINDOW[0]} x {WINDOW[1]}"
        finally:
            app.close()
