"""Drawing of the threat map: a figure per hex, the lines to its enemies, the reach of an enemy.

A figure is a small hexagon in the upper half of its hex, so that highlights and what they mark stay
visible: a colour that gets darker with the damage, the damage itself, and a dot for each enemy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pygame

from client.draw import geometry
from client.draw.board import highlights, routes
from client.draw.ui import shapes
from client.draw.ui.style import Style, supersampled
from client.draw.ui.theme import Rgb, mix
from client.draw.ui.writer import Face

if TYPE_CHECKING:
    from collections.abc import Iterable

    from client.draw.board.camera import Camera
    from client.draw.board.highlights import Stamp
    from client.draw.board.picture import ReachPicture, SourcePicture, ThreatPicture
    from client.draw.geometry import Hex

_LIFT: Final = 0.34
"""Height of a figure above the centre of its hex, in radii."""
_SHARE: Final = 0.56
"""Size of a figure, in radii."""
_SMALL_SHARE: Final = 0.78
_ROOMY: Final = 22
"""Hex radius in pixels below which a figure fills its hex, with dots in its corners, to stay
readable.
"""
_DOTTED: Final = 8
"""Hex radius in pixels from which there are dots."""
_CORNERS: Final = (4, 5, 2, 1)
"""The corners that get dots, in their order: those above and below the letters."""
_CORNER_AT: Final = 0.8
"""Distance of a dot from the middle of its figure, as a share of the corner's."""
_PLUS: Final = 0.12
"""Half the size of a plus sign, in radii."""
_LETTERS: Final = 0.44
"""Height of its letters, in radii."""
_READABLE: Final = 13
"""Hex radius in pixels from which figures have letters."""
_MOST_DOTS: Final = 4
"""More enemies than this are written as a number."""
_LIGHT: Final = 380
"""A colour whose red, green and blue add up to more gets dark letters."""
_SIDE: Final = 0.62
"""Offset of a figure from the middle of a unit to the left, in radii: beside its token."""


def stamp(style: Style, radius: int, hot: ThreatPicture) -> pygame.Surface:
    """Return the image of a figure."""
    key = "threat", style.theme_name, radius, hot.level, hot.label, hot.count
    return style.art.once(key, lambda: _paint(style, radius, hot))


def _paint(style: Style, radius: int, hot: ThreatPicture) -> pygame.Surface:
    colour = style.colours.threat()[hot.level]
    roomy = radius >= _ROOMY
    share = _SHARE if roomy else _SMALL_SHARE
    half = round(radius * share) + 1
    middle, opacity = (half, half), style.opacity.threat

    def draw(large: pygame.Surface, times: int) -> None:
        shape = geometry.corners((half * times, half * times), radius * share * times)
        pygame.draw.polygon(large, colour.alpha(opacity), shape)
        pygame.draw.polygon(large, style.colours.shade, shape, times)

    picture = supersampled((2 * half, 2 * half), draw)
    ink = style.colours.shade if sum(colour) > _LIGHT else style.colours.white
    if not roomy and radius >= _DOTTED:
        _paint_corner_dots(picture, radius, hot.count, ink)
    if radius < _READABLE or not hot.label:
        return picture
    line = style.writer.line(hot.label, radius * _LETTERS / style.scale, ink, Face.BOLD)
    if line.get_width() > 2 * half:
        return picture
    drop = round(radius * 0.1) if roomy and hot.count else 0
    picture.blit(line, line.get_rect(center=(middle[0], middle[1] + drop)))
    if roomy:
        _paint_count(picture, style, radius, hot.count, ink)
    return picture


def _paint_count(picture: pygame.Surface, style: Style, radius: int, count: int, ink: Rgb) -> None:
    """Draw a dot for each enemy near the upper edge, or their number."""
    x, y = picture.get_width() / 2, picture.get_height() / 2 - radius * 0.3
    if count > _MOST_DOTS:
        words = f"{count}\u00d7"
        line = style.writer.line(words, radius * 0.32 / style.scale, ink, Face.BOLD)
        picture.blit(line, line.get_rect(center=(round(x), round(y))))
        return
    step = radius * 0.17
    for number in range(count):
        at = x + (number - (count - 1) / 2) * step, y
        pygame.draw.circle(picture, ink, at, max(1.0, radius * 0.055))


