"""What factions, players and weapon rules of a battle are called; the rest names itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from client.texts import name, text
from engine.battle import generator
from engine.battle.scenario_files import faction_of_side
from engine.battle.side import Side
from engine.data import weapon_rules
from engine.players import scripted_bots

if TYPE_CHECKING:
    from client.battle.seats import Seats
    from engine.battle.actions import UnitId
    from engine.battle.state import Setup


def scenario_name(code: str) -> str:
    """Name a scenario; a generated one by its number, and its factions where these were chosen."""
    if not generator.is_generated(code):
        return name("scenario", code)
    number, factions = generator.split_name(code)
    if not factions:
        return text("scenario.generated", number=number)
    met = text("scenario.between").join(name("faction", faction) for faction in factions)
    return text("scenario.generated-for", number=number, factions=met)


def seat_name(player: str) -> str:
    """Name a player in one word, for a button."""
    return name("seat", player.removeprefix(scripted_bots.BOT))


class Names:
    """Name the units and sides of one battle, as the log and the cards do."""

    def __init__(self, setup: Setup) -> None:
        """Give numbers to units that share side and kind, in the scenario's order from 1."""
        self._sides = setup.sides
        placed = setup.scenario.units
        self._units = tuple(
            _unit_name([one.unit for one in placed if one.side is unit.side], unit.unit, place)
            for unit, place in zip(placed, _places(setup), strict=True)
        )
        self._factions = tuple(faction_of_side(setup.scenario, side) for side in Side)

    def unit(self, unit: UnitId) -> str:
        """Name a unit: its kind, with a number where its side has several of it."""
        return self._units[unit]

    def side_of(self, unit: UnitId) -> Side:
        """Tell whose unit it is."""
        return self._sides[unit]

    def side(self, side: Side) -> str:
        """Name a side: by its faction where that tells the two apart."""
        mine = self._factions[side.index]
        if mine is None or mine == self._factions[side.other.index]:
            return name("side", side.value)
        return name("faction", mine)


def _places(setup: Setup) -> list[int]:
    """Count for each unit those of its side and kind before it."""
    placed = [(one.side, one.unit) for one in setup.scenario.units]
    return [placed[:number].count(one) for number, one in enumerate(placed)]


def _unit_name(of_side: list[str], code: str, place: int) -> str:
    title = name("unit", code)
    if of_side.count(code) == 1:
        return title
    return text("battle.unit", name=title, number=place + 1)


def player_name(seats: Seats, side: Side) -> str:
    """Name who plays a side: you, where only one person does."""
    if seats.is_person(side) and not seats.shared:
        return text("battle.turn.you")
    named = name("player", seats.player(side))
    return named[:1].upper() + named[1:]


def rule_name(written: str) -> str:
    """Name a weapon rule as a data file writes it (`RULE` or `RULE x`), in our own words."""
    rule = weapon_rules.parse(written)
    keyword = "" if rule.keyword is None else name("keyword", rule.keyword)
    return name("weapon-rule", rule.name, x=rule.number, keyword=keyword)


def rule_names(setup: Setup, weapon: str) -> list[str]:
    """Name the rules of a weapon, in the order of its data."""
    return [rule_name(written) for written in setup.scenario.weapons[weapon].weapon_rules]


def listing(parts: list[str]) -> str:
    """Join the parts of a list as a sentence does."""
    if len(parts) < 2:
        return "".join(parts)
    return text("battle.and", first=", ".join(parts[:-1]), last=parts[-1])


def percent(chance: float) -> str:
    """Write a chance as whole per cent: 100 only for what is certain, 0 only for what cannot be."""
    whole = round(100 * chance)
    if whole == 100 and chance < 1 - 1e-9:
        whole = 99
    if whole == 0 and chance > 1e-9:
        return text("battle.under-percent", n=1)
    return text("battle.percent", n=whole)


def amount(number: float) -> str:
    """Write an amount with one decimal."""
    return text("battle.amount", n=f"{number:.1f}")
