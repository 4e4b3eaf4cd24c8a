"""Which orders of a packet a later one of it replaces (C4.7): all are legal, the last one holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.campaign.orders import FleetMission, SetPosture, SetResearch, SetTax, parse_order
from engine.sentences import InvalidValue

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.campaign.orders import Order


def replaced_orders(packet: Sequence[str]) -> dict[int, int]:
    """Return the places of orders that are replaced, each with the place of the next such order."""
    replaced: dict[int, int] = {}
    last: dict[tuple[str, str], int] = {}
    for place, text in enumerate(packet):
        try:
            setting = _setting_of(parse_order(text))
        except InvalidValue:
            continue
        if setting is None:
            continue
        if setting in last:
            replaced[last[setting]] = place
        last[setting] = place
    return replaced


def _setting_of(order: Order) -> tuple[str, str] | None:
    """Return what an order sets, whatever it was before; None if it does something else."""
    match order:
        case FleetMission():
            return "mission", order.fleet
        case SetPosture():
            return "posture", order.fleet
        case SetTax():
            return "tax", ""
        case SetResearch():
            return "research", ""
        case _:
            return None
