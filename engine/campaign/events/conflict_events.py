"""The events of the conflict phase: fights, sieges, colonies and landings (C9, C10)."""

from __future__ import annotations

import msgspec

from engine.campaign.events.base import BaseEvent
from engine.campaign.records import BattleResult, BattleSpec, Ship, Unit
from engine.campaign.vocabulary import Condition, FleetId, HouseId, Mission, WorldId


class Volley(msgspec.Struct, frozen=True):
    """A round of a fight: of both sides the D10, its modifiers, the attack left, and the hits.

    A roll is 0 where a side did not roll: the other one left, and it fired unrolled (C9.4).
    """

    rolls: tuple[int, int]
    modifiers: tuple[int, int]
    attack: tuple[int, int]
    hits: tuple[int, int]


class SpaceFight(BaseEvent, frozen=True):
    """A fight of two forces over a world (C9); the second side is None for a free world's line.

    *left* says who left, *keeper* is the index of the side that keeps the sky. *lost* and
    *crippled* are ships of both sides, *batteries* those lost by the world, *starbase* is what the
    fight made of its starbase, None if nothing.
    """

    world: WorldId
    houses: tuple[HouseId | None, HouseId | None]
    volleys: tuple[Volley, ...]
    left: tuple[bool, bool]
    keeper: int
    lost: tuple[tuple[Ship, ...], tuple[Ship, ...]]
    crippled: tuple[tuple[Ship, ...], tuple[Ship, ...]]
    batteries: int
    starbase: Condition | None
    starbase_lost: bool


class UnitsLost(BaseEvent, frozen=True):
    """Units were lost outside a battle; *code* says how: `drowned`, `left_behind` by an assault
    that failed, `lost_ground`, `deserted`, `eliminated` …
    """

    house: HouseId | None
    place: str
    units: tuple[Unit, ...]
    code: str


class ShipsLost(BaseEvent, frozen=True):
    """Ships were lost outside a fight: a colony ship that settled, or an eliminated house's."""

    house: HouseId
    place: str
    ships: tuple[Ship, ...]
    code: str


class WreckageSalvaged(BaseEvent, frozen=True):
    """A house was paid for the ships lost in a fight (C3.8)."""

    house: HouseId
    world: WorldId
    amount: int


class Blockaded(BaseEvent, frozen=True):
    """A fleet blockades a world; *turns* in a row (C9.7)."""

    house: HouseId
    world: WorldId
    owner: HouseId | None
    turns: int
    starving: bool
    """Whether the garrison lost hit points."""


class Bombarded(BaseEvent, frozen=True):
    """A fleet bombarded a world (C9.8): its rolls, the units hit, the industry destroyed."""

    house: HouseId
    fleet: FleetId
    world: WorldId
    owner: HouseId | None
    rolls: tuple[int, ...]
    units: tuple[str, ...]
    industry: int
    darkened: bool


class Colonised(BaseEvent, frozen=True):
    """A house colonised a world (C3.9)."""

    house: HouseId
    fleet: FleetId
    world: WorldId


class ColonyWaits(BaseEvent, frozen=True):
    """A colony ship could not settle (C3.9): *code* says why."""

    house: HouseId
    fleet: FleetId
    world: WorldId
    code: str


class BidFailed(BaseEvent, frozen=True):
    """A fleet could not land (C10.1, C10.2): *code* says why."""

    house: HouseId
    fleet: FleetId
    world: WorldId
    mission: Mission
    rule: str
    code: str


class FlakFired(BaseEvent, frozen=True):
    """The line shot at the boats of an assault (C10.3): the rolls and the units hit."""

    house: HouseId
    world: WorldId
    rolls: tuple[int, ...]
    hit: tuple[str, ...]
    destroyed: tuple[Unit, ...]


class LandingDecided(BaseEvent, frozen=True):
    """A landing was decided: its spec, the chance in thousandths, and the result (C10)."""

    spec: BattleSpec
    chance: int
    result: BattleResult


class UnitsRecovered(BaseEvent, frozen=True):
    """Units that were struck down on the winning side were found alive (C10.9)."""

    house: HouseId | None
    world: WorldId
    units: tuple[Unit, ...]


class LandingUnfought(BaseEvent, frozen=True):
    """A landing failed before the battle: nobody reached the ground (C10.3)."""

    house: HouseId
    world: WorldId
    mission: Mission


class WorldCaptured(BaseEvent, frozen=True):
    """A world was taken; *loser* is None for a free world, *fought* says whether in a battle."""

    house: HouseId
    loser: HouseId | None
    world: WorldId
    tier: int
    fought: bool
    escaped: tuple[Unit, ...]
    """Units of the garrison that got away (C10.7)."""
    refuge: WorldId | None
    """The world where they went."""
