"""Reasons to refuse an order: a rule and a sentence; and those that several verbs share (C13)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from engine.campaign.fleets import capacity_of, load_of
from engine.campaign.records import Fleet
from engine.plaintext import abridge
from engine.sentences import Sentence

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.campaign.budget import Budget
    from engine.campaign.numbers import CampaignNumbers
    from engine.campaign.records import Ship, Unit
    from engine.campaign.view import View


class Reason(NamedTuple):
    """Why an order is refused: the number of the rule, and the reason with its figures.

    Checks that return None for "no reason" are joined by `or`: the first reason is named.
    """

    rule: str
    sentence: Sentence


def no_fleet(budget: Budget, fleet: str) -> Reason | None:
    """Refuse a fleet that the house does not have (C13.2)."""
    if fleet in budget.fleets:
        return None
    return Reason("C13.2", Sentence("campaign.refusal.no-fleet", fleet=abridge(fleet)))


def no_site(view: View, world: str) -> Reason | None:
    """Refuse a world that is not on the map (C13.2)."""
    if world in view.map.sites:
        return None
    return Reason("C13.2", Sentence("campaign.refusal.no-world", world=abridge(world)))


def no_own_world(view: View, budget: Budget, world: str) -> Reason | None:
    """Refuse a world that is not on the map or not the house's own (C13.2)."""
    reason = no_site(view, world)
    if reason or world in budget.worlds:
        return reason
    return Reason("C13.2", Sentence("campaign.refusal.not-own-world", world=world))


def no_house(view: View, house: str) -> Reason | None:
    """Refuse a house that takes no part, or no more, or is the house itself (C13.2)."""
    other = house in view.houses and house != view.house.id
    if other and view.houses[house].eliminated is None:
        return None
    return Reason("C13.2", Sentence("campaign.refusal.no-house", house=abridge(house)))


def no_ships(budget: Budget, ships: Iterable[str]) -> Reason | None:
    """Refuse ships that the house does not have (C13.2)."""
    own = {ship.id for fleet in budget.fleets.values() for ship in fleet.ships}
    for ship in ships:
        if ship not in own:
            return Reason("C13.2", Sentence("campaign.refusal.no-ship", ship=abridge(ship)))
    return None


def no_units(budget: Budget, units: Iterable[str]) -> Reason | None:
    """Refuse units that the house does not have, aboard or in a garrison (C13.2)."""
    own = {unit.id for fleet in budget.fleets.values() for unit in fleet.units}
    own.update(unit.id for world in budget.worlds.values() for unit in world.garrison)
    for unit in units:
        if unit not in own:
            return Reason("C13.2", Sentence("campaign.refusal.no-unit", unit=abridge(unit)))
    return None


def nothing_named(items: tuple[str, ...]) -> Reason | None:
    """Refuse an order about nothing (C13.1)."""
    return None if items else Reason("C13.1", Sentence("campaign.refusal.nothing-named"))


def too_dear(budget: Budget, price: int) -> Reason | None:
    """Refuse what costs more than is left (C3.5)."""
    left = budget.house.treasury
    if price <= left:
        return None
    return Reason("C3.5", Sentence("campaign.refusal.price", price=price, left=left))


def no_room(
    ships: Iterable[Ship], units: Iterable[Unit], numbers: CampaignNumbers
) -> Reason | None:
    """Refuse a landing force that its ships have no room for (C4.3)."""
    load, capacity = load_of(units, numbers), capacity_of(ships, numbers.ships)
    if load <= capacity:
        return None
    return Reason("C4.3", Sentence("campaign.refusal.no-room", load=load, capacity=capacity))


def elsewhere(fleet: Fleet, items: Iterable[str], rule: str) -> Reason | None:
    """Refuse ships and units that are not in a fleet."""
    there = {ship.id for ship in fleet.ships} | {unit.id for unit in fleet.units}
    for item in items:
        if item not in there:
            sentence = Sentence("campaign.refusal.not-in-fleet", item=item, fleet=fleet.id)
            return Reason(rule, sentence)
    return None
