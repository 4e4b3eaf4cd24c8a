"""Opens battles for the window, new and saved ones, and keeps the one that is being played."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING, Final

from client.battle import autosave
from client.battle.naming import scenario_name
from client.battle.opening import continue_first, start_battle
from client.folders import free_name, lock_user_folder
from client.screen import Push, Replace, ToTitle
from client.screens.battle import BattleScreen
from client.screens.preparing import PreparingScreen
from client.texts import plural, text
from client.tuning import load_tuning

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from client.app import App
    from client.battle.opening import OpenedBattle
    from client.battle.session import Session
    from client.screen import Screen
    from engine.battle.scenario import Scenario
    from engine.record_file import RecordFile

log = logging.getLogger(__name__)

_STAMP: Final = "%Y-%m-%d_%H-%M"


class Battles:
    """Play one battle at a time."""

    def __init__(self, app: App) -> None:
        """Take the window."""
        self._app = app
        self._autosave: RecordFile | None = None
        self._told: set[str] = set()
        self._looked = 0.0
        self.session: Session | None = None
        self.screen: Screen | None = None

    def start(self, scenario: Scenario, seed: int, players: tuple[str, str]) -> None:
        """Start a battle and show it; whatever was played before is left."""
        folders, thinker = self._app.folders, self._app.thinker

        def prepare() -> OpenedBattle:
            return start_battle(scenario, seed, players, folders, thinker)

        self._show(prepare, scenario_name(scenario.name))

    def resume(self, path: Path) -> None:
        """Go on with a saved battle and show it; what is wrong with the file is told instead."""
        self.resume_first([path])

    def resume_first(self, paths: Sequence[Path]) -> None:
        """Go on with the first of several battles that can be, and tell what kept the others."""
        folders, thinker = self._app.folders, self._app.thinker

        def prepare() -> OpenedBattle:
            return continue_first(paths, folders, thinker)

        self._show(prepare, text("app.continuing"))

    def _show(self, prepare: Callable[[], OpenedBattle], title: str) -> None:
        self.leave()
        self._app.go(ToTitle())
        self._app.go(Push(PreparingScreen(self._app, title, prepare, self._prepared)))

    def _prepared(self, battle: OpenedBattle) -> None:
        self.session, self._autosave = battle.session, battle.autosave
        self.screen = BattleScreen(self._app, battle.session)
        self._app.go(Replace(self.screen))
        if battle.torn:
            self._app.tell(text("app.save.torn"), [text("app.save.torn.text")])
        if battle.unreadable:
            lines = [text("app.save.skipped.text"), *_in_short(battle.unreadable)]
            self._app.tell(text("app.save.skipped"), lines)

    def save(self) -> Path:
        """Save the battle that is played under a name of its own; OSError when that fails."""
        assert self.session is not None, "a battle is played"
        scenario = self.session.game.header.scenario.name
        suffix = f"_{time.strftime(_STAMP)}{autosave.SUFFIX}"
        with lock_user_folder(self._app.folders):
            path = free_name(self._app.folders.saves, scenario, suffix)
            self.session.save(path)
        return path

    def update(self) -> None:
        """Look after the battle's file now and then, and tell what is wrong with it, once."""
        kept = self._autosave
        if kept is None:
            return
        now = time.monotonic()
        if now - self._looked >= load_tuning().autosave.retry_seconds:
            self._looked = now
            kept.retry()
        if kept.problem is None:
            self._told.discard("problem")
        elif "problem" not in self._told:
            self._told.add("problem")
            lines = [text("app.autosave.failed.text"), str(kept.problem)]
            self._app.tell(text("app.autosave.failed"), lines)
        if kept.moved_to is not None:
            lines = [text("app.autosave.moved.text"), str(kept.moved_to)]
            kept.moved_to = None
            self._app.tell(text("app.autosave.moved"), lines)

    def leave(self) -> None:
        """Let go of the battle; its file is put aside when the battle is over."""
        session, kept = self.session, self._autosave
        self.session = self.screen = self._autosave = None
        self._told.clear()
        if session is not None:
            session.leave()
        if kept is None:
            return
        kept.close(load_tuning().autosave.close_seconds)
        if session is not None and session.game.result is not None and kept.path is not None:
            self._retire(kept.path)

    def _retire(self, path: Path) -> None:
        try:
            autosave.retire(self._app.folders, path)
        except OSError as error:
            log.exception("%s stays where it is", path)
            self._app.tell(text("app.autosave.not-retired"), [str(error)])


def _in_short(reasons: Sequence[str]) -> list[str]:
    """Return as many reasons as a message has room for, and how many more there are."""
    shown = load_tuning().autosave.reasons_shown
    lines = list(reasons[:shown])
    if len(reasons) > shown:
        lines.append(plural("app.save.skipped.more", len(reasons) - shown))
    return lines
