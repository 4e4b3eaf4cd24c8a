"""Colonising empty worlds (C3.9)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from engine.campaign import fleets as fleet_figures
from engine.campaign import mission_failures, presence, randomness
from engine.campaign.events import Colonised, ColonyWaits, ShipsLost
from engine.campaign.prestige import record_deed
from engine.campaign.records import World
from engine.campaign.vocabulary import Duty, Mission

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from engine.campaign.numbers import ShipNumbers
    from engine.campaign.records import Fleet, Ship
    from engine.campaign.state import CampaignState
    from engine.campaign.vocabulary import FleetId, HouseId, WorldId
    from engine.sentences import Sentence


def colony_ships(ships: Iterable[Ship], numbers: ShipNumbers) -> list[Ship]:
    """Return those of *ships* that can colonise, in their order."""
    return [ship for ship in ships if numbers.hulls[ship.hull].duty == Duty.COLONISING]


def colonise(state: CampaignState, world: WorldId, fleeing: Container[FleetId]) -> None:
    """Colonise a world with one of the fleets that came to; the others are told why not.

    That no enemy with attack is left there is settled by then: one of the two flees (C9.5).
    Choice (C3.9): where the world has an owner by now, the mission is over as if it was lost to a
    rival.
    """
    record = state.worlds[world]
    present = presence.present_fleets(state, world, fleeing)
    settlers = [
        fleet
        for fleet in present
        if presence.is_on(fleet, Mission.COLONISE)
        and colony_ships(fleet.ships, state.numbers.ships)
    ]
    if record.house is not None or record.is_free or not state.site(world).anchors:
        for fleet in settlers:
            _tell(state, fleet, mission_failures.WORLD_TAKEN)
        return
    if not settlers:
        return
    attack: dict[HouseId, int] = {fleet.house: 0 for fleet in settlers}
    for fleet in present:
        if fleet.house in attack:
            attack[fleet.house] += fleet_figures.total_attack(fleet.ships, state.numbers.ships)
    lots = {house: _lot(state, world, house) for house in attack}
    winner = max(attack, key=lambda house: (attack[house], lots[house]))
    chosen = next(fleet for fleet in settlers if fleet.house == winner)
    for fleet in settlers:
        if fleet is not chosen:
            _tell(state, fleet, mission_failures.RIVAL_COLONY)
    _settle(state, chosen)


def _lot(state: CampaignState, world: WorldId, house: HouseId) -> str:
    return randomness.lot(state.setup.seed, state.turn, "colonise", world, house)


def _tell(state: CampaignState, fleet: Fleet, why: Sentence) -> None:
    state.note(ColonyWaits(fleet.house, fleet.id, fleet.world, why.code))
    state.put_fleet(replace(fleet, mission=Mission.MOVE))


def _settle(state: CampaignState, fleet: Fleet) -> None:
    """Turn the first colony ship of a fleet into a colony."""
    ship = colony_ships(fleet.ships, state.numbers.ships)[0]
    ships = tuple(other for other in fleet.ships if other is not ship)
    state.put_fleet(replace(fleet, ships=ships, mission=Mission.MOVE))
    numbers = state.numbers.worlds
    site = state.site(fleet.world)
    record = state.worlds[fleet.world]
    state.put_world(
        World(
            id=record.id,
            house=fleet.house,
            faction=state.houses[fleet.house].faction,
            population=min(numbers.settlers, numbers.classes[site.world_class].most_population),
            militia=numbers.colony_militia,
            dark=record.dark,
            next_unit=record.next_unit,
        )
    )
    state.note(
        ShipsLost(fleet.house, fleet.world, (ship,), "settled"),
        Colonised(fleet.house, fleet.id, fleet.world),
    )
    record_deed(state, fleet.house, "colonised")
