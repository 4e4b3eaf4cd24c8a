"""The names of units in a log that is only read: the window's, so that both tell one story."""

from __future__ import annotations

from typing import Final

from client.text.catalogue import name
from client.text.names import BattleNames
from engine.battle import Side
from engine.battle.actions import UnitId
from engine.battle.state import Setup


class LogNames:
    """The window's names of units; sides are named as at the beginning of the log."""

    shows_hexes: Final = True
    """There is no board to see where something happened."""

    def __init__(self, setup: Setup) -> None:
        """Create the names of the units of a battle."""
        self._battle: Final = BattleNames(setup)

    def unit(self, unit: UnitId) -> str:
        """Return the name of a unit."""
        return self._battle.unit(unit)

    def side(self, side: Side) -> str:
        """Return the name of a side."""
        return name("side", side.value)

    def side_of(self, unit: UnitId) -> Side:
        """Return the side of a unit."""
        return self._battle.side_of(unit)
