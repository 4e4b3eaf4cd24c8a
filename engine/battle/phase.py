"""The phases of a turn (R3.2)."""

from __future__ import annotations

from enum import Enum


class Phase(Enum):
    """A phase of a turn, in the order in which they follow each other."""

    COMMAND = "COMMAND"
    MOVE = "MOVE"
    SHOOT = "SHOOT"
    CHARGE = "CHARGE"
    FIGHT = "FIGHT"

    # Each member is one of a kind, and looked up all the time: by name takes longer.
    __hash__ = object.__hash__
