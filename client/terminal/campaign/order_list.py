"""The orders of a turn as a numbered list, with those that later ones replace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from client.text.campaign.order_text import order_text
from client.text.catalogue import text
from engine.campaign.replaced_orders import replaced_orders

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from engine.campaign.vocabulary import HouseId


def order_rows(packet: Sequence[str], house: HouseId) -> Iterator[str]:
    """Yield a line for each order of a packet, with the number of the one that replaces it."""
    replaced = replaced_orders(packet)
    for place, order in enumerate(packet):
        row = text("campaign-play.numbered", n=place + 1, order=order_text(order, house))
        if place in replaced:
            row = text("campaign-play.replaced", order=row, n=replaced[place] + 1)
        yield row


def undone_rows(
    packet: Sequence[str], undone: Iterable[int], kept: Sequence[int], house: HouseId
) -> Iterator[str]:
    """Yield a line for each order that is taken back, and for those that are in force again."""
    for place in undone:
        yield text("campaign-play.undone", order=order_text(packet[place], house))
    still = replaced_orders([packet[place] for place in kept])
    replaced = replaced_orders(packet)
    for number, place in enumerate(kept):
        if place in replaced and number not in still:
            order = order_text(packet[place], house)
            yield text("campaign-play.in-force-again", order=order)
