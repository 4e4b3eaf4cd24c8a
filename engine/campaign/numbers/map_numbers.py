"""The numbers of the map: `map.toml` (C2)."""

from __future__ import annotations

import msgspec

from engine.campaign.numbers.bounds import (
    Anchors,
    Attempts,
    BoardSide,
    BoardUnits,
    Count,
    Lanes,
    Percent,
    Positive,
    Rings,
    Scale,
)


class MapLayout(msgspec.Struct, frozen=True, rename="upper"):
    """The size of the map for a number of houses, and the places of their homes (C2.1, C2.2).

    Homes are places on the outer ring, counted from its east corner.
    """

    houses: Positive
    rings: Rings
    homes: tuple[Count, ...]


class SizeNumbers(msgspec.Struct, frozen=True, rename="upper"):
    """A size of worlds: anchors, board, and the most units per side on it (C2.6, C2.7)."""

    anchors: Anchors
    columns: BoardSide
    rows: BoardSide
    field_cap: BoardUnits


class MapNumbers(msgspec.Struct, frozen=True, rename="upper"):
    """The numbers that a map is drawn with (C2)."""

    attempts: Attempts
    """Maps drawn before a seed is given up."""
    lane_share: Percent
    """Share of all possible lanes that are left."""
    home_lanes: Lanes
    """Fewest lanes of a home."""
    least_lanes: Lanes
    """Fewest lanes of any other world."""
    broad_share: Percent
    narrow_share: Percent
    middle_free_worlds: Count
    """Free worlds of the middle tier."""
    hollow_share: Percent
    small_share: Percent
    kit_points: Positive
    """Movement points within which empty worlds count as a home's."""
    kit_difference: Count
    """Largest difference between the homes' numbers of such worlds."""
    kit_least: Count
    reach_points: Positive
    """Movement points within which anchors count as a home's."""
    reach_ratio: Scale
    """The most anchors of a home, in per cent of the fewest."""
    layouts: tuple[MapLayout, ...] = msgspec.field(name="layouts")
    small: SizeNumbers = msgspec.field(name="small")
    large: SizeNumbers = msgspec.field(name="large")
    capital: SizeNumbers = msgspec.field(name="capital")
    """The size of homes and of the hub."""

    def layout(self, houses: int) -> MapLayout:
        """Return the layout for a number of houses; StopIteration if there is none."""
        return next(layout for layout in self.layouts if layout.houses == houses)

    def size(self, name: str) -> SizeNumbers:
        """Return the numbers of a size by its name, as sites have it; KeyError if there is none."""
        return {"small": self.small, "large": self.large, "capital": self.capital}[name]
