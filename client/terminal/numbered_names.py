"""The names of units in text: with a letter for the side, and the number that actions use."""

from __future__ import annotations

from typing import Final

from client.text.catalogue import name, text
from client.text.nouns import renamed
from engine.battle import Side
from engine.battle.actions import UnitId
from engine.battle.scenario import Scenario


class NumberedNames:
    """The names of units: their type and their label, which is unique in the battle."""

    shows_hexes: Final = True
    """The board in the terminal has numbers at its edges."""

    def __init__(self, scenario: Scenario) -> None:
        """Create the names of the units of *scenario*."""
        self._units = scenario.units

    def unit(self, unit: UnitId) -> str:
        """Return the name of a unit."""
        title = name("unit", self._units[unit].unit)
        return renamed(title, text("terminal.unit", name=title, label=self.label(unit)))

    def label(self, unit: UnitId) -> str:
        """Return a unit's label: its first letter, a capital for ONE and small for TWO, and its
        id.
        """
        letter = name("unit", self._units[unit].unit)[0]
        cased = letter.upper() if self.side_of(unit) is Side.ONE else letter.lower()
        return f"{cased}{unit}"

    def id_of(self, word: str) -> UnitId | None:
        """Return the unit that a typed word names, by its number or its label in any case; None if
        there is none.
        """
        wanted = word.casefold()
        for unit in range(len(self._units)):
            if wanted in {str(unit), self.label(unit).casefold()}:
                return unit
        return None

    def side(self, side: Side) -> str:
        """Return the name of a side."""
        return name("side", side.value)

    def side_of(self, unit: UnitId) -> Side:
        """Return the side of a unit."""
        return self._units[unit].side
