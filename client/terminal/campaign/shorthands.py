"""Short lines that stand for several orders: `load f6 best`, `repair all`, `garrison w24 200` …

They become the orders that a player could have typed one by one, which are judged one by one, are
in the packet and can be taken back from it (C13.3).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from client.terminal.campaign.batches import Batch, Expansion, fill
from client.text.campaign.map_marks import named_world
from client.text.campaign.order_text import order_text, short_name
from client.text.campaign.words import code_of, typed
from client.text.catalogue import text
from client.text.format import comma_list
from engine.campaign.budget import Budget
from engine.campaign.checks import check
from engine.campaign.fleets import capacity_of, load_of, points_of
from engine.campaign.kinds import open_kinds
from engine.campaign.obedience import obey
from engine.campaign.orders import (
    VERBS,
    Build,
    FleetMission,
    Join,
    Load,
    Muster,
    Repair,
    SetPosture,
    Split,
    Unload,
    parse_order,
)
from engine.campaign.prices import STARBASE
from engine.campaign.vocabulary import Condition, Mission, Work
from engine.plaintext import abridge
from engine.sentences import InvalidValue, Sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from engine.campaign.orders import Refusal
    from engine.campaign.records import Fleet, Unit, World
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
DIGITS: Final = 4
"""Digits of how often a work is ordered, and of the points of a garrison."""


class MistypedLine(Exception):
    """A short line of another number of words than it takes: *command* is the code of its first
    word, and so many *words* follow it.
    """

    def __init__(self, command: str, words: int) -> None:
        """Name the command."""
        super().__init__(command, words)
        self.command = command
        self.words = words


def mistyped_text(error: MistypedLine) -> str:
    """Return how many words a short line takes, and how many it has."""
    command = typed("command", error.command)
    return text(f"campaign-play.mistyped-{error.command}", command=command, words=error.words)


def expand(view: View, budget: Budget, line: str, last: Iterable[str]) -> Expansion | None:
    """Return what a line stands for, None if it is no short one; MistypedLine if it is one with
    another number of words than it takes; InvalidValue for a number that is none.

    It has the codes of verbs, as `OrderReader` reads them, and the words as they were typed; *last*
    is the packet of the turn before.
    """
    batch = _batch_of(view, budget, line.split(" "), last)
    return None if batch is None else fill(view, budget, batch)


def _batch_of(view: View, budget: Budget, words: list[str], last: Iterable[str]) -> Batch | None:
    verb, *rest = words
    command = _command(verb)
    chosen = code_of("answer", rest[-1], CHOICES) if rest else None
    match [command or verb, *rest]:
        case ["load", fleet, _] if chosen in {ALL, BEST}:
            return _load(view, budget, fleet, best=chosen == BEST)
        case ["unload", fleet, _] if chosen == ALL:
            return _unload(view, budget, fleet)
        case ["split", fleet, _] if chosen == CRIPPLED:
            return _split(view, budget, fleet)
        case ["join", which, into] if code_of("answer", which, [ALL]) is not None:
            return _join(view, budget, into)
        case ["repair", *worlds, _] if chosen == ALL and len(worlds) <= 1:
            return _repair(view, budget, worlds)
        case ["build" | "muster", world, thing, times]:
            return Batch([parse_order(f"{verb} {world} {thing}")] * _number(verb, times))
        case ["garrison", world, points]:
            return _garrison(view, budget, named_world(view, world), _number(GARRISON, points))
        case ["repeat", *worlds] if len(worlds) <= 1:
            return _repeat(last, [named_world(view, world) for world in worlds])
        case _ if command is not None:
            raise MistypedLine(command, len(rest))
        case _:
            return None


def _command(word: str) -> str | None:
    return None if word in VERBS else code_of("command", word, COMMANDS)


def _number(what: str, word: str) -> int:
    """Return the number in a word, of what a line is about; InvalidValue if it is none above 0."""
    if word.isascii() and word.isdigit() and len(word) <= DIGITS and int(word) > 0:
        return int(word)
    most = 10**DIGITS - 1
    match what:
        case "build":
            sentence = Sentence("campaign.refusal.no-count-built", word=abridge(word), most=most)
        case "muster":
            sentence = Sentence("campaign.refusal.no-count-mustered", word=abridge(word), most=most)
        case _:
            sentence = Sentence("campaign.refusal.no-points", word=abridge(word), most=most)
    raise InvalidValue(sentence)


def legal_part(
    view: View, packet: Iterable[str]
) -> tuple[list[int], list[tuple[int, Refusal | None]]]:
    """Return the places of those orders of a packet that are legal one after another, and of the
    others with why.
    """
    budget = Budget.of_view(view)
    kept: list[int] = []
    lost: list[tuple[int, Refusal | None]] = []
    for place, text_of_order in enumerate(packet):
        try:
            order = parse_order(text_of_order)
        except InvalidValue:
            lost.append((place, None))
            continue
        refusal = check(view, budget, order)
        if refusal is None:
            obey(view, budget, order)
            kept.append(place)
        else:
            lost.append((place, refusal))
    return kept, lost


# Fleets


def _own(budget: Budget, name: str) -> Fleet | None:
    return budget.fleets[name] if name in budget.fleets else None


def _load(view: View, budget: Budget, name: str, *, best: bool) -> Batch:
    """Return the order that takes aboard who fits.

    The best are those of most points, of equals those with more scars: they come through a battle
    more often (C10.9). Else it is as many as fit.
    """
    fleet = _own(budget, name)
    if fleet is None or fleet.world not in budget.worlds:
        return Batch([Load(name, _anybody(budget))])
    numbers = view.numbers
    capacity = capacity_of(fleet.ships, numbers.ships)
    room = left = capacity - load_of(fleet.units, numbers)
    garrison = budget.worlds[fleet.world].garrison

    def rank(unit: Unit) -> tuple[int, int, str]:
        if best:
            return -points_of(unit, numbers), -unit.veterancy, unit.id
        return numbers.units[unit.code].value, -unit.veterancy, unit.id

    chosen = []
    for unit in sorted(garrison, key=rank):
        if numbers.units[unit.code].value <= left:
            left -= numbers.units[unit.code].value
            chosen.append(unit.id)
    if chosen:
        return Batch([Load(name, tuple(sorted(chosen)))])
    if not garrison:
        return Batch([], text("campaign-play.nobody-there", world=fleet.world))
    shown = short_name(name, view.house.id)
    nothing = text("campaign-play.nobody-fits", fleet=shown, room=room, capacity=capacity)
    return Batch([], nothing)


def _anybody(budget: Budget) -> tuple[str, ...]:
    """Return a unit of the house, for an order that is refused whoever it names."""
    aboard = [unit.id for fleet in budget.fleets.values() for unit in fleet.units]
    garrisons = [unit.id for world in budget.worlds.values() for unit in world.garrison]
    return tuple((*aboard, *garrisons)[:1]) or (ALL,)


def _unload(view: View, budget: Budget, name: str) -> Batch:
    fleet = _own(budget, name)
    if fleet is None:
        return Batch([Unload(name, _anybody(budget))])
    shown = short_name(name, view.house.id)
    units = tuple(unit.id for unit in fleet.units)
    return Batch(
        [Unload(name, units)] if units else [], text("campaign-play.nobody-aboard", fleet=shown)
    )


def _split(view: View, budget: Budget, name: str) -> Batch:
    fleet = _own(budget, name)
    if fleet is None:
        return Batch([Split(name, (), ())])
    crippled = tuple(ship.id for ship in fleet.ships if ship.is_crippled)
    shown = short_name(name, view.house.id)
    return Batch(
        [Split(name, crippled, ())] if crippled else [],
        text("campaign-play.none-crippled", fleet=shown),
    )


def _join(view: View, budget: Budget, into: str) -> Batch:
    """Return the orders that put the fleets at the place of one into it, but not those that have
    something else to do: their missions would be lost.
    """
    fleet = _own(budget, into)
    if fleet is None:
        return Batch([Join(into, into)])
    others = [
        one for _, one in sorted(budget.fleets.items()) if one.world == fleet.world and one != fleet
    ]
    busy = [one for one in others if _is_busy(budget, one)]
    orders = [Join(one.id, into) for one in others if one not in busy]
    shown = short_name(into, view.house.id)
    notes = (_left_out(view, busy, shown),) if busy else ()
    nothing = text("campaign-play.no-idle-fleet", fleet=shown, world=fleet.world)
    return Batch(orders, nothing, notes)


def _is_busy(budget: Budget, fleet: Fleet) -> bool:
    """Whether a fleet has a mission that is not done, or an order of this turn."""
    if fleet.mission is not Mission.MOVE or fleet.target != fleet.world:
        return True
    return any(
        isinstance(order, FleetMission | SetPosture) and order.fleet == fleet.id
        for order in budget.accepted
    )


def _left_out(view: View, busy: Iterable[Fleet], into: str) -> str:
    house = view.house.id
    missions = [FleetMission(one.id, one.mission, one.target).to_text() for one in busy]
    return text(
        "campaign-play.join-left-out",
        orders=comma_list(order_text(one, house) for one in missions),
        join=typed("verb", "join"),
        fleet=into,
    )


# Worlds


def _repair(view: View, budget: Budget, worlds: Sequence[str]) -> Batch:
    """Return the repairs of all that is crippled at a world, or at all with a yard."""
    for world in worlds:
        if world not in budget.worlds:
            return Batch([Repair(world, STARBASE)])
    names = list(worlds) or sorted(name for name, world in budget.worlds.items() if world.yard)
    orders = [Repair(name, target) for name in names for target in _crippled_at(budget, name)]
    away = [
        text("campaign-play.ship-at", ship=short_name(ship, view.house.id), world=name)
        for name in sorted({fleet.world for fleet in budget.fleets.values()} - set(names))
        for ship in _crippled_at(budget, name)
    ]
    if worlds:
        return Batch(orders, text("campaign-play.nothing-crippled", world=worlds[0]))
    notes = (text("campaign-play.repair-left-out", ships=comma_list(away)),) if away else ()
    return Batch(orders, text("campaign-play.nothing-crippled-anywhere"), notes)


def _crippled_at(budget: Budget, name: str) -> Iterator[str]:
    """Yield what can be repaired at a place: ships, and the starbase of an own world."""
    for _, fleet in sorted(budget.fleets.items()):
        if fleet.world == name:
            yield from (ship.id for ship in fleet.ships if ship.is_crippled)
    if name in budget.worlds and budget.worlds[name].starbase is Condition.CRIPPLED:
        yield STARBASE


def _garrison(view: View, budget: Budget, name: str, points: int) -> Batch:
    """Return musters until a garrison has so many points: each time the unit of the largest VALUE
    that is not more than what is missing, or else the smallest.
    """
    numbers = view.numbers
    kinds = sorted(open_kinds(view.house, numbers), key=lambda kind: numbers.units[kind].value)
    if name not in budget.worlds:
        return Batch([Muster(name, kinds[0])])
    have = _garrison_points(view, budget.worlds[name])
    missing = points - have
    orders = []
    while missing > 0:
        fitting = [kind for kind in kinds if numbers.units[kind].value <= missing]
        kind = (fitting or kinds[:1])[-1]
        orders.append(Muster(name, kind))
        missing -= numbers.units[kind].value
    return Batch(orders, text("campaign-play.garrison-full", world=name, points=have))


def _garrison_points(view: View, world: World) -> int:
    """Return the points of a garrison, with those that are mustered this turn."""
    ordered = (one.thing for one in world.orders if one.work is Work.MUSTER)
    return sum(points_of(unit, view.numbers) for unit in world.garrison) + sum(
        view.numbers.units[kind].value for kind in ordered
    )


def _repeat(last: Iterable[str], worlds: Sequence[str]) -> Batch:
    """Return what was built and mustered in the turn before, at a world or at all."""
    orders = []
    for text_of_order in last:
        try:
            order = parse_order(text_of_order)
        except InvalidValue:
            continue  # it was refused then
        if isinstance(order, Build | Muster) and (not worlds or order.world in worlds):
            orders.append(order)
    if worlds:
        return Batch(orders, text("campaign-play.nothing-to-repeat", world=worlds[0]))
    return Batch(orders, text("campaign-play.nothing-to-repeat-anywhere"))


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
