"""Routes: the cheapest way over lanes, and the turns that it takes (C4.4).

Choice (C4.4): a fleet begins each turn with all of its points and passes lanes as long as it can
pay for the next one; what is left is lost.
"""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING

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
    return _distances(star_map, ships.lanes, start, shoals)


@remember(limits.DISTANCES_ON_A_MAP)
def _distances(
    star_map: StarMap,
    lanes: LaneNumbers,
    start: WorldId,
    shoals: bool,  # noqa: FBT001 - what is remembered has positional arguments
) -> Mapping[WorldId, int]:
    costs = {lane: lane_points(lanes, lane) for lane in Lane if shoals or lane is not Lane.SHOAL}
    found: dict[WorldId, int] = {}
    waiting = [(0, start)]
    while waiting:
        points, world = heapq.heappop(waiting)
        if world in found:
            continue
        found[world] = points
        for neighbour, lane in star_map.lanes[world].items():
            if lane in costs and neighbour not in found:
                heapq.heappush(waiting, (points + costs[lane], neighbour))
    return found


def find_route(
    star_map: StarMap, ships: ShipNumbers, start: WorldId, goal: WorldId, *, shoals: bool
) -> Route | None:
    """Return the cheapest route in points from a world to another; None if there is none.

    Of equal ones, each world is entered from the world nearer to the start, then from the first by
    id. So the route from any world of a route is the rest of it.
    """
    reached = distances(star_map, ships, start, shoals=shoals)
    if goal not in reached:
        return None
    worlds, points = [goal], []
    while worlds[-1] != start:
        here = worlds[-1]
        entered = [
            (reached[world], world)
            for world, lane in star_map.lanes[here].items()
            if world in reached
            and (shoals or lane is not Lane.SHOAL)
            and reached[world] + lane_points(ships.lanes, lane) == reached[here]
        ]
        before, world = min(entered)
        points.append(reached[here] - before)
        worlds.append(world)
    return Route(tuple(reversed(worlds)), tuple(reversed(points)))


def eta(route: Route, ships: ShipNumbers) -> int:
    """Return the turns that a fleet needs for a route; 0 if it is there."""
    turns, left = 0, 0
    for points in route.points:
        if points > left:
            # What is left of a turn does not carry over.
            turns, left = turns + 1, ships.points
        left -= points
    return turns
