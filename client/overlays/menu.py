"""The menu of a battle."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, Final

from client.battle.input.keys import KeyCommand
from client.draw.ui.panels import ButtonFace, ButtonKind
from client.overlays.battle_overlay import WIDTH, BattleOverlay
from client.overlays.dialog_overlay import Choice
from client.screen import PAUSE
from client.text.catalogue import text
from client.widgets.dialog import Dialog, DialogShape

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from client.overlays.dialog_overlay import OverlayHost
    from client.widgets.dialog import DialogButton


class MenuChoice(enum.Enum):
    """The entries of the menu of a battle; the value is the key of its name in the catalogue."""

    RESUME = "battle.menu.resume"
    SAVE = "battle.menu.save"
    RESTART = "battle.menu.restart"
    CONCEDE = "battle.menu.concede"
    SETTINGS = "battle.menu.settings"
    HELP = "battle.menu.help"
    LEAVE = "battle.menu.leave"


BATTLES_ONLY: Final = frozenset({MenuChoice.SAVE, MenuChoice.RESTART, MenuChoice.CONCEDE})
"""Entries that neither a lesson nor a puzzle has a use for."""
_ICONS: Final = {
    MenuChoice.RESUME: "play",
    MenuChoice.SAVE: "save",
    MenuChoice.RESTART: "undo",
    MenuChoice.CONCEDE: "flag",
    MenuChoice.SETTINGS: "gear",
    MenuChoice.HELP: "book",
    MenuChoice.LEAVE: "exit",
}
_KINDS: Final = {MenuChoice.RESUME: ButtonKind.PRIMARY, MenuChoice.LEAVE: ButtonKind.CANCEL}


class MenuOverlay(BattleOverlay[MenuChoice]):
    """The menu; the battle pauses meanwhile."""

    layer = PAUSE
    title = "battle.menu.title"
    """The key of the title."""

    def __init__(
        self, app: OverlayHost, left_out: Collection[MenuChoice], lines: Sequence[str] = ()
    ) -> None:
        """Create the menu without the entries *left_out*, below *lines* about the battle."""
        super().__init__(app)
        self._left_out = frozenset(left_out)
        self._lines = tuple(lines)

    def choices(self) -> list[Choice[MenuChoice]]:
        """Return the entries."""
        return [
            Choice(
                choice,
                ButtonFace(text(choice.value), _ICONS[choice]),
                _KINDS[choice] if choice in _KINDS else ButtonKind.NORMAL,
            )
            for choice in MenuChoice
            if choice not in self._left_out
        ]

    def commands(self) -> dict[KeyCommand, MenuChoice]:
        """Return the keys that close the menu."""
        return {KeyCommand.BACK: MenuChoice.RESUME, KeyCommand.MENU: MenuChoice.RESUME}

    def build(self, buttons: Sequence[DialogButton]) -> Dialog:
        """Return a column of entries, below what is told."""
        shape = DialogShape(WIDTH, stacked=True)
        title = text(self.title)
        return Dialog(self.app.style, self.app.size, title, self._lines, buttons, shape=shape)
