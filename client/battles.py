"""Opens battles for the window, new and saved ones, and keeps the one that is being played."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING, Final

from client.battle import autosave
from client.battle.naming import scenario_name
from client.battle.session import Session
from client.folders import free_name
from client.screen import Push, Replace, ToTitle
from client.screens.battle import BattleScreen
from client.screens.preparing import PreparingScreen
from client.texts import text
from engine.battle.replay import read_save
from engine.errors import SaveError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from client.app import App
    from client.battle.autosave import Autosave
    from client.screen import Screen
    from engine.battle.replay import Save
    from engine.battle.scenario import Scenario

log = logging.getLogger(__name__)

_STAMP: Final = "%Y-%m-%d_%H-%M"


class Battles:
    """Play one battle at a time."""

    def __init__(self, app: App) -> None:
        """Take the window."""
        self._app = app
        self._autosave: Autosave | None = None
        self._told = False
        self._looked_at: int | None = None
        self.session: Session | None = None
        self.screen: Screen | None = None

    def start(self, scenario: Scenario, seed: int, players: tuple[str, str]) -> None:
        """Start a battle and show it; whatever was played before is left."""

        def prepare() -> Session:
            thinking = self._app.thinker.battle(scenario, seed)
            self._autosave = autosave.open_autosave(self._app.folders, scenario.name)
            return Session.start(scenario, seed, players, thinking, self._autosave)

        self._show(prepare, scenario.name)

    def resume(self, path: Path) -> None:
        """Go on with a saved battle and show it; what is wrong with the file is told instead."""
        try:
            save = read_save(path)
        except SaveError as error:
            self._app.tell(text("app.save.broken"), str(error).splitlines())
            return

        def prepare() -> Session:
            return self._resumed(save, path)

        self._show(prepare, save.header.scenario.name)
        if save.torn is not None:
            self._app.tell(text("app.save.torn"), [text("app.save.torn.text")])

    def _resumed(self, save: Save, path: Path) -> Session:
        scenario = save.header.scenario
        thinking = self._app.thinker.battle(scenario, save.header.seed)
        self._autosave = autosave.open_autosave(self._app.folders, scenario.name, path)
        session = Session.resume(save, thinking, self._autosave)
        if session.game.result is not None and self._autosave.replaces is None:
            # Unless something is taken back its own file stays, and needs no other.
            self._looked_at = session.ply
        return session

    def _show(self, prepare: Callable[[], Session], scenario: str) -> None:
        self.leave()
        self._app.go(ToTitle())
        title = scenario_name(scenario)
        self._app.go(Push(PreparingScreen(self._app, title, prepare, self._prepared)))

    def _prepared(self, session: Session) -> None:
        self.session = session
        self.screen = BattleScreen(self._app, session)
        self._app.go(Replace(self.screen))

    def save(self) -> Path:
        """Save the battle that is played under a name of its own; OSError when that fails."""
        assert self.session is not None, "a battle is played"
        scenario = self.session.game.header.scenario.name
        suffix = f"_{time.strftime(_STAMP)}{autosave.SUFFIX}"
        path = free_name(self._app.folders.saves, scenario, suffix)
        self.session.save(path)
        return path

    def update(self) -> None:
        """Tell when the autosave fails: the battle goes on all the same."""
        if self._autosave is not None and self._autosave.problem is not None and not self._told:
            self._told = True
            problem = str(self._autosave.problem)
            self._app.tell(text("app.autosave.failed"), [text("app.autosave.failed.text"), problem])

    def leave(self) -> None:
        """Let go of the battle; its file is whole, and put aside when the battle is over."""
        session, kept, looked_at = self.session, self._autosave, self._looked_at
        self.session = self.screen = self._autosave = self._looked_at = None
        self._told = False
        if session is not None:
            session.leave()
        if kept is not None:
            kept.close()
            if session is not None and session.ply == looked_at:
                kept.path.unlink(missing_ok=True)
            elif session is not None and session.game.result is not None:
                autosave.retire(self._app.folders, kept.path)
