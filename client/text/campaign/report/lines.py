"""The lines of a report."""

from __future__ import annotations

import enum

import msgspec

from engine.campaign.vocabulary import WorldId


class Group(enum.StrEnum):
    """What a line is about; reports tell the groups in this order."""

    END = "end"
    BATTLES = "battles"
    WORLDS = "worlds"
    FLEETS = "fleets"
    LETTERS = "letters"
    SPIES = "spies"
    STORES = "stores"
    ORDERS = "orders"


class ReportLine(msgspec.Struct, frozen=True):
    """A sentence of a report, with the *world* that it leads to and rows of *details*.

    Within a group, lines about one *subject*, such as a world, are told together in the order in
    which they happened, and subjects by their largest *weight*, the largest first.
    """

    group: Group
    weight: int
    sentence: str
    world: WorldId | None = None
    details: tuple[str, ...] = ()
    subject: str = ""
