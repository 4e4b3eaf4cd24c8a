"""The map of a campaign as an SVG picture: worlds, lanes, homes, and a legend."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, NamedTuple
from xml.sax.saxutils import escape, quoteattr

import msgspec

from client.text.catalogue import name, text
from engine.campaign.vocabulary import Lane, Role
from engine.resources import read_text
from engine.validation import decode_toml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from engine.campaign.numbers import CampaignNumbers
    from engine.campaign.setup import CampaignSetup
    from engine.campaign.star_map import Site, StarMap

_FILE: Final = "star_map.toml"
SPACING: Final = 58
"""Pixels from the middle of a hex to its corner, of the grid that worlds stand on."""
WORLD: Final = 31
"""The same of a world, which is smaller: lanes show between."""
MARGIN: Final = 48
LEGEND: Final = 250
LINE: Final = 24
_FONTS: Final = "Noto Sans, DejaVu Sans, sans-serif"
_GAP: Final = 3
"""Pixels between the two lines of a broad lane."""


class Palette(msgspec.Struct, frozen=True, rename="upper"):
    """The colours of the picture, as SVG writes them."""

    background: str
    panel: str
    ink: str
    faint: str
    lane: str
    anchor: str
    rich: str
    free: str
    default: str
    classes: dict[str, str] = msgspec.field(name="classes")
    houses: dict[str, str] = msgspec.field(name="houses")


class Point(NamedTuple):
    """A place in the picture."""

    x: float
    y: float


def draw_picture(star_map: StarMap, setup: CampaignSetup, numbers: CampaignNumbers) -> str:
    """Return the map as SVG, in the current language; *setup* says whose the homes are."""
    palette = decode_toml(read_text(_FILE), _FILE, Palette, "picture")
    places = _places_of(star_map)
    width = max(place.x for place in places.values()) + MARGIN + WORLD
    height = max(place.y for place in places.values()) + MARGIN + WORLD + LINE
    parts = [
        *_draw_lanes(star_map, places, palette),
        *_draw_worlds(star_map, setup, numbers, places, palette),
        *_draw_legend(star_map, setup, numbers, Point(width, MARGIN), palette),
    ]
    title = text("star-map.title", seed=setup.seed, houses=len(setup.houses))
    size = f'width="{width + LEGEND:.0f}" height="{height:.0f}"'
    box = f'viewBox="0 0 {width + LEGEND:.0f} {height:.0f}"'
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" {size} {box} font-family="{_FONTS}">',
            f"<title>{escape(title)}</title>",
            f'<rect width="100%" height="100%" fill="{palette.background}"/>',
            *parts,
            "</svg>\n",
        ]
    )


def _places_of(star_map: StarMap) -> dict[str, Point]:
    """Return the middle of each world: corners of hexes are up and down, east is to the right."""
    plain = {
        world: Point(SPACING * math.sqrt(3) * (site.q + site.r / 2), SPACING * 1.5 * site.r)
        for world, site in star_map.sites.items()
    }
    left = min(place.x for place in plain.values()) - MARGIN - WORLD
    top = min(place.y for place in plain.values()) - MARGIN - WORLD
    return {world: Point(place.x - left, place.y - top) for world, place in plain.items()}


# Lanes


def _draw_lanes(star_map: StarMap, places: Mapping[str, Point], palette: Palette) -> Iterator[str]:
    for world, near in star_map.lanes.items():
        for other, lane in near.items():
            if world < other:
                yield _lane(places[world], places[other], lane, palette)


def _lane(start: Point, end: Point, lane: Lane, palette: Palette) -> str:
    """Return a lane: double when broad, single when narrow, dashed for shoals."""
    length = math.dist(start, end)
    across = Point((start.y - end.y) / length, (end.x - start.x) / length)
    offsets = (-_GAP, _GAP) if lane is Lane.BROAD else (0,)
    dashes = ' stroke-dasharray="4 6"' if lane is Lane.SHOAL else ""
    return "".join(
        f'<path d="M{start.x + across.x * far:.1f} {start.y + across.y * far:.1f} '
        f'L{end.x + across.x * far:.1f} {end.y + across.y * far:.1f}" '
        f'stroke="{palette.lane}" stroke-width="2"{dashes}/>'
        for far in offsets
    )


# Worlds


def _draw_worlds(
    star_map: StarMap,
    setup: CampaignSetup,
    numbers: CampaignNumbers,
    places: Mapping[str, Point],
    palette: Palette,
) -> Iterator[str]:
    owners = {star_map.homes[house.home]: house.id for house in setup.houses}
    for world, site in star_map.sites.items():
        yield from _world(site, places[world], palette)
        label, colour = world, palette.faint
        if world in owners:
            house = owners[world]
            colour = _colour_of(house, numbers, palette)
            yield _hexagon(places[world], WORLD + 4, "none", colour, 5)
            label = f"{world} {name('house', house)}"
        elif site.faction is not None:
            yield _hexagon(places[world], WORLD + 3, "none", palette.free, 2)
            label, colour = f"{world} {name('faction', site.faction)}", palette.free
        under = Point(places[world].x, places[world].y + WORLD + 16)
        yield _write(label, under, 11, colour, halo=palette.background)


def _world(site: Site, place: Point, palette: Palette) -> Iterator[str]:
    if site.role is Role.HOLLOW:
        yield _hexagon(place, WORLD * 0.6, palette.background, palette.faint, 1.5, "2 4")
        return
    fill = palette.classes[site.world_class] if site.world_class in palette.classes else None
    fill = palette.default if fill is None else fill
    yield _hexagon(place, WORLD, fill, palette.background, 1)
    yield from (_anchor(place, one, palette) for one in _anchors(site.anchors))
    if site.tier:
        yield _write("I" * site.tier, Point(place.x, place.y - WORLD * 0.5), 11, palette.ink)
    yield from _richness(
        site.richness, Point(place.x + WORLD * 0.6, place.y - WORLD * 0.45), palette
    )


def _richness(richness: str, place: Point, palette: Palette) -> Iterator[str]:
    """Yield a diamond for a rich world, full, and for a poor one, hollow; none for others."""
    if richness in {"rich", "poor"}:
        fill = palette.rich if richness == "rich" else "none"
        path = f"M{place.x:.1f} {place.y - 5:.1f} l5 5 l-5 5 l-5 -5 z"
        yield f'<path d="{path}" fill="{fill}" stroke="{palette.rich}" stroke-width="1.2"/>'


def _anchors(number: int) -> list[Point]:
    """Return where the anchors of a world are, from its middle: on a circle, one in the middle of
    five.
    """
    around = number - 1 if number > 4 else number
    points = [
        Point(11 * math.sin(math.tau * one / around), 11 * -math.cos(math.tau * one / around) + 3)
        for one in range(around)
    ]
    return [*points, *[Point(0, 3)] * (number - around)]


def _anchor(place: Point, offset: Point, palette: Palette) -> str:
    x, y = place.x + offset.x, place.y + offset.y
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{palette.anchor}"/>'


def _hexagon(
    place: Point, size: float, fill: str, stroke: str, width: float, dashes: str = ""
) -> str:
    corners = " ".join(
        f"{place.x + size * math.sin(math.tau * one / 6):.1f},"
        f"{place.y - size * math.cos(math.tau * one / 6):.1f}"
        for one in range(6)
    )
    dashed = f" stroke-dasharray={quoteattr(dashes)}" if dashes else ""
    return (
        f'<polygon points="{corners}" fill="{fill}" stroke="{stroke}" stroke-width="{width}"'
        f"{dashed}/>"
    )


def _write(
    words: str, place: Point, size: int, colour: str, *, anchor: str = "middle", halo: str = "none"
) -> str:
    """Return a text; *halo* is the colour around it that parts it from lanes."""
    return (
        f'<text x="{place.x:.1f}" y="{place.y:.1f}" font-size="{size}" fill="{colour}" '
        f'stroke="{halo}" stroke-width="4" paint-order="stroke" text-anchor="{anchor}">'
        f"{escape(words)}</text>"
    )


def _colour_of(house: str, numbers: CampaignNumbers, palette: Palette) -> str:
    colour = numbers.houses[house].colour if house in numbers.houses else ""
    return palette.houses[colour] if colour in palette.houses else palette.default


# The legend


def _draw_legend(
    star_map: StarMap,
    setup: CampaignSetup,
    numbers: CampaignNumbers,
    corner: Point,
    palette: Palette,
) -> Iterator[str]:
    title = text("star-map.title", seed=setup.seed, houses=len(setup.houses))
    yield _write(title, corner, 15, palette.ink, anchor="start")
    row = Point(corner.x + 14, corner.y + LINE + 8)
    entries: list[tuple[str, list[str]]] = [
        *_houses_in(setup, numbers, palette),
        *_classes_in(star_map, palette),
        *_marks(palette),
    ]
    for words, shapes in entries:
        yield f'<g transform="translate({row.x:.1f} {row.y:.1f})">{"".join(shapes)}</g>'
        yield _write(words, Point(row.x + 24, row.y + 5), 13, palette.ink, anchor="start")
        row = Point(row.x, row.y + LINE)


_ORIGIN: Final = Point(0, 0)


def _houses_in(
    setup: CampaignSetup, numbers: CampaignNumbers, palette: Palette
) -> Iterator[tuple[str, list[str]]]:
    for house in sorted(setup.houses, key=lambda entry: entry.home):
        colour = _colour_of(house.id, numbers, palette)
        words = f"{name('house', house.id)} ({name('faction', house.faction)})"
        yield words, [_hexagon(_ORIGIN, 8, "none", colour, 4)]


def _classes_in(star_map: StarMap, palette: Palette) -> Iterator[tuple[str, list[str]]]:
    used = {site.world_class for site in star_map.sites.values()}
    for kind in sorted(used):
        fill = palette.classes[kind] if kind in palette.classes else palette.default
        yield name("world-class", kind), [_hexagon(_ORIGIN, 10, fill, palette.background, 1)]


def _marks(palette: Palette) -> Iterable[tuple[str, list[str]]]:
    free = [
        _hexagon(_ORIGIN, 9, "none", palette.free, 2),
        _write("I", Point(0, 4), 10, palette.ink),
    ]
    hollow = [_hexagon(_ORIGIN, 9, "none", palette.faint, 1.5, "2 4")]
    yield text("star-map.free"), free
    yield text("star-map.hollow"), hollow
    yield text("star-map.anchor"), [_anchor(_ORIGIN, _ORIGIN, palette)]
    for richness in ("rich", "poor"):
        yield name("richness", richness), list(_richness(richness, _ORIGIN, palette))
    for lane in Lane:
        yield name("lane", lane), [_lane(Point(-14, 0), Point(14, 0), lane, palette)]
