"""Bids for a landing: who may land on a world, who is called off, and the flak (C10.1 to C10.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from engine.campaign import fleets as fleet_figures
from engine.campaign import mission_failures, presence, randomness
from engine.campaign.events import BidFailed, FlakFired
from engine.campaign.fleets import points_of
from engine.campaign.resolver import total_points
from engine.campaign.shares import share_up
from engine.campaign.vocabulary import (
    LANDINGS,
    Condition,
    FleetId,
    HouseId,
    Mission,
    UnitId,
    WorldId,
)

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from engine.campaign.numbers import CampaignNumbers, SizeNumbers
    from engine.campaign.records import Fleet, Unit
    from engine.campaign.star_map import Site
    from engine.campaign.state import CampaignState
    from engine.sentences import Sentence


class Bid(msgspec.Struct, frozen=True):
    """The landing that is tried at a world this turn: all fleets of a house with one mission.

    *points* are those of all aboard; *landed* are the units that go down, less those that the flak
    destroyed, those with the most points first.
    """

    house: HouseId
    world: WorldId
    mission: Mission
    fleets: tuple[FleetId, ...]
    points: int
    landed: tuple[UnitId, ...]


def size_of(site: Site, numbers: CampaignNumbers) -> SizeNumbers:
    """Return the numbers of a world's size (C2.7)."""
    sizes = {
        "small": numbers.map.small,
        "large": numbers.map.large,
        "capital": numbers.map.capital,
    }
    return sizes[site.size]


def strongest(units: Iterable[Unit], most: int, numbers: CampaignNumbers) -> list[Unit]:
    """Return the units with the most points, at most *most*; the first id on ties (C10.4)."""
    return sorted(units, key=lambda unit: (-points_of(unit, numbers), unit.id))[:most]


def most_landed(site: Site, mission: Mission, numbers: CampaignNumbers) -> int:
    """Return how many units land at most on a world (C2.7, C10.3)."""
    cap = size_of(site, numbers).field_cap
    return min(cap, numbers.invasion.assault_most) if mission is Mission.ASSAULT else cap


def is_spent(state: CampaignState, world: WorldId) -> bool:
    """Whether nobody can land on a world, because of a landing there not long ago (C10.8)."""
    return state.worlds[world].cooldown >= state.turn


def aboard(state: CampaignState, fleets: Iterable[FleetId]) -> list[Unit]:
    """Return all units aboard fleets, in the order of the ids of the fleets and of the units."""
    return [unit for fleet in fleets for unit in state.fleets[fleet].units]


def choose_bid(state: CampaignState, world: WorldId, fleeing: Container[FleetId]) -> Bid | None:
    """Return the bid that is tried at a world: the one of most points, then by lot (C10.1).

    All fleets that could not bid, or were called off, are told why and keep their missions.
    """
    bids = []
    for (house, mission), fleets in sorted(_bidders(state, world, fleeing).items()):
        units = aboard(state, fleets)
        numbers = state.numbers
        landed = strongest(units, most_landed(state.site(world), mission, numbers), numbers)
        points = total_points(units, numbers)
        names = tuple(unit.id for unit in landed)
        bids.append(Bid(house, world, mission, tuple(fleets), points, names))
    if not bids:
        return None

    def key(bid: Bid) -> tuple[int, str]:
        words = (state.turn, "bids", world, bid.house, bid.mission)
        return (bid.points, randomness.lot(state.setup.seed, *words))

    chosen = max(bids, key=key)
    for bid in bids:
        if bid is not chosen:
            for fleet in bid.fleets:
                _refuse(state, state.fleets[fleet], "C10.1", mission_failures.OUTBID)
    return chosen


