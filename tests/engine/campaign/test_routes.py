"""Routes and their ETA (C4.4), compared with a plain search over all ways."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import msgspec
import pytest

from engine.campaign.data import load_numbers
from engine.campaign.map_generation import generate_map
from engine.campaign.routes import Route, distances, eta, find_route
from engine.campaign.star_map import Site, StarMap
from engine.campaign.vocabulary import Lane, Role

NUMBERS = load_numbers(None)
SHIPS = NUMBERS.ships
POINTS = {Lane.BROAD: 1, Lane.NARROW: 2, Lane.SHOAL: 2}
B, N, S = Lane.BROAD, Lane.NARROW, Lane.SHOAL


def chart(*lanes: tuple[str, str, Lane]) -> StarMap:
    worlds = sorted({world for one, other, _ in lanes for world in (one, other)})
    sites = {
        world: Site(world, 0, 0, 0, Role.EMPTY, "heath", "plain", "small", 3, 0) for world in worlds
    }
    near: dict[str, dict[str, Lane]] = {world: {} for world in worlds}
    for one, other, lane in lanes:
        near[one][other] = near[other][one] = lane
    return StarMap(sites, near, (), 0)


def route(star_map: StarMap, start: str, goal: str, *, shoals: bool = True) -> Route:
    found = find_route(star_map, SHIPS, start, goal, shoals=shoals)
    assert found is not None
    return found


def test_c4_4_the_way_is_the_cheapest_in_points_not_in_lanes() -> None:
    star_map = chart(("a", "d", N), ("a", "b", B), ("b", "c", B), ("c", "d", N), ("b", "d", N))
    assert route(star_map, "a", "d").worlds == ("a", "d")
    star_map = chart(("a", "b", B), ("b", "c", B), ("c", "d", B), ("a", "x", N), ("x", "d", N))
    assert route(star_map, "a", "d").worlds == ("a", "b", "c", "d")
    assert route(star_map, "a", "d").points == (1, 1, 1)


def test_c4_4_the_way_is_the_cheapest_in_points_not_in_turns() -> None:
    star_map = chart(
        *[("a", "b", B), ("b", "c", N), ("c", "d", B)],
        *[("a", "x", N), ("x", "y", N), ("y", "d", B)],
    )
    found = route(star_map, "a", "d")
    assert (found.worlds, found.cost, eta(found, SHIPS)) == (("a", "b", "c", "d"), 4, 3)


def test_c4_4_of_equal_ways_a_world_is_entered_from_the_one_nearer_to_the_start() -> None:
    star_map = chart(("a", "b", N), ("b", "d", B), ("a", "c", B), ("c", "d", N))
    assert route(star_map, "a", "d").worlds == ("a", "c", "d")
    assert route(star_map, "d", "a").worlds == ("d", "b", "a")


def test_c4_4_then_from_the_first_by_name() -> None:
    star_map = chart(("a", "c", B), ("c", "d", B), ("a", "b", B), ("b", "d", B))
    assert route(star_map, "a", "d").worlds == ("a", "b", "d")


def test_c4_4_heavy_ships_go_around_shoals() -> None:
    star_map = chart(("a", "b", S), ("a", "c", N), ("c", "b", N), ("b", "d", S))
    assert route(star_map, "a", "b").worlds == ("a", "b")
    assert route(star_map, "a", "b", shoals=False).worlds == ("a", "c", "b")
    assert find_route(star_map, SHIPS, "a", "d", shoals=False) is None


def test_c4_4_what_is_remembered_of_a_map_is_told_apart_and_no_part_of_it() -> None:
    lanes = (("a", "b", S), ("a", "c", N), ("c", "b", N))
    star_map = chart(*lanes)
    dear = msgspec.structs.replace(SHIPS.lanes, narrow=5)
    other = msgspec.structs.replace(SHIPS, lanes=dear)
    for _ in range(2):
        assert distances(star_map, SHIPS, "a", shoals=True) == {"a": 0, "b": 2, "c": 2}
        assert distances(star_map, SHIPS, "a", shoals=False) == {"a": 0, "b": 4, "c": 2}
        assert distances(star_map, SHIPS, "b", shoals=True) == {"a": 2, "b": 0, "c": 2}
        assert distances(star_map, other, "a", shoals=False) == {"a": 0, "b": 10, "c": 5}
    assert star_map == chart(*lanes)
    assert msgspec.json.encode(star_map) == msgspec.json.encode(chart(*lanes))


@pytest.mark.parametrize(
    ("points", "turns"),
    [((), 0), ((1,), 1), ((1, 1), 1), ((2,), 1), ((1, 2), 2), ((1, 2, 1), 3), ((2, 1, 1), 2)],
)
def test_c4_4_points_do_not_carry_over(points: tuple[int, ...], turns: int) -> None:
    worlds = tuple(f"w{number:02}" for number in range(len(points) + 1))
    assert eta(Route(worlds, points), SHIPS) == turns


def test_c4_4_a_fleet_that_is_there_needs_no_turn() -> None:
    found = route(chart(("a", "b", B)), "a", "a")
    assert found == Route(("a",), ())
    assert eta(found, SHIPS) == 0


# ---------------------------------------------------------------- compared with a plain search


@cache
def drawn(seed: int, houses: int) -> StarMap:
    return generate_map(NUMBERS, seed, houses)


def relaxed(star_map: StarMap, start: str, *, shoals: bool) -> dict[str, int]:
    """Find all distances by trying every lane again until nothing gets shorter."""
    found = {start: 0}
    while True:
        before = dict(found)
        for one, near in star_map.lanes.items():
            for other, lane in near.items():
                if one in found and (shoals or lane is not Lane.SHOAL):
                    points = found[one] + POINTS[lane]
                    found[other] = min(points, found[other]) if other in found else points
        if found == before:
            return found


def all_ways(
    star_map: StarMap, goal: str, way: list[str], left: int, *, shoals: bool
) -> Iterator[list[str]]:
    """List all ways that cost exactly what is left."""
    if way[-1] == goal and not left:
        yield way
        return
    for other, lane in star_map.lanes[way[-1]].items():
        if other not in way and POINTS[lane] <= left and (shoals or lane is not Lane.SHOAL):
            yield from all_ways(star_map, goal, [*way, other], left - POINTS[lane], shoals=shoals)


@pytest.mark.parametrize("shoals", [True, False])
@pytest.mark.parametrize(("seed", "houses"), [(1, 2), (2, 3), (3, 4), (4, 6)])
def test_c4_4_routes_equal_those_of_a_plain_search(seed: int, houses: int, *, shoals: bool) -> None:
    star_map = drawn(seed, houses)
    for start in list(star_map.sites)[::7]:
        known = relaxed(star_map, start, shoals=shoals)
        assert distances(star_map, SHIPS, start, shoals=shoals) == known
        for goal in star_map.sites:
            ways = list(all_ways(star_map, goal, [start], known[goal], shoals=shoals))
            # Compared from the goal back: each world is entered from the nearer, then by name.
            best = min(ways, key=lambda way: [(known[world], world) for world in reversed(way)])
            assert route(star_map, start, goal, shoals=shoals).worlds == tuple(best)


@pytest.mark.parametrize("seed", range(4))
def test_c4_4_the_way_sought_anew_at_every_step_is_the_rest_of_the_one_drawn(seed: int) -> None:
    star_map = drawn(seed, 4)
    for start in star_map.homes:
        for goal in star_map.sites:
            way = route(star_map, start, goal)
            for place, world in enumerate(way.worlds):
                rest = route(star_map, world, goal)
                assert (rest.worlds, rest.points) == (way.worlds[place:], way.points[place:])
