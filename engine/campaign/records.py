"""The records of a campaign: frozen structs that phases replace and nobody changes.

A ship is in one fleet and a unit in one garrison or one fleet, because records contain what belongs
to them: nothing can be in two places (C14.6).
"""

from __future__ import annotations

import msgspec

from engine.campaign.vocabulary import (
    FIELDS,
    Conclusion,
    Condition,
    Ending,
    Entry,
    Field,
    FleetId,
    HouseId,
    Message,
    Mission,
    Posture,
    ShipId,
    Spying,
    Stance,
    UnitId,
    Winner,
    Work,
    WorldId,
)


class Unit(msgspec.Struct, frozen=True):
    """A unit of the board, in a garrison or aboard a fleet; *veterancy* is 0 to 3 (C10.9)."""

    id: UnitId
    code: str
    hp: int
    veterancy: int = 0


class Ship(msgspec.Struct, frozen=True):
    """A ship of a fleet."""

    id: ShipId
    hull: str
    condition: Condition = Condition.SOUND

    @property
    def is_crippled(self) -> bool:
        """Whether it is crippled (C9.2)."""
        return self.condition is Condition.CRIPPLED


class Fleet(msgspec.Struct, frozen=True):
    """A fleet: ships and the landing force aboard, at a world, with a mission (C4).

    Ships and units are in the order of their ids. *came_from* is the world that it left last; None
    for a fleet that never moved.
    """

    id: FleetId
    house: HouseId
    world: WorldId
    ships: tuple[Ship, ...]
    units: tuple[Unit, ...]
    posture: Posture
    mission: Mission
    target: WorldId
    came_from: WorldId | None = None


class WorkOrder(msgspec.Struct, frozen=True):
    """Work that was ordered and paid at a world this turn and is done at income (C3.6 to C3.8).

    *thing* is a hull, a `Thing`, a kind of unit, or the id of a ship or `starbase` to repair.
    """

    work: Work
    thing: str
    price: int


class World(msgspec.Struct, frozen=True):
    """A world as it is now; what never changes is in the star map.

    A free world has no *house* but a *tier* from 1; an empty or hollow one has neither. *dark* are
    the turns at the end of which each dark anchor is lit again; *unrest* and *cooldown* are the
    last turns of these states, 0 for none (C1.5). *blockaded* is the number of turns in a row.
    """

    id: WorldId
    house: HouseId | None = None
    tier: int = 0
    faction: str | None = None
    """The faction of its militia and, of a free world, of its garrison."""
    population: int = 0
    industry: int = 0
    yard: int = 0
    starbase: Condition | None = None
    batteries: int = 0
    shield: int = 0
    militia: int = 0
    garrison: tuple[Unit, ...] = ()
    dark: tuple[int, ...] = ()
    unrest: int = 0
    cooldown: int = 0
    blockaded: int = 0
    orders: tuple[WorkOrder, ...] = ()
    next_unit: int = 1
    """Number of the next unit that a free world musters."""

    @property
    def is_free(self) -> bool:
        """Whether it is a free world (C11)."""
        return self.tier > 0 and self.house is None

    def lit(self, anchors: int) -> int:
        """Return how many of its anchors, so many in all, are lit (C9.8)."""
        return anchors - len(self.dark)


class House(msgspec.Struct, frozen=True):
    """A house (C1.1).

    *weights*, *levels* and *points* of research are in the order of `FIELDS`. *last_stand* is the
    last turn in which it must take a world, *eliminated* the turn in which it was, *pact_broken*
    the turn in which it last broke a pact; each is None where there is none.
    """

    id: HouseId
    faction: str
    home: WorldId
    treasury: int
    prestige: int
    tax: str
    research_share: int
    weights: tuple[int, ...]
    levels: tuple[int, ...] = (0,) * len(FIELDS)
    points: tuple[int, ...] = (0,) * len(FIELDS)
    next_number: int = 1
    """Number of its next fleet, ship or unit: one count for all three (C14.3)."""
    keeper_harvests: int = 0
    """Incomes in a row at which it held the share of anchors that wins (C12.3)."""
    last_stand: int | None = None
    eliminated: int | None = None
    pact_broken: int | None = None

    def level(self, field: Field) -> int:
        """Return its level in a field of research."""
        return self.levels[field.place]

    @property
    def is_alive(self) -> bool:
        """Whether it is not eliminated."""
        return self.eliminated is None


