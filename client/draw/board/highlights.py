"""Drawing of highlighted hexes: cached stamps by kind and radius, and an outline per region."""

from __future__ import annotations

import collections
import math
from typing import TYPE_CHECKING, Final, NamedTuple

import pygame

from client.draw import geometry
from client.draw.board.picture import Glow
from client.draw.ui.style import Style, supersampled
from client.draw.ui.theme import Rgb

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from client.draw.board.camera import Camera
    from client.draw.board.picture import GlowPicture
    from client.draw.geometry import Hex

Stamp = tuple[pygame.Surface, tuple[int, int]]
"""An image and the position of its top left corner, as `Surface.fblits` takes them."""

_HALF: Final = 1.25
"""Half the width of a stamp, in radii."""
_SHIELD_DROP: Final = 0.2
"""Offset of a covered hex's shield below its centre, in radii."""
_OUTLINED_AS: Final = {Glow.COVERED: Glow.SHOOT}
"""Kinds of highlights that share the outline of another kind."""


class GlowLook(NamedTuple):
    """The look of a kind of highlight; *icon* is its cue for players who can't tell the colours
    apart.
    """

    colour: Rgb
    edge: Rgb
    opacity: float
    ring: float
    icon: str


def look(style: Style, kind: Glow) -> GlowLook:
    """Return the look of a kind of highlight in a style."""
    colours, opacity = style.colours, style.opacity
    match kind:
        case Glow.MOVE:
            return GlowLook(colours.move, colours.move_edge, opacity.move, opacity.ring, "")
        case Glow.SHOOT:
            return GlowLook(colours.shoot, colours.shoot_edge, opacity.shoot, opacity.ring, "")
        case Glow.COVERED:
            return GlowLook(colours.cov, colours.cov_edge, opacity.covered, opacity.ring, "shield")
        case Glow.ADVANCE_MOST:
            return GlowLook(colours.adv, colours.adv_edge, 0, 0, "")
        case Glow.ADVANCE_LEAST:
            return GlowLook(colours.adv, colours.adv_edge, opacity.advance, 0, "")
        case Glow.ADVANCE:
            icon = "advance"
        case Glow.CHARGE:
            icon = "charge"
    return GlowLook(colours.adv, colours.adv_edge, opacity.advance, opacity.ring_strong, icon)


def _half(radius: int) -> int:
    return round(radius * _HALF)


def _place(camera: Camera, at: Hex) -> tuple[int, int]:
    x, y = camera.centre(at)
    half = _half(camera.radius)
    return round(x) - half, round(y) - half


def hex_stamp(
    style: Style, radius: int, colour: Rgb, opacity: float, ring: float
) -> pygame.Surface:
    """Return the image of a highlighted hex: a weak fill and a strong ring."""
    key = "hex", radius, colour, opacity, ring
    return style.art.once(
        key, lambda: _paint_hex(style, radius, colour.alpha(opacity), colour.alpha(ring))
    )


def _paint_hex(
    style: Style,
    radius: int,
    fill: tuple[int, int, int, int],
    ring: tuple[int, int, int, int],
) -> pygame.Surface:
    sizes, half = style.layout.hex, _half(radius)

    def draw(large: pygame.Surface, times: int) -> None:
        middle = half * times, half * times
        shape = geometry.corners(middle, radius * sizes.fill * times)
        pygame.draw.polygon(large, fill, shape)
        if ring[3]:
            shape = geometry.corners(middle, radius * sizes.ring * times)
            width = max(times, round(radius * sizes.ring_width * times))
            pygame.draw.polygon(large, ring, shape, width)

    return supersampled((2 * half, 2 * half), draw)


def fills(style: Style, camera: Camera, glows: Iterable[GlowPicture]) -> list[Stamp]:
    """Return the stamps that lie on the ground, below woods and ruins."""
    stamps: list[Stamp] = []
    for glow in glows:
        kind = look(style, glow.kind)
        stamp = hex_stamp(style, camera.radius, kind.colour, kind.opacity, kind.ring)
        stamps += [(stamp, _place(camera, at)) for at in glow.hexes if is_near(camera, at)]
    return stamps


def icons(style: Style, camera: Camera, glows: Iterable[GlowPicture]) -> list[Stamp]:
    """Return the stamps of the colour-independent cues, above woods and ruins."""
    stamps: list[Stamp] = []
    for glow in glows:
        name = look(style, glow.kind).icon
        if not name:
            continue
        picture = cue(style, name, camera.radius)
        half = picture.get_width() // 2
        drop = round(camera.radius * _SHIELD_DROP) if name == "shield" else 0
        for at in glow.hexes:
            if is_near(camera, at):
                x, y = camera.centre(at)
                stamps.append((picture, (round(x) - half, round(y) - half + drop)))
    return stamps


