"""All ways of a map at once: points and turns from every world to every other, kept with the map.

They say the same as `routes`, which the rules use; here the ways to all worlds are sought together
and once, for whoever compares many of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engine.campaign.routes import Route, distances, find_route, lane_points
from engine.campaign.vocabulary import Lane

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.campaign.numbers import ShipNumbers
    from engine.campaign.star_map import StarMap
    from engine.campaign.vocabulary import WorldId

_KEPT: Final = 8
"""Maps whose ways are kept."""


class Atlas:
    """The ways of one map, each sought when it is first asked for."""

    def __init__(self, star_map: StarMap, ships: ShipNumbers) -> None:
        """Start without any way."""
        self.map = star_map
        self.ships = ships
        self._points: dict[tuple[WorldId, bool], Mapping[WorldId, int]] = {}
        self._turns: dict[tuple[WorldId, bool], dict[WorldId, int]] = {}
        self._routes: dict[tuple[WorldId, WorldId, bool], Route | None] = {}

    def points(self, start: WorldId, *, shoals: bool) -> Mapping[WorldId, int]:
        """Return the movement points from a world to every world that can be reached (C4.4)."""
        key = (start, shoals)
        if key not in self._points:
            self._points[key] = distances(self.map, self.ships, start, shoals=shoals)
        return self._points[key]

    def turns(self, start: WorldId, *, shoals: bool) -> dict[WorldId, int]:
        """Return the turns from a world to every world that can be reached, by `routes.eta`."""
        key = (start, shoals)
        if key not in self._turns:
            self._turns[key] = self._count_turns(start, shoals=shoals)
        return self._turns[key]

    def route(self, start: WorldId, goal: WorldId, *, shoals: bool) -> Route | None:
        """Return the route from a world to another, by `routes.find_route`."""
        key = (start, goal, shoals)
        if key not in self._routes:
            self._routes[key] = find_route(self.map, self.ships, start, goal, shoals=shoals)
        return self._routes[key]

    def _count_turns(self, start: WorldId, *, shoals: bool) -> dict[WorldId, int]:
        """Walk the tree of all routes: each leads through the world that it is entered from."""
        reached = self.points(start, shoals=shoals)
        spent = {start: (0, 0)}
        for world in sorted(reached, key=lambda one: (reached[one], one)):
            if world == start:
                continue
            before = min(
                (reached[near], near)
                for near, lane in self.map.lanes[world].items()
                if near in reached
                and (shoals or lane is not Lane.SHOAL)
                and reached[near] + lane_points(self.ships.lanes, lane) == reached[world]
            )
            turns, left = spent[before[1]]
            points = reached[world] - before[0]
            if points > left:
                turns, left = turns + 1, self.ships.points
            spent[world] = (turns, left - points)
        return {world: turns for world, (turns, _) in spent.items()}


_atlases: dict[int, Atlas] = {}


def atlas_of(star_map: StarMap, ships: ShipNumbers) -> Atlas:
    """Return the atlas of a map, the same one for the same map."""
    known = _atlases[id(star_map)] if id(star_map) in _atlases else None
    if known is None or known.map is not star_map or known.ships is not ships:
        while len(_atlases) >= _KEPT:
            del _atlases[next(iter(_atlases))]
        known = _atlases[id(star_map)] = Atlas(star_map, ships)
    return known