class Treaty(msgspec.Struct, frozen=True):
    """What two houses are to each other; *houses* are in the order of their ids (C8.1).

    *truce* is the first turn in which war may be declared again, 0 for none (C8.3). *declared* are
    the houses whose declaration of war takes effect at the end of this turn (C8.5).
    """

    houses: tuple[HouseId, HouseId]
    stance: Stance = Stance.NEUTRAL
    truce: int = 0
    declared: tuple[HouseId, ...] = ()

    def other(self, house: HouseId) -> HouseId:
        """Return the other of its two houses."""
        return self.houses[1] if house == self.houses[0] else self.houses[0]


class Offer(msgspec.Struct, frozen=True):
    """An offer of a pact or of peace that stands for the orders of *turn* (C8.2)."""

    kind: Message
    sender: HouseId
    receiver: HouseId
    turn: int


class Grievance(msgspec.Struct, frozen=True):
    """A grievance of a house against another until the end of a turn (C7.5, C8.4)."""

    holder: HouseId
    against: HouseId
    until: int


class Effect(msgspec.Struct, frozen=True):
    """A timed effect on a world, counted down at each income (C7.4); *house* caused it."""

    kind: Spying
    world: WorldId
    house: HouseId
    amount: int
    harvests: int


class Survey(msgspec.Struct, frozen=True):
    """What a survey of a world showed its house: fresh until the end of a turn (C7.4)."""

    house: HouseId
    world: WorldId
    until: int
    militia: int
    batteries: int
    garrison: tuple[Unit, ...]


class FleetSighting(msgspec.Struct, frozen=True):
    """A fleet as others see it: attack and hull in total, sound and crippled ships together
    (C5.2).
    """

    house: HouseId
    attack: int
    hull: int


class Sighting(msgspec.Struct, frozen=True):
    """What a house last saw of a world, and in which turn (C5.2, C5.3).

    *defence* is rounded as C5.3 says; exact defences are in the surveys.
    """

    world: WorldId
    turn: int
    house: HouseId | None
    tier: int
    faction: str | None
    population: int
    industry: int
    yard: int
    starbase: Condition | None
    batteries: int
    shield: int
    lit: int
    unrest: int
    cooldown: int
    blockaded: int
    defence: int
    fleets: tuple[FleetSighting, ...]


class LedgerRow(msgspec.Struct, frozen=True):
    """A row of the ledger; the rows of a house add up to its treasury (C14.5)."""

    turn: int
    house: HouseId
    kind: Entry
    place: str
    amount: int


class Fielded(msgspec.Struct, frozen=True):
    """A unit that takes the field in a landing; ids of militia and pits are `watch0`, `pit0` …"""

    id: str
    code: str
    hp: int


class BattleSpec(msgspec.Struct, frozen=True):
    """A landing as pure data, from which its scenario is made (C10.4).

    *attacker_first* says who moves first; *lit* of *anchors* objectives count. *board* is the seed
    of the board, *deploy* and *dice* those of the deployment and of the battle.
    """

    version: int
    turn: int
    world: WorldId
    mission: Mission
    attacker: HouseId
    defender: HouseId | None
    ground: str
    columns: int
    rows: int
    anchors: int
    lit: int
    board: int
    deploy: int
    dice: int
    rounds: int
    attacker_first: bool
    attackers: tuple[Fielded, ...]
    defenders: tuple[Fielded, ...]


class BattleResult(msgspec.Struct, frozen=True):
    """What comes back from a landing (C10.6); *hp* is of every unit of the spec, by id.

    *checksum* is that of the battle's record, empty for a resolved one.
    """

    winner: Winner
    hp: dict[str, int]
    conclusion: Conclusion
    checksum: str = ""


class Finish(msgspec.Struct, frozen=True):
    """The end of a campaign (C12.3); no winner where the last houses fell together."""

    ending: Ending
    winner: HouseId | None
    turn: int
