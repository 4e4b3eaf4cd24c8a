"""Drawing of what follows the mouse or the cursor: the hex, the path with its cost, the line of
fire.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import pygame

from client.draw import geometry
from client.draw.board import highlights
from client.draw.ui import shapes
from client.draw.ui.style import supersampled
from client.draw.ui.writer import Face

if TYPE_CHECKING:
    from client.draw.board.camera import Camera, Pixel
    from client.draw.board.picture import BoardPicture
    from client.draw.ui.style import Style

_BRACKET: Final = 0.3
"""Length of the cursor's brackets, as a fraction of an edge."""
_BRACKET_AT: Final = 0.96
"""Distance of the cursor's corners from the centre of its hex, in radii."""
_BRACKET_WIDTH: Final = 0.15
"""Width of the cursor's brackets, in radii."""


def draw_hover(
    surface: pygame.Surface, style: Style, camera: Camera, picture: BoardPicture
) -> None:
    """Draw the hovered hexes and the dashed line to a target, below the units."""
    hexes = picture.marked
    if picture.hovered is not None and picture.hovered != picture.cursor:
        hexes |= {picture.hovered}
    if hexes:
        for colour, width in ((style.colours.shade, 0.2), (style.colours.white, 0.1)):
            surface.fblits(highlights.outline(style, camera, hexes, colour, width))
    if picture.aim_line is not None:
        start, end = (camera.pixel(spot) for spot in picture.aim_line)
        draw_dashes(surface, style, start, end, camera.radius)


def draw_cursor(
    surface: pygame.Surface, style: Style, camera: Camera, picture: BoardPicture
) -> None:
    """Draw the cursor over everything else on the board: a bracket at each corner of its hex."""
    if picture.cursor is None:
        return
    stamp = _cursor_stamp(style, camera.radius)
    x, y = camera.centre(picture.cursor)
    surface.blit(stamp, stamp.get_rect(center=(round(x), round(y))))


def _cursor_stamp(style: Style, radius: int) -> pygame.Surface:
    """Return the image of the cursor for a hex radius."""
    half = math.ceil(radius * 1.1)
    width = max(2.0, radius * _BRACKET_WIDTH)

    def paint(large: pygame.Surface, times: int) -> None:
        shape = geometry.corners((half * times, half * times), radius * times * _BRACKET_AT)
        for colour, further in ((style.colours.shade, 2.0), (style.colours.brass_hi, 0.0)):
            thick = (width + further) * times
            for corner, middle in enumerate(shape):
                for end in (shape[corner - 1], shape[(corner + 1) % 6]):
                    tip = geometry.between(middle, end, _BRACKET)
                    pygame.draw.line(large, colour, middle, tip, round(thick))
                    pygame.draw.circle(large, colour, tip, thick / 2)
                pygame.draw.circle(large, colour, middle, thick / 2)

    key = "cursor", style.theme_name, radius
    return style.art.once(key, lambda: supersampled((2 * half, 2 * half), paint))


def draw_dashes(
    surface: pygame.Surface, style: Style, start: Pixel, end: Pixel, radius: int
) -> None:
    """Draw a dashed white line on a dark backing, leaving room for the tokens at its ends."""
    length = math.dist(start, end)
    room = radius * 0.9
    if length <= 2 * room:
        return
    dash, width = max(4.0, radius * 0.3), max(2, round(radius * 0.09))
    at = room
    while at < length - room:
        first = geometry.between(start, end, at / length)
        last = geometry.between(start, end, min(at + dash, length - room) / length)
        pygame.draw.line(surface, style.colours.shade, first, last, width + 2)
        pygame.draw.line(surface, style.colours.white, first, last, width)
        at += 1.8 * dash


def draw_path(surface: pygame.Surface, style: Style, camera: Camera, picture: BoardPicture) -> None:
    """Draw the path to the hex under the mouse: a line, a dot per hex, and the cost at its end."""
    path = picture.path
    if path is None or len(path.hexes) < 2:
        return
    points = [camera.centre(at) for at in path.hexes]
    radius = camera.radius
    edge = highlights.look(style, path.kind).edge
    width = max(2, round(radius * 0.12))
    pygame.draw.lines(surface, style.colours.shade, False, points, width + 4)
    for x, y in points[1:]:
        pygame.draw.circle(surface, style.colours.shade, (x, y), width * 0.9 + 2.5)
    pygame.draw.lines(surface, style.colours.white, False, points, width)
    for x, y in points[1:]:
        pygame.draw.circle(surface, edge, (x, y), width * 0.9 + 0.5)
    shape = geometry.corners(points[-1], radius * 0.93)
    pygame.draw.polygon(surface, style.colours.shade, shape, width + 3)
    pygame.draw.polygon(surface, style.colours.white, shape, width)
    _draw_cost(surface, style, points[-1], path.label)


def _draw_cost(surface: pygame.Surface, style: Style, at: Pixel, label: str) -> None:
    if not label:
        return
    line = style.writer.line(label, style.layout.text.body, style.colours.white, Face.BOLD)
    rect = line.get_rect().inflate(style.px(12), style.px(4))
    rect.center = round(at[0]), round(at[1])
    shapes.box(surface, style, rect, style.colours.ink900, style.colours.bone300)
    surface.blit(line, line.get_rect(center=rect.center))
