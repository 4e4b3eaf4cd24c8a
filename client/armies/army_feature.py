"""The armies of the window: their list, the builder, and the ones chosen last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from client.armies.army_menu import ArmyMenuScreen
from client.armies.builder import BuilderScreen
from client.screen import Push
from client.text.catalogue import name, text
from client.tuning import load_tuning
from engine.battle.army import Army
from engine.battle.scenario_files import packaged_materials
from engine.plaintext import escape

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from client.host import Host


class Armies:
    """The armies of the window."""

    def __init__(self, app: Host) -> None:
        """Create the feature for a window."""
        self._app = app
        self.fielded: tuple[str, str] = app.settings.armies
        self._menu: ArmyMenuScreen | None = None
        self._builder: BuilderScreen | None = None

    def open(self) -> None:
        """Push the list of the player's armies."""
        self._menu = ArmyMenuScreen(self._app, self)
        self._app.go(Push(self._menu))

    def build(self, army: Army | None, path: Path | None) -> None:
        """Push the builder of an army, of a new one if it is None."""
        self._builder = BuilderScreen(self._app, army or _new_army(), path)
        self._app.go(Push(self._builder, self._built))

    def _built(self, path: Path | None) -> None:
        self._builder = None
        if self._menu is not None:
            self._menu.choose(path)

    # A feature

    def update(self) -> None:
        """Do nothing: armies are written when they are saved."""

    @property
    def in_play(self) -> bool:
        """Whether a battle is being played: an army is none."""
        return False

    @property
    def is_kept(self) -> bool:
        """Whether a battle is being played and written: an army is none."""
        return False

    @property
    def record(self) -> Sequence[str]:
        """Return nothing: an army is not played."""
        return ()

    def leave(self) -> None:
        """Do nothing: there is no battle to leave."""

    def list_losses(self) -> list[str]:
        """Return the army that is being built, if it is not saved as it is."""
        if self._builder is None or not self._builder.draft.is_changed:
            return []
        return [text("armies.unsaved", name=escape(self._builder.draft.name))]

    def close(self) -> None:
        """Do nothing: nothing is open."""


def _new_army() -> Army:
    """Return an army without units, of the first faction."""
    faction = min(packaged_materials().catalog.factions)
    named = text("armies.unnamed", faction=name("faction", faction))
    return Army(named, faction, load_tuning().armies.first, {})
