"""The events of the orders and movement phases (C8, C13, C4)."""

from __future__ import annotations

from engine.campaign.events.base import BaseEvent
from engine.campaign.records import Ship
from engine.campaign.vocabulary import FleetId, HouseId, Message, WorldId


class OrderRefused(BaseEvent, frozen=True):
    """An order was refused; *code* is that of the sentence."""

    house: HouseId
    order: str
    rule: str
    code: str


class OrderFailed(BaseEvent, frozen=True):
    """An order that was accepted had no effect, because of what the house did not know (C5.6)."""

    house: HouseId
    order: str
    rule: str
    code: str


class ShipsSalvaged(BaseEvent, frozen=True):
    """A house scrapped ships at one of its yards, for a part of their price (C3.8)."""

    house: HouseId
    world: WorldId
    ships: tuple[Ship, ...]
    refund: int


class MessageSent(BaseEvent, frozen=True):
    """A house sent a diplomatic message (C8.1)."""

    house: HouseId
    kind: Message
    receiver: HouseId


class TreatyMade(BaseEvent, frozen=True):
    """Two houses agreed on a pact or a peace (C8.2, C8.3)."""

    kind: Message
    houses: tuple[HouseId, HouseId]


class PactBroken(BaseEvent, frozen=True):
    """A house broke a pact (C8.4)."""

    house: HouseId
    other: HouseId


class PactEnded(BaseEvent, frozen=True):
    """A pact of the leader ended without blame (C8.7), or with a house (C12.4)."""

    houses: tuple[HouseId, HouseId]


class WarBegan(BaseEvent, frozen=True):
    """A war began (C8.5); *declared* are the houses that declared it, none where C8.8 did."""

    houses: tuple[HouseId, HouseId]
    declared: tuple[HouseId, ...]


class FleetMoved(BaseEvent, frozen=True):
    """A fleet moved along *path*, from the world where it was.

    *stopped* says that an enemy kept it from going on (C4.5), *hidden* that nobody else sees it
    (C5.4).
    """

    house: HouseId
    fleet: FleetId
    path: tuple[WorldId, ...]
    stopped: bool
    hidden: bool


class FleetFled(BaseEvent, frozen=True):
    """A fleet fled to a neighbour; *to* is its own world where there was no way out (C9.5)."""

    house: HouseId
    fleet: FleetId
    world: WorldId
    to: WorldId
