"""What units are called where they are named by their numbers, as actions do."""

from __future__ import annotations

from client.texts import name, text
from engine.battle import Side
from engine.battle.actions import UnitId
from engine.battle.scenario import Scenario


class NumberedNames:
    """Name units by what they are and their number, which no other unit of the battle has."""

    def __init__(self, scenario: Scenario) -> None:
        """Name the units of *scenario*."""
        self._units = scenario.units

    def unit(self, unit: UnitId) -> str:
        """Name a unit."""
        return text("terminal.unit", name=name("unit", self._units[unit].unit), number=unit)

    def side(self, side: Side) -> str:
        """Name a side."""
        return name("side", side.value)

    def side_of(self, unit: UnitId) -> Side:
        """Tell whose unit it is."""
        return self._units[unit].side
