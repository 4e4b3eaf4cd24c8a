"""The statistics of one game, small enough to keep for every game of a match."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from engine import limits
from engine.validation import Count

Amount = Annotated[float, Meta(ge=-limits.COUNT, le=limits.COUNT)]


class Use(msgspec.Struct, array_like=True):
    """How often something was used, and how often it was decisive.

    It is decisive if the same action destroys a unit, takes an objective or ends the battle.
    """

    used: Count = 0
    decided: Count = 0


class UnitCount(msgspec.Struct, array_like=True):
    """The statistics of all units of one code of a side.

    *count* units took part; *moved* are hexes; *ranged* and *melee* are hit points taken from
    enemies;
    *saved* are hit points that saves prevented, as expected values; *taken* is VALUE taken from
    enemies in proportion to their hit points, and *lost* VALUE lost by the same measure.
    """

    count: Count = 0
    moved: Count = 0
    ranged: Count = 0
    melee: Count = 0
    saved: Amount = 0.0
    taken: Amount = 0.0
    lost: Amount = 0.0


class WeaponCount(msgspec.Struct, array_like=True):
    """The statistics of all weapons of one code of a side.

    They were used *uses* times, made *attacks*, took *damage* hit points and *taken* VALUE, and
    destroyed a unit *decided* times.
    """

    uses: Count = 0
    attacks: Count = 0
    damage: Count = 0
    taken: Amount = 0.0
    decided: Count = 0


class SideCount(msgspec.Struct, array_like=True):
    """The statistics of one side: units and weapons by code, actions by word, rules by name."""

    points: Count
    units: dict[str, UnitCount]
    weapons: dict[str, WeaponCount]
    actions: dict[str, Use]
    rules: dict[str, Use]


class Statistics(msgspec.Struct, array_like=True):
    """The statistics of one game; *sides* are ONE's and TWO's.

    *lead_changes* counts how often, from turn to turn, the other side took the lead: in victory
    points, with equal points in VALUE on the board.
    """

    rounds: Count
    decisions: Count
    lead_changes: Count
    sides: tuple[SideCount, SideCount]
