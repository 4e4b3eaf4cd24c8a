"""Landings: who is fielded, who moves first, and the specs of battles (C10.3 to C10.5)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from engine.campaign import randomness
from engine.campaign.bids import Bid, aboard, choose_bid, fire_flak, size_of, strongest
from engine.campaign.records import BattleSpec, Fielded
from engine.campaign.vocabulary import Field, HouseId, Mission, UnitId, WorldId

if TYPE_CHECKING:
    from collections.abc import Container

    from engine.campaign.numbers import CampaignNumbers
    from engine.campaign.records import World
    from engine.campaign.state import CampaignState
    from engine.campaign.vocabulary import FleetId

SPEC_VERSION: Final = 1
PIT: Final = "pit"
WATCH: Final = "watch"


def can_recover(unit: UnitId) -> bool:
    """Whether somebody who was fielded may be found alive: no militia, no gun pit (C10.9)."""
    return not any(
        unit.startswith(kind) and unit.removeprefix(kind).isdigit() for kind in (PIT, WATCH)
    )


class Landing(msgspec.Struct, frozen=True):
    """A landing that is tried at a world: its bid, and its spec if there is a battle.

    Without one it has failed if nobody got down, or else the world falls unfought (C10.3, C10.7).
    """

    bid: Bid
    spec: BattleSpec | None


class Initiative(msgspec.Struct, frozen=True):
    """What counts for and against the attacker going first (C10.5).

    The levels are those of ground combat; of a free world its tier less one.
    """

    attack_level: int
    defence_level: int
    surveyed: bool
    assault: bool
    home_ground: bool

    @property
    def attacker(self) -> int:
        """Return what counts for the attacker."""
        return self.attack_level + int(self.surveyed) + int(self.assault)

    @property
    def defender(self) -> int:
        """Return what counts for the defender."""
        return self.defence_level + int(self.home_ground)

    @property
    def attacker_first(self) -> bool:
        """Whether the attacker goes first."""
        return self.attacker > self.defender


def begin_landing(
    state: CampaignState, world: WorldId, fleeing: Container[FleetId]
) -> Landing | None:
    """Choose the bid at a world, fire the flak, and return the landing; None if nobody bids."""
    bid = choose_bid(state, world, fleeing)
    if bid is None:
        return None
    bid = fire_flak(state, bid)
    if not bid.landed or not field_defenders(state, world, bid.mission):
        return Landing(bid, None)
    return Landing(bid, prepare(state, bid))


def prepare(state: CampaignState, bid: Bid) -> BattleSpec:
    """Return the spec of a landing as the state is now (C10.4)."""
    world = state.worlds[bid.world]
    site = state.site(bid.world)
    numbers = state.numbers
    size = size_of(site, numbers)
    is_assault = bid.mission is Mission.ASSAULT
    rounds = numbers.invasion.assault_rounds if is_assault else numbers.invasion.invade_rounds
    seed = state.setup.seed
    units = {unit.id: unit for unit in aboard(state, bid.fleets)}
    landed = (units[unit] for unit in bid.landed)
    return BattleSpec(
        version=SPEC_VERSION,
        turn=state.turn,
        world=world.id,
        mission=bid.mission,
        attacker=bid.house,
        defender=world.house,
        ground=numbers.worlds.classes[site.world_class].ground,
        columns=size.columns,
        rows=size.rows,
        anchors=site.anchors,
        lit=state.lit(world.id),
        board=site.board,
        deploy=randomness.seed_of(seed, state.turn, "deploy", world.id),
        dice=randomness.seed_of(seed, state.turn, "battle", world.id),
        rounds=rounds,
        attacker_first=initiative(state, bid.house, world.id, bid.mission).attacker_first,
        attackers=tuple(Fielded(unit.id, unit.code, unit.hp) for unit in landed),
        defenders=field_defenders(state, world.id, bid.mission),
    )


# Who defends


def standing_militia(world: World, turn: int) -> int:
    """Return how many of the militia of a world fight: none while it is in unrest (C3.7)."""
    return 0 if world.unrest >= turn else world.militia


def field_defenders(state: CampaignState, world: WorldId, mission: Mission) -> tuple[Fielded, ...]:
    """Return who is fielded against a landing: gun pits, garrison, militia, up to the field cap."""
    record = state.worlds[world]
    numbers = state.numbers
    cap = size_of(state.site(world), numbers).field_cap
    fielded: list[Fielded] = []
    if mission is Mission.ASSAULT:
        fielded += _field_kind(PIT, numbers.invasion.pit, record.batteries, numbers)
    garrison = strongest(record.garrison, max(0, cap - len(fielded)), numbers)
    fielded += [Fielded(unit.id, unit.code, unit.hp) for unit in garrison]
    watch = standing_militia(record, state.turn)
    if watch:
        fielded += _field_kind(WATCH, militia_kind(state, record), watch, numbers)
    return tuple(fielded[:cap])


def militia_kind(state: CampaignState, world: World) -> str:
    """Return the kind of unit that the militia of a house's world is (C3.7)."""
    assert world.house is not None, f"{world.id} has militia and no house"
    return state.numbers.factions[state.houses[world.house].faction].militia


def _field_kind(name: str, code: str, count: int, numbers: CampaignNumbers) -> list[Fielded]:
    hp = numbers.units[code].hp_max
    return [Fielded(f"{name}{index}", code, hp) for index in range(count)]


# Who goes first


def initiative(
    state: CampaignState, attacker: HouseId, world: WorldId, mission: Mission
) -> Initiative:
    """Return what decides who goes first in a landing as the state is now (C10.5)."""
    record = state.worlds[world]
    surveyed = any(
        survey.house == attacker and survey.world == world and survey.until >= state.turn
        for survey in state.surveys
    )
    if record.house is None:
        defence = record.tier - 1
    else:
        defence = state.houses[record.house].level(Field.GROUND_COMBAT)
    return weigh_initiative(
        state.houses[attacker].level(Field.GROUND_COMBAT),
        defence,
        surveyed=surveyed,
        assault=mission is Mission.ASSAULT,
        starved=record.blockaded >= state.numbers.invasion.siege_turns,
    )


def weigh_initiative(
    attack_level: int, defence_level: int, *, surveyed: bool, assault: bool, starved: bool
) -> Initiative:
    """Return what decides who goes first, from what a view knows as well (C10.5).

    *defence_level* is the ground combat of the defender, of a free world its tier less one;
    *starved* says that it is blockaded for too long for home ground to count.
    """
    return Initiative(attack_level, defence_level, surveyed, assault, home_ground=not starved)
