"""What units are called in text: by a letter that tells the side, and the number actions use."""

from __future__ import annotations

from typing import Final

from client.text.catalogue import name, text
from engine.battle import Side
from engine.battle.actions import UnitId
from engine.battle.scenario import Scenario


class NumberedNames:
    """Name units by what they are and their label, which no other unit of the battle has."""

    shows_hexes: Final = True
    """The board at the terminal has numbers at its edges."""

    def __init__(self, scenario: Scenario) -> None:
        """Name the units of *scenario*."""
        self._units = scenario.units

    def unit(self, unit: UnitId) -> str:
        """Name a unit."""
        title = name("unit", self._units[unit].unit)
        return text("terminal.unit", name=title, label=self.label(unit))

    def label(self, unit: UnitId) -> str:
        """Return a unit's label: its first letter, a capital for ONE and small for TWO, and id."""
        letter = name("unit", self._units[unit].unit)[0]
        cased = letter.upper() if self.side_of(unit) is Side.ONE else letter.lower()
        return f"{cased}{unit}"

    def side(self, side: Side) -> str:
        """Name a side."""
        return name("side", side.value)

    def side_of(self, unit: UnitId) -> Side:
        """Tell whose unit it is."""
        return self._units[unit].side
