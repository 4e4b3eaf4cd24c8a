"""What a house can order now: lists of candidates, and completions of what is being typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from client.text.campaign.order_text import order_text
from client.text.campaign.words import fold
from client.text.catalogue import text
from client.text.format import comma_list
from engine.campaign.fleets import passes_shoals
from engine.campaign.orders import FleetMission
from engine.campaign.routes import eta, find_route

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from engine.campaign.budget import Budget
    from engine.campaign.orders import Order
    from engine.campaign.view import View


def choice_rows(
    view: View, budget: Budget, candidates: Iterable[Order], subject: str | None
) -> Iterator[str]:
    """Yield what can be ordered of a fleet or a world, or of the house itself: a line a verb."""
    house = view.house.id
    words: dict[str, list[str]] = {}
    for order in candidates:
        if _subject_of(order) == subject:
            verb, *rest = order_text(order.to_text(), house).split(" ")
            shown = " ".join(rest if subject is None else rest[1:])
            words.setdefault(verb, []).append(shown + _turns(view, budget, order))
    for verb, choices in words.items():
        yield text("campaign-play.can", verb=verb, choices=comma_list(choices))


def completions(
    candidates: Iterable[Order], house: str, commands: Sequence[str], line: str
) -> list[str]:
    """Return the words that may come next in a line of which the last word is being typed."""
    *before, begun = line.split(" ")
    typed = [fold(word) for word in before if word]
    found = [] if typed else list(commands)
    for order in candidates:
        words = order_text(order.to_text(), house).split(" ")
        if len(words) > len(typed) and [fold(word) for word in words[: len(typed)]] == typed:
            found.append(words[len(typed)])
    wanted = fold(begun)
    return [word for word in dict.fromkeys(found) if fold(word).startswith(wanted)]


def _subject_of(order: Order) -> str | None:
    """Return the fleet or the world that an order is given to; None for those of the house."""
    fields = msgspec.structs.asdict(order)
    for subject in ("fleet", "world"):
        if subject in fields:
            return str(fields[subject])
    return None


def _turns(view: View, budget: Budget, order: Order) -> str:
    """Return how many turns a mission takes, in parentheses; nothing for other orders."""
    if not isinstance(order, FleetMission):
        return ""
    fleet = budget.fleets[order.fleet]
    ships = view.numbers.ships
    shoals = passes_shoals(fleet.ships, ships)
    route = find_route(view.map, ships, fleet.world, order.world, shoals=shoals)
    return "" if route is None else f" ({eta(route, ships)})"
