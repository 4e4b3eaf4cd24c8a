"""The setup of a campaign: the seed, the turns, and the houses with their homes (C1.1, C1.4)."""

from __future__ import annotations

import msgspec

from engine.campaign.vocabulary import HouseId


class HouseSetup(msgspec.Struct, frozen=True):
    """A house of a campaign; *home* is the index of its home on the map.

    *player* says who decides for it: `person`, or a persona with a level, as in `warden:veteran`.
    """

    id: HouseId
    faction: str
    home: int
    player: str


class CampaignSetup(msgspec.Struct, frozen=True):
    """All that a campaign starts from, apart from the numbers: in any order of houses the same."""

    seed: int
    turns: int
    houses: tuple[HouseSetup, ...]

    def house(self, house: HouseId) -> HouseSetup:
        """Return the setup of a house; StopIteration if it takes no part."""
        return next(entry for entry in self.houses if entry.id == house)
