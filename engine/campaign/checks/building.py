"""The judge of what worlds do: build, muster, repair (C3.4 to C3.8)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engine.campaign.checks.reasons import Reason, no_own_world, no_ships, too_dear
from engine.campaign.fleets import most_ships
from engine.campaign.kinds import all_kinds, faction_of, needed_level, open_kinds
from engine.campaign.prices import (
    STARBASE,
    free_docks,
    muster_price,
    musters_left,
    repair_price,
    ships_ordered,
    thing_price,
)
from engine.campaign.vocabulary import Condition, Field, Thing, Work
from engine.plaintext import abridge
from engine.sentences import Sentence

if TYPE_CHECKING:
    from engine.campaign.budget import Budget
    from engine.campaign.orders import Build, Muster, Repair
    from engine.campaign.records import Ship, World
    from engine.campaign.view import View


_THINGS: Final = frozenset(Thing)


def check_build(view: View, budget: Budget, order: Build) -> Reason | None:
    """Return why building is refused."""
    hulls = view.numbers.ships.hulls
    if order.thing not in hulls and order.thing not in _THINGS:
        known = ", ".join((*Thing, *hulls))
        sentence = Sentence("campaign.refusal.no-thing", thing=abridge(order.thing), known=known)
        return Reason("C13.1", sentence)
    unknown = no_own_world(view, budget, order.world)
    if unknown:
        return unknown
    world = budget.worlds[order.world]
    if order.thing in hulls:
        return (
            _blockaded(world)
            or too_dear(budget, hulls[order.thing].price)
            or _hull_closed(view, order.thing)
            or _no_docks(view, world, hulls[order.thing].docks)
            or _no_fleet_to_spare(view, budget, world)
        )
    return _blockaded(world) or _no_thing(view, budget, world, Thing(order.thing))


def check_muster(view: View, budget: Budget, order: Muster) -> Reason | None:
    """Return why mustering is refused."""
    if order.kind not in all_kinds(view.numbers):
        sentence = Sentence("campaign.refusal.no-kind", kind=abridge(order.kind))
        return Reason("C13.1", sentence)
    unknown = no_own_world(view, budget, order.world)
    if unknown:
        return unknown
    world = budget.worlds[order.world]
    return (
        _restless(view, world)
        or _kind_closed(view, order.kind)
        or _nobody_left(view, world)
        or too_dear(budget, muster_price(order.kind, view.numbers))
    )


def check_repair(view: View, budget: Budget, order: Repair) -> Reason | None:
    """Return why a repair is refused.

    Choice (C3.8): there is nothing to repair where an own ship is not at the world.
    """
    unknown = no_own_world(view, budget, order.world)
    if not unknown and order.target != STARBASE:
        unknown = no_ships(budget, [order.target])
    if unknown:
        return unknown
    world = budget.worlds[order.world]
    crippled = _blockaded(world) or _not_crippled(budget, world, order.target)
    if crippled:
        return crippled
    what = STARBASE
    if order.target != STARBASE:
        what = _ships_at(budget, world.id)[order.target].hull
    return (
        _repaired_already(world, order.target)
        or _no_docks(view, world, 1)
        or too_dear(budget, repair_price(what, view.numbers))
    )


def _blockaded(world: World) -> Reason | None:
    if not world.blockaded:
        return None
    return Reason("C3.6", Sentence("campaign.refusal.blockaded", world=world.id))


def _hull_closed(view: View, hull: str) -> Reason | None:
    needed = view.numbers.ships.hulls[hull].engineering
    level = view.house.level(Field.ENGINEERING)
    if level >= needed:
        return None
    sentence = Sentence("campaign.refusal.hull-level", hull=hull, needed=needed, level=level)
    return Reason("C6.3", sentence)


def _no_docks(view: View, world: World, needed: int) -> Reason | None:
    free = free_docks(world, view.numbers)
    if needed <= free:
        return None
    sentence = Sentence("campaign.refusal.docks", world=world.id, needed=needed, free=free)
    return Reason("C3.6", sentence)


def _no_fleet_to_spare(view: View, budget: Budget, world: World) -> Reason | None:
    """Refuse a ship that would find no place in a fleet (C4.2)."""
    numbers = view.numbers
    building = {one.id for one in budget.worlds.values() if ships_ordered(one, numbers)}
    fleets = len(budget.fleets) + len(building | {world.id})
    if fleets <= numbers.ships.fleets:
        return None
    ships = ships_ordered(world, numbers) + 1
    most = most_ships(view.house, numbers.ships)
    there = (fleet for fleet in budget.fleets.values() if fleet.world == world.id)
    if any(len(fleet.ships) + ships <= most for fleet in there):
        return None
    sentence = Sentence(
        "campaign.refusal.no-fleet-to-spare", world=world.id, most=numbers.ships.fleets, ships=ships
    )
    return Reason("C4.2", sentence)


def _no_thing(view: View, budget: Budget, world: World, thing: Thing) -> Reason | None:
    price = thing_price(world, thing, view.numbers.worlds)
    return (
        (too_dear(budget, price) if price is not None else None)
        or _twice(world, thing)
        or _at_limit(view, world, thing)
        or (_shield_closed(view, world) if thing is Thing.SHIELD else None)
    )


def _twice(world: World, thing: Thing) -> Reason | None:
    ordered = any(one.work is Work.BUILD and one.thing == thing.value for one in world.orders)
    if not ordered:
        return None
    sentence = Sentence("campaign.refusal.twice", world=world.id, thing=thing.value)
    return Reason("C3.6", sentence)


def _at_limit(view: View, world: World, thing: Thing) -> Reason | None:
    numbers = view.numbers.worlds
    match thing:
        case Thing.INDUSTRY:
            return _no_hands(view, world)
        case Thing.YARD:
            return _no_yard_further(view, world)
        case Thing.STARBASE:
            have, most = int(world.starbase is not None), numbers.starbase.most
        case Thing.BATTERY:
            have, most = world.batteries, numbers.battery.most
        case Thing.SHIELD:
            have, most = world.shield, numbers.shield.most
    return None if have < most else _most(world, thing, most)


def _most(world: World, thing: Thing, most: int) -> Reason:
    sentence = Sentence("campaign.refusal.most", world=world.id, thing=thing.value, most=most)
    return Reason("C3.6", sentence)


def _no_hands(view: View, world: World) -> Reason | None:
    industry = world.industry + view.numbers.worlds.industry_step
    if industry <= world.population:
        return None
    sentence = Sentence(
        "campaign.refusal.industry-population", industry=industry, population=world.population
    )
    return Reason("C3.4", sentence)


def _no_yard_further(view: View, world: World) -> Reason | None:
    needs = view.numbers.worlds.yard_population
    if world.yard >= len(needs):
        return _most(world, Thing.YARD, len(needs))
    needed = needs[world.yard]
    if world.population >= needed:
        return None
    sentence = Sentence(
        "campaign.refusal.yard-population", needed=needed, population=world.population
    )
    return Reason("C3.6", sentence)


def _shield_closed(view: View, world: World) -> Reason | None:
    needed, level = world.shield + 1, view.house.level(Field.DEFENCE)
    if level >= needed:
        return None
    return Reason("C6.3", Sentence("campaign.refusal.shield-level", needed=needed, level=level))


def _restless(view: View, world: World) -> Reason | None:
    if world.unrest >= view.turn:
        sentence = Sentence("campaign.refusal.unrest", world=world.id, until=world.unrest)
        return Reason("C3.7", sentence)
    if world.blockaded:
        return Reason("C3.7", Sentence("campaign.refusal.blockaded-muster", world=world.id))
    return None


def _kind_closed(view: View, kind: str) -> Reason | None:
    if kind in open_kinds(view.house, view.numbers):
        return None
    needed = needed_level(view.house, kind, view.numbers)
    level = view.house.level(Field.GROUND_COMBAT)
    faction = faction_of(view.house, kind, view.numbers)
    if faction == view.house.faction:
        assert needed is not None, "every kind of the own faction is opened by some level"
        sentence = Sentence("campaign.refusal.kind-level", kind=kind, needed=needed, level=level)
    elif needed is None:
        sentence = Sentence("campaign.refusal.kind-foreign", kind=kind, faction=faction)
    else:
        sentence = Sentence(
            "campaign.refusal.kind-foreign-level",
            kind=kind,
            faction=faction,
            needed=needed,
            level=level,
        )
    return Reason("C6.3", sentence)


def _nobody_left(view: View, world: World) -> Reason | None:
    if musters_left(world, view.numbers.worlds) > 0:
        return None
    each = view.numbers.worlds.muster_population
    if world.population < each:
        sentence = Sentence(
            "campaign.refusal.muster-few-folk",
            world=world.id,
            needed=each,
            population=world.population,
        )
        return Reason("C3.7", sentence)
    sentence = Sentence(
        "campaign.refusal.muster-population",
        world=world.id,
        most=world.population // each,
        population=world.population,
    )
    return Reason("C3.7", sentence)


def _not_crippled(budget: Budget, world: World, target: str) -> Reason | None:
    if target == STARBASE:
        crippled = world.starbase is Condition.CRIPPLED
    else:
        ships = _ships_at(budget, world.id)
        crippled = target in ships and ships[target].is_crippled
    if crippled:
        return None
    sentence = Sentence("campaign.refusal.not-crippled", target=target, world=world.id)
    return Reason("C3.8", sentence)


def _repaired_already(world: World, target: str) -> Reason | None:
    if all(one.work is not Work.REPAIR or one.thing != target for one in world.orders):
        return None
    return Reason("C3.8", Sentence("campaign.refusal.repaired-already", target=target))


def _ships_at(budget: Budget, world: str) -> dict[str, Ship]:
    return {
        ship.id: ship
        for fleet in budget.fleets.values()
        if fleet.world == world
        for ship in fleet.ships
    }