def _paint_corner_dots(picture: pygame.Surface, radius: int, count: int, ink: Rgb) -> None:
    """Draw a dot for each enemy in a corner of a small figure, which has no room elsewhere; a plus
    sign between the upper ones if there are more.
    """
    middle = picture.get_width() / 2, picture.get_height() / 2
    spots = geometry.corners(middle, radius * _SMALL_SHARE * _CORNER_AT)
    for corner in _CORNERS[:count]:
        pygame.draw.circle(picture, ink, spots[corner], max(1.0, radius * 0.08))
    if count > len(_CORNERS):
        x, y, arm = round(middle[0]), round(spots[_CORNERS[0]][1]), max(1, round(radius * _PLUS))
        pygame.draw.line(picture, ink, (x - arm, y), (x + arm, y))
        pygame.draw.line(picture, ink, (x, y - arm), (x, y + arm))


def _lift(camera: Camera) -> float:
    """Return the height of a figure above the centre of its hex, in pixels."""
    return camera.radius * _LIFT if camera.radius >= _ROOMY else 0.0


def figures(style: Style, camera: Camera, threat: Iterable[ThreatPicture]) -> list[Stamp]:
    """Return the stamps of the figures of all hexes in or near the view.

    A large board has thousands, all of them new in every frame of a zoom.
    """
    stamps: list[Stamp] = []
    painted: dict[tuple[int, str, int], tuple[pygame.Surface, int]] = {}
    lift, radius = _lift(camera), camera.radius
    left, top, right, bottom = highlights.near_spots(camera)
    for hot in threat:
        across, down = geometry.centre(hot.at)
        if not (left < across < right and top < down < bottom):
            continue
        key = hot.level, hot.label, hot.count
        if key not in painted:
            picture = stamp(style, radius, hot)
            painted[key] = picture, picture.get_width() // 2
        picture, half = painted[key]
        x, y = camera.left + across * radius, camera.top + down * radius - lift
        stamps.append((picture, (round(x) - half, round(y) - half)))
    return stamps


def figures_over_units(
    style: Style, camera: Camera, threat: Iterable[ThreatPicture], taken: set[Hex]
) -> list[Stamp]:
    """Return the stamps of the figures in hexes with units, to be drawn beside their tokens."""
    stamps: list[Stamp] = []
    for hot in threat:
        if hot.at in taken and highlights.is_near(camera, hot.at):
            picture = stamp(style, camera.radius, hot)
            x, y = camera.centre(hot.at)
            half = picture.get_width() // 2
            at = round(x - camera.radius * _SIDE) - half, round(y - _lift(camera)) - half
            stamps.append((picture, at))
    return stamps


def reach_outlines(style: Style, camera: Camera, reach: ReachPicture) -> list[Stamp]:
    """Return the stamps around the hexes that an enemy may move to, and attack."""
    tone, width = style.colours.team(reach.team).light, style.layout.hex.outline_width
    far, near = mix(tone, style.colours.warn, 0.5), tone
    return [
        *highlights.outline(style, camera, reach.attacks, style.colours.shade, 2 * width),
        *highlights.outline(style, camera, reach.attacks, far, width),
        *highlights.outline(style, camera, reach.moves, style.colours.shade, 2 * width),
        *highlights.outline(style, camera, reach.moves, near, width),
    ]


def draw_sources(
    surface: pygame.Surface, style: Style, camera: Camera, sources: Iterable[SourcePicture]
) -> None:
    """Draw the way of each enemy that reaches a hex: its move, its attack, and the damage."""
    for source in sources:
        tone = style.colours.team(source.team).light
        start, halt, end = (camera.centre(at) for at in (source.at, source.halt, source.target))
        if source.halt != source.at:
            for colour, width in ((style.colours.shade, 5), (tone, 3)):
                pygame.draw.line(surface, colour, start, halt, style.px(width))
            for colour, size in ((style.colours.shade, 0.2), (tone, 0.14)):
                pygame.draw.circle(surface, colour, halt, camera.radius * size)
        routes.draw_dashes(surface, style, halt, end, camera.radius)
    for source in sources:
        _draw_damage(surface, style, camera, source)


def _draw_damage(
    surface: pygame.Surface, style: Style, camera: Camera, source: SourcePicture
) -> None:
    x, y = camera.centre(source.at)
    line = style.writer.line(
        source.label, style.layout.text.caption, style.colours.white, Face.BOLD
    )
    rect = line.get_rect().inflate(style.px(8), style.px(2))
    rect.midtop = round(x), round(y + camera.radius * 0.45)
    edge = style.colours.team(source.team).light
    shapes.box(surface, style, rect, style.colours.shade, edge, style.px(4))
    surface.blit(line, line.get_rect(center=rect.center))
