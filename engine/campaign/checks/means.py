"""What keeps a house from an order besides its stores, and what the order costs (C3.5, C13.2).

`check` names the first reason of the table of C13, which may be the price where a level of research
is missing, too. Who is told of the price alone saves stores for nothing.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from engine.campaign.checks import check, quote
from engine.campaign.checks.reasons import too_dear
from engine.campaign.orders import Build, Muster, Refusal, Repair, SpyMission
from engine.campaign.prices import (
    STARBASE,
    muster_price,
    repair_price,
    spy_price,
    thing_price,
)
from engine.campaign.vocabulary import Thing

if TYPE_CHECKING:
    from engine.campaign.budget import Budget
    from engine.campaign.orders import Order
    from engine.campaign.view import View

_UNPRICED: Final = frozenset({"C13.1", "C13.2"})
"""Rules by which an order is about nothing that has a price."""


def refusals(view: View, budget: Budget, order: Order) -> list[Refusal]:
    """Return why an order is refused: first what no stores can mend, then the price if it is too
    high; nothing if the order is legal.
    """
    found = []
    lasting = check(view, with_any_price(budget), order)
    if lasting is not None:
        found.append(lasting)
        if lasting.rule in _UNPRICED:
            return found
    price = price_of(view, budget, order)
    dear = None if price is None else too_dear(budget, price)
    if dear is not None:
        found.append(Refusal(quote(order.to_text()), dear.rule, dear.sentence))
    return found


def with_any_price(budget: Budget) -> Budget:
    """Return a budget that is left the same and can pay whatever there is."""
    twin = budget.copy()
    twin.house = replace(twin.house, treasury=sys.maxsize)
    return twin


def price_of(view: View, budget: Budget, order: Order) -> int | None:
    """Return the price of an order about what there is; None if it has none."""
    numbers = view.numbers
    match order:
        case Build() if order.thing in numbers.ships.hulls:
            return numbers.ships.hulls[order.thing].price
        case Build():
            return thing_price(budget.worlds[order.world], Thing(order.thing), numbers.worlds)
        case Muster():
            return muster_price(order.kind, numbers)
        case Repair():
            return repair_price(_repaired(budget, order.target), numbers)
        case SpyMission():
            return spy_price(order.kind, numbers)
        case _:
            return None


def _repaired(budget: Budget, target: str) -> str:
    """Return the hull of a ship of the house, or the word for a starbase."""
    if target == STARBASE:
        return target
    fleets = budget.fleets.values()
    return next(ship.hull for fleet in fleets for ship in fleet.ships if ship.id == target)
