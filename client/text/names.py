"""Display names of scenarios, players, units, sides and weapon rules of a battle."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from client.text.catalogue import language, name, text
from client.text.nouns import renamed
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
    if generator.is_staged(code):
        return text("scenario.staged")
    if not generator.is_generated(code):
        return name("scenario", code)
    number, factions = generator.split_name(code)
    if not factions:
        return text("scenario.generated", number=number)
    one, two = (name("faction", faction) for faction in factions)
    return text("scenario.generated-for", number=number, one=one, two=two)


def seat_name(player: str) -> str:
    """Return the one-word name of a player, for a button."""
    return name("seat", player.removeprefix(scripted_bots.BOT))


class BattleNames:
    """The names of the units and sides of one battle, as the log and the cards show them."""

    shows_hexes: Final = False
    """The board of the window shows no hex numbers."""

    def __init__(self, setup: Setup) -> None:
        """Set whose units and sides are named; the names are those of the current language."""
        self._sides = setup.sides
        self._codes = [placed.unit for placed in setup.scenario.units]
        self._units: tuple[str, tuple[str, ...]] | None = None
        self._factions = tuple(faction_of_side(setup.scenario, side) for side in Side)

    def unit(self, unit: UnitId) -> str:
        """Return the name of a unit, which no other has: its type, with a number if need be."""
        if self._units is None or self._units[0] != language():
            titles = [name("unit", code) for code in self._codes]
            self._units = language(), _numbered(titles)
        return self._units[1][unit]

    def side_of(self, unit: UnitId) -> Side:
        """Return the side that a unit belongs to."""
        return self._sides[unit]

    def side(self, side: Side) -> str:
        """Return the name of a side: its faction's, unless both sides field the same."""
        mine = self._factions[side.index]
        if mine is None or mine == self._factions[side.other.index]:
            return name("side", side.value)
        return name("faction", mine)


def _numbered(titles: list[str]) -> tuple[str, ...]:
    """Return titles, with a number after each that occurs more than once, on either side."""
    return tuple(
        title
        if titles.count(title) == 1
        else renamed(
            title, text("battle.unit", name=title, number=titles[: place + 1].count(title))
        )
        for place, title in enumerate(titles)
    )


def rule_name(written: str) -> str:
    """Return the display name of a weapon rule, written as in a data file (`RULE` or `RULE x`)."""
    rule = weapon_rules.parse(written)
    keyword = "" if rule.keyword is None else name("keyword", rule.keyword)
    return name("weapon-rule", rule.name, x=rule.number, keyword=keyword)


def rule_names(setup: Setup, weapon: str) -> list[str]:
    """Return the display names of a weapon's rules, in the order of its data."""
    return [rule_name(written) for written in setup.scenario.weapons[weapon].weapon_rules]
