"""The drawing of a map's lanes (C2.3): all are laid, some are taken away, each gets a class."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeAlias

from engine.campaign import rings
from engine.campaign.randomness import D100
from engine.campaign.rings import HUB, Axial
from engine.campaign.shares import share
from engine.campaign.vocabulary import Lane

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from engine.campaign.numbers import MapNumbers
    from engine.random_source import RandomSource

_Ends: TypeAlias = tuple[Axial, Axial]
"""The two ends of a lane, in the order of the hexes."""


class _Outline(Protocol):
    """The parts of a map's outline that lanes depend on."""

    @property
    def hexes(self) -> tuple[Axial, ...]: ...
    @property
    def homes(self) -> tuple[Axial, ...]: ...
    @property
    def mirrored(self) -> bool: ...


def draw_lanes(
    numbers: MapNumbers, outline: _Outline, source: RandomSource
) -> dict[Axial, dict[Axial, Lane]]:
    """Return the lanes of a map, from each hex to its neighbours."""
    sets = list(_sets_of_lanes(outline))
    neighbours = _all_neighbours(outline.hexes)
    total = sum(map(len, sets))
    spare = total - share(total, numbers.lane_share)
    gone: set[tuple[_Ends, ...]] = set()
    for lanes in source.shuffled(sets):
        if spare <= 0:
            break
        if _may_go(lanes, neighbours, numbers, outline):
            spare -= len(lanes)
            gone.add(lanes)
    drawn: dict[Axial, dict[Axial, Lane]] = {place: {} for place in outline.hexes}
    for lanes in sets:
        if lanes in gone:
            continue
        kind = _draw_class(lanes, numbers, outline.homes, source)
        for one, other in lanes:
            drawn[one][other] = drawn[other][one] = kind
    return drawn


def _all_neighbours(hexes: Sequence[Axial]) -> dict[Axial, set[Axial]]:
    known = set(hexes)
    return {place: known.intersection(rings.adjacent(place)) for place in hexes}


def _sets_of_lanes(outline: _Outline) -> Iterator[tuple[_Ends, ...]]:
    """Yield all possible lanes, each with its image where there are images, in a fixed order."""
    places = {place: number for number, place in enumerate(outline.hexes)}
    seen: set[_Ends] = set()
    for one in outline.hexes:
        near = [place for place in rings.adjacent(one) if place in places]
        for other in sorted(near, key=places.__getitem__):
            if places[other] < places[one] or (one, other) in seen:
                continue
            lanes: tuple[_Ends, ...] = ((one, other),)
            if outline.mirrored:
                image = rings.image_of(one), rings.image_of(other)
                lanes += (image if places[image[0]] < places[image[1]] else image[::-1],)
            seen.update(lanes)
            yield lanes


def _may_go(
    lanes: Sequence[_Ends],
    neighbours: dict[Axial, set[Axial]],
    numbers: MapNumbers,
    outline: _Outline,
) -> bool:
    """Whether lanes may be taken away together; if so they are."""
    if any(HUB in ends for ends in lanes):
        return False
    for one, other in lanes:
        neighbours[one].discard(other)
        neighbours[other].discard(one)
    ends = [place for lane in lanes for place in lane]
    least = {
        place: numbers.home_lanes if place in outline.homes else numbers.least_lanes
        for place in ends
    }
    if all(len(neighbours[place]) >= least[place] for place in ends) and _is_whole(neighbours):
        return True
    for one, other in lanes:
        neighbours[one].add(other)
        neighbours[other].add(one)
    return False


def _is_whole(neighbours: dict[Axial, set[Axial]]) -> bool:
    """Whether every hex can be reached from the hub."""
    reached = {HUB}
    fresh = {HUB}
    while fresh:
        fresh = {place for one in fresh for place in neighbours[one]} - reached
        reached |= fresh
    return len(reached) == len(neighbours)


def _draw_class(
    lanes: Sequence[_Ends], numbers: MapNumbers, homes: Sequence[Axial], source: RandomSource
) -> Lane:
    """Return the class of a lane and its image: a D100; lanes of a home are broad."""
    roll = source.integer(1, D100)
    if roll <= numbers.broad_share or any(place in homes for ends in lanes for place in ends):
        return Lane.BROAD
    return Lane.NARROW if roll <= numbers.broad_share + numbers.narrow_share else Lane.SHOAL
