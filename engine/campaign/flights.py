"""Flights: where fleets go that lost the sky, all at once when the conflict phase ends (C9.5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from engine.campaign import fleets as fleet_figures
from engine.campaign import presence
from engine.campaign.events import FleetFled
from engine.campaign.vocabulary import Lane, Mission

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.campaign.records import Fleet
    from engine.campaign.state import CampaignState
    from engine.campaign.vocabulary import FleetId, WorldId


def flee(state: CampaignState, flights: Iterable[FleetId]) -> None:
    """Move all fleets that flee, at once; one without a way out stays (C9.5)."""
    fleets = [state.fleets[fleet] for fleet in sorted(flights) if fleet in state.fleets]
    refuges = [find_refuge(state, fleet) for fleet in fleets]
    for fleet, refuge in zip(fleets, refuges, strict=True):
        to = fleet.world if refuge is None else refuge
        came_from = fleet.came_from if refuge is None else fleet.world
        state.put_fleet(
            replace(fleet, world=to, mission=Mission.MOVE, target=to, came_from=came_from)
        )
        state.note(FleetFled(fleet.house, fleet.id, fleet.world, to))


def find_refuge(state: CampaignState, fleet: Fleet) -> WorldId | None:
    """Return the neighbour to which a fleet flees; None where no lane can be passed.

    Choice: enemy fleets count where they are before anybody flees, and only fleets.
    """
    passes_shoals = fleet_figures.passes_shoals(fleet.ships, state.numbers.ships)
    ways = [
        world
        for world, lane in state.map.lanes[fleet.world].items()
        if passes_shoals or lane is not Lane.SHOAL
    ]

    def key(world: WorldId) -> tuple[bool, bool, bool, WorldId]:
        return (
            presence.has_enemy_attack(state, fleet.house, world, ()),
            state.worlds[world].house != fleet.house,
            world != fleet.came_from,
            world,
        )

    return min(ways, key=key) if ways else None
