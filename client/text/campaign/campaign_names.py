"""Names of houses, fleets, ships and units in the texts of a campaign."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from client.text.campaign.order_text import short_name
from client.text.campaign.words import shown
from client.text.catalogue import text
from client.text.format import comma_list
from engine.campaign.report import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.campaign.records import Fielded, Ship, Unit
    from engine.campaign.vocabulary import HouseId


def house_name(house: HouseId | None) -> str:
    """Return the name of a house; None is whoever lives on a free world."""
    if house is None:
        return text("campaign-report.free-folk")
    return text("campaign-report.somebody") if house == UNKNOWN else shown("house", house)


def fleet_name(fleet: str, house: HouseId | None) -> str:
    """Return the id of a fleet, or of a ship or unit, without the house if it is one's own."""
    if fleet == UNKNOWN:
        return text("campaign-report.somebody")
    return short_name(fleet, house)


def ship_names(ships: Iterable[Ship]) -> str:
    """Return ships as a list of how many there are of each hull."""
    return counted(shown("hull", ship.hull) for ship in ships)


def unit_names(units: Iterable[Unit | Fielded]) -> str:
    """Return units as a list of how many there are of each kind."""
    return counted(shown("unit", unit.code) for unit in units)


def thing_name(thing: str) -> str:
    """Return the name of what is built: a hull or a thing; the id of a ship stays as it is."""
    named = shown("hull", thing)
    return shown("thing", thing) if named == thing else named


def counted(names: Iterable[str]) -> str:
    """Return names as a list with how often each comes; a dash for none."""
    numbers = Counter(names)
    if not numbers:
        return text("campaign-report.nothing")
    return comma_list(
        text("campaign-report.counted", n=number, name=one)
        for one, number in sorted(numbers.items())
    )
