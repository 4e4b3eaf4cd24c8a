"""Worlds, fleets, houses and books of a campaign as lines of text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from client.text.campaign.campaign_names import house_name, ship_names, thing_name, unit_names
from client.text.campaign.map_marks import known_people
from client.text.campaign.order_text import order_text, short_name
from client.text.campaign.words import shown
from client.text.catalogue import text
from client.text.format import comma_list
from engine.campaign.economy import incited_loss, yield_of
from engine.campaign.fleets import (
    capacity_of,
    load_of,
    passes_shoals,
    points_of,
    total_attack,
)
from engine.campaign.forecast import forecast_books
from engine.campaign.orders import Diplomacy
from engine.campaign.prices import docks, free_docks, musters_left
from engine.campaign.records import World
from engine.campaign.routes import eta, find_route
from engine.campaign.vocabulary import FIELDS, Condition, Message, Mission

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.campaign.budget import Budget
    from engine.campaign.records import Fleet, Sighting
    from engine.campaign.view import View
    from engine.campaign.vocabulary import WorldId


def top_line(view: View, budget: Budget) -> str:
    """Return the line above every question: the turn, the stores, and the standing of all."""
    books = forecast_books(view, budget)
    standing = comma_list(
        f"{house_name(house)} {view.houses[house].prestige}" for house in view.ranks
    )
    return text(
        "campaign-play.top",
        turn=view.turn,
        turns=view.turns,
        house=house_name(view.house.id),
        stores=budget.house.treasury,
        next=books.treasury,
        standing=standing,
    )


# Worlds


def world_rows(view: View, budget: Budget) -> Iterator[str]:
    """Yield a line for each own world."""
    for _, world in sorted(budget.worlds.items()):
        yield _own_world(view, budget, world)


def _own_world(view: View, budget: Budget, world: World) -> str:
    site = view.map.sites[world.id]
    income = yield_of(
        view.numbers, site, world, budget.house, view.turn, incited_loss(view.effects, world.id)
    )
    return text(
        "campaign-play.own-world",
        world=world.id,
        kind=shown("world-class", site.world_class),
        lit=view.lit(world.id),
        anchors=site.anchors,
        folk=world.population,
        mills=world.industry,
        income=income.total,
        garrison=len(world.garrison),
        watch=world.militia,
        free=free_docks(world, view.numbers),
        docks=docks(world, view.numbers.worlds),
    )


def world_card(view: View, budget: Budget, name: WorldId) -> Iterator[str]:
    """Yield all that is known of a world."""
    site = view.map.sites[name]
    if name in budget.worlds:
        yield _own_world(view, budget, budget.worlds[name])
        yield from _own_details(view, budget.worlds[name])
    elif name in view.sightings:
        yield from _foreign(view, view.sightings[name])
    else:
        people = known_people(view, name)
        yield text(
            "campaign-play.unseen-world" if people is None else "campaign-play.unseen-known",
            world=name,
            kind=shown("world-class", site.world_class),
            anchors=site.anchors,
            people=people,
        )
    lanes = (f"{other} ({shown('lane', lane)})" for other, lane in view.map.lanes[name].items())
    yield text("campaign-play.lanes", lanes=comma_list(sorted(lanes)))


def _own_details(view: View, world: World) -> Iterator[str]:
    names = (
        text(
            "campaign-play.unit",
            unit=short_name(unit.id, view.house.id),
            name=shown("unit", unit.code),
            hp=unit.hp,
            most=view.numbers.units[unit.code].hp_max,
            scars=unit.veterancy,
        )
        for unit in world.garrison
    )
    yield text("campaign-play.garrison", units=comma_list(names) or text("campaign-report.nothing"))
    yield text(
        "campaign-play.line",
        yard=world.yard,
        batteries=world.batteries,
        veil=world.shield,
        bastion=_bastion(world.starbase),
        musters=musters_left(world, view.numbers.worlds),
    )
    if world.orders:
        ordered = comma_list(_ordered(view, one.thing) for one in world.orders)
        yield text("campaign-play.ordered", things=ordered)
    yield from _states(view, world)


def _ordered(view: View, thing: str) -> str:
    if thing in view.numbers.units:
        return shown("unit", thing)
    return short_name(thing, view.house.id) if "." in thing else thing_name(thing)


def _foreign(view: View, seen: Sighting) -> Iterator[str]:
    site = view.map.sites[seen.world]
    if seen.house is None and not seen.tier:
        owner = text("campaign-play.nobody")
    else:
        owner = house_name(seen.house)
    yield text(
        "campaign-play.foreign-world",
        world=seen.world,
        kind=shown("world-class", site.world_class),
        owner=owner,
        lit=seen.lit,
        anchors=site.anchors,
        folk=seen.population,
        mills=seen.industry,
        defence=seen.defence,
        turn=seen.turn,
    )
    yield from _foreign_details(view, seen)
    yield from _states(view, seen)


def _foreign_details(view: View, seen: Sighting) -> Iterator[str]:
    yield text(
        "campaign-play.line-known",
        yard=seen.yard,
        batteries=seen.batteries,
        veil=seen.shield,
        bastion=_bastion(seen.starbase),
    )
    for survey in view.surveys:
        if survey.world == seen.world:
            yield text(
                "campaign-play.survey",
                until=survey.until,
                units=unit_names(survey.garrison),
                watch=survey.militia,
            )
    for fleet in seen.fleets:
        yield text(
            "campaign-play.fleet-seen",
            house=house_name(fleet.house),
            guns=fleet.attack,
            frame=fleet.hull,
        )


def _states(view: View, world: World | Sighting) -> Iterator[str]:
    """Yield what holds at a world for a time (C1.5)."""
    if world.unrest >= view.turn:
        yield text("campaign-play.sullen", turn=world.unrest)
    if world.cooldown >= view.turn:
        yield text("campaign-play.spent", turn=world.cooldown)
    if world.blockaded:
        yield text("campaign-play.besieged", turns=world.blockaded)
    name = world.id if isinstance(world, World) else world.world
    for effect in view.effects:
        if effect.world == name:
            yield text(
                "campaign-play.effect",
                kind=shown("spying", effect.kind),
                harvests=effect.harvests,
            )


def _bastion(starbase: Condition | None) -> str:
    if starbase is None:
        return text("campaign-report.nothing")
    return shown("condition", starbase)


# Fleets


def fleet_rows(view: View, budget: Budget) -> Iterator[str]:
    """Yield a line for each own fleet."""
    for _, fleet in sorted(budget.fleets.items()):
        yield _fleet(view, fleet)


def _fleet(view: View, fleet: Fleet) -> str:
    return text(
        "campaign-play.fleet",
        fleet=short_name(fleet.id, view.house.id),
        world=fleet.world,
        ships=ship_names(fleet.ships),
        guns=total_attack(fleet.ships, view.numbers.ships),
        load=load_of(fleet.units, view.numbers),
        room=capacity_of(fleet.ships, view.numbers.ships),
        host=len(fleet.units),
        posture=shown("posture", fleet.posture),
        verb=shown("verb", fleet.mission),
        target=_goal(view, fleet),
    )


def _goal(view: View, fleet: Fleet) -> str:
    """Return where a fleet is bound, with the turns that it still takes."""
    if fleet.target == fleet.world:
        return fleet.target
    ships = view.numbers.ships
    shoals = passes_shoals(fleet.ships, ships)
    route = find_route(view.map, ships, fleet.world, fleet.target, shoals=shoals)
    return fleet.target if route is None else f"{fleet.target} ({eta(route, ships)})"


def fleet_card(view: View, budget: Budget, name: str) -> Iterator[str]:
    """Yield all about a fleet: its ships and the host aboard, by their ids."""
    fleet = budget.fleets[name]
    yield _fleet(view, fleet)
    for ship in fleet.ships:
        yield text(
            "campaign-play.ship",
            ship=short_name(ship.id, view.house.id),
            hull=shown("hull", ship.hull),
            condition=shown("condition", ship.condition),
        )
    for unit in fleet.units:
        yield text(
            "campaign-play.aboard",
            unit=short_name(unit.id, view.house.id),
            name=shown("unit", unit.code),
            hp=unit.hp,
            most=view.numbers.units[unit.code].hp_max,
            scars=unit.veterancy,
            points=points_of(unit, view.numbers),
        )


# Houses and books


def house_rows(view: View) -> Iterator[str]:
    """Yield a line for each house, and the letters and grievances that stand between them."""
    yield from standing_rows(view)
    yield from _letter_rows(view)


def standing_rows(view: View) -> Iterator[str]:
    """Yield a line for each house: standing, treaty, and levels of study (C5.5)."""
    for name, house in sorted(view.houses.items()):
        levels = comma_list(
            f"{shown('field', field)} {house.levels[field.place]}" for field in FIELDS
        )
        if name == view.house.id:
            stance = text("campaign-play.you")
        elif house.eliminated is not None:
            stance = text("campaign-play.out", turn=house.eliminated)
        else:
            stance = shown("stance", view.stance(name))
        yield text(
            "campaign-play.house",
            house=house_name(name),
            faction=shown("faction", house.faction),
            home=house.home,
            standing=house.prestige,
            stance=stance,
            levels=levels,
        )


def _letter_rows(view: View) -> Iterator[str]:
    for offer in view.offers:
        if offer.receiver == view.house.id:
            answer = order_text(Diplomacy(Message.ACCEPT, offer.sender).to_text(), view.house.id)
            house = house_name(offer.sender)
            yield text(f"campaign-play.offered-{offer.kind.value}", house=house, answer=answer)
        else:
            house = house_name(offer.receiver)
            yield text(f"campaign-play.waiting-{offer.kind.value}", house=house)
    for grievance in view.grievances:
        yield text(
            "campaign-play.grievance",
            holder=house_name(grievance.holder),
            against=house_name(grievance.against),
            turn=grievance.until,
        )


def book_rows(view: View, budget: Budget) -> Iterator[str]:
    """Yield the books of the next income, if nothing interferes."""
    books = forecast_books(view, budget)
    house = budget.house
    yield text(
        "campaign-play.books",
        yields=books.yields,
        overhead=books.overhead,
        pacts=books.pacts,
        research=books.research,
        upkeep=books.upkeep,
        stores=house.treasury,
        next=books.treasury,
    )
    weights = comma_list(
        f"{shown('field', field)} {house.weights[field.place]}" for field in FIELDS
    )
    yield text(
        "campaign-play.policy",
        tax=shown("tax", house.tax),
        share=house.research_share,
        weights=weights,
    )
    levels = comma_list(
        text(
            "campaign-play.progress",
            field=shown("field", field),
            level=house.level(field),
            points=house.points[field.place],
        )
        for field in FIELDS
    )
    yield text("campaign-play.study", levels=levels)


# What waits


def idle_rows(view: View, budget: Budget) -> Iterator[str]:
    """Yield what a turn should not end with: fleets and docks without work, unspent stores."""
    numbers = view.numbers
    idle = [
        short_name(fleet.id, view.house.id)
        for _, fleet in sorted(budget.fleets.items())
        if fleet.mission is Mission.MOVE and fleet.target == fleet.world
    ]
    if idle:
        yield text("campaign-play.idle-fleets", fleets=comma_list(idle))
    open_docks = [
        text("campaign-play.idle-dock", world=world.id, docks=free)
        for _, world in sorted(budget.worlds.items())
        if (free := free_docks(world, numbers)) > 0 and not world.blockaded
    ]
    if open_docks:
        yield text("campaign-play.idle-docks", docks=comma_list(open_docks))
    if budget.house.treasury:
        yield text("campaign-play.unspent", stores=budget.house.treasury)
