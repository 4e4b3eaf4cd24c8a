"""What things cost, and the docks that work takes: the figures of the tables (C3.6 to C3.8, C7.2).

Orders are checked, shown and paid by these functions alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engine.campaign.shares import share
from engine.campaign.vocabulary import Condition, Spying, Thing, Work

if TYPE_CHECKING:
    from engine.campaign.numbers import CampaignNumbers, WorldNumbers
    from engine.campaign.records import Ship, World

STARBASE: Final = Thing.STARBASE.value
"""The target of an order that repairs a starbase; everything else is the id of a ship."""


def yard_price(world: World, numbers: WorldNumbers) -> int | None:
    """Return the price of the next level of a world's yard; None if it has the highest."""
    return numbers.yard_prices[world.yard] if world.yard < len(numbers.yard_prices) else None


def thing_price(world: World, thing: Thing, numbers: WorldNumbers) -> int | None:
    """Return the price of a thing at a world (C3.6); None for a yard above the highest level."""
    match thing:
        case Thing.INDUSTRY:
            return numbers.industry_price
        case Thing.YARD:
            return yard_price(world, numbers)
        case Thing.STARBASE:
            return numbers.starbase.price
        case Thing.BATTERY:
            return numbers.battery.price
        case Thing.SHIELD:
            return numbers.shield.price


def muster_price(code: str, numbers: CampaignNumbers) -> int:
    """Return the price of mustering a unit: a share of its VALUE, rounded up (C3.7)."""
    return -(-numbers.units[code].value // numbers.worlds.muster_value)


def repair_price(target: str, numbers: CampaignNumbers) -> int:
    """Return the price of repairing a ship of a hull, or the starbase (C3.8)."""
    if target == STARBASE:
        price = numbers.worlds.starbase.price
    else:
        price = numbers.ships.hulls[target].price
    return share(price, numbers.worlds.repair_price)


def salvage_refund(ship: Ship, numbers: CampaignNumbers) -> int:
    """Return what scrapping a ship brings: a share of its price, half when crippled (C3.8)."""
    refund = share(numbers.ships.hulls[ship.hull].price, numbers.worlds.salvage_refund)
    return refund // 2 if ship.condition is Condition.CRIPPLED else refund


def spy_price(kind: Spying, numbers: CampaignNumbers) -> int:
    """Return the price of a spy mission (C7.2)."""
    prices = numbers.diplomacy.espionage.prices
    return {
        Spying.SURVEY: prices.survey,
        Spying.STEAL: prices.steal,
        Spying.SABOTAGE: prices.sabotage,
        Spying.INCITE: prices.incite,
        Spying.BLIND: prices.blind,
    }[kind]


def docks(world: World, numbers: WorldNumbers) -> int:
    """Return the docks of a world's yard (C3.6)."""
    return world.yard * numbers.docks_per_level


def ships_ordered(world: World, numbers: CampaignNumbers) -> int:
    """Return how many ships are on order at a world."""
    return sum(
        order.work is Work.BUILD and order.thing in numbers.ships.hulls for order in world.orders
    )


def free_docks(world: World, numbers: CampaignNumbers) -> int:
    """Return the docks that are not taken by the ships and repairs on order (C3.6)."""
    taken = 0
    for order in world.orders:
        if order.work is Work.REPAIR:
            taken += 1
        elif order.work is Work.BUILD and order.thing in numbers.ships.hulls:
            taken += numbers.ships.hulls[order.thing].docks
    return docks(world, numbers.worlds) - taken


def musters_left(world: World, numbers: WorldNumbers) -> int:
    """Return how many more units a world can muster this turn, by its population (C3.7)."""
    ordered = sum(order.work is Work.MUSTER for order in world.orders)
    return world.population // numbers.muster_population - ordered
