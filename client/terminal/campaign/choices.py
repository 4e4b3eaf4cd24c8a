"""What a house can order now: lists of candidates, and completions of what is being typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from client.terminal.campaign.helping import HELP
from client.terminal.campaign.landing_answers import NOW
from client.text.campaign.encyclopedia import topics
from client.text.campaign.order_text import order_text, short_name
from client.text.campaign.words import fold, typed
from client.text.catalogue import text
from client.text.format import comma_list
from engine.campaign.checks import check
from engine.campaign.checks.means import price_of, with_any_price
from engine.campaign.fleets import passes_shoals
from engine.campaign.kinds import open_kinds
from engine.campaign.orders import VERBS, Build, FleetMission, Muster, Repair, SetResearch
from engine.campaign.prices import STARBASE
from engine.campaign.routes import eta, find_route
from engine.campaign.vocabulary import Thing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from engine.campaign.budget import Budget
    from engine.campaign.orders import Order
    from engine.campaign.view import View


_APART: Final = " | "
"""The separator of worlds that are reached in different numbers of turns."""


def choice_rows(
    view: View, budget: Budget, candidates: Iterable[Order], subject: str | None
) -> Iterator[str]:
    """Yield what can be ordered of a fleet or a world, or of the house itself: a line a verb."""
    house = view.house.id
    words: dict[str, dict[str, None]] = {}
    goals: dict[str, dict[int, list[str]]] = {}
    for order in candidates:
        if _subject_of(order) != subject:
            continue
        verb, *rest = order_text(order.to_text(), house).split(" ")
        if isinstance(order, FleetMission):
            turns = _turns(view, budget, order)
            goals.setdefault(verb, {}).setdefault(turns, []).append(order.world)
            continue
        if isinstance(order, SetResearch):
            rest = rest[:1]  # its weights are whatever one types
        shown = " ".join(rest if subject is None else rest[1:])
        words.setdefault(verb, {})[shown + _price(view, budget, order)] = None
    for verb, worlds in goals.items():
        words[verb] = dict.fromkeys(
            f"{comma_list(names)} ({turns})" for turns, names in sorted(worlds.items())
        )
    for verb in goals:
        yield text("campaign-play.can", verb=verb, choices=_APART.join(words.pop(verb)))
    for verb, choices in words.items():
        yield text("campaign-play.can", verb=verb, choices=comma_list(choices))


def nothing_row(view: View, budget: Budget, subject: str | None) -> str:
    """Return why nothing can be ordered of a world, a fleet or the house: what is possible there
    may be too dear.
    """
    prices = []
    if subject in budget.worlds:
        rich = with_any_price(budget)
        possible = (one for one in _works(view, budget, subject) if not check(view, rich, one))
        prices = [price for one in possible if (price := price_of(view, budget, one)) is not None]
    if not prices:
        return text("campaign-play.can-nothing")
    left = budget.house.treasury
    return text("campaign-play.can-pay-nothing", world=subject, price=min(prices), left=left)


def _works(view: View, budget: Budget, world: str) -> Iterator[Order]:
    """Yield all that worlds do, at one of the house, whether it is legal or not."""
    yield from (Build(world, thing) for thing in (*Thing, *view.numbers.ships.hulls))
    yield from (Muster(world, kind) for kind in open_kinds(view.house, view.numbers))
    ships = (ship for fleet in budget.fleets.values() for ship in fleet.ships)
    yield from (Repair(world, target) for target in (STARBASE, *(ship.id for ship in ships)))


def completions(
    candidates: Iterable[Order], house: str, lines: Iterable[str], line: str
) -> list[str]:
    """Return the words that may come next where the last word of *line* is being typed.

    They are those of orders, and of other *lines* that can be typed.
    """
    *before, begun = line.split(" ")
    typed_words = [fold(word) for word in before if word]
    found = []
    orders = (order_text(order.to_text(), house) for order in candidates)
    for one in (*lines, *orders):
        words = one.split(" ")
        if len(words) > len(typed_words) and _starts(words, typed_words):
            found.append(words[len(typed_words)])
    wanted = fold(begun)
    return [word for word in dict.fromkeys(found) if fold(word).startswith(wanted)]


def _starts(words: list[str], typed_words: list[str]) -> bool:
    return [fold(word) for word in words[: len(typed_words)]] == typed_words


def command_lines(view: View, budget: Budget, commands: Iterable[str]) -> Iterator[str]:
    """Yield the lines of commands, with the words that can come after them."""
    fleets = [short_name(name, view.house.id) for name in budget.fleets]
    words = {
        "world": list(view.map.sites),
        "fleet": fleets,
        "can": [*fleets, *budget.worlds],
        "end": [typed("answer", NOW)],
        "undo": [typed("answer", "all")],
        "help": [
            *(typed("verb", verb) for verb in VERBS),
            *(typed(*topic) for topic in topics(view.numbers)),
        ],
    }
    for command in commands:
        shown = typed("command", command)
        yield shown
        if command in words:
            yield from (f"{shown} {word}" for word in words[command])
    yield from (f"{HELP} {word}" for word in words["help"])
    yield from (f"{HELP} {typed('command', command)}" for command in commands)


def _subject_of(order: Order) -> str | None:
    """Return the fleet or the world that an order is given to; None for those of the house."""
    fields = msgspec.structs.asdict(order)
    for subject in ("fleet", "world"):
        if subject in fields:
            return str(fields[subject])
    return None


def _price(view: View, budget: Budget, order: Order) -> str:
    """Return the price of what has one, in parentheses."""
    price = price_of(view, budget, order)
    return "" if price is None else f" ({price})"


def _turns(view: View, budget: Budget, order: FleetMission) -> int:
    fleet = budget.fleets[order.fleet]
    ships = view.numbers.ships
    shoals = passes_shoals(fleet.ships, ships)
    route = find_route(view.map, ships, fleet.world, order.world, shoals=shoals)
    assert route is not None, "check refuses a mission without a way"
    return eta(route, ships)
