"""The decisions that a packet consists of: at each, what was offered and what was chosen.

An order that is not offered is taken for smaller ones that come to the same, where there are any:
units are loaded or unloaded one by one, and research gets its weights before its share. Where one
of these is not offered either, its decision is left out, and the packet goes on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from engine.campaign.budget import Budget
from engine.campaign.checks import check
from engine.campaign.encoding.codec import END_PACKET, Codec, Decision
from engine.campaign.encoding.offer import changes_nothing, normalise
from engine.campaign.obedience import obey
from engine.campaign.orders import Load, Order, SetResearch, Unload

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from engine.campaign.view import View


class Choice(NamedTuple):
    """A decision, and the row that was chosen."""

    decision: Decision
    chosen: int


class PacketChoices(NamedTuple):
    """The choices of a packet, the last one being its end.

    *split* counts the orders that were taken for smaller ones, *left_out* the decisions of which
    the choice was not offered. *budget* is what the packet leaves.
    """

    choices: tuple[Choice, ...]
    split: int
    left_out: int
    budget: Budget


def choices_of(codec: Codec, view: View, packet: Iterable[Order]) -> PacketChoices:
    """Return the decisions of a packet of legal orders, in sequence; refused orders are no
    decisions. EncodingError for a campaign that exceeds the encoding.
    """
    encoder = codec.begin_packet(view)
    budget = Budget.of_view(view)
    choices: list[Choice] = []
    split = left_out = 0
    for order in packet:
        if check(view, budget, order) is not None or changes_nothing(budget, order):
            continue
        decision = encoder.encode(budget)
        steps: Sequence[Order] = [order]
        if normalise(order) not in decision.orders:
            steps = _steps_of(order, budget)
            split += len(steps) > 1
        for number, step in enumerate(steps):
            if number:
                decision = encoder.encode(budget)
            if normalise(step) in decision.orders:
                choices.append(Choice(decision, decision.encode(step)))
            else:
                left_out += 1
            obey(view, budget, step)
    choices.append(Choice(encoder.encode(budget), END_PACKET))
    return PacketChoices(tuple(choices), split, left_out, budget)


def _steps_of(order: Order, budget: Budget) -> list[Order]:
    """Return smaller orders that come to the same; the order itself where there are none."""
    house = budget.house
    match order:
        case Load() | Unload():
            return [type(order)(order.fleet, (unit,)) for unit in sorted(order.units)]
        case SetResearch():
            steps = [SetResearch(house.research_share, order.weights), order]
            return [step for step in steps if step.weights != house.weights or step is order]
        case _:
            return [order]
