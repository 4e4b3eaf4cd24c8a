"""Routes: the cheapest way over lanes, and the turns that it takes (C4.4).

Choice (C4.4): a fleet begins each turn with all of its points and passes lanes as long as it can
pay for the next one; what is left is lost.
"""

from __future__ import annotations

import heapq
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from engine import limits
from engine.campaign.vocabulary import Lane, WorldId
from engine.object_cache import remember

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.campaign.numbers import ShipNumbers
    from engine.campaign.numbers.ship_numbers import LaneNumbers
    from engine.campaign.star_map import StarMap


class Route(msgspec.Struct, frozen=True):
    """A way from a world to another: all worlds on it, both ends included, and the movement points
    of each lane between them.
    """

    worlds: tuple[WorldId, ...]
    points: tuple[int, ...]

    @property
    def cost(self) -> int:
        """Return the movement points of the whole way."""
        return sum(self.points)


class Ways(NamedTuple):
    """The cheapest ways from one world to all that can be reached from it, itself included.

    *entered_from* says for each world but the start where its way comes from.
    """

    points: Mapping[WorldId, int]
    turns: Mapping[WorldId, int]
    entered_from: Mapping[WorldId, WorldId]


def lane_points(lanes: LaneNumbers, lane: Lane) -> int:
    """Return the movement points that a lane costs."""
    match lane:
        case Lane.BROAD:
            return lanes.broad
        case Lane.NARROW:
            return lanes.narrow
        case Lane.SHOAL:
            return lanes.shoal


def distances(
    star_map: StarMap, ships: ShipNumbers, start: WorldId, *, shoals: bool
) -> Mapping[WorldId, int]:
    """Return the movement points from a world to every world that can be reached, itself included.

    Ships that do not pass *shoals* go around them.
    """
    return _ways(star_map, ships.lanes, ships.points, start, shoals).points


def turns_from(
    star_map: StarMap, ships: ShipNumbers, start: WorldId, *, shoals: bool
) -> Mapping[WorldId, int]:
    """Return the turns from a world to every world that can be reached: the ETA of all routes.

    They are in the order of the turns, then of the ids.
    """
    return _ways(star_map, ships.lanes, ships.points, start, shoals).turns


def find_route(
    star_map: StarMap, ships: ShipNumbers, start: WorldId, goal: WorldId, *, shoals: bool
) -> Route | None:
    """Return the cheapest route in points from a world to another; None if there is none.

    Of equal ones, each world is entered from the world nearer to the start, then from the first by
    id. So the route from any world of a route is the rest of it.
    """
    ways = _ways(star_map, ships.lanes, ships.points, start, shoals)
    if goal not in ways.points:
        return None
    worlds = [goal]
    while worlds[-1] != start:
        worlds.append(ways.entered_from[worlds[-1]])
    worlds.reverse()
    points = tuple(ways.points[after] - ways.points[before] for before, after in pairwise(worlds))
    return Route(tuple(worlds), points)


@remember(limits.WAYS_ON_A_MAP)
def _ways(
    star_map: StarMap,
    lanes: LaneNumbers,
    points_a_turn: int,
    start: WorldId,
    shoals: bool,  # noqa: FBT001 - what is remembered has positional arguments
) -> Ways:
    """Find the ways to the nearest worlds first: by points, then as `find_route` says."""
    costs = {lane: lane_points(lanes, lane) for lane in Lane if shoals or lane is not Lane.SHOAL}
    points: dict[WorldId, int] = {}
    # The turns that a fleet needs to a world, and the points that it has left in the last of them.
    spent: dict[WorldId, tuple[int, int]] = {}
    entered_from: dict[WorldId, WorldId] = {}
    # Points to a world, the world, and the same of the one that it is entered from.
    waiting = [(0, start, 0, start)]
    while waiting:
        reached, world, nearer, before = heapq.heappop(waiting)
        if world in points:
            continue
        points[world] = reached
        if world == start:
            spent[world] = (0, 0)
        else:
            entered_from[world] = before
            spent[world] = _pass_lane(*spent[before], reached - nearer, points_a_turn)
        for neighbour, lane in star_map.lanes[world].items():
            if lane in costs and neighbour not in points:
                heapq.heappush(waiting, (reached + costs[lane], neighbour, reached, world))
    turns = sorted((turns, world) for world, (turns, _) in spent.items())
    return Ways(points, {world: needed for needed, world in turns}, entered_from)


def eta(route: Route, ships: ShipNumbers) -> int:
    """Return the turns that a fleet needs for a route; 0 if it is there."""
    turns, left = 0, 0
    for points in route.points:
        turns, left = _pass_lane(turns, left, points, ships.points)
    return turns


def _pass_lane(turns: int, left: int, points: int, points_a_turn: int) -> tuple[int, int]:
    """Return the turns of a fleet, and the points that it has left, after one more lane."""
    if points > left:
        # What is left of a turn does not carry over.
        turns, left = turns + 1, points_a_turn
    return turns, left - points
