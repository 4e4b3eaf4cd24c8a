"""The map of a campaign: worlds on hexes, and the lanes between them (C2); it never changes."""

from __future__ import annotations

import functools

import msgspec
from msgspec.structs import replace

from engine.campaign.vocabulary import Lane, Role, WorldId
from engine.object_cache import Memory


class Site(msgspec.Struct, frozen=True):
    """What never changes of a world (C2.6, C2.7); *q* and *r* are axial, the hub is (0, 0).

    *home* is the index of the home on the map, *faction* and *tier* are those of a free world.
    *board* is the seed of its board.
    """

    id: WorldId
    q: int
    r: int
    ring: int
    role: Role
    world_class: str
    richness: str
    size: str
    """`small`, `large`, `capital`: entries of `map.toml`."""
    anchors: int
    """0 for a hollow world."""
    board: int
    home: int | None = None
    faction: str | None = None
    tier: int = 0


class StarMap(msgspec.Struct, frozen=True, dict=True):
    """A map: its sites by id, and for each the lanes to its neighbours, by the neighbour's id.

    *homes* are the homes in the order of their places; *attempt* is the draw that passed (C2.5).
    """

    sites: dict[WorldId, Site]
    lanes: dict[WorldId, dict[WorldId, Lane]]
    homes: tuple[WorldId, ...]
    attempt: int

    @functools.cached_property
    def memory(self) -> Memory:
        """Return the cached values that were worked out from the map; they are no part of it."""
        return {}


def chart_of(star_map: StarMap) -> StarMap:
    """Return the map as every house knows it from the start: without the free worlds (C3.1, C5.2).

    Who lives on a world is known once it was seen; until then it counts as nobody's (C13.2).
    Choice (C5.6): the seed of its board is on the charts, because a world always has one ground.
    """
    sites = {
        world: replace(site, role=Role.EMPTY, faction=None, tier=0)
        if site.role is Role.FREE
        else site
        for world, site in star_map.sites.items()
    }
    return replace(star_map, sites=sites)
