"""The drawing of a map from a seed (C2): everything of one attempt comes from one source, in this
order: lanes to take away, classes of lanes, free worlds next to homes, other free worlds, hollow
worlds, then world by world class, richness, size and faction, and last the seeds of the boards.

A *set* is a hex with its image under the half turn, drawn together; for three houses, the hub and
maps without images it is the hex alone.

Choice (C2.3): sets of lanes are taken away until no more than the share is left.
Choice (C2.4): hollow worlds have a class and a size on the charts, though nobody can live there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from engine.campaign import rings
from engine.campaign.lane_drawing import draw_lanes
from engine.campaign.randomness import dice, holds
from engine.campaign.rings import HUB, Axial
from engine.campaign.routes import distances
from engine.campaign.shares import share
from engine.campaign.star_map import Site, StarMap
from engine.campaign.vocabulary import (
    CAPITAL,
    CAPITAL_RICHNESS,
    FREE_TIERS,
    HOME_CLASS,
    HUB_CLASS,
    LARGE,
    SMALL,
    Lane,
    Role,
    WorldId,
)
from engine.errors import MatchError
from engine.sentences import Sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from engine.campaign.numbers import CampaignNumbers, MapLayout
    from engine.random_source import RandomSource

_PURPOSE: Final = "map"
_BOARD_SEEDS: Final = 10**9


class Nature(msgspec.Struct, frozen=True):
    """What a world and its image have in common."""

    world_class: str
    richness: str
    size: str
    faction: str | None


class Outline(msgspec.Struct, frozen=True):
    """The hexes of a map in the order of their ids, the homes in the order of their places, and
    whether the map is its own image.
    """

    hexes: tuple[Axial, ...]
    homes: tuple[Axial, ...]
    mirrored: bool

    def set_of(self, place: Axial) -> tuple[Axial, ...]:
        """Return a hex with its image; alone where it has none."""
        image = rings.image_of(place)
        return (place, image) if self.mirrored and image != place else (place,)

    def sets(self, places: Iterable[Axial]) -> list[tuple[Axial, ...]]:
        """Return the sets of *places*, each once, in the order of the hexes."""
        wanted = set(places)
        found = [self.set_of(place) for place in self.hexes if place in wanted]
        return [one for one in found if one[0] == min(one, key=self.hexes.index)]


def generate_map(numbers: CampaignNumbers, seed: int, houses: int) -> StarMap:
    """Return the map of a seed for a number of houses: the first attempt that is fair (C2.5).

    MatchError if no attempt is.
    """
    outline = outline_of(numbers.map.layout(houses))
    for attempt in range(numbers.map.attempts):
        star_map = _draw(numbers, outline, dice(seed, _PURPOSE, attempt), attempt)
        if star_map is not None and is_fair(star_map, numbers):
            return star_map
    attempts = numbers.map.attempts
    raise MatchError(Sentence("campaign.no-map", seed=seed, houses=houses, attempts=attempts))


def outline_of(layout: MapLayout) -> Outline:
    """Return the hexes and the homes of a layout (C2.1, C2.2)."""
    hexes = rings.hexes(layout.rings)
    outer = [place for place in hexes if rings.ring_of(place) == layout.rings]
    homes = tuple(outer[place] for place in layout.homes)
    return Outline(tuple(hexes), homes, rings.has_images(layout.houses))


def _draw(
    numbers: CampaignNumbers, outline: Outline, source: RandomSource, attempt: int
) -> StarMap | None:
    """Return a map; None where a home has no neighbour for its free world (C2.4)."""
    lanes = draw_lanes(numbers.map, outline, source)
    roles = _draw_roles(numbers, outline, lanes, source)
    if roles is None:
        return None
    natures: dict[Axial, Nature] = {}
    for one in outline.sets(outline.hexes):
        nature = _draw_nature(numbers, roles[one[0]], is_hub=one[0] == HUB, source=source)
        natures |= dict.fromkeys(one, nature)
    ids = {place: rings.world_id(number) for number, place in enumerate(outline.hexes)}
    sites = {}
    for place, world in ids.items():
        board = source.integer(0, _BOARD_SEEDS - 1)
        sites[world] = _site(numbers, outline, world, place, (roles[place], natures[place], board))
    ways = {
        world: {
            ids[other]: lanes[place][other] for other in sorted(lanes[place], key=ids.__getitem__)
        }
        for place, world in ids.items()
    }
    return StarMap(sites, ways, tuple(ids[home] for home in outline.homes), attempt)


def _site(
    numbers: CampaignNumbers,
    outline: Outline,
    world: WorldId,
    place: Axial,
    drawn: tuple[tuple[Role, int], Nature, int],
) -> Site:
    (role, tier), nature, board = drawn
    anchors = 0 if role is Role.HOLLOW else numbers.map.size(nature.size).anchors
    return Site(
        id=world,
        q=place[0],
        r=place[1],
        ring=rings.ring_of(place),
        role=role,
        world_class=nature.world_class,
        richness=nature.richness,
        size=nature.size,
        anchors=anchors,
        board=board,
        home=outline.homes.index(place) if role is Role.HOME else None,
        faction=nature.faction,
        tier=tier,
    )


# Roles


def _draw_roles(
    numbers: CampaignNumbers,
    outline: Outline,
    lanes: Mapping[Axial, Mapping[Axial, Lane]],
    source: RandomSource,
) -> dict[Axial, tuple[Role, int]] | None:
    """Return the role of each hex and the tier of the free ones, 0 for others (C2.4)."""
    roles = dict.fromkeys(outline.hexes, (Role.EMPTY, 0))
    roles |= dict.fromkeys(outline.homes, (Role.HOME, 0))
    roles[HUB] = Role.FREE, FREE_TIERS
    for one in outline.sets(outline.homes):
        suited = [
            place
            for place in sorted(lanes[one[0]], key=outline.hexes.index)
            if place != HUB and _homes_next_to(place, outline, lanes) == [one[0]]
        ]
        if not suited:
            return None
        chosen = source.pick(suited)
        roles |= dict.fromkeys(outline.set_of(chosen)[: len(one)], (Role.FREE, 1))
    apart = [
        place
        for place in outline.hexes
        if place not in outline.homes and place != HUB and not _homes_next_to(place, outline, lanes)
    ]
    middle = _take(outline, apart, numbers.map.middle_free_worlds, source)
    left = [place for place in apart if place not in middle]
    hollow = _take(outline, left, share(len(left), numbers.map.hollow_share), source)
    roles |= dict.fromkeys(middle, (Role.FREE, 2))
    roles |= dict.fromkeys(hollow, (Role.HOLLOW, 0))
    return roles


def _homes_next_to(
    place: Axial, outline: Outline, lanes: Mapping[Axial, Mapping[Axial, Lane]]
) -> list[Axial]:
    return [home for home in outline.homes if home in lanes[place]]


def _take(
    outline: Outline, places: Iterable[Axial], number: int, source: RandomSource
) -> set[Axial]:
    """Return *number* of the places, in whole sets, drawn at random."""
    taken: set[Axial] = set()
    for one in source.shuffled(outline.sets(places)):
        if len(taken) + len(one) > number:
            break
        taken.update(one)
    return taken


# What worlds are like


def _draw_nature(
    numbers: CampaignNumbers, role: tuple[Role, int], *, is_hub: bool, source: RandomSource
) -> Nature:
    """Return what a world is like (C2.6, C2.7); of hub and homes it is given (C2.4)."""
    faction = source.pick(sorted(numbers.factions)) if role[0] is Role.FREE else None
    if is_hub:
        return Nature(HUB_CLASS, CAPITAL_RICHNESS, CAPITAL, faction)
    if role[0] is Role.HOME:
        return Nature(HOME_CLASS, CAPITAL_RICHNESS, CAPITAL, faction)
    classes, richness = numbers.worlds.classes, numbers.worlds.richness
    names, kinds = sorted(classes), sorted(richness)
    return Nature(
        world_class=source.pick_weighted(names, [classes[name].weight for name in names]),
        richness=source.pick_weighted(kinds, [richness[kind].weight for kind in kinds]),
        size=SMALL if holds(source, numbers.map.small_share) else LARGE,
        faction=faction,
    )


# Fairness


def is_fair(star_map: StarMap, numbers: CampaignNumbers) -> bool:
    """Whether the homes have equal chances: kits within bounds, every world in reach (C2.5)."""
    kits, reaches = [], []
    for home in star_map.homes:
        points = distances(star_map, numbers.ships, home, shoals=False)
        if len(points) < len(star_map.sites):
            return False
        kits.append(kit_of(star_map, points, numbers))
        reaches.append(reach_of(star_map, points, numbers))
    rules = numbers.map
    return (
        min(kits) >= rules.kit_least
        and max(kits) - min(kits) <= rules.kit_difference
        and max(reaches) <= share(min(reaches), rules.reach_ratio)
    )


def kit_of(star_map: StarMap, points: Mapping[WorldId, int], numbers: CampaignNumbers) -> int:
    """Return the number of empty worlds that are near a home, by the points to each (C2.5)."""
    return sum(
        site.role is Role.EMPTY and points[world] <= numbers.map.kit_points
        for world, site in star_map.sites.items()
    )


def reach_of(star_map: StarMap, points: Mapping[WorldId, int], numbers: CampaignNumbers) -> int:
    """Return the anchors in reach of a home, those of homes apart (C2.5)."""
    return sum(
        site.anchors
        for world, site in star_map.sites.items()
        if site.role is not Role.HOME and points[world] <= numbers.map.reach_points
    )
