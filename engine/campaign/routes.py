"""Ways of fleets along the lanes (C4.4)."""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING

import msgspec

from engine.campaign.vocabulary import Lane, WorldId

if TYPE_CHECKING:
    from engine.campaign.numbers import ShipNumbers
    from engine.campaign.star_map import StarMap


class Route(msgspec.Struct, frozen=True):
    """A way: its worlds, the first and the last included, and its cost in movement points."""

    worlds: tuple[WorldId, ...]
    cost: int


def find_route(
    star_map: StarMap, ships: ShipNumbers, start: WorldId, goal: WorldId, *, shoals: bool
) -> Route | None:
    """Return a cheapest way; None if there is none for ships that do or don't pass *shoals*."""
    best: dict[WorldId, tuple[int, int, WorldId]] = {}
    queue = [(0, 0, start, start)]
    while queue:
        cost, nearness, before, world = heapq.heappop(queue)
        if world in best:
            continue
        best[world] = (cost, nearness, before)
        for neighbour, lane in star_map.lanes[world].items():
            if shoals or lane is not Lane.SHOAL:
                further = cost + lane_cost(lane, ships)
                heapq.heappush(queue, (further, cost, world, neighbour))
    if goal not in best:
        return None
    worlds = [goal]
    while worlds[-1] != start:
        worlds.append(best[worlds[-1]][2])
    return Route(tuple(reversed(worlds)), best[goal][0])


def lane_cost(lane: Lane, ships: ShipNumbers) -> int:
    """Return the movement points that a lane costs."""
    costs = {
        Lane.BROAD: ships.lanes.broad,
        Lane.NARROW: ships.lanes.narrow,
        Lane.SHOAL: ships.lanes.shoal,
    }
    return costs[lane]