def cue(style: Style, name: str, radius: int) -> pygame.Surface:
    """Return the icon of a highlighted hex, light on a dark edge."""
    side = max(6, round(radius * (0.44 if name == "shield" else 0.60)))
    key = "cue", style.theme_name, name, side

    def paint() -> pygame.Surface:
        picture = pygame.Surface((side + 4, side + 4), pygame.SRCALPHA)
        edge = style.art.icon(name, side, style.colours.shade)
        for dx, dy in ((1, 2), (3, 2), (2, 1), (2, 3)):
            picture.blit(edge, (dx, dy))
        picture.blit(style.art.icon(name, side, style.colours.bone100), (2, 2))
        return picture.convert_alpha()

    return style.art.once(key, paint)


def outlines(style: Style, camera: Camera, glows: Iterable[GlowPicture]) -> list[Stamp]:
    """Return the stamps of the bright edges around each region of highlights."""
    regions: dict[Glow, set[Hex]] = collections.defaultdict(set)
    for glow in glows:
        kind = _OUTLINED_AS[glow.kind] if glow.kind in _OUTLINED_AS else glow.kind
        regions[kind] |= glow.hexes
    stamps: list[Stamp] = []
    for kind, hexes in regions.items():
        edge = look(style, kind).edge
        width = style.layout.hex.outline_width
        stamps += outline(style, camera, hexes, edge, width, style.opacity.outline)
    return stamps


def outline(
    style: Style,
    camera: Camera,
    hexes: Collection[Hex],
    colour: Rgb,
    width: float,
    opacity: float = 1.0,
) -> list[Stamp]:
    """Return the stamps of the edges around a region; *width* is in radii."""
    inside = frozenset(hexes)
    stamps: list[Stamp] = []
    paint, near = colour.alpha(opacity), nearness(camera)
    edges = [edge_stamp(style, camera.radius, side, paint, width) for side in range(6)]
    for at in inside:
        x, y = camera.centre(at)
        if not (near.left < x < near.right and near.top < y < near.bottom):
            continue
        for side, (picture, dx, dy) in enumerate(edges):
            if geometry.across(at, side) not in inside:
                stamps.append((picture, (round(x) + dx, round(y) + dy)))
    return stamps


def edge_stamp(
    style: Style, radius: int, side: int, paint: tuple[int, int, int, int], width: float
) -> tuple[pygame.Surface, int, int]:
    """Return the image of one edge of a hex, and its offset from the hex's centre."""
    shape = geometry.corners((0, 0), radius * style.layout.hex.outline_inset)
    (x, y), (end_x, end_y) = shape[side], shape[(side + 1) % 6]
    thick = max(1.4, radius * width)
    left, top = math.floor(min(x, end_x) - thick), math.floor(min(y, end_y) - thick)
    size = math.ceil(max(x, end_x) + thick) - left, math.ceil(max(y, end_y) + thick) - top

    def draw(large: pygame.Surface, times: int) -> None:
        start = (x - left) * times, (y - top) * times
        end = (end_x - left) * times, (end_y - top) * times
        pygame.draw.line(large, paint, start, end, round(thick * times))
        pygame.draw.circle(large, paint, start, thick * times / 2)
        pygame.draw.circle(large, paint, end, thick * times / 2)

    key = "edge", radius, side, paint, width
    return style.art.once(key, lambda: supersampled(size, draw)), left, top


def nearness(camera: Camera) -> pygame.Rect:
    """Return the rectangle around the view in which the centres of hexes are near."""
    reach = 2 * camera.radius
    return pygame.Rect(camera.view).inflate(2 * reach, 2 * reach)


def near_spots(camera: Camera) -> tuple[float, float, float, float]:
    """Return `nearness` as left, top, right and bottom, in radii of the board.

    Thousands of hexes of a frame are compared with it, before any is converted to pixels.
    """
    near = nearness(camera)
    return *camera.spot(near.topleft), *camera.spot(near.bottomright)


def is_near(camera: Camera, at: Hex) -> bool:
    """Whether a hex is in or near the view."""
    x, y = camera.centre(at)
    near = nearness(camera)
    return near.left < x < near.right and near.top < y < near.bottom
