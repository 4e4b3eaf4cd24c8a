"""The fights over one world: who meets whom, and what a fight does to fleets and ground defences
(C9.1, C9.5, C9.9, C3.8, C4.3).
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, TypeAlias

from msgspec.structs import replace

from engine.campaign import fleets as fleet_figures
from engine.campaign import presence, randomness
from engine.campaign.events import SpaceFight, UnitsLost, WreckageSalvaged
from engine.campaign.forces import GroundDefences, Kind, Side, make_force
from engine.campaign.prestige import record_deed
from engine.campaign.shares import share
from engine.campaign.space_combat import fight
from engine.campaign.vocabulary import Condition, Entry, Field, HouseId, Mission, WorldId

if TYPE_CHECKING:
    from engine.campaign.forces import Aftermath
    from engine.campaign.records import Fleet, Ship
    from engine.campaign.space_combat import FightOutcome
    from engine.campaign.state import CampaignState
    from engine.campaign.vocabulary import FleetId

Parties: TypeAlias = "tuple[HouseId, HouseId | None]"
"""Two houses in the order of their ids, or a house and None for a free world."""

_DRAWS_FIRE = (Mission.INVADE, Mission.BOMBARD, Mission.BLOCKADE)
"""The missions of fleets that ground defences fight; an assault runs past them (C10.3)."""


def fight_for_sky(state: CampaignState, world: WorldId) -> set[FleetId]:
    """Fight all fights over a world, one after another; return the fleets that lost the sky."""
    fleeing: set[FleetId] = set()
    for parties in _pairs(state, world):
        sides = [_fleets_of(state, world, house, fleeing) for house in parties]
        line = _line(state, world, parties, sides)
        if _meet(state, parties, sides, line):
            fleeing |= _fight_pair(state, world, parties, sides, line)
    return fleeing


def _pairs(state: CampaignState, world: WorldId) -> list[Parties]:
    """Return all pairs that could fight, in the order of their lots, the smallest first (C9.1)."""
    record = state.worlds[world]
    houses = {fleet.house for fleet in presence.present_fleets(state, world, ())}
    strangers = sorted(houses)
    if record.house is not None:
        houses.add(record.house)
    pairs: list[Parties] = [pair for pair in combinations(sorted(houses), 2) if state.at_war(*pair)]
    if record.is_free:
        pairs += [(house, None) for house in strangers]

    def key(pair: Parties) -> str:
        return randomness.lot(state.setup.seed, state.turn, "sky", world, *_words(pair))

    return sorted(pairs, key=key)


def _words(parties: Parties) -> list[HouseId]:
    return [house for house in parties if house is not None]


def _fleets_of(
    state: CampaignState, world: WorldId, house: HouseId | None, fleeing: set[FleetId]
) -> list[Fleet]:
    present = presence.present_fleets(state, world, fleeing)
    return [fleet for fleet in present if fleet.house == house]


def _line(
    state: CampaignState, world: WorldId, parties: Parties, sides: list[list[Fleet]]
) -> GroundDefences | None:
    """Return the ground defences if they fight in a pair: their enemy came for the world (C9.1)."""
    record = state.worlds[world]
    if record.house not in parties or (record.house is None and not record.is_free):
        return None
    enemies = sides[1 - parties.index(record.house)]
    if not any(presence.is_on(fleet, *_DRAWS_FIRE) for fleet in enemies):
        return None
    defences = GroundDefences(record.batteries, presence.starbase_in_conflict(state, world))
    return defences if defences.stand else None


def _meet(
    state: CampaignState,
    parties: Parties,
    sides: list[list[Fleet]],
    line: GroundDefences | None,
) -> bool:
    """Whether both of a pair are there and one has attack (C9.1)."""
    if line is not None:
        return True
    if parties[1] is None or not all(sides):
        return False
    numbers = state.numbers.ships
    return any(fleet_figures.has_attack(fleet, numbers) for side in sides for fleet in side)


def _fight_pair(
    state: CampaignState,
    world: WorldId,
    parties: Parties,
    sides: list[list[Fleet]],
    line: GroundDefences | None,
) -> set[FleetId]:
    """Fight one fight and write what came of it; return the fleets that lost the sky by it."""
    numbers = state.numbers.ships
    owner = state.worlds[world].house
    one, other = (
        make_force(_side(state, world, house), fleets, line if house == owner else None, numbers)
        for house, fleets in zip(parties, sides, strict=True)
    )
    source = randomness.dice(state.setup.seed, state.turn, "sky", world, *_words(parties))
    outcome = fight((one, other), numbers.combat, source)
    aftermaths = (one.aftermath(outcome.harm[0]), other.aftermath(outcome.harm[1]))
    event = _describe(world, parties, sides, outcome, aftermaths)
    state.note(event)
    for fleets, aftermath in zip(sides, aftermaths, strict=True):
        for fleet in fleets:
            _harm_fleet(state, fleet, aftermath)
    if line is not None:
        _harm_line(state, event)
    _reward(state, event, sides[outcome.keeper])
    return {fleet.id for fleet in sides[1 - outcome.keeper] if fleet.id in state.fleets}


def _side(state: CampaignState, world: WorldId, house: HouseId | None) -> Side:
    """Return whose force it is. Choice: the lot of C9.5 is that of the house; a free world, which
    owns its world, never needs one.
    """
    is_owner = state.worlds[world].house == house
    if house is None:
        return Side(None, is_owner=is_owner)
    record = state.houses[house]
    lot = randomness.lot(state.setup.seed, state.turn, "sky", world, house)
    weapons, defence = record.level(Field.WEAPONS), record.level(Field.DEFENCE)
    return Side(house, weapons, defence, is_owner=is_owner, lot=lot)


def _describe(
    world: WorldId,
    parties: Parties,
    sides: list[list[Fleet]],
    outcome: FightOutcome,
    aftermaths: tuple[Aftermath, Aftermath],
) -> SpaceFight:
    ships = {ship.id: ship for fleets in sides for fleet in fleets for ship in fleet.ships}
    lost, crippled = [], []
    kinds: dict[bool, list[Kind]] = {True: [], False: []}
    for after in aftermaths:
        lost.append(tuple(ships[one.id] for one in after.lost if one.is_ship))
        crippled.append(
            tuple(
                replace(ships[one.id], condition=Condition.CRIPPLED)
                for one in after.crippled
                if one.is_ship
            )
        )
        kinds[True] += [one.kind for one in after.lost]
        kinds[False] += [one.kind for one in after.crippled]
    return SpaceFight(
        world,
        parties,
        outcome.volleys,
        outcome.left,
        outcome.keeper,
        (lost[0], lost[1]),
        (crippled[0], crippled[1]),
        kinds[True].count(Kind.BATTERY),
        Condition.CRIPPLED if Kind.STARBASE in kinds[False] else None,
        Kind.STARBASE in kinds[True],
    )


def _harm_fleet(state: CampaignState, fleet: Fleet, aftermath: Aftermath) -> None:
    """Write what a fight did to a fleet; who loses room is lost, the least veteran first (C4.3)."""
    lost = {one.id for one in aftermath.lost}
    crippled = {one.id for one in aftermath.crippled}
    ships = tuple(
        replace(ship, condition=Condition.CRIPPLED) if ship.id in crippled else ship
        for ship in fleet.ships
        if ship.id not in lost
    )
    room = fleet_figures.capacity_of(ships, state.numbers.ships)
    aboard = sorted(fleet.units, key=lambda unit: unit.id, reverse=True)
    aboard.sort(key=lambda unit: unit.veterancy)
    drowned = []
    while aboard and fleet_figures.load_of(aboard, state.numbers) > room:
        drowned.append(aboard.pop(0))
    saved = tuple(unit for unit in fleet.units if unit not in drowned)
    state.put_fleet(replace(fleet, ships=ships, units=saved))
    if drowned:
        state.note(UnitsLost(fleet.house, fleet.world, tuple(drowned), "drowned"))


def _harm_line(state: CampaignState, event: SpaceFight) -> None:
    """Write what a fight did to ground defences; a blinded starbase is not crippled by it."""
    record = state.worlds[event.world]
    starbase = record.starbase if event.starbase is None else event.starbase
    state.put_world(
        replace(
            record,
            batteries=record.batteries - event.batteries,
            starbase=None if event.starbase_lost else starbase,
        )
    )


def _reward(state: CampaignState, event: SpaceFight, keepers: list[Fleet]) -> None:
    """Pay for the wreckage (C3.8) and for what was lost (C9.9)."""
    owner = state.worlds[event.world].house
    if event.starbase_lost:
        enemy = event.houses[1 - event.houses.index(owner)]
        if enemy is not None:
            record_deed(state, enemy, "starbase")
    keeper = event.houses[event.keeper]
    if keeper is None:
        return
    if event.lost[1 - event.keeper]:
        record_deed(state, keeper, "space_fight")
    if any(fleet.id in state.fleets for fleet in keepers):
        price = sum(_price(state, ship) for ships in event.lost for ship in ships)
        amount = share(price, state.numbers.worlds.wreckage_share)
        if amount:
            state.pay(keeper, Entry.WRECKAGE, event.world, amount)
            state.note(WreckageSalvaged(keeper, event.world, amount))


def _price(state: CampaignState, ship: Ship) -> int:
    return state.numbers.ships.hulls[ship.hull].price