def _bidders(
    state: CampaignState, world: WorldId, fleeing: Container[FleetId]
) -> dict[tuple[HouseId, Mission], list[FleetId]]:
    bidders: dict[tuple[HouseId, Mission], list[FleetId]] = {}
    for fleet in presence.present_fleets(state, world, fleeing):
        if not presence.is_on(fleet, *LANDINGS):
            continue
        obstacle = find_obstacle(state, fleet)
        if obstacle is not None:
            _refuse(state, fleet, *obstacle)
        else:
            bidders.setdefault((fleet.house, fleet.mission), []).append(fleet.id)
    return bidders


def find_obstacle(state: CampaignState, fleet: Fleet) -> tuple[str, Sentence] | None:
    """Return the rule and the sentence of what keeps a fleet from landing where it is, or None.

    That no enemy with attack is left there is settled by then: one of the two flees (C9.5).
    """
    world = fleet.world
    record = state.worlds[world]
    if record.house is None and not record.is_free:
        return ("C10.1", mission_failures.NOBODY_THERE)
    if not presence.may_attack(state, fleet.house, world):
        return ("C8.5", mission_failures.NO_WAR)
    if not fleet.units:
        return ("C10.1", mission_failures.NOBODY_ABOARD)
    if is_spent(state, world):
        return ("C10.8", mission_failures.COOLDOWN)
    if fleet.mission is Mission.INVADE:
        if not fleet_figures.has_attack(fleet, state.numbers.ships):
            return ("C10.2", mission_failures.NO_ATTACK)
        if presence.has_standing_line(state, world):
            return ("C10.2", mission_failures.LINE_STANDS)
    return None


def _refuse(state: CampaignState, fleet: Fleet, rule: str, why: Sentence) -> None:
    state.note(BidFailed(fleet.house, fleet.id, fleet.world, fleet.mission, rule, why.code))


# Flak


def shots_of(batteries: int, starbase: Condition | None, numbers: CampaignNumbers) -> int:
    """Return how often the line of a world shoots at the boats of an assault (C10.3)."""
    bonus = numbers.invasion.starbase_shots if starbase is Condition.SOUND else 0
    return batteries + bonus


def fire_flak(state: CampaignState, bid: Bid) -> Bid:
    """Roll the defensive fire at an assault; return the bid with the units that land.

    Choice (C10.3): no more shots are rolled when nobody is left to shoot at.
    """
    if bid.mission is not Mission.ASSAULT:
        return bid
    batteries = state.worlds[bid.world].batteries
    starbase = presence.starbase_in_conflict(state, bid.world)
    shots = shots_of(batteries, starbase, state.numbers)
    if not shots:
        return bid
    numbers = state.numbers.invasion
    landing = {unit.id: unit for unit in aboard(state, bid.fleets) if unit.id in bid.landed}
    left = list(bid.landed)
    source = randomness.dice(state.setup.seed, state.turn, "flak", bid.world, bid.house)
    rolls: list[int] = []
    hit: list[UnitId] = []
    while len(rolls) < shots and left:
        rolls.append(source.integer(1, randomness.D10))
        if rolls[-1] < numbers.flak_roll:
            continue
        unit = landing[source.pick(left)]
        hit.append(unit.id)
        harm = share_up(state.numbers.units[unit.code].hp_max, numbers.flak_harm)
        landing[unit.id] = replace(unit, hp=max(0, unit.hp - harm))
        if not landing[unit.id].hp:
            left.remove(unit.id)
    destroyed = tuple(unit for unit in landing.values() if not unit.hp)
    for fleet in bid.fleets:
        _update_aboard(state, fleet, landing)
    state.note(FlakFired(bid.house, bid.world, tuple(rolls), tuple(hit), destroyed))
    return replace(bid, landed=tuple(left))


def _update_aboard(state: CampaignState, fleet: FleetId, units: dict[UnitId, Unit]) -> None:
    record = state.fleets[fleet]
    known = [units[unit.id] if unit.id in units else unit for unit in record.units]
    state.put_fleet(replace(record, units=tuple(unit for unit in known if unit.hp)))
