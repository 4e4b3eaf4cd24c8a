"""Short lines that stand for several orders: `load f6 best`, `repair all`, `garrison w24 200` …

They become the orders that a player could have typed one by one, which are judged one by one, are
in the packet and can be taken back from it (C13.3).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from client.text.campaign.words import code_of, fold, typed
from engine.campaign.budget import Budget
from engine.campaign.checks import check
from engine.campaign.fleets import capacity_of, load_of, points_of
from engine.campaign.kinds import open_kinds
from engine.campaign.obedience import obey
from engine.campaign.orders import (
    VERBS,
    Build,
    Join,
    Load,
    Muster,
    Order,
    Repair,
    Split,
    Unload,
    parse_order,
)
from engine.campaign.prices import STARBASE
from engine.campaign.vocabulary import Condition, Work
from engine.sentences import InvalidValue

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from engine.campaign.orders import Refusal
    from engine.campaign.records import Fleet, World
    from engine.campaign.view import View

ALL: Final = "all"
BEST: Final = "best"
CRIPPLED: Final = "crippled"
CHOICES: Final = (ALL, BEST, CRIPPLED)
"""Words that stand for names which they choose."""
GARRISON: Final = "garrison"
REPEAT: Final = "repeat"
COMMANDS: Final = (GARRISON, REPEAT)
"""The short lines that do not begin with the verb of an order."""
MOST_TIMES: Final = 2
"""Digits of how often a work is ordered."""


class Expansion(NamedTuple):
    """What a short line stands for: orders that are legal one after another.

    *refusal* is that of the first one that is not, None if all are.
    """

    orders: list[Order]
    refusal: Refusal | None


_Wanted: TypeAlias = "Callable[[View, Budget], Iterator[Order]]"
"""Yields the orders of a short line, each after the one before was obeyed."""


def expand(view: View, budget: Budget, line: str, last: Iterable[str]) -> Expansion | None:
    """Return what a line stands for, None if it is no short one.

    It has the codes of verbs, as `OrderReader` reads them, and the words as they were typed; *last*
    is the packet of the turn before.
    """
    wanted = _wanted(line.split(" "), last)
    if wanted is None:
        return None
    left = budget.copy()
    orders: list[Order] = []
    first = None
    for order in wanted(view, left):
        refusal = check(view, left, order)
        if refusal is None:
            obey(view, left, order)
            orders.append(order)
        elif first is None:
            first = refusal
    return Expansion(orders, first)


def _wanted(words: list[str], last: Iterable[str]) -> _Wanted | None:
    """Return what yields the orders of a short line, each after the one before was obeyed."""
    verb, *rest = words
    chosen = code_of("answer", rest[-1], CHOICES) if rest else None
    match [_command(verb) or verb, *rest]:
        case ["load", fleet, _] if chosen in {ALL, BEST}:
            return lambda view, left: _load(view, left, fleet, best=chosen == BEST)
        case ["unload", fleet, _] if chosen == ALL:
            return lambda _, left: _unload(left, fleet)
        case ["split", fleet, _] if chosen == CRIPPLED:
            return lambda _, left: _split(left, fleet)
        case ["join", which, into] if code_of("answer", which, [ALL]) is not None:
            return lambda _, left: _join(left, into)
        case ["repair", *worlds, _] if chosen == ALL and len(worlds) <= 1:
            return lambda _, left: _repair(left, worlds)
        case ["build" | "muster", world, thing, times] if _is_number(times):
            order = parse_order(f"{verb} {world} {thing}")
            return lambda _view, _left: iter([order] * int(times))
        case ["garrison", world, points] if _is_number(points, digits=len(points)):
            return lambda view, left: _garrison(view, left, fold(world), int(points))
        case ["repeat", *worlds] if len(worlds) <= 1:
            return lambda _view, _left: _repeat(last, [fold(world) for world in worlds])
        case _:
            return None


def _command(word: str) -> str | None:
    return None if word in VERBS else code_of("command", word, COMMANDS)


def _is_number(word: str, digits: int = MOST_TIMES) -> bool:
    return word.isascii() and word.isdigit() and len(word) <= digits


def legal_part(
    view: View, packet: Iterable[str]
) -> tuple[list[str], list[tuple[str, Refusal | None]]]:
    """Return the orders of a packet that are legal one after another, and the others with why."""
    budget = Budget.of_view(view)
    kept: list[str] = []
    lost: list[tuple[str, Refusal | None]] = []
    for text in packet:
        try:
            order = parse_order(text)
        except InvalidValue:
            lost.append((text, None))
            continue
        refusal = check(view, budget, order)
        if refusal is None:
            obey(view, budget, order)
            kept.append(text)
        else:
            lost.append((text, refusal))
    return kept, lost


# Fleets


def _own(budget: Budget, name: str) -> Fleet | None:
    return budget.fleets[name] if name in budget.fleets else None


def _load(view: View, left: Budget, name: str, *, best: bool) -> Iterator[Order]:
    """Yield the order that takes aboard who fits: the best by points, or the most of them."""
    fleet = _own(left, name)
    if fleet is None or fleet.world not in left.worlds:
        yield Load(name, _anybody(left))
        return
    numbers = view.numbers
    room = capacity_of(fleet.ships, numbers.ships) - load_of(fleet.units, numbers)
    garrison = left.worlds[fleet.world].garrison
    chosen = []
    for unit in sorted(
        garrison,
        key=lambda one: -points_of(one, numbers) if best else numbers.units[one.code].value,
    ):
        if numbers.units[unit.code].value <= room:
            room -= numbers.units[unit.code].value
            chosen.append(unit.id)
    if garrison:  # nobody fits: the refusal of one of them says how much room there is
        yield Load(name, tuple(sorted(chosen)) or (garrison[0].id,))


def _anybody(left: Budget) -> tuple[str, ...]:
    """Return a unit of the house, for an order that is refused whoever it names."""
    aboard = [unit.id for fleet in left.fleets.values() for unit in fleet.units]
    garrisons = [unit.id for world in left.worlds.values() for unit in world.garrison]
    return tuple((*aboard, *garrisons)[:1]) or (ALL,)


def _unload(left: Budget, name: str) -> Iterator[Order]:
    fleet = _own(left, name)
    if fleet is None:
        yield Unload(name, _anybody(left))
    elif fleet.units:
        yield Unload(name, tuple(unit.id for unit in fleet.units))


def _split(left: Budget, name: str) -> Iterator[Order]:
    fleet = _own(left, name)
    ships = () if fleet is None else fleet.ships
    yield Split(name, tuple(ship.id for ship in ships if ship.is_crippled), ())


def _join(left: Budget, into: str) -> Iterator[Order]:
    """Yield the orders that put all fleets at the place of one into it."""
    fleet = _own(left, into)
    others = [
        one.id
        for one in left.fleets.values()
        if fleet is not None and one.world == fleet.world and one.id != into
    ]
    for other in sorted(others) or [into]:
        yield Join(other, into)


# Worlds


def _repair(left: Budget, worlds: Sequence[str]) -> Iterator[Order]:
    """Yield the repairs of all that is crippled at a world, or at all with a yard."""
    names = [fold(world) for world in worlds] or sorted(
        name for name, world in left.worlds.items() if world.yard
    )
    for name in names:
        found = [
            ship.id
            for _, fleet in sorted(left.fleets.items())
            if fleet.world == name
            for ship in fleet.ships
            if ship.is_crippled
        ]
        if name in left.worlds and left.worlds[name].starbase is Condition.CRIPPLED:
            found.append(STARBASE)
        for target in found or ([STARBASE] if worlds else []):
            yield Repair(name, target)


def _garrison(view: View, left: Budget, name: str, points: int) -> Iterator[Order]:
    """Yield musters until a garrison has so many points: each time the unit of the largest VALUE
    that is not more than what is missing, or else the smallest.
    """
    numbers = view.numbers
    kinds = sorted(open_kinds(view.house, numbers), key=lambda kind: numbers.units[kind].value)
    while name in left.worlds:
        missing = points - _garrison_points(view, left.worlds[name])
        if missing <= 0:
            return
        fitting = [kind for kind in kinds if numbers.units[kind].value <= missing]
        before = len(left.accepted)
        yield Muster(name, (fitting or kinds[:1])[-1])
        if len(left.accepted) == before:
            return
    yield Muster(name, kinds[0])


def _garrison_points(view: View, world: World) -> int:
    """Return the points of a garrison, with those that are mustered this turn."""
    ordered = (one.thing for one in world.orders if one.work is Work.MUSTER)
    return sum(points_of(unit, view.numbers) for unit in world.garrison) + sum(
        view.numbers.units[kind].value for kind in ordered
    )


def _repeat(last: Iterable[str], worlds: Sequence[str]) -> Iterator[Order]:
    """Yield what was built and mustered in the turn before, at a world or at all."""
    for text in last:
        try:
            order = parse_order(text)
        except InvalidValue:
            continue  # it was refused then
        if isinstance(order, Build | Muster) and (not worlds or order.world in worlds):
            yield order


# What can be typed


def short_lines(budget: Budget) -> Iterator[str]:
    """Yield the short lines that begin as a player may want to complete them."""
    words = {code: typed("answer", code) for code in CHOICES}
    verbs = {code: typed("verb", code) for code in ("load", "unload", "split", "join", "repair")}
    for name in budget.fleets:
        fleet = name.partition(".")[2]
        yield f"{verbs['load']} {fleet} {words[BEST]}"
        yield f"{verbs['load']} {fleet} {words[ALL]}"
        yield f"{verbs['unload']} {fleet} {words[ALL]}"
        yield f"{verbs['split']} {fleet} {words[CRIPPLED]}"
        yield f"{verbs['join']} {words[ALL]} {fleet}"
    yield f"{verbs['repair']} {words[ALL]}"
    for world in sorted(budget.worlds):
        yield f"{verbs['repair']} {world} {words[ALL]}"
        yield f"{typed('command', GARRISON)} {world}"
        yield f"{typed('command', REPEAT)} {world}"
