"""The numbers of ships, fleets and fights in space: `ships.toml` (C4, C9)."""

from __future__ import annotations

import msgspec

from engine.campaign.numbers.bounds import Count, Percent, Positive, Volleys
from engine.data.catalog import Code


class HullNumbers(msgspec.Struct, frozen=True, rename="upper"):
    """A hull (C4.1): prices in units of the treasury, *capacity* in VALUE."""

    price: Positive
    attack: Count
    hull: Positive
    upkeep: Count
    bombardment: Count
    capacity: Count
    engineering: Count
    """Level of engineering that opens it."""
    docks: Positive
    shoals: bool
    """Whether it passes shoals while sound."""
    duty: Code
    """New ships of one duty form one fleet (C4.2)."""


class LaneNumbers(msgspec.Struct, frozen=True, rename="upper"):
    """The movement points that each class of lanes costs (C4.4)."""

    broad: Positive
    narrow: Positive
    shoal: Positive


class GroundDefenceNumbers(msgspec.Struct, frozen=True, rename="upper"):
    """The fighting values of a battery or a starbase (C3.6, C9.2)."""

    attack: Count
    hull: Positive


class CombatNumbers(msgspec.Struct, frozen=True, rename="upper"):
    """The numbers of fights in space (C9.2 to C9.5)."""

    weapons_bonus: Percent
    defence_bonus: Percent
    rounds: Volleys
    volley_rolls: tuple[Positive, ...]
    """The highest roll of each part of `volley_shares` but the last."""
    volley_shares: tuple[Percent, ...]
    """Per cent of the attack that strikes."""
    starbase_bonus: Count
    guard_bonus: Count
    balanced_share: Percent
    """A balanced fleet leaves below this share of the enemy's attack."""
    parting_share: Percent
    """Attack that fires after a force that leaves."""


class SiegeNumbers(msgspec.Struct, frozen=True, rename="upper"):
    """The numbers of blockades and bombardments (C9.7, C9.8)."""

    hunger: Count
    """Hit points that each unit loses per turn from the second turn on."""
    shield_cancels: Count
    """Bombardment that each level of the shield cancels."""
    unit_roll: Positive
    """Least D10 that hits a unit."""
    industry_roll: Positive
    """Least D10 that destroys industry."""
    unit_harm: Positive
    """Divisor of HP_MAX that a unit loses."""
    industry_loss: Positive
    dark_chance: Percent
    dark_most: Percent
    dark_turns: Positive


class ShipNumbers(msgspec.Struct, frozen=True, rename="upper"):
    """The numbers of fleets, hulls, fights in space and sieges (C4, C9)."""

    fleets: Positive
    """Most fleets per house (C4.2)."""
    fleet_ships: tuple[Positive, ...]
    """Most ships per fleet, by level of engineering."""
    points: Positive
    """Movement points of a fleet per turn (C4.4)."""
    lanes: LaneNumbers = msgspec.field(name="lanes")
    hulls: dict[Code, HullNumbers] = msgspec.field(name="hulls")
    battery: GroundDefenceNumbers = msgspec.field(name="battery")
    starbase: GroundDefenceNumbers = msgspec.field(name="starbase")
    combat: CombatNumbers = msgspec.field(name="combat")
    siege: SiegeNumbers = msgspec.field(name="siege")
