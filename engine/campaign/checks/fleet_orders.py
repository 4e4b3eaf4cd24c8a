"""The judge of what fleets do besides missions: split, join, load, unload, salvage (C3.8, C4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.campaign.checks.reasons import (
    Reason,
    elsewhere,
    no_fleet,
    no_room,
    no_ships,
    no_units,
    nothing_named,
)
from engine.campaign.fleets import most_ships
from engine.sentences import Sentence

if TYPE_CHECKING:
    from engine.campaign.budget import Budget
    from engine.campaign.orders import Join, Load, Salvage, SetPosture, Split, Unload
    from engine.campaign.records import Fleet
    from engine.campaign.view import View


def check_split(view: View, budget: Budget, order: Split) -> Reason | None:
    """Return why a split is refused (C4.2, C4.3).

    Choice: ships and units of another fleet are in the wrong place (C4.2).
    """
    unknown = (
        no_fleet(budget, order.fleet)
        or no_ships(budget, order.ships)
        or no_units(budget, order.units)
    )
    if unknown:
        return unknown
    fleet = budget.fleets[order.fleet]
    parted = [ship for ship in fleet.ships if ship.id in order.ships]
    kept = [ship for ship in fleet.ships if ship.id not in order.ships]
    boarding = [unit for unit in fleet.units if unit.id in order.units]
    staying = [unit for unit in fleet.units if unit.id not in order.units]
    return (
        elsewhere(fleet, (*order.ships, *order.units), "C4.2")
        or _not_a_part(fleet, len(parted))
        or _too_many_fleets(view, budget)
        or no_room(parted, boarding, view.numbers)
        or no_room(kept, staying, view.numbers)
    )


def check_join(view: View, budget: Budget, order: Join) -> Reason | None:
    """Return why a join is refused (C4.2)."""
    unknown = no_fleet(budget, order.fleet) or no_fleet(budget, order.into)
    if unknown:
        return unknown
    fleet, into = budget.fleets[order.fleet], budget.fleets[order.into]
    if fleet is into:
        return Reason("C4.2", Sentence("campaign.refusal.join-itself", fleet=fleet.id))
    if fleet.world != into.world:
        sentence = Sentence("campaign.refusal.join-apart", fleet=fleet.id, into=into.id)
        return Reason("C4.2", sentence)
    ships, most = len(fleet.ships) + len(into.ships), most_ships(view.house, view.numbers.ships)
    if ships > most:
        return Reason("C4.2", Sentence("campaign.refusal.many-ships", ships=ships, most=most))
    return None


def check_load(view: View, budget: Budget, order: Load) -> Reason | None:
    """Return why loading is refused (C4.3)."""
    unknown = (
        nothing_named(order.units) or no_fleet(budget, order.fleet) or no_units(budget, order.units)
    )
    if unknown:
        return unknown
    fleet = budget.fleets[order.fleet]
    abroad = _abroad(budget, fleet)
    if abroad:
        return abroad
    garrison = budget.worlds[fleet.world].garrison
    there = {unit.id for unit in garrison}
    for unit in order.units:
        if unit not in there:
            sentence = Sentence("campaign.refusal.not-in-garrison", unit=unit, world=fleet.world)
            return Reason("C4.3", sentence)
    loaded = [unit for unit in garrison if unit.id in order.units]
    return no_room(fleet.ships, (*fleet.units, *loaded), view.numbers)


def check_unload(_view: View, budget: Budget, order: Unload) -> Reason | None:
    """Return why unloading is refused (C4.3)."""
    unknown = (
        nothing_named(order.units) or no_fleet(budget, order.fleet) or no_units(budget, order.units)
    )
    if unknown:
        return unknown
    fleet = budget.fleets[order.fleet]
    return _abroad(budget, fleet) or elsewhere(fleet, order.units, "C4.3")


def check_posture(_view: View, budget: Budget, order: SetPosture) -> Reason | None:
    """Return why a posture is refused (C13.2)."""
    return no_fleet(budget, order.fleet)


def check_salvage(view: View, budget: Budget, order: Salvage) -> Reason | None:
    """Return why scrapping is refused (C3.8, C4.3)."""
    unknown = (
        nothing_named(order.ships) or no_fleet(budget, order.fleet) or no_ships(budget, order.ships)
    )
    if unknown:
        return unknown
    fleet = budget.fleets[order.fleet]
    kept = [ship for ship in fleet.ships if ship.id not in order.ships]
    return (
        elsewhere(fleet, order.ships, "C13.2")
        or _no_yard(budget, fleet)
        or no_room(kept, fleet.units, view.numbers)
    )


def _not_a_part(fleet: Fleet, parted: int) -> Reason | None:
    if 0 < parted < len(fleet.ships):
        return None
    sentence = Sentence("campaign.refusal.no-part", fleet=fleet.id, ships=len(fleet.ships))
    return Reason("C4.2", sentence)


def _too_many_fleets(view: View, budget: Budget) -> Reason | None:
    most = view.numbers.ships.fleets
    if len(budget.fleets) < most:
        return None
    return Reason("C4.2", Sentence("campaign.refusal.many-fleets", most=most))


def _abroad(budget: Budget, fleet: Fleet) -> Reason | None:
    if fleet.world in budget.worlds:
        return None
    sentence = Sentence("campaign.refusal.fleet-abroad", fleet=fleet.id, world=fleet.world)
    return Reason("C4.3", sentence)


def _no_yard(budget: Budget, fleet: Fleet) -> Reason | None:
    if fleet.world not in budget.worlds or not budget.worlds[fleet.world].yard:
        sentence = Sentence("campaign.refusal.no-yard", fleet=fleet.id, world=fleet.world)
        return Reason("C3.8", sentence)
    if budget.worlds[fleet.world].blockaded:
        return Reason("C3.8", Sentence("campaign.refusal.blockaded-yard", world=fleet.world))
    return None
