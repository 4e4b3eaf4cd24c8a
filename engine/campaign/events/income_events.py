"""The events of espionage and income: spies, work, books, prestige and ends (C7, C3, C12)."""

from __future__ import annotations

from engine.campaign.events.base import BaseEvent
from engine.campaign.records import Finish, Ship, Unit, WorkOrder
from engine.campaign.vocabulary import Ending, Field, FleetId, HouseId, Spying, WorldId


class SpyMissionDone(BaseEvent, frozen=True):
    """A spy mission was worked (C7.3): the D20, its modifier, and what came of it.

    *victim* is None for a free world; *amount* is what was stolen or destroyed. A mission whose
    target was no longer valid has a roll of 0.
    """

    house: HouseId
    kind: Spying
    target: str
    victim: HouseId | None
    roll: int
    modifier: int
    succeeded: bool
    exposed: bool
    amount: int


class EffectEnded(BaseEvent, frozen=True):
    """A timed effect ended (C7.4)."""

    house: HouseId
    kind: Spying
    world: WorldId


# Income


class WorkDone(BaseEvent, frozen=True):
    """Work that was ordered at a world is done (C3.6)."""

    house: HouseId
    world: WorldId
    order: WorkOrder


class WorkCancelled(BaseEvent, frozen=True):
    """Work at a world was cancelled and part of its price came back (C3.6)."""

    house: HouseId
    world: WorldId
    order: WorkOrder
    refund: int


class IncomeCollected(BaseEvent, frozen=True):
    """The books of a house (C3.2, C3.3, C3.10, C6.1): yields, overhead, pacts, research, upkeep."""

    house: HouseId
    yields: int
    overhead: int
    pacts: int
    research: int
    upkeep: int
    shortfall: int


class LevelReached(BaseEvent, frozen=True):
    """A house reached a level of research (C6.2)."""

    house: HouseId
    field: Field
    level: int


class PrestigeChanged(BaseEvent, frozen=True):
    """The prestige of a house changed; *code* is the deed: a key of `[prestige]` (C12.1)."""

    house: HouseId
    code: str
    amount: int


class ShipCrippled(BaseEvent, frozen=True):
    """A ship was crippled for want of money (C3.10)."""

    house: HouseId
    fleet: FleetId
    ship: Ship


class AnchorRelit(BaseEvent, frozen=True):
    """A dark anchor is lit again (C9.8)."""

    world: WorldId
    house: HouseId | None


class FreeWorldMustered(BaseEvent, frozen=True):
    """A free world mustered units (C11.2)."""

    world: WorldId
    units: tuple[Unit, ...]


class LastStandBegan(BaseEvent, frozen=True):
    """A house without a world has a landing force, and until a turn to take one (C12.4)."""

    house: HouseId
    until: int


class HouseEliminated(BaseEvent, frozen=True):
    """A house is eliminated (C12.4)."""

    house: HouseId


class CampaignEnded(BaseEvent, frozen=True):
    """The campaign ended (C12.3)."""

    finish: Finish
    also: tuple[Ending, ...]
    """Other ends that were reached at the same income and are named later."""
