"""The only judge of orders (C13.2).

Where several rules forbid an order, the first is named: malformed, unknown or out of range (C13.1),
not the house's own or not there (C13.2), for missions the way (C4.4), then the table of C13 from
left to right.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from engine.campaign import orders
from engine.campaign.checks.building import check_build, check_muster, check_repair
from engine.campaign.checks.fleet_orders import (
    check_join,
    check_load,
    check_posture,
    check_salvage,
    check_split,
    check_unload,
)
from engine.campaign.checks.missions import check_mission
from engine.campaign.checks.politics import (
    check_diplomacy,
    check_research,
    check_spy_mission,
    check_tax,
)
from engine.campaign.orders import Order, Refusal
from engine.plaintext import abridge, escape

if TYPE_CHECKING:
    from engine.campaign.budget import Budget
    from engine.campaign.checks.reasons import Reason
    from engine.campaign.view import View


def check(view: View, budget: Budget, order: Order) -> Refusal | None:
    """Return why an order is refused, after those that made the budget what it is; None if it is
    legal.
    """
    reason = judge(view, budget, order)
    if reason is None:
        return None
    return Refusal(quote(order.to_text()), reason.rule, reason.sentence)


def quote(text: str) -> str:
    """Return the text of an order as refusals name it: on one line, cut off where it is long."""
    return escape(abridge(text))


def judge(view: View, budget: Budget, order: Order) -> Reason | None:
    """Return the reason why an order is refused: what `check` says, without the order's text."""
    match order:
        case orders.FleetMission():
            return check_mission(view, budget, order)
        case orders.Split():
            return check_split(view, budget, order)
        case orders.Join():
            return check_join(view, budget, order)
        case orders.Load():
            return check_load(view, budget, order)
        case orders.Unload():
            return check_unload(view, budget, order)
        case orders.SetPosture():
            return check_posture(view, budget, order)
        case orders.Salvage():
            return check_salvage(view, budget, order)
        case orders.Build():
            return check_build(view, budget, order)
        case orders.Muster():
            return check_muster(view, budget, order)
        case orders.Repair():
            return check_repair(view, budget, order)
        case orders.SetTax():
            return check_tax(view, budget, order)
        case orders.SetResearch():
            return check_research(view, budget, order)
        case orders.SpyMission():
            return check_spy_mission(view, budget, order)
        case orders.Diplomacy():
            return check_diplomacy(view, budget, order)
        case _:
            assert_never(order)
