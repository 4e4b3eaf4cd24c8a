"""Who is present at a world in the conflict phase: fleets that take part, enemies, the line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.campaign import fleets
from engine.campaign.vocabulary import Condition, Mission, Spying

if TYPE_CHECKING:
    from collections.abc import Container

    from engine.campaign.records import Fleet
    from engine.campaign.state import CampaignState
    from engine.campaign.vocabulary import FleetId, HouseId, WorldId


def present_fleets(
    state: CampaignState, world: WorldId, fleeing: Container[FleetId]
) -> list[Fleet]:
    """Return the fleets at a world that neither spy nor flee, in the order of their ids."""
    numbers = state.numbers.ships
    return [
        fleet
        for fleet in state.fleets_at(world)
        if fleet.id not in fleeing and not fleets.is_hidden(fleet, numbers)
    ]


def has_enemy_attack(
    state: CampaignState, house: HouseId, world: WorldId, fleeing: Container[FleetId]
) -> bool:
    """Whether a house at war with *house* has a fleet with attack at a world that does not flee."""
    return any(
        state.at_war(house, fleet.house) and fleets.has_attack(fleet, state.numbers.ships)
        for fleet in present_fleets(state, world, fleeing)
    )


def is_on(fleet: Fleet, *missions: Mission) -> bool:
    """Whether a fleet is where it has one of these missions (C4.7)."""
    return fleet.mission in missions and fleet.target == fleet.world


def starbase_in_conflict(state: CampaignState, world: WorldId) -> Condition | None:
    """Return what a starbase counts as in the conflict phase: crippled while blinded (C9.9)."""
    starbase = state.worlds[world].starbase
    if starbase is not None and any(
        effect.kind is Spying.BLIND and effect.world == world for effect in state.effects
    ):
        return Condition.CRIPPLED
    return starbase


def has_standing_line(state: CampaignState, world: WorldId) -> bool:
    """Whether a battery or a sound starbase stands at a world (C9.7, C10.2)."""
    return (
        state.worlds[world].batteries > 0 or starbase_in_conflict(state, world) is Condition.SOUND
    )


def may_attack(state: CampaignState, house: HouseId, world: WorldId) -> bool:
    """Whether a house may act against a world now: it is free, or of a house at war (C8.5)."""
    record = state.worlds[world]
    return record.is_free or state.at_war(house, record.house)
