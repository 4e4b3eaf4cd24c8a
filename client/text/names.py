"""Display names of scenarios, players, units, sides and weapon rules of a battle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from client.text.catalogue import name, text
from engine.battle import generator
from engine.battle.scenario_files import faction_of_side
from engine.battle.side import Side
from engine.data import weapon_rules
from engine.players import scripted_bots

if TYPE_CHECKING:
    from engine.battle.actions import UnitId
    from engine.battle.state import Setup


def scenario_name(code: str) -> str:
    """Return the name of a scenario: for a generated one, its number, and its factions if they were
    chosen.
    """
    if not generator.is_generated(code):
        return name("scenario", code)
    number, factions = generator.split_name(code)
    if not factions:
        return text("scenario.generated", number=number)
    met = text("scenario.between").join(name("faction", faction) for faction in factions)
    return text("scenario.generated-for", number=number, factions=met)


def seat_name(player: str) -> str:
    """Return the one-word name of a player, for a button."""
    return name("seat", player.removeprefix(scripted_bots.BOT))


class BattleNames:
    """The names of the units and sides of one battle, as the log and the cards show them."""

    def __init__(self, setup: Setup) -> None:
        """Name all units: those of one side and type get numbers, in the scenario's order."""
        self._sides = setup.sides
        placed = setup.scenario.units
        self._units = tuple(
            _unit_name([one.unit for one in placed if one.side is unit.side], unit.unit, place)
            for unit, place in zip(placed, _places(setup), strict=True)
        )
        self._factions = tuple(faction_of_side(setup.scenario, side) for side in Side)

    def unit(self, unit: UnitId) -> str:
        """Return the name of a unit: its type, with a number if its side has several of it."""
        return self._units[unit]

    def side_of(self, unit: UnitId) -> Side:
        """Return the side that a unit belongs to."""
        return self._sides[unit]

    def side(self, side: Side) -> str:
        """Return the name of a side: its faction's, unless both sides field the same."""
        mine = self._factions[side.index]
        if mine is None or mine == self._factions[side.other.index]:
            return name("side", side.value)
        return name("faction", mine)


def _places(setup: Setup) -> list[int]:
    """Return for each unit the number of units of its side and type before it."""
    placed = [(one.side, one.unit) for one in setup.scenario.units]
    return [placed[:number].count(one) for number, one in enumerate(placed)]


def _unit_name(of_side: list[str], code: str, place: int) -> str:
    title = name("unit", code)
    if of_side.count(code) == 1:
        return title
    return text("battle.unit", name=title, number=place + 1)


def rule_name(written: str) -> str:
    """Return the display name of a weapon rule, written as in a data file (`RULE` or `RULE x`)."""
    rule = weapon_rules.parse(written)
    keyword = "" if rule.keyword is None else name("keyword", rule.keyword)
    return name("weapon-rule", rule.name, x=rule.number, keyword=keyword)


def rule_names(setup: Setup, weapon: str) -> list[str]:
    """Return the display names of a weapon's rules, in the order of its data."""
    return [rule_name(written) for written in setup.scenario.weapons[weapon].weapon_rules]
