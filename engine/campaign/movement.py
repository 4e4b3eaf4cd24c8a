"""The movement phase: all fleets at once, step by step along a cheapest way (C4.4, C4.5).

What stops a fleet is what lay there when the phase began, so no fleet has to wait for another.

Choice (C5.4): scouts that spy pass, because nobody sees them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from engine.campaign.events import FleetMoved, OrderFailed
from engine.campaign.fleets import has_attack, is_hidden, passes_shoals
from engine.campaign.orders import FleetMission
from engine.campaign.routes import find_route
from engine.campaign.vocabulary import Condition, Mission, Posture

if TYPE_CHECKING:
    from engine.campaign.records import Fleet
    from engine.campaign.state import CampaignState
    from engine.campaign.vocabulary import HouseId, WorldId


def move_fleets(state: CampaignState) -> CampaignState:
    """Return the state after all fleets moved."""
    before, state = state, state.fork()
    for _, fleet in sorted(before.fleets.items()):
        _move(before, state, fleet)
    return state


def _move(before: CampaignState, state: CampaignState, fleet: Fleet) -> None:
    ships = state.numbers.ships
    hidden = is_hidden(fleet, ships)
    points = ships.points
    path = [fleet.world]
    stopped = False
    while path[-1] != fleet.target and not stopped:
        shoals = passes_shoals(fleet.ships, ships)
        route = find_route(state.map, ships, path[-1], fleet.target, shoals=shoals)
        if route is None:
            _give_up(state, fleet, path[-1])
            break
        points -= route.points[0]
        if points < 0:
            break
        step = route.worlds[1]
        path.append(step)
        stopped = step != fleet.target and not hidden and _is_barred(before, fleet.house, step)
    if len(path) > 1:
        moved = replace(state.fleets[fleet.id], world=path[-1], came_from=path[-2])
        state.put_fleet(moved)
        state.note(FleetMoved(fleet.house, fleet.id, tuple(path), stopped, hidden))


def _give_up(state: CampaignState, fleet: Fleet, world: WorldId) -> None:
    """Set the mission of a fleet that has no way left to staying where it is (C4.7)."""
    order = FleetMission(fleet.id, fleet.mission, fleet.target).to_text()
    state.note(OrderFailed(fleet.house, order, "C4.4", "campaign.refusal.no-way"))
    state.put_fleet(replace(fleet, mission=Mission.MOVE, target=world))


def _is_barred(before: CampaignState, house: HouseId, world: WorldId) -> bool:
    """Whether an enemy of a house keeps it at a world that it enters (C4.5)."""
    record = before.worlds[world]
    if record.starbase is Condition.SOUND and before.at_war(house, record.house):
        return True
    return any(
        fleet.posture is not Posture.EVADE
        and before.at_war(house, fleet.house)
        and has_attack(fleet, before.numbers.ships)
        for fleet in before.fleets_at(world)
    )
