"""Packets: the orders of a house for one turn, and what became of them (C13.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.campaign.budget import Budget
from engine.campaign.checks import check, quote
from engine.campaign.obedience import obey
from engine.campaign.orders import Order, Refusal, parse_order
from engine.sentences import InvalidValue

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.campaign.view import View
    from engine.campaign.vocabulary import HouseId


class CheckedOrders:
    """A packet that was checked, order by order, against what the house knew (C13.2).

    There is no way to make one without the check; the orders phase takes nothing else. *budget* is
    what the accepted orders leave, and *refusals* say why the others were refused: an order that is
    refused changes nothing, and the rest of the packet stands.
    """

    def __init__(self, view: View, packet: Iterable[Order | str]) -> None:
        """Check the orders of a packet, given as such or as texts."""
        self.house: HouseId = view.house.id
        self.turn = view.turn
        budget = Budget.of_view(view)
        refusals = [_take(view, budget, order) for order in packet]
        self.refusals: tuple[Refusal, ...] = tuple(one for one in refusals if one is not None)
        self.accepted: tuple[Order, ...] = tuple(budget.accepted)
        self._budget = budget

    @property
    def budget(self) -> Budget:
        """Return a copy of what the accepted orders leave."""
        return self._budget.copy()


def check_packet(view: View, packet: Iterable[Order | str]) -> CheckedOrders:
    """Return a packet with each of its orders accepted or refused."""
    return CheckedOrders(view, packet)


def _take(view: View, budget: Budget, order: Order | str) -> Refusal | None:
    if isinstance(order, str):
        try:
            parsed = parse_order(order)
        except InvalidValue as error:
            return Refusal(quote(order), "C13.1", error.sentence)
    else:
        parsed = order
    refusal = check(view, budget, parsed)
    if refusal is None:
        obey(view, budget, parsed)
    return refusal
