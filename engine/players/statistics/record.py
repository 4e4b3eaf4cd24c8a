"""The counts of one battle, small enough to keep for every game of a laboratory."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from engine import limits
from engine.validation import Count

Amount = Annotated[float, Meta(ge=-limits.COUNT, le=limits.COUNT)]


class Use(msgspec.Struct, array_like=True):
    """Hold how often something was used, and how often it decided.

    It decides when the same action destroys a unit, takes an objective or ends the battle.
    """

    used: Count = 0
    decided: Count = 0


class UnitCount(msgspec.Struct, array_like=True):
    """Hold what all units of one code of a side did.

    *count* units fought; *moved* are hexes; *ranged*, *melee* hit points taken from enemies;
    *saved* hit points that saves spared them, as the mean of what was saved; *taken* VALUE taken
    from enemies, in proportion to their hit points, and *lost* likewise.
    """

    count: Count = 0
    moved: Count = 0
    ranged: Count = 0
    melee: Count = 0
    saved: Amount = 0.0
    taken: Amount = 0.0
    lost: Amount = 0.0


class WeaponCount(msgspec.Struct, array_like=True):
    """Hold what all weapons of one code of a side did.

    It was brought to bear *uses* times, made *attacks*, took *damage* hit points and *taken* VALUE,
    and destroyed units *decided* times.
    """

    uses: Count = 0
    attacks: Count = 0
    damage: Count = 0
    taken: Amount = 0.0
    decided: Count = 0


class SideCount(msgspec.Struct, array_like=True):
    """Hold the counts of one side: units and weapons by code, actions by word, rules by name."""

    points: Count
    units: dict[str, UnitCount]
    weapons: dict[str, WeaponCount]
    actions: dict[str, Use]
    rules: dict[str, Use]


class Statistics(msgspec.Struct, array_like=True):
    """Hold the counts of one battle; *sides* are ONE's and TWO's.

    *lead_changes* counts how often, from turn to turn, the other side came to lead: in victory
    points, at equal points in VALUE on the board.
    """

    rounds: Count
    decisions: Count
    lead_changes: Count
    sides: tuple[SideCount, SideCount]
