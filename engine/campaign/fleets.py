"""What a fleet can do, by its ships and its landing force: the figures of the tables (C4.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from engine.campaign.records import Ship, Unit
from engine.campaign.vocabulary import Duty, Field, Mission

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.campaign.numbers import CampaignNumbers, ShipNumbers
    from engine.campaign.records import Fielded, Fleet, House

_T = TypeVar("_T", Ship, Unit)


def by_id(items: Iterable[_T]) -> tuple[_T, ...]:
    """Return ships or units in the order of their ids, which are compared as text (C14.3)."""
    return tuple(sorted(items, key=lambda item: item.id))


def attack_of(ship: Ship, numbers: ShipNumbers) -> int:
    """Return the attack of a ship, half of the table's when crippled; without research (C4.1)."""
    attack = numbers.hulls[ship.hull].attack
    return attack // 2 if ship.is_crippled else attack


def total_attack(ships: Iterable[Ship], numbers: ShipNumbers) -> int:
    """Return the attack of ships together, by the table (C4.1)."""
    return sum(attack_of(ship, numbers) for ship in ships)


def bombardment_of(ships: Iterable[Ship], numbers: ShipNumbers) -> int:
    """Return the bombardment of ships together, half of a crippled one's (C4.1)."""
    total = 0
    for ship in ships:
        strikes = numbers.hulls[ship.hull].bombardment
        total += strikes // 2 if ship.is_crippled else strikes
    return total


def capacity_of(ships: Iterable[Ship], numbers: ShipNumbers) -> int:
    """Return the VALUE that ships carry; a crippled one carries all of its (C4.1)."""
    return sum(numbers.hulls[ship.hull].capacity for ship in ships)


def load_of(units: Iterable[Unit], numbers: CampaignNumbers) -> int:
    """Return the VALUE of units (C4.3)."""
    return sum(numbers.units[unit.code].value for unit in units)


def passes_shoals(ships: Iterable[Ship], numbers: ShipNumbers) -> bool:
    """Whether all of the ships pass shoals: none is crippled or of a heavy hull (C4.4)."""
    return all(numbers.hulls[ship.hull].shoals and not ship.is_crippled for ship in ships)


def most_ships(house: House, numbers: ShipNumbers) -> int:
    """Return the most ships that a fleet of a house may have (C4.2)."""
    return numbers.fleet_ships[house.level(Field.ENGINEERING)]


def is_all(ships: Iterable[Ship], duty: Duty, numbers: ShipNumbers) -> bool:
    """Whether all of the ships have one duty."""
    return all(numbers.hulls[ship.hull].duty == duty for ship in ships)


def points_of(unit: Unit | Fielded, numbers: CampaignNumbers) -> int:
    """Return the points of a unit: half for being there, half by its hit points (C10.4)."""
    kind = numbers.units[unit.code]
    return kind.value * (kind.hp_max + unit.hp) // (2 * kind.hp_max)


def has_attack(fleet: Fleet, numbers: ShipNumbers) -> bool:
    """Whether a fleet has attack, by the table (C4.1)."""
    return any(attack_of(ship, numbers) for ship in fleet.ships)


def has_duty(ships: Iterable[Ship], duty: Duty, numbers: ShipNumbers) -> bool:
    """Whether any of the ships has a duty."""
    return any(numbers.hulls[ship.hull].duty == duty for ship in ships)


def is_hidden(fleet: Fleet, numbers: ShipNumbers) -> bool:
    """Whether nobody but its house sees a fleet: scouts alone that spy (C5.4)."""
    return fleet.mission is Mission.SPY and is_all(fleet.ships, Duty.SCOUTING, numbers)
